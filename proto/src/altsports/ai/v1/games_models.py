"""Generated from altsports/ai/v1/games.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Message, Text, says
from altsports.ai.v1.books_models import Book
from pydantic import Field


class ListWeekGamesRequest(Message):
    """Which week."""

    week_number: int = Field(
        description="The week, 1 to 22 with the playoffs.",
        ge=1,
        le=22,
        examples=[5],
    )
    include_predictions: bool | None = Field(
        default=True,
        description="Show council_consensus and expert_count.",
    )
    include_odds: bool | None = Field(
        default=True,
        description="Show vegas_lines.",
    )
    season: Annotated[int, Field(ge=1920, le=2100)] | None = Field(
        default=None,
        description="The season by its first year; the current one when it is left out.",
        examples=[2025],
    )
    replay: Text = Field(
        default='',
        description="The id of a replay; empty for live.",
        max_length=64,
    )


class GameWeather(Message):
    """Weather; numbers are null under a roof and where nobody wrote them down."""

    temperature: float | None = Field(
        default=None,
        description="Degrees Fahrenheit.",
        examples=[52],
    )
    wind_speed: float | None = Field(
        default=None,
        description="Miles per hour.",
        examples=[12],
    )
    conditions: Text = Field(
        default="",
        description="In words, or the roof.",
        examples=['Partly Cloudy'],
    )


class VegasLines(Message):
    """The newest lines known. Absent numbers are null."""

    spread: float | None = Field(
        default=None,
        description="The home team's handicap: negative where the home team is favoured.",
        examples=[-2.5],
    )
    moneyline_home: int | None = Field(
        default=None,
        description="The American price of the home team.",
        examples=[-130],
    )
    moneyline_away: int | None = Field(
        default=None,
        description="The American price of the away team.",
        examples=[110],
    )
    total: float | None = Field(
        default=None,
        description="The points of both.",
        examples=[47.5],
    )
    favorite: Text | None = Field(
        default=None,
        description="The favourite with its handicap, such as BUF -2.5; PK where there is none; null without a spread.",
        examples=['BUF -2.5'],
    )
    source: Literal["market", "estimate", "none"] = Field(
        description="market, or estimate where nobody has offered a spread yet and Elo stands in.",
    )


class CouncilSpread(Message):
    """What the council says of the spread."""

    spread: Text = Field(
        default="",
        description="The prediction with the most weight.",
        examples=['KC -2.5'],
    )
    confidence: float = Field(
        default=0.0,
        description="How sure.",
        examples=[0.72],
    )


class ExpertCount(Message):
    """How many experts have predicted and bet."""

    predictions: int = Field(
        default=0,
        description="Experts with predictions.",
        examples=[15],
    )
    bets_placed: int = Field(
        default=0,
        description="Bets placed.",
        examples=[12],
    )


class Game(Message):
    """A game."""

    game_id: Text = Field(
        default="",
        description="The game, season_week_away_home.",
        examples=['2025_05_KC_BUF'],
    )
    home_team: Text = Field(
        default="",
        description="The home team's code.",
        examples=['BUF'],
    )
    away_team: Text = Field(
        default="",
        description="The away team's code.",
        examples=['KC'],
    )
    game_time: datetime | None = Field(
        default=None,
        description="Kick-off.",
    )
    venue: Text = Field(
        default="",
        description="Where it is played.",
        examples=['Highmark Stadium'],
    )
    weather: GameWeather | None = Field(
        default=None,
        description="The weather there.",
    )
    vegas_lines: VegasLines | None = Field(
        default=None,
        description="The newest lines known, and the favourite.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    council_consensus: CouncilSpread | None = Field(
        default=None,
        description="What the council says of the spread; null before its members have predicted.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    expert_count: ExpertCount | None = Field(
        default=None,
        description="How many experts have predicted and bet.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    status: Literal["scheduled", "in_progress", "final"] = Field(
        description="scheduled, in_progress or final.",
    )
    home_score: int | None = Field(
        default=None,
        description="The score of the home team; null before the game is final.",
    )
    away_score: int | None = Field(
        default=None,
        description="The score of the away team; null before the game is final.",
    )


class ListWeekGamesResponse(Message):
    """The games of a week."""

    week: int = Field(
        default=0,
        description="The week.",
    )
    games: list[Game] = Field(
        default_factory=list,
        description="The games, by kick-off.",
    )
    book: Book | None = Field(
        default=None,
        description="The world and season they are of.",
    )
