"""Reads games.csv of nflverse: schedule, results and closing lines of every NFL season since 1999.

Columns are found by name, in any order; other columns are ignored. Details:

* `gametime` is Eastern for every game, and twelve hours off for some (kickoff.py).
* `spread_line` is positive if the home team is favoured; we store the home handicap, which is then negative.
* `result` and `total` repeat the scores; a score that contradicts them goes into quarantine.
* Weeks continue through the playoffs, and moved by one in 2021; the stage comes from `game_type`.
* A game that is never played is absent from later files. Copies may say so in a column `status` (cancelled,
  postponed); nflverse itself has none.
* An unusable value is dropped; a game without a day or teams is refused.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NoReturn

from league_service.competition.imports.domain import (
    EventStatus,
    Side,
    SourceCompetitor,
    SourceEvent,
    SourceFile,
    SourceHabits,
    SourcePerson,
    SourceQuote,
    SourceResult,
    SourceRound,
)
from league_service.competition.ledger.domain import two_scores
from league_service.competition.names.teams import TeamBook, TeamEra
from league_service.core.files.cells import CellError
from league_service.core.files.headings import Headings
from league_service.core.files.rows import Problem, UnreadableFileError, check_row_count
from league_service.core.files.tables import find_table, refuse_table
from league_service.core.text import slug
from league_service.nfl.domain import STAGES
from league_service.nfl.imports import times, values
from league_service.nfl.imports.identities import without_doubles
from league_service.nfl.kickoff import Kickoff, kickoff_of
from league_service.nfl.names import find_venue

SOURCE: Final = "nflverse"
NEEDED: Final = (
    "game_id",
    "season",
    "game_type",
    "week",
    "gameday",
    "away_team",
    "home_team",
    "away_score",
    "home_score",
)
HABITS: Final = SourceHabits(stable_ids=("gsis", "espn", "nfl_detail_id", "pff", "ftn"), lists_all=True)
"""`old_game_id` and `pfr` contain the day of the game, so they change when it moves."""

SOURCE_IDS: Final = ("old_game_id", "gsis", "nfl_detail_id", "pfr", "pff", "espn", "ftn")
_OFF: Final[Mapping[str, EventStatus]] = {
    "cancelled": "cancelled",
    "canceled": "cancelled",
    "postponed": "postponed",
}
_ROOFS: Final = ("outdoors", "dome", "open", "closed")
_MOST_POINTS: Final = 200
_GAME_ID_LENGTH: Final = 64
_SEASONS: Final = (1920, 2200)

_OTHERS: Final = (
    "gametime location result total spread_line home_spread_odds away_spread_odds total_line over_odds"
    " under_odds home_moneyline away_moneyline home_rest away_rest roof surface temp wind home_qb_id"
    " home_qb_name away_qb_id away_qb_name stadium_id stadium status"
)
_HEADINGS: Final = Headings(dict.fromkeys((*NEEDED, *SOURCE_IDS, *_OTHERS.split()), ()))
_WHAT: Final = "not a games file of nflverse"

Row = Mapping[str, str | None]


def read_games(name: str, text: str, teams: TeamBook, *, season: int = 0) -> SourceFile:
    """Reads the games of one or all seasons. Raises UnreadableFileError if required columns are missing."""
    parsed = SourceFile(name, SOURCE)
    seen: dict[str, int] = {}
    for line, row in _rows(parsed, text):
        if season and values.stated(row.get("season")) not in (str(season), f"{season}.0"):
            continue
        parsed.row_count += 1
        check_row_count(name, parsed.row_count)
        game = _RowReader(parsed, line, row, teams).game()
        if game is None:
            continue
        if game.key in seen:
            message = f"duplicate game_id {game.key}, first used in line {seen[game.key]}"
            parsed.problems.append(Problem(name, line, "game_id", message, "keep only one of the rows"))
            continue
        seen[game.key] = line
        parsed.events.append(game)
    parsed.events = without_doubles(parsed, HABITS.stable_ids)
    return parsed


def _rows(parsed: SourceFile, text: str) -> Iterator[tuple[int, Row]]:
    table = find_table(parsed.name, text, _HEADINGS, NEEDED)
    if table is None:
        refuse_table(parsed.name, text, _HEADINGS, NEEDED, _WHAT)
        raise UnreadableFileError(parsed.name, _WHAT, f"required columns: {', '.join(NEEDED)}")
    for record in table.records():
        if record.problem is not None:
            parsed.problems.append(record.problem)
            parsed.row_count += 1
        else:
            yield record.line, record.values


class _RowReader:
    """Reads a game from one row."""

    def __init__(self, parsed: SourceFile, line: int, row: Row, teams: TeamBook) -> None:
        self._parsed, self._line, self._row, self._teams = parsed, line, row, teams

    def game(self) -> SourceEvent | None:
        """Returns the game; None for a row that cannot be used, after adding the reason to the problems."""
        try:
            key, season, week, stage = self._identity()
            home, away = self._team("home_team", season), self._team("away_team", season)
            if home.team == away.team:
                self._refuse(
                    "away_team", f"{home.code} cannot play against itself", "correct one of the teams"
                )
            kickoff = self._kickoff(home)
        except _RefusedError:
            return None
        venue = find_venue(self._text("stadium_id"), self._text("stadium"))
        return SourceEvent(
            line=self._line,
            key=key,
            season=season,
            round=SourceRound(week, stage),
            scheduled_at=kickoff.at,
            day=kickoff.day,
            hour_known=kickoff.hour_known,
            competitors=(self._side("home", home), self._side("away", away)),
            venue=venue,
            venue_name=self._text("stadium"),
            neutral=self._text("location").casefold() == "neutral",
            divisional=home.division == away.division,
            conditions=self._conditions(),
            source_ids={name: value for name in SOURCE_IDS if (value := self._text(name))},
            status=_OFF.get(self._text("status").casefold(), ""),
            result=self._result(),
            quotes=tuple(self._quotes()),
        )

    def _identity(self) -> tuple[str, int, int, str]:
        key = self._text("game_id")
        if not key or len(key) > _GAME_ID_LENGTH:
            self._refuse("game_id", "the game has no usable id", "use an id such as 2024_05_BUF_HOU")
        season = self._must("season", lambda text: values.whole(text, *_SEASONS))
        week = self._must("week", lambda text: values.whole(text, 1, 60))
        stage = self._text("game_type").upper()
        if stage not in STAGES:
            self._refuse("game_type", f"{stage!r} is not a stage", f"use one of {', '.join(STAGES)}")
        return key, season, week, stage

    def _team(self, column: str, season: int) -> TeamEra:
        text = self._text(column)
        found = self._teams.find(text, season) if text else None
        if found is None:
            hint = "use the codes of nflverse, such as KC; a new team must be added to nfl_teams.csv"
            self._refuse(column, f"{text!r} is not a team of {season}", hint)
        return found

    def _kickoff(self, home: TeamEra) -> Kickoff:
        day = self._must("gameday", times.day)
        hour = self._may("gametime", times.hour)
        venue = find_venue(self._text("stadium_id"), self._text("stadium"))
        zone = venue.zone if venue is not None else ""
        if not zone and self._text("location").casefold() != "neutral":
            zone = home.zone
        return kickoff_of(day, hour, zone)

    def _side(self, side: Side, team: TeamEra) -> SourceCompetitor:
        key, name = self._text(f"{side}_qb_id"), self._text(f"{side}_qb_name")
        starter = SourcePerson(key or f"name:{slug(name, '-')}", name or key) if key or name else None
        rest = self._may(f"{side}_rest", lambda text: values.whole(text, 0, 400))
        return SourceCompetitor(team, side=side, rest_days=rest, starter=starter)

    def _conditions(self) -> dict[str, Any]:
        roof = self._text("roof").casefold()
        found = {
            "roof": roof if roof in _ROOFS else "",
            "surface": self._text("surface").casefold(),
            "temperature_f": self._may("temp", lambda text: values.decimal(text, -80, 140)),
            "wind_mph": self._may("wind", lambda text: values.decimal(text, 0, 150)),
        }
        return {name: value for name, value in found.items() if value not in ("", None)}

    def _result(self) -> SourceResult | None:
        home, away = (
            self._may(column, lambda text: values.whole(text, 0, _MOST_POINTS))
            for column in ("home_score", "away_score")
        )
        if home is None and away is None:
            return None
        if home is None or away is None:
            column = "home_score" if home is None else "away_score"
            self._note(
                column,
                "one of the two scores is missing",
                "give both scores; the game was imported without a result",
            )
            return None
        return SourceResult(two_scores(home, away), doubt=self._doubt(home, away))

    def _doubt(self, home: int, away: int) -> str:
        """Returns what contradicts the score, or an empty text."""
        for column, expected in (("result", home - away), ("total", home + away)):
            repeated = self._may(column, lambda text: values.whole(text, -_MOST_POINTS, 2 * _MOST_POINTS))
            if repeated is not None and repeated != expected:
                doubt = f"{column} is {repeated}, but the scores {home}:{away} give {expected}"
                self._note(column, doubt, "correct the row; until then the result stays in quarantine")
                return doubt
        return ""

    def _quotes(self) -> Iterator[SourceQuote]:
        spread = self._may("spread_line", lambda text: values.handicap(text, -40, 40))
        if spread is not None:
            yield SourceQuote("spread", 0.0 - spread, *self._prices("home_spread_odds", "away_spread_odds"))
        total = self._may("total_line", lambda text: values.decimal(text, 15, 100))
        if total is not None:
            yield SourceQuote("total", total, *self._prices("over_odds", "under_odds"))
        prices = self._prices("home_moneyline", "away_moneyline")
        if prices != (None, None):
            yield SourceQuote("moneyline", None, *prices)

    def _prices(self, first: str, second: str) -> tuple[int | None, int | None]:
        return self._may(first, values.american), self._may(second, values.american)

    def _text(self, column: str) -> str:
        return values.stated(self._row.get(column))

    def _must(self, column: str, read: Callable[[str | None], Any]) -> Any:
        try:
            value = read(self._row.get(column))
        except CellError as error:
            self._refuse(column, error.message, error.hint)
        if value is None:
            self._refuse(column, "the value is missing", "add it; a game cannot be stored without it")
        return value

    def _may(self, column: str, read: Callable[[str | None], Any]) -> Any:
        try:
            return read(self._row.get(column))
        except CellError as error:
            self._note(column, f"{error.message}; the row was imported without it", error.hint)
            return None

    def _note(self, column: str, message: str, hint: str) -> None:
        problem = Problem(self._parsed.name, self._line, column, message, hint, refused=False)
        if problem not in self._parsed.problems[-3:]:
            self._parsed.problems.append(problem)

    def _refuse(self, column: str, message: str, hint: str) -> NoReturn:
        self._parsed.problems.append(Problem(self._parsed.name, self._line, column, message, hint))
        raise _RefusedError


class _RefusedError(Exception):
    """The row cannot be used; the problem was already reported."""
