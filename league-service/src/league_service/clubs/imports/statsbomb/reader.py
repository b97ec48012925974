"""Reads files of StatsBomb's open data: events, and beside them line-ups and lists of matches."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Final

from altsports.contract.json_values import is_object
from league_service.clubs.imports.domain import (
    Finding,
    ReadEntry,
    ReadFiles,
    ReadMatch,
    ReadPlayer,
    ReadScore,
    ReadTeam,
    problems_of,
    score_of,
)
from league_service.clubs.imports.raw import Raw, id_of, listed, name_of, objects_of, part
from league_service.clubs.imports.statsbomb.domain import LEFT_OUT, SOURCE, UnknownFact, events_of, snake
from league_service.clubs.imports.statsbomb.own_goals import contradictions
from league_service.clubs.matches.clock import Clock
from league_service.clubs.matches.events import MatchEvent, Pitch
from league_service.core.files.json_items import Item, items_of
from league_service.core.files.rows import Problem, UnreadableFileError
from league_service.core.files.text import read_text
from league_service.core.importing.domain import Upload

_MOST_NOTED: Final = 6
_SIDES: Final = 2


@dataclass(slots=True)
class _Files:
    """The files of an import, sorted by what they hold."""

    events: dict[str, tuple[str, list[Item]]] = field(default_factory=dict[str, tuple[str, list[Item]]])
    lineups: dict[str, list[Item]] = field(default_factory=dict[str, list[Item]])
    matches: dict[str, Raw] = field(default_factory=dict[str, Raw])


def read_statsbomb(uploads: Sequence[Upload]) -> ReadFiles:
    """The matches of the files. A fact that cannot be used becomes a problem and costs nothing else.

    Raises UnreadableFileError if no file holds events.
    """
    files, read = _Files(), ReadFiles()
    for upload in uploads:
        try:
            _sort(files, upload, read)
        except UnreadableFileError as error:
            if len(uploads) == 1:
                raise
            read.problems.append(Problem(error.file, 0, "", error.message, error.hint))
    if not files.events:
        name = uploads[0].name if uploads else ""
        hint = "import a file of the folder events/, or the folder that contains it"
        raise UnreadableFileError(name, "the file holds no events of StatsBomb", hint)
    for key, (name, items) in files.events.items():
        match = _Reader(key, name, items, files).read(read)
        if match is not None:
            read.matches.append(match)
    read.notes.append("Data of StatsBomb: for research, without redistribution, with credit to StatsBomb.")
    return read


def _sort(files: _Files, upload: Upload, read: ReadFiles) -> None:
    items = items_of(upload.name, read_text(upload.name, upload.data).text, what="events")
    key = PurePosixPath(upload.name.replace("\\", "/").split("?")[0]).name.split(".")[0]
    first = items[0].value if items else None
    if not is_object(first):
        raise UnreadableFileError(upload.name, "the file is empty or holds no objects", "import another file")
    if "lineup" in first and "team_id" in first:
        files.lineups[key] = items
    elif "home_team" in first and "match_id" in first:
        files.matches.update({str(each.get("match_id")): each for each in objects_of(items)})
    elif "type" in first and "period" in first:
        files.events[key] = (upload.name, items)
    else:
        message = "the file holds neither events nor line-ups nor matches"
        read.problems.append(Problem(upload.name, 1, "", message, "leave the file out"))


class _Reader:
    """Reads one match."""

    def __init__(self, key: str, name: str, items: list[Item], files: _Files) -> None:
        self._key, self._name, self._items = key, name, items
        self._lineups = files.lineups.get(key, [])
        self._about = files.matches.get(key, {})
        self._clock, self._pitch = Clock(), Pitch()
        self._left_out: Counter[str] = Counter()
        self._findings: list[Finding] = []

    def read(self, read: ReadFiles) -> ReadMatch | None:
        teams = self._teams()
        if len(teams) != _SIDES:
            message = f"the file has events of {len(teams)} teams, not of two"
            read.problems.append(Problem(self._name, 0, "team", message, "import a complete file"))
            return None
        events = self._events(teams)
        home, away = self._sides(teams)
        self._credit_assists(events)
        match = ReadMatch(
            SOURCE, self._key, self._name, home, away, events, score_of(events, self._clock, home.key),
            clock=self._clock, pitch=self._pitch, row_count=len(self._items),
            refused_count=len(self._findings),
        )  # fmt: skip
        self._describe(match, read)
        read.problems += problems_of(self._name, self._findings)
        read.notes += self._notes(match)
        return match

    def _teams(self) -> dict[str, ReadTeam]:
        teams: dict[str, ReadTeam] = {}
        for side in objects_of(self._lineups):
            key = str(side.get("team_id"))
            team = teams[key] = ReadTeam(key, str(side.get("team_name") or key))
            for player in map(_listed_player, listed(side.get("lineup"))):
                team.players[player.key] = player
        for raw in objects_of(self._items):
            key = id_of(raw, "team")
            if key and key not in teams:
                teams[key] = ReadTeam(key, name_of(raw, "team") or key)
            if key:
                self._meet(teams[key], raw)
        return teams

    def _meet(self, team: ReadTeam, raw: Raw) -> None:
        """Adds the players whom an event names, if there is no list of players."""
        starting = name_of(raw, "type") == "Starting XI"
        for each in listed(part(raw, "tactics").get("lineup")) if starting else ():
            key, number = id_of(each, "player"), each.get("jersey_number")
            number = number if isinstance(number, int) else None
            position = snake(name_of(each, "position"))
            known = team.players.get(key) or ReadPlayer(key, name_of(each, "player"), jersey_number=number)
            team.players[key] = replace(known, position=known.position or position)
            team.lineup.append(ReadEntry(key, "starter", position, number or known.jersey_number))
        if self._lineups:
            return
        for path in (("player",), ("substitution", "replacement")):
            key = id_of(raw, *path)
            if key:
                team.players.setdefault(key, ReadPlayer(key, name_of(raw, *path)))

    def _events(self, teams: dict[str, ReadTeam]) -> list[MatchEvent]:
        events: list[MatchEvent] = []
        for at, item in enumerate(self._items):
            if not is_object(item.value):
                self._findings.append(Finding(item.line, "", "the entry is not an object"))
                continue
            reasons = self._contradictions(at, item.value, teams)
            if reasons:
                what = name_of(item.value, "type")
                message = f"{what} is not used: {'; '.join(reasons)}"
                self._findings.append(Finding(item.line, "player", message))
                continue
            try:
                made = events_of(item.value, self._clock, self._pitch)
            except UnknownFact as error:
                self._findings.append(Finding(item.line, error.field, str(error)))
                continue
            if not made and name_of(item.value, "type") not in {"Own Goal For"}:
                self._left_out[name_of(item.value, "type")] += 1
            events += made
        self._bench(events, teams)
        return events

    def _contradictions(self, at: int, raw: Raw, teams: dict[str, ReadTeam]) -> list[str]:
        kind, team, player = name_of(raw, "type"), id_of(raw, "team"), id_of(raw, "player")
        if kind in LEFT_OUT:
            return []
        if team not in teams:
            return ["it names no team"]
        found: list[str] = []
        if player and player not in teams[team].players:
            message = f"{name_of(raw, 'player')} is not in the line-up of {teams[team].name}"
            found.append(message)
        if kind == "Own Goal Against":
            found += contradictions(self._items, at, self._clock)
        return found

    def _bench(self, events: Iterable[MatchEvent], teams: dict[str, ReadTeam]) -> None:
        """Adds those who came on as substitutes, and the others on the list as unused."""
        came_on = {event.related_player_id for event in events if event.type == "substitution"}
        for team in teams.values():
            named = {entry.player for entry in team.lineup}
            if not named:
                continue
            for player in team.players.values():
                if player.key in named or not (self._lineups or player.key in came_on):
                    continue
                role = "substitute" if player.key in came_on else "unused"
                team.lineup.append(ReadEntry(player.key, role, "", player.jersey_number))

    def _sides(self, teams: dict[str, ReadTeam]) -> tuple[ReadTeam, ReadTeam]:
        """Home and away as the list of matches states; without it, the first team of the events is home."""
        home = str(part(self._about, "home_team").get("home_team_id"))
        if home not in teams:
            home = next(key for raw in objects_of(self._items) if (key := id_of(raw, "team")))
        return teams[home], next(team for key, team in teams.items() if key != home)

    def _credit_assists(self, events: list[MatchEvent]) -> None:
        """A goal names the player whose pass led to it."""
        passer = {
            str(raw.get("id")): id_of(raw, "player")
            for raw in objects_of(self._items)
            if part(raw, "pass").get("goal_assist")
        }
        keys = {
            str(raw.get("id")): str(part(raw, "shot").get("key_pass_id") or "")
            for raw in objects_of(self._items)
        }
        for at, event in enumerate(events):
            if event.type == "goal":
                assist = passer.get(keys.get(event.id, ""), "")
                events[at] = replace(event, related_player_id=assist)

    def _describe(self, match: ReadMatch, read: ReadFiles) -> None:
        """Adds what the list of matches says, if there is one."""
        if not self._about:
            return
        match.kick_off = _kick_off(self._about)
        match.competition = str(part(self._about, "competition").get("competition_name") or "")
        match.season = str(part(self._about, "season").get("season_name") or "")
        match.venue = name_of(self._about, "stadium")
        home, away = self._about.get("home_score"), self._about.get("away_score")
        if isinstance(home, int) and isinstance(away, int):
            counted = match.score
            if (counted.home, counted.away) != (home, away):
                message = (
                    f"the list of matches says {home}-{away}, the goals say {counted.home}-{counted.away}"
                )
                hint = "the score of the list is used; correct the events if they are wrong"
                read.problems.append(Problem(match.file, 0, "score", message, hint, refused=False))
            match.score = ReadScore(home, away, counted.home_penalties, counted.away_penalties)

    def _notes(self, match: ReadMatch) -> list[str]:
        score = match.score
        notes = [f"{match.home.name} {score.home}-{score.away} {match.away.name}"]
        if self._left_out:
            kinds = self._left_out.most_common(_MOST_NOTED)
            listed = ", ".join(f"{count} {kind}" for kind, count in kinds)
            notes.append(f"Not kept, because no figure needs them: {listed}")
        if not self._lineups:
            notes.append("Without the file of line-ups, substitutes who did not play are unknown.")
        if match.kick_off is None:
            notes.append("The files do not say when the match was played: state the date with --as-of.")
        return notes


def _listed_player(raw: Raw) -> ReadPlayer:
    number = raw.get("jersey_number")
    return ReadPlayer(
        str(raw.get("player_id")),
        str(raw.get("player_name") or raw.get("player_id")),
        known_as=str(raw.get("player_nickname") or ""),
        jersey_number=number if isinstance(number, int) else None,
        country=name_of(raw, "country"),
    )


def _kick_off(about: Raw) -> datetime | None:
    """The kick-off. StatsBomb gives local time without a zone; it is taken for UTC."""
    try:
        return datetime.fromisoformat(f"{about['match_date']}T{about.get('kick_off') or '00:00:00'}").replace(
            tzinfo=UTC
        )
    except (KeyError, ValueError):
        return None
