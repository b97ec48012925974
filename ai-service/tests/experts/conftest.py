"""Seasons for the experts: small ones made to measure, and the real ones where the public file is."""

import csv
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ai_service.nfl_experts.experts.features import Features, features_of
from ai_service.nfl_experts.experts.history import SeasonHistory
from ai_service.nfl_experts.facts.elo import difference_of, shift_of
from ai_service.nfl_experts.facts.season import GameFacts, Quote, Result, SeasonFacts

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
