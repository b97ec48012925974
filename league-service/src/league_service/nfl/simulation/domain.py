"""The parts of a simulated season: real names, and games drawn from a seed. None of them took place."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from league_service.nfl.domain import GAME_LENGTH

Climate = Literal["north", "south", "coast"]
Stage = Literal["REG", "WC", "DIV", "CON", "SB"]
Market = Literal["spread", "total", "moneyline"]


@dataclass(frozen=True, slots=True)
class Host:
    """A team and its home ground; `roof` is outdoors or dome."""

    team: str
    name: str
    division: str
    conference: str
    venue: str
    roof: str = "outdoors"
    surface: str = "grass"
    climate: Climate = "north"


@dataclass(frozen=True, slots=True)
class Slot:
    """A scheduled game: `away` at `home`, starting at `kickoff` (UTC)."""

    season: int
    week: int
    stage: Stage
    away: str
    home: str
    kickoff: datetime
    neutral: bool = False

    @property
    def game_id(self) -> str:
        """An id such as 2025_05_KC_BUF."""
        return f"{self.season}_{self.week:02}_{self.away}_{self.home}"


@dataclass(frozen=True, slots=True)
class Weather:
    """Degrees Fahrenheit, miles per hour, and a word for the sky."""

    temperature_f: float
    wind_mph: float
    conditions: str


@dataclass(frozen=True, slots=True)
class SimulatedQuote:
    """A price at a time: `point` is the home team's handicap (negative: favoured) or the total in points.

    `home_price` and `away_price` are American odds; for a total they are the over and under prices.
    """

    market: Market
    taken_at: datetime
    point: float | None
    home_price: int
    away_price: int


@dataclass(frozen=True, slots=True)
class SimulatedGame:
    """A game with everything that becomes known about it, each fact with the time from which it is known."""

    slot: Slot
    host: Host
    weather: Weather
    home_rest: int
    away_rest: int
    home_quarterback: str
    away_quarterback: str
    quotes: tuple[SimulatedQuote, ...]
    home_score: int
    away_score: int

    @property
    def ended_at(self) -> datetime:
        return self.slot.kickoff + GAME_LENGTH
