"""Reads event files of Metrica Sports: CSV, or JSON with the metadata of the match beside it."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from altsports.contract.json_values import is_object
from league_service.clubs.imports.domain import (
    Finding,
    ReadFiles,
    ReadMatch,
    ReadPlayer,
    ReadTeam,
    problems_of,
    score_of,
)
from league_service.clubs.imports.metrica.domain import SOURCE, Row, RowReader
from league_service.clubs.imports.metrica.metadata import Metadata, read_metadata
from league_service.clubs.imports.raw import id_of, listed, name_of, part
from league_service.clubs.matches.clock import Clock
from league_service.clubs.matches.events import Pitch
from league_service.core.files.headings import Headings
from league_service.core.files.json_items import items_of
from league_service.core.files.rows import Problem, UnreadableFileError
from league_service.core.files.tables import find_table, refuse_table
from league_service.core.files.text import read_text
from league_service.core.importing.domain import Upload

_NEEDED: Final = ("Team", "Type", "Subtype", "Period", "Start Time [s]", "From")
_HEADINGS: Final = Headings(
    dict.fromkeys(
        (*_NEEDED, "Start Frame", "End Frame", "End Time [s]", "To", "Start X", "Start Y", "End X", "End Y"),
        (),
    )
)
_WHAT: Final = "not an events file of Metrica"
_HOME: Final = "Home"
_SIDES: Final = 2
_ENDINGS: Final = ("_RawEventsData", "_events", "_metadata", "_RawTrackingData_Home_Team")


@dataclass(slots=True)
class _Game:
    """The files of one match."""

    file: str = ""
    rows: list[Row] = field(default_factory=list[Row])
    refused: list[Finding] = field(default_factory=list[Finding])
    metadata: Metadata | None = None


def read_metrica(uploads: Sequence[Upload]) -> ReadFiles:
    """The matches of the files. Raises UnreadableFileError if no file holds events."""
    games: dict[str, _Game] = defaultdict(_Game)
    read = ReadFiles()
    for upload in uploads:
        try:
            _sort(games[_key(upload.name)], upload)
        except UnreadableFileError as error:
            if len(uploads) == 1:
                raise
            read.problems.append(Problem(error.file, 0, "", error.message, error.hint))
    for key, game in games.items():
        if game.rows:
            _read_game(key, game, read)
    if not read.matches:
        name = uploads[0].name if uploads else ""
        hint = "import ..._RawEventsData.csv, or ..._events.json with ..._metadata.xml beside it"
        raise UnreadableFileError(name, f"{_WHAT}: it holds no events", hint)
    read.notes.append("Data of Metrica Sports: name the source wherever you show them.")
    return read


def _key(name: str) -> str:
    stem = PurePosixPath(name.replace("\\", "/").split("?")[0]).name.split(".")[0]
    for ending in _ENDINGS:
        stem = stem.removesuffix(ending)
    return stem


def _sort(game: _Game, upload: Upload) -> None:
    if upload.data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        game.metadata = read_metadata(upload.name, upload.data)
        return
    text = read_text(upload.name, upload.data).text
    game.file = upload.name
    if text.lstrip().startswith(("{", "[")):
        for item in items_of(upload.name, text, ("data",), what="events"):
            _add(game, item.line, item.value, _row_of_json)
        return
    table = find_table(upload.name, text, _HEADINGS, _NEEDED)
    if table is None:
        refuse_table(upload.name, text, _HEADINGS, _NEEDED, _WHAT)
        raise UnreadableFileError(upload.name, _WHAT, f"the columns are {', '.join(_HEADINGS.columns)}")
    for record in table.records():
        if record.problem:
            game.refused.append(Finding(record.line, "", record.problem.message))
        else:
            _add(game, record.line, record.values, _row_of_csv)


def _add(game: _Game, line: int, value: Any, row_of: Any) -> None:
    try:
        game.rows.append(row_of(line, value))
    except (ValueError, KeyError, TypeError) as error:
        game.refused.append(Finding(line, "", f"the row cannot be read: {error}"))


def _row_of_csv(line: int, values: dict[str, str]) -> Row:
    subtype = values.get("Subtype", "").strip().upper()
    return Row(
        line,
        team=_stated(values["Team"], "Team"),
        kind=values["Type"].strip().upper(),
        words=tuple(subtype.split("-")) if subtype else (),
        period=int(values["Period"]),
        start_s=_finite(values["Start Time [s]"]),
        player=values.get("From", "").strip(),
        receiver=values.get("To", "").strip(),
        start=_place(values.get("Start X"), values.get("Start Y")),
        end=_place(values.get("End X"), values.get("End Y")),
    )


def _row_of_json(line: int, value: Any) -> Row:
    if not is_object(value):
        raise ValueError("it is not an object")
    start, end, subtypes = part(value, "start"), part(value, "end"), value.get("subtypes")
    words = listed(subtypes) or [part(value, "subtypes")]
    return Row(
        line,
        team=_stated(id_of(value, "team"), "team"),
        kind=name_of(value, "type").upper(),
        words=tuple(str(each["name"]).upper() for each in words if each),
        period=int(value["period"]),
        start_s=_finite(start["time"]),
        player=id_of(value, "from"),
        receiver=id_of(value, "to"),
        start=_place(start.get("x"), start.get("y")),
        end=_place(end.get("x"), end.get("y")),
    )


def _stated(value: Any, what: str) -> str:
    stated = str(value or "").strip()
    if not stated:
        raise ValueError(f"{what} is empty")
    return stated


def _finite(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{value!r} is not a time")
    return number


def _place(x: Any, y: Any) -> tuple[float, float] | None:
    """Both shares; None for NaN, null and empty values."""
    if x in (None, "") or y in (None, ""):
        return None
    place = float(x), float(y)
    return place if all(map(math.isfinite, place)) else None


def _read_game(key: str, game: _Game, read: ReadFiles) -> None:
    about = game.metadata or Metadata()
    teams = _teams(key, game, about)
    if len(teams) != _SIDES:
        message = f"the file has events of {len(teams)} teams, not of two"
        read.problems.append(Problem(game.file, 0, "Team", message, "import a complete file"))
        return
    clock, pitch = Clock(), about.pitch or Pitch()
    reader = RowReader(game.rows, clock, pitch)
    home = about.home if about.home in teams else _HOME if _HOME in teams else next(iter(teams))
    away = next(team for team in teams if team != home)
    score = score_of(reader.events, clock, home)
    refused = [*game.refused, *reader.refused]
    match = ReadMatch(
        SOURCE, key, game.file, teams[home], teams[away], reader.events, score, clock=clock, pitch=pitch,
        kick_off=about.kick_off, competition=about.competition, anonymous=True,
        team_keys={name: team.key for name, team in teams.items()},
        row_count=len(game.rows) + len(game.refused), refused_count=len(refused),
    )  # fmt: skip
    read.matches.append(match)
    read.problems += problems_of(game.file, refused)
    read.problems += [
        Problem(game.file, each.line, each.field, each.message, "check the score", refused=False)
        for each in reader.doubted
    ]
    _compare_scores(match, about, read)
    read.notes.append(f"{match.home.name} {match.score.home}-{match.score.away} {match.away.name}")
    read.notes.append("The files state no line-ups and no substitutions, so no minutes can be derived.")
    if match.kick_off is None:
        read.notes.append("The files do not say when the match was played: state the date with --as-of.")


def _compare_scores(match: ReadMatch, about: Metadata, read: ReadFiles) -> None:
    counted = (match.score.home, match.score.away)
    if about.score is not None and about.score != counted:
        said = f"the metadata say {about.score[0]}-{about.score[1]}, the goals say {counted[0]}-{counted[1]}"
        hint = "the score of the goals is used; record another result if it is wrong"
        read.problems.append(Problem(match.file, 0, "score", said, hint, refused=False))


def _teams(key: str, game: _Game, about: Metadata) -> dict[str, ReadTeam]:
    """The sides of the match. Files without metadata name them Home and Away, which names no team."""
    teams: dict[str, ReadTeam] = {}
    for row in game.rows:
        if row.team not in teams:
            name = about.teams.get(row.team) or f"{row.team} ({key})"
            teams[row.team] = ReadTeam(row.team if game.metadata else f"{key}:{row.team}", name)
        team = teams[row.team]
        for player in (row.player, row.receiver if row.kind == "PASS" else ""):
            if player and player not in team.players:
                team.players[player] = about.players.get(player) or ReadPlayer(player, player)
    return teams
