"""Seasons for the experts: small ones made to measure, and the real ones where the public file is."""

import csv
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import asin, cos, log, radians, sin, sqrt
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ai_service.nfl_experts.experts.features import Features, features_of
from ai_service.nfl_experts.experts.history import SeasonHistory
from ai_service.nfl_experts.experts.locations import GROUNDS, NEUTRAL_GROUNDS, Place
from ai_service.nfl_experts.facts.elo import difference_of, shift_of
from ai_service.nfl_experts.facts.season import GameFacts, Quote, Result, SeasonFacts, arranged

DATA = Path(os.environ.get("ALTSPORTS_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")
SUNDAY = datetime(2023, 9, 10, 17, 0, tzinfo=UTC)
EASTERN = ZoneInfo("America/New_York")
MOVED = {"STL": "LA", "SD": "LAC", "OAK": "LV"}


def quote(
    market: str, taken_at: datetime, point: float | None, *, home: int = -110, away: int = -110
) -> Quote:
    return Quote(market, taken_at, "market", "book", point, home, away)


def final(kickoff: datetime, home: int, away: int) -> Result:
    end = kickoff + timedelta(hours=3, minutes=30)
    return Result(1, home, away, "official", "league", end, end)


def make_game(week: int, home: str, away: str, **fields: Any) -> GameFacts:
    """A game on Sunday of a week, with quotes of its opening: home by 3, total 44."""
    kickoff = fields.pop("kickoff", SUNDAY + timedelta(weeks=week - 1))
    score = fields.pop("score", None)
    opening = kickoff - timedelta(days=5)
    usual: dict[str, Any] = {
        "game_id": f"2023_{week:02d}_{away}_{home}",
        "game_type": "REG",
        "home_name": home,
        "away_name": away,
        "roof": "outdoors",
        "quotes": (
            quote("spread", opening, -3.0),
            quote("total", opening, 44.0),
            quote("moneyline", opening, None, home=-160, away=140),
        ),
        "results": (final(kickoff, *score),) if score else (),
    }
    return GameFacts(**{**usual, **fields}, week=week, home=home, away=away, kickoff=kickoff)


def make_season(*games: GameFacts) -> SeasonFacts:
    return SeasonFacts("nfl", 2023, False, "1", games)


@pytest.fixture(scope="session")
def make() -> tuple[Callable[..., GameFacts], Callable[..., SeasonFacts]]:
    """`make_game(week, home, away, ...)` and `make_season(*games)`."""
    return make_game, make_season


@pytest.fixture
def game() -> Callable[..., GameFacts]:
    return make_game


@pytest.fixture
def seen() -> Callable[..., Features]:
    """`seen(game, *games_before)`: the game as it looks an hour before it, after those games."""

    def look(game: GameFacts, *before: GameFacts, ahead: timedelta = timedelta(hours=1)) -> Features:
        history = SeasonHistory(make_season(*before, game))
        return features_of(history, game, at=game.kickoff - ahead)

    return look


@pytest.fixture(scope="session")
def real_seasons() -> Mapping[int, SeasonFacts]:
    """2015-2024 as a bettor without opening lines sees them: the closing line two hours before kick-off."""
    path = DATA / "nfl" / "games_1999_2024.csv"
    if not path.exists():
        pytest.skip("the public games are not on this machine: set ALTSPORTS_SHARED_DATA to their folder")
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    ratings = _ratings(rows)
    seasons: dict[int, list[GameFacts]] = {}
    for row in rows:
        if int(row["season"]) >= 2015:
            seasons.setdefault(int(row["season"]), []).append(_game_of(row, ratings[row["game_id"]]))
    return {year: replace(make_season(*games), season=year) for year, games in seasons.items()}


@pytest.fixture(scope="session")
def published_elo() -> list[dict[str, str]]:
    """Every game that FiveThirtyEight rated, with both ratings before it."""
    path = DATA / "nfl" / "elo_538_games_1920_2020.csv"
    if not path.exists():
        pytest.skip(
            "the published ratings are not on this machine: set ALTSPORTS_SHARED_DATA to their folder"
        )
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def _ratings(rows: list[dict[str, str]]) -> dict[str, tuple[float, float]]:
    """Both ratings before each game, everybody starting with the mean."""
    current: dict[str, tuple[int, float]] = {}
    before: dict[str, tuple[float, float]] = {}
    for row in rows:
        season = int(row["season"])
        home, away = (MOVED.get(row[f"{side}_team"], row[f"{side}_team"]) for side in ("home", "away"))
        ratings: list[float] = []
        for team in (home, away):
            last, rating = current.get(team, (season, 1505.0))
            ratings.append(rating if last == season else 1505 / 3 + rating * 2 / 3)
        before[row["game_id"]] = ratings[0], ratings[1]
        difference = difference_of(*ratings, neutral=row["location"] == "Neutral")
        shift = shift_of(difference, int(row["result"]))
        current[home], current[away] = (season, ratings[0] + shift), (season, ratings[1] - shift)
    return before


def _game_of(row: dict[str, str], elo: tuple[float, float]) -> GameFacts:
    kickoff = datetime.fromisoformat(f"{row['gameday']}T{row['gametime']}").replace(tzinfo=EASTERN)
    kickoff = kickoff.astimezone(UTC)
    return GameFacts(
        game_id=row["game_id"],
        week=int(row["week"]),
        game_type=row["game_type"],
        kickoff=kickoff,
        home=row["home_team"],
        away=row["away_team"],
        neutral=row["location"] == "Neutral",
        venue=row["stadium"],
        roof=row["roof"],
        temperature_f=float(row["temp"]) if row["temp"] else None,
        wind_mph=float(row["wind"]) if row["wind"] else None,
        home_rest=int(row["home_rest"]),
        away_rest=int(row["away_rest"]),
        divisional=row["div_game"] == "1",
        home_qb=row["home_qb_name"] or None,
        away_qb=row["away_qb_name"] or None,
        home_elo=elo[0],
        away_elo=elo[1],
        quotes=_closing(row, kickoff - timedelta(hours=2)),
        results=(final(kickoff, int(row["home_score"]), int(row["away_score"])),),
    )


def _closing(row: dict[str, str], at: datetime) -> tuple[Quote, ...]:
    def price(column: str) -> int | None:
        return int(row[column]) if row[column] else None

    return (
        Quote(
            "spread",
            at,
            "nflverse",
            "closing",
            -float(row["spread_line"]),
            price("home_spread_odds"),
            price("away_spread_odds"),
        ),
        Quote(
            "total",
            at,
            "nflverse",
            "closing",
            float(row["total_line"]),
            price("over_odds"),
            price("under_odds"),
        ),
        Quote("moneyline", at, "nflverse", "closing", None, price("home_moneyline"), price("away_moneyline")),
    )


@dataclass(frozen=True)
class Past:
    """A finished game from the side of one team."""

    game: GameFacts
    at_home: bool
    scored: int
    allowed: int
    surprise: float

    @property
    def margin(self) -> int:
        return self.scored - self.allowed

    @property
    def points(self) -> int:
        return self.scored + self.allowed

    @property
    def quarterback(self) -> str | None:
        return self.game.home_qb if self.at_home else self.game.away_qb


@dataclass
class Table:
    """Ratings and finished games of every team."""

    elo: dict[str, float] = field(default_factory=dict)
    past: dict[str, list[Past]] = field(default_factory=dict)
    totals: list[int] = field(default_factory=list)


class Season:
    """A season whose table can be asked for at any time; results have one revision each."""

    def __init__(self, facts: SeasonFacts) -> None:
        self.games = sorted(facts.games, key=lambda game: (game.kickoff, game.game_id))
        self._tables: dict[int, Table] = {}

    def table(self, at: datetime) -> Table:
        over = [game for game in self.games if game.results and game.results[0].effective_at <= at]
        if len(over) not in self._tables:
            self._tables[len(over)] = self._compute(over)
        return self._tables[len(over)]

    def _compute(self, over: list[GameFacts]) -> Table:
        table = Table()
        for game in self.games:
            for team, rating in ((game.home, game.home_elo), (game.away, game.away_elo)):
                table.elo.setdefault(team, rating)
                table.past.setdefault(team, [])
        for game in over:
            _play(table, game)
        return table

    def game_before(self, game: GameFacts, team: str) -> GameFacts | None:
        before = [one for one in self.games if team in (one.home, one.away) and one.kickoff < game.kickoff]
        return before[-1] if before else None


def _play(table: Table, game: GameFacts) -> None:
    result = game.results[0]
    ahead = table.elo[game.home] - table.elo[game.away] + (0 if game.neutral else 65)
    margin = result.home_score - result.away_score
    chance = 1 / (1 + 10 ** (-ahead / 400))
    if margin:
        stretch = 2.2 * log(abs(margin) + 1) / (0.001 * (ahead if margin > 0 else -ahead) + 2.2)
    else:
        stretch = 2.2 * log(2)
    moved = 20 * stretch * ((1 if margin > 0 else 0.5 if margin == 0 else 0) - chance)
    home, away = result.home_score, result.away_score
    table.past[game.home].append(Past(game, True, home, away, margin - ahead / 25))
    table.past[game.away].append(Past(game, False, away, home, ahead / 25 - margin))
    table.totals.append(home + away)
    table.elo[game.home] += moved
    table.elo[game.away] -= moved


@dataclass(frozen=True)
class Known:
    """What an expert may know of a game when it decides."""

    season: Season
    game: GameFacts
    at: datetime

    @property
    def table(self) -> Table:
        return self.season.table(self.at)

    def past(self, team: str) -> list[Past]:
        return self.table.past[team]

    @property
    def elo_margin(self) -> float:
        elo = self.table.elo
        return (elo[self.game.home] - elo[self.game.away] + (0 if self.game.neutral else 65)) / 25

    def quotes(self, market: str) -> list[Quote]:
        known = [quote for quote in self.game.quotes if quote.market == market and quote.taken_at <= self.at]
        return [quote for quote in known if quote.source != "estimate"]

    def margin(self, which: int = -1) -> float:
        """The home margin of the newest or the first line; without one, the estimate."""
        quotes = self.quotes("spread")
        return -float(quotes[which].point or 0) if quotes else half(self.elo_margin)

    def total(self, which: int = -1) -> float:
        quotes = self.quotes("total")
        return float(quotes[which].point or 0) if quotes else half(2 * self.usual_points)

    @property
    def usual_points(self) -> float:
        """Points of a team, as if 32 more games of 45 points had been played."""
        totals = self.table.totals
        return (sum(totals) + 32 * 45) / (2 * (len(totals) + 32))

    @property
    def is_announced(self) -> bool:
        return self.at >= self.game.kickoff - timedelta(minutes=90)

    def quarterback(self, team: str) -> str | None:
        if not self.is_announced:
            return None
        return self.game.home_qb if team == self.game.home else self.game.away_qb

    def place_of(self, team: str) -> tuple[Place, Place] | None:
        """Where a team comes from, and where the game is played."""
        venue = NEUTRAL_GROUNDS.get(self.game.venue) if self.game.neutral else GROUNDS.get(self.game.home)
        base = GROUNDS.get(team)
        return None if base is None or venue is None else (base, venue)

    def record(self, team: str) -> str:
        past = self.past(team)
        won, lost = sum(one.margin > 0 for one in past), sum(one.margin < 0 for one in past)
        tied = len(past) - won - lost
        return f"{won}-{lost}-{tied}" if tied else f"{won}-{lost}"

    def line(self, margin: float) -> str:
        """A home margin as a line with the favourite first."""
        team = self.game.home if margin >= 0 else self.game.away
        return f"{team} {-abs(margin):+g}" if margin else f"{team} PK"

    def fair(self, market: str) -> float | None:
        """The probability of the first side in the newest prices, without the margin of the bookmaker."""
        quotes = self.quotes(market)
        prices = (
            [price for price in (quotes[-1].home_price, quotes[-1].away_price) if price] if quotes else []
        )
        implied = [100 / (price + 100) if price > 0 else price / (price - 100) for price in prices]
        return implied[0] / sum(implied) if len(implied) == 2 else None

    def miles(self, team: str) -> float:
        one, other = self.place_of(team) or (GROUNDS[team], GROUNDS[team])
        north = sin(radians(other.latitude - one.latitude) / 2) ** 2
        east = sin(radians(other.longitude - one.longitude) / 2) ** 2
        across = cos(radians(one.latitude)) * cos(radians(other.latitude)) * east
        return 2 * 3959 * asin(sqrt(north + across))

    def streak(self, team: str) -> int:
        """Games won in a row, negative if lost; 0 if the last one was tied."""
        signs = [(one.margin > 0) - (one.margin < 0) for one in self.past(team)]
        same = 0
        for sign in reversed(signs):
            if sign == 0 or sign != signs[-1]:
                break
            same += 1
        return same * signs[-1] if signs else 0


def half(points: float) -> float:
    return round(2 * points) / 2


@pytest.fixture(scope="session")
def known_of() -> Callable[..., Any]:
    """`known_of(facts)(game_id, at)`: what was known of a game, computed apart from the experts."""

    def season_of(facts: SeasonFacts) -> Callable[[str, datetime], Known]:
        season, games = Season(facts), {game.game_id: game for game in facts.games}
        return lambda game_id, at: Known(season, games[game_id], at)

    return season_of


def _with_opening_lines(facts: SeasonFacts) -> SeasonFacts:
    """The season with another line, of most games, from the opening of each week on."""
    games = []
    for week, of_week in facts.by_week.items():
        for number, game in enumerate(of_week):
            moved = (number % 5 - 2) / 2
            first = tuple(
                replace(quote, taken_at=facts.openings[week], book="opening", point=quote.point + moved)
                for quote in game.quotes
                if quote.point is not None and number % 4
            )
            games.append(replace(game, quotes=(*first, *game.quotes)))
    return arranged(replace(facts, games=tuple(games)))


@pytest.fixture(scope="session")
def with_opening_lines() -> Callable[[SeasonFacts], SeasonFacts]:
    return _with_opening_lines
