"""Reads football.json of openfootball (CC0): one file holds the matches of one league and season.

Details of the source:

* `time` is that of the country of the league; without it, only the day is known.
* `ft` is the score after 90 minutes, also of matches with extra time (`et`, all goals) and penalties (`p`).
* Matches have no ids. Two teams meet once at the ground of each; a further meeting gets a number.
* `status` is stated only for awarded and postponed matches. An abandoned match has no result.
* Older files list the matches of each round, with teams as objects and `score1`, `score2` (older.py).
* An unusable score, time or status is dropped; a match without day or teams is refused.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from altsports.contract.json_values import is_object
from altsports.contract.text import as_line
from league_service.competition.imports.domain import (
    EventStatus,
    SourceCompetitor,
    SourceEvent,
    SourceFile,
    SourceResult,
    SourceRound,
)
from league_service.competition.ledger.domain import ResultLine
from league_service.competition.names.teams import TeamBook
from league_service.core.files.cells import CellError
from league_service.core.files.json_items import Item, items_of
from league_service.core.files.rows import Problem, UnreadableFileError
from league_service.soccer import names
from league_service.soccer.domain import LEAGUE, match_key
from league_service.soccer.imports import values
from league_service.soccer.imports.older import flat
from league_service.soccer.imports.rounds import Rounds
from league_service.soccer.imports.season import FileSeason, season_of
from league_service.soccer.imports.values import Scores
from league_service.soccer.leagues import country_of

SOURCE: Final = "football.json"
_OFF: Final[Mapping[str, EventStatus]] = {
    "postponed": "postponed",
    "abandoned": "postponed",
    "suspended": "postponed",
    "cancelled": "cancelled",
    "canceled": "cancelled",
}
_COUNTING: Final = frozenset({"", "awarded", "played", "finished", "scheduled"})


@dataclass(slots=True)
class SeasonFile:
    """A file: its season, its matches and problems, and its teams."""

    season: FileSeason
    parsed: SourceFile
    teams: TeamBook = field(default_factory=TeamBook)


@dataclass(frozen=True, slots=True)
class _Match:
    """A match with usable teams, day and round."""

    item: Item
    home: str
    away: str
    day: date
    round: SourceRound

    @property
    def order(self) -> tuple[int, date, int]:
        return self.round.number, self.day, self.item.line


def read_season(file: str, text: str) -> SeasonFile:
    """Reads the matches of a file. Raises UnreadableFileError."""
    items = flat(items_of(file, text, ("matches", "rounds"), what="matches"))
    rows = [item for item in items if is_object(item.value) and "team1" in item.value]
    if items and not rows:
        hint = "use a file of football.json that holds matches with team1 and team2, such as en.1.json"
        raise UnreadableFileError(file, "not a file of matches of football.json", hint)
    return _Reader(file, season_of(file, _title(text))).read(items)


def _text(stated: Any) -> str:
    return as_line(stated) if isinstance(stated, str) else ""


def _title(text: str) -> str:
    try:
        document = json.loads(text)
    except ValueError:  # objects below one another
        return ""
    return _text(document.get("name")) if is_object(document) else ""


class _Reader:
    def __init__(self, file: str, season: FileSeason) -> None:
        self._season = season
        self._parsed = SourceFile(file, SOURCE)
        self._line = 0

    def read(self, items: Sequence[Item]) -> SeasonFile:
        """Returns the matches, each once."""
        self._parsed.row_count = len(items)
        stated = [_text(item.value.get("round")) for item in items if is_object(item.value)]
        rounds = Rounds(stated, is_cup=self._season.league.key.endswith(".cup"))
        matches = [match for item in items if (match := self._match(item, rounds)) is not None]
        keys = self._keys({name for match in matches for name in (match.home, match.away)})
        matches = [match for match in matches if self._is_of_two(match, keys)]
        book = names.teams(keys)
        for key, match in self._identified(matches, keys):
            self._line = match.item.line
            sides = (book.newest(keys[match.home]), book.newest(keys[match.away]))
            competitors = (SourceCompetitor(sides[0], side="home"), SourceCompetitor(sides[1], side="away"))
            self._parsed.events.append(self._event(key, match, competitors))
        return SeasonFile(self._season, self._parsed, book)

    def _keys(self, found: set[str]) -> dict[str, str]:
        """The keys of teams by name. In cups of many countries, the name ends with that of the team's own."""
        by_country: dict[str, dict[str, str]] = defaultdict(dict)
        for name in sorted(found):
            plain, _, fifa = name.removesuffix(")").rpartition(" (")
            country = country_of(fifa) if plain and name.endswith(")") else ""
            by_country[country or self._season.league.country][name] = plain if country else name
        keys: dict[str, str] = {}
        for country, plain_names in by_country.items():
            apart = names.names_apart(country, plain_names.values())
            keys |= {name: apart[plain] for name, plain in plain_names.items()}
        return keys

    def _match(self, item: Item, rounds: Rounds) -> _Match | None:
        """The match; None for a row that cannot be used, after adding the reason to the problems."""
        self._line, row = item.line, item.value
        if not is_object(row):
            self._problem(
                "", "the entry is not an object", "state round, date, team1 and team2", refused=True
            )
            return None
        at = "team1"
        try:
            home = values.name(row.get(at))
            at = "team2"
            away = values.name(row.get(at))
            at = "date"
            day = self._in_season(values.day(row.get(at)))
        except CellError as error:
            self._problem(at, error.message, error.hint, refused=True)
            return None
        round, group = _text(row.get("round")), _text(row.get("group"))
        if not round and not group:
            message = "the round is missing; a match of a league counts for its table"
            self._problem("round", message, "state the round, such as Matchday 7")
        return _Match(item, home, away, day, rounds.find(round, group))

    def _is_of_two(self, match: _Match, keys: Mapping[str, str]) -> bool:
        if keys[match.home] != keys[match.away]:
            return True
        self._line = match.item.line
        message = f"{match.away} cannot play against itself"
        self._problem("team2", message, "correct one of the teams", refused=True)
        return False

    def _in_season(self, day: date) -> date:
        if not self._season.year <= day.year <= self._season.year + 1:
            raise CellError(f"{day} is not in the season {self._season.year}", "correct the date")
        return day

    def _identified(self, matches: Sequence[_Match], keys: Mapping[str, str]) -> list[tuple[str, _Match]]:
        """The matches with their ids. Of two rows of one match, that with a score or the last is kept."""
        pairs: dict[tuple[str, str, str], dict[tuple[str, int], _Match]] = defaultdict(dict)
        for match in matches:
            part = match.round.key or (match.round.stage if match.round.stage != LEAGUE else "")
            meetings = pairs[names.code_of(keys[match.home]), names.code_of(keys[match.away]), part]
            place = (match.round.stage, match.round.number)
            meetings[place] = self._kept(meetings.get(place), match)
        found: list[tuple[str, _Match]] = []
        for (home, away, part), meetings in pairs.items():
            for number, match in enumerate(sorted(meetings.values(), key=lambda each: each.order), start=1):
                suffix = "-".join([part] * bool(part) + [str(number)] * (number > 1))
                key = match_key(self._season.league.key, self._season.year, home, away, part=suffix)
                found.append((key, match))
        return found

    def _kept(self, before: _Match | None, match: _Match) -> _Match:
        if before is None:
            return match
        is_first_better = before.item.value.get("score") and not match.item.value.get("score")
        kept, left = (before, match) if is_first_better else (match, before)
        self._line = left.item.line
        message = (
            f"the match of {match.home} and {match.away} is also in line {kept.item.line}, which was used"
        )
        self._problem("team1", message, "keep only one of the rows", refused=True)
        return kept

    def _event(
        self, key: str, match: _Match, competitors: tuple[SourceCompetitor, SourceCompetitor]
    ) -> SourceEvent:
        row, zone = match.item.value, self._season.league.zone
        try:
            at, hour_known = values.kickoff(match.day, row.get("time"), zone)
        except CellError as error:
            self._problem("time", error.message, error.hint)
            at, hour_known = values.kickoff(match.day, None, zone)
        status = self._status(row.get("status"))
        return SourceEvent(
            line=match.item.line,
            key=key,
            season=self._season.year,
            round=match.round,
            scheduled_at=at,
            day=match.day,
            hour_known=hour_known,
            competitors=competitors,
            status=_OFF.get(status, ""),
            status_reason=f"{status.capitalize()}, as {SOURCE} states" if status in _OFF else "",
            result=None if status in _OFF else self._result(row.get("score"), status),
        )

    def _status(self, stated: Any) -> str:
        status = _text(stated).casefold()
        if status not in _COUNTING and status not in _OFF:
            hint = f"omit it, or use one of: awarded, {', '.join(_OFF)}"
            self._problem("status", f"{status[:40]} is not a known status; it was ignored", hint)
            return ""
        return status

    def _result(self, stated: Any, status: str) -> SourceResult | None:
        try:
            scores = values.scores(stated)
        except CellError as error:
            self._problem("score", error.message, error.hint)
            return None
        if scores.ft is None:
            if status == "awarded":
                self._problem("score", "the match was awarded, but no score is stated", "add score.ft")
            return None
        doubt = _doubt(scores)
        if doubt:
            hint = "until the file is corrected, the result stays in quarantine"
            self._problem("score", doubt, hint)
        return SourceResult((_line(scores, 0, status), _line(scores, 1, status)), doubt=doubt)

    def _problem(self, field: str, message: str, hint: str, *, refused: bool = False) -> None:
        self._parsed.problems.append(
            Problem(self._parsed.name, self._line, field, message, hint, refused=refused)
        )


def _line(scores: Scores, side: int, status: str) -> ResultLine:
    stated = {"half_time": scores.ht, "extra_time": scores.et, "penalties": scores.p}
    attributes = {name: str(pair[side]) for name, pair in stated.items() if pair is not None}
    if status == "awarded":
        attributes["awarded"] = "true"
    goals = scores.ft or (0, 0)
    return ResultLine(side + 1, goals[side], attributes=attributes)


def _doubt(scores: Scores) -> str:
    """Why the scores of a match contradict each other; empty if they do not."""
    for earlier, later, words in (
        (scores.ht, scores.ft, "score.ht has more goals than score.ft"),
        (scores.ft, scores.et, "score.ft has more goals than score.et"),
    ):
        if earlier and later and (earlier[0] > later[0] or earlier[1] > later[1]):
            return words
    return (
        "score.p is a draw, but a shoot-out has a winner" if scores.p and scores.p[0] == scores.p[1] else ""
    )
