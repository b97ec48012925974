"""Reads opening lines: the JSON of sportsbookreview's archive, one object per game, without game ids.

A row is joined to a stored game by season, home and away team, and by its day if the two teams met twice; a
wrong day is accepted if the final score fits and no other game does. Details:

* Spreads are negative if the home team is favoured: they are the home handicap already.
* Rows with swapped spread and total, home fields of zero, or a sign that flips before the close are refused.
* Only opening lines are read: the games file has the closing lines, with prices.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from altsports.contract.json_values import is_object
from league_service.competition.imports.domain import SourceFile, SourceQuote
from league_service.competition.imports.operations import EventQuotes
from league_service.competition.names.teams import TeamBook
from league_service.core.files.cells import CellError
from league_service.core.files.headings import Headings, rename_hint
from league_service.core.files.json_items import items_of
from league_service.core.files.rows import Problem, UnreadableFileError, check_row_count
from league_service.core.files.text import read_text
from league_service.nfl.imports import values

SOURCE: Final = "sportsbookreview"
NEEDED: Final = ("season", "date", "home_team", "away_team", "home_open_spread", "open_over_under")
_HEADINGS: Final = Headings(dict.fromkeys(NEEDED, ()))
_LARGEST_SPREAD: Final = 30.0
_TOTALS: Final = (25.0, 80.0)
_FLIPPED_FROM: Final = 3.0
_HINT_JOIN: Final = "import the games of the season first, and check season, day and teams"


@dataclass(frozen=True, slots=True)
class StoredGame:
    """A game that can have lines; the teams are keys, `score` is (home, away) if known."""

    event_id: str
    key: str
    season: int
    day: date
    home: str
    away: str
    kickoff: datetime
    opening: datetime
    score: tuple[int, int] | None


class GameIndex:
    """Finds the game of a row."""

    def __init__(self, games: Iterable[StoredGame]) -> None:
        self._by_teams: Mapping[tuple[int, str, str], list[StoredGame]] = defaultdict(list)
        for game in games:
            self._by_teams[game.season, game.home, game.away].append(game)

    def find(
        self,
        season: int,
        day: date | None,
        *,
        homes: Sequence[str],
        aways: Sequence[str],
        score: tuple[int, int] | None,
    ) -> list[StoredGame]:
        """Returns the games that fit best: by day and teams, otherwise by teams and score."""
        pairs = [
            game for home in homes for away in aways for game in self._by_teams.get((season, home, away), ())
        ]
        on_day = [game for game in pairs if day is not None and abs((game.day - day).days) <= 1]
        if on_day:
            return on_day
        return [game for game in pairs if score is not None and game.score == score]


def read_openings(
    name: str, data: bytes, teams: TeamBook, index: GameIndex, *, season: int = 0
) -> tuple[SourceFile, list[EventQuotes]]:
    """Reads a file and its opening lines by game. Raises UnreadableFileError for other files."""
    parsed = SourceFile(name, SOURCE)
    found: list[EventQuotes] = []
    taken: dict[str, int] = {}
    for number, row in enumerate(_objects(name, data), start=1):
        if season and row.get("season") != season:
            continue
        parsed.row_count += 1
        check_row_count(name, parsed.row_count)
        try:
            opening = _opening(row, teams, index)
            if opening.id in taken:
                raise CellError(
                    f"{opening.key} already has lines from row {taken[opening.id]}",
                    "keep only one of the rows",
                )
        except CellError as error:
            parsed.problems.append(Problem(name, number, "", error.message, error.hint))
            continue
        taken[opening.id] = number
        found.append(opening)
    return parsed, found


def _objects(name: str, data: bytes) -> list[dict[str, Any]]:
    hint = f"send a JSON list of objects with {', '.join(NEEDED)}"
    rows = [item.value for item in items_of(name, read_text(name, data).text, what="games")]
    if not all(is_object(row) for row in rows):
        raise UnreadableFileError(name, "not a list of objects", hint)
    if rows:
        keys = sorted({key for row in rows for key in row})
        lacking = [column for column in NEEDED if column not in keys]
        if lacking:
            renamed = rename_hint(_HEADINGS.missing(keys, lacking))
            message = f"no row has {', '.join(lacking)}"
            raise UnreadableFileError(name, message, f"{renamed}; {hint}" if renamed else hint)
    return rows


def _opening(row: Mapping[str, Any], teams: TeamBook, index: GameIndex) -> EventQuotes:
    """Returns the opening quotes of a row and their game. Raises CellError."""
    season = values.whole(_text(row, "season"), 1920, 2200)
    if season is None:
        raise CellError("the row has no season", "add the year in which the season starts")
    homes, aways = (_teams(row, side, season, teams) for side in ("home", "away"))
    games = index.find(season, _day(row), homes=homes, aways=aways, score=_score(row))
    if not games:
        pair = f"{row['away_team']} at {row['home_team']}"
        raise CellError(f"no game {pair} on {_text(row, 'date')} is stored for {season}", _HINT_JOIN)
    if len(games) > 1:
        names = ", ".join(sorted(game.key for game in games))
        raise CellError(f"several games fit: {names}", "write the team name so that it is unambiguous")
    game = games[0]
    quotes = tuple(_quotes(row, game.opening))
    return EventQuotes(game.event_id, game.key, game.season, game.kickoff, quotes)


def _teams(row: Mapping[str, Any], side: str, season: int, teams: TeamBook) -> list[str]:
    text = _text(row, f"{side}_team")
    if text in ("", "0"):
        raise CellError(f"the {side} team is missing", "add the missing team")
    found = teams.candidates(text, season)
    if not found:
        raise CellError(f"{text!r} is not a team of {season}", "use the team's name, city or code")
    return [era.team for era in found]


def _day(row: Mapping[str, Any]) -> date | None:
    digits = _text(row, "date").removesuffix(".0")
    try:
        return date.fromisoformat(digits)
    except ValueError:
        return None


def _score(row: Mapping[str, Any]) -> tuple[int, int] | None:
    try:
        home, away = (values.whole(_text(row, f"{side}_final"), 0, 200) for side in ("home", "away"))
    except CellError:
        return None
    return None if home is None or away is None else (home, away)


def _quotes(row: Mapping[str, Any], opening: datetime) -> Iterator[SourceQuote]:
    spread = values.decimal(_text(row, "home_open_spread"), -1000, 1000)
    total = values.decimal(_text(row, "open_over_under"), -1000, 1000)
    if spread is not None and total is not None and abs(spread) >= _TOTALS[0] > total:
        raise CellError(f"spread {spread:g} and total {total:g} are swapped", "swap them back, with the sign")
    if spread is not None:
        yield SourceQuote("spread", _checked_spread(row, spread), taken_at=opening)
    if total is not None:
        if not _TOTALS[0] <= total <= _TOTALS[1]:
            raise CellError(
                f"{total:g} is not a valid opening total", f"use {_TOTALS[0]:g} to {_TOTALS[1]:g}"
            )
        yield SourceQuote("total", total, taken_at=opening)


def _checked_spread(row: Mapping[str, Any], spread: float) -> float:
    if abs(spread) > _LARGEST_SPREAD:
        raise CellError(
            f"{spread:g} is not a valid opening spread", f"use at most {_LARGEST_SPREAD:g} points either way"
        )
    away = values.decimal(_text(row, "away_open_spread"), -1000, 1000)
    if away is not None and away != -spread:
        raise CellError(
            f"home_open_spread {spread:g} and away_open_spread {away:g} do not mirror each other",
            "each must be the other with the sign reversed",
        )
    close = values.decimal(_text(row, "home_close_spread"), -1000, 1000)
    if close is not None and _is_flipped(spread, close):
        raise CellError(
            f"the spread moves from {spread:g} to {close:g}, so its sign is doubtful",
            "correct the sign of one of the two",
        )
    return spread


def _is_flipped(opening: float, close: float) -> bool:
    """Whether both name a clear favourite, but different ones; a swapped closing total names none."""
    clear = min(abs(opening), abs(close)) >= _FLIPPED_FROM and abs(close) <= _LARGEST_SPREAD
    return clear and (opening > 0) != (close > 0)


def _text(row: Mapping[str, Any], column: str) -> str:
    value = row.get(column)
    return "" if value is None or isinstance(value, dict | list) else values.stated(str(value))
