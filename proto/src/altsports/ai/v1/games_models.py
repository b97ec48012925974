"""Generated from altsports/ai/v1/games.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, Range32, Text, TextLine
from altsports.ai.v1.books_models import Book
from pydantic import Field


class ListWeekGamesRequest(Message):
    """Which week's games to list."""

    week_number: Int32 = Field(
        description="The week, from 1 to 22 including the playoffs.",
        ge=1,
        le=22,
        examples=[5],
    )
    include_predictions: bool | None = Field(
        default=True,
        description="Whether to include council_consensus and expert_count.",
    )
    include_odds: bool | None = Field(
        default=True,
        description="Whether to include vegas_lines.",
    )
    season: Annotated[int, Field(ge=1920, le=2100), Range32] | None = Field(
        default=None,
        description="The season, named by the year in which it starts. Defaults to the current season.",
        examples=[2025],
    )
    replay: TextLine = Field(
        default='',
        description="The id of a replay. Empty for live data.",
        max_length=64,
    )


class GameWeather(Message):
    """The weather. Figures are null under a roof, if they are unknown, and until 90 minutes before kick-off."""

    temperature: float | None = Field(
        default=None,
        description="The temperature in degrees Fahrenheit.",
        examples=[52],
    )
    wind_speed: float | None = Field(
        default=None,
        description="The wind speed in miles per hour.",
        examples=[12],
    )
    conditions: Text = Field(
        default="",
        description="The conditions in words: the weather as the source states it, or as the figures say, and where the game is played.",
        examples=['Partly Cloudy'],
    )
    roof: Text = Field(
        default="",
        description="The roof: outdoors, open, closed or dome. Empty if it is unknown.",
        examples=['outdoors'],
    )
    surface: Text = Field(
        default="",
        description="The surface, such as grass. Empty if it is unknown.",
        examples=['grass'],
    )


class VegasLines(Message):
    """The newest known betting lines. Unknown figures are null."""

    spread: float | None = Field(
        default=None,
        description="The handicap of the home team. Negative if the home team is the favourite.",
        examples=[-2.5],
    )
    moneyline_home: Int32 | None = Field(
        default=None,
        description="The American odds of the home team.",
        examples=[-130],
    )
    moneyline_away: Int32 | None = Field(
        default=None,
        description="The American odds of the away team.",
        examples=[110],
    )
    total: float | None = Field(
        default=None,
        description="The total points of both teams.",
        examples=[47.5],
    )
    favorite: Text | None = Field(
        default=None,
        description="The favourite with its handicap, such as BUF -2.5. PK if there is no favourite; null without a spread.",
        examples=['BUF -2.5'],
    )
    source: Literal["market", "estimate", "none"] = Field(
        description="market, or estimate if nobody offers a spread yet: then `spread` and `favorite` are an estimate from Elo and no line. none if there is neither.",
    )
    estimated: bool = Field(
        default=False,
        description="True if `spread` and `favorite` are an estimate from Elo that nobody offers.",
    )


class CouncilSpread(Message):
    """The council's consensus on the spread."""

    spread: Text = Field(
        default="",
        description="The prediction with the most weight.",
        examples=['KC -2.5'],
    )
    confidence: float = Field(
        default=0.0,
        description="The confidence, from 0 to 1.",
        examples=[0.72],
    )
    estimated: bool = Field(
        default=False,
        description="True if nobody offers a spread yet and the consensus is stated at an estimate.",
    )
    provisional: bool = Field(
        default=False,
        description="True if the vote of a member is provisional.",
    )


class ExpertCount(Message):
    """How many experts have made predictions and placed bets."""

    predictions: Int32 = Field(
        default=0,
        description="The number of experts who made predictions.",
        examples=[15],
    )
    bets_placed: Int32 = Field(
        default=0,
        description="The number of bets placed.",
        examples=[12],
    )


class Game(Message):
    """A game."""

    game_id: Text = Field(
        default="",
        description="The id of the game: season_week_away_home.",
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
        description="The time of kick-off.",
    )
    venue: Text = Field(
        default="",
        description="The venue.",
        examples=['Highmark Stadium'],
    )
    weather: GameWeather | None = Field(
        default=None,
        description="The weather at the venue.",
    )
    vegas_lines: VegasLines | None = Field(
        default=None,
        description="The newest known betting lines, and the favourite.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    council_consensus: CouncilSpread | None = Field(
        default=None,
        description="The council's consensus on the spread. Null until the week opens.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    expert_count: ExpertCount | None = Field(
        default=None,
        description="How many experts have made predictions and placed bets.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    status: Literal["scheduled", "in_progress", "awaiting_result", "final", "postponed", "cancelled"] = Field(
        description="scheduled, in_progress, awaiting_result, final, postponed or cancelled. A game awaits its result if none was reported for hours; a postponed game has no new time yet.",
    )
    home_score: Int32 | None = Field(
        default=None,
        description="The score of the home team. Null until the game is final.",
    )
    away_score: Int32 | None = Field(
        default=None,
        description="The score of the away team. Null until the game is final.",
    )
    status_reason: Text = Field(
        default="",
        description="The reason for the status. Empty if it needs none.",
    )


class ListWeekGamesResponse(Message):
    """The games of a week."""

    week: Int32 = Field(
        default=0,
        description="The week.",
    )
    games: list[Game] = Field(
        default_factory=list,
        description="The games in order of kick-off.",
    )
    book: Book | None = Field(
        default=None,
        description="The book that the data belongs to.",
    )
