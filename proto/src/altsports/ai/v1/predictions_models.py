"""Generated from altsports/ai/v1/predictions.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Message, NoNul, Text, says
from altsports.ai.v1.books_models import Book
from pydantic import Field


class ListPredictionsRequest(Message):
    """Whose predictions."""

    expert_id: Text = Field(
        description="The expert.",
        min_length=1,
        max_length=64,
        examples=['the-analyst'],
    )
    week: Annotated[int, Field(ge=1, le=22)] | None = Field(
        default=None,
        description="The week, 1 to 22 with the playoffs; the current one when it is left out.",
        examples=[5],
    )
    status: Literal["pending", "completed", "all"] | None = Field(
        default='all',
        description="pending until the game is settled, then completed.",
    )
    min_confidence: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        default=None,
        description="Predictions of at least this confidence.",
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


class Prediction(Message):
    """A prediction."""

    prediction_id: Text = Field(
        default="",
        description="The prediction.",
        examples=['pred_123'],
    )
    game_id: Text = Field(
        default="",
        description="The game.",
        examples=['2025_05_KC_BUF'],
    )
    category: Literal["spread", "winner", "total"] = Field(
        description="spread, winner or total.",
        examples=['spread'],
    )
    prediction: Text = Field(
        default="",
        description="What is predicted: a team with its handicap, a team, or over and under with points.",
        examples=['KC -2.5'],
    )
    confidence: float = Field(
        default=0.0,
        description="How sure, 0 to 1.",
        examples=[0.78],
    )
    reasoning: Text = Field(
        default="",
        description="Why, with the numbers. Written by rule from the facts unless `reasoning_source` says otherwise.",
        examples=['Elo says KC by 3.1, the line 2.5'],
    )
    bet_placed: bool = Field(
        default=False,
        description="Whether the expert bet on it.",
    )
    bet_amount: float | None = Field(
        default=None,
        description="The stake; null without a bet.",
        examples=[850.0],
    )
    status: Literal["pending", "completed"] = Field(
        description="pending until the game is settled, then completed.",
        examples=['pending'],
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was made and sealed.",
    )
    result: Literal["correct", "incorrect", "push"] | None = Field(
        default=None,
        description="correct, incorrect or push; null before the game is settled.",
    )
    seal: Text = Field(
        default="",
        description="The hash that was published with it.",
    )
    reasoning_source: Text = Field(
        default="",
        description="rule, or the model that wrote the words.",
        examples=['rule'],
    )
    predicted_margin: float = Field(
        default=0.0,
        description="The margin the expert expects, home minus away.",
        examples=[-3.1],
    )
    predicted_total: float = Field(
        default=0.0,
        description="The points of both the expert expects.",
        examples=[48.2],
    )
    home_win_probability: float = Field(
        default=0.0,
        description="The probability the expert gives the home team.",
        examples=[0.41],
    )


class ListPredictionsResponse(Message):
    """The predictions of a week."""

    expert_id: Text = Field(
        default="",
        description="The expert.",
    )
    week: int = Field(
        default=0,
        description="The week.",
    )
    predictions: list[Prediction] = Field(
        default_factory=list,
        description="The predictions, by kick-off, game and category.",
    )
    book: Book | None = Field(
        default=None,
        description="The world and season it is of.",
    )


class VerifyPredictionsRequest(Message):
    """Which part of the chain to show; the whole chain is always recomputed."""

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
    game_id: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="Show only the seals of this game.",
    )
    expert_id: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="Show only the seals of this expert.",
    )
    limit: Annotated[int, Field(ge=1, le=1000)] | None = Field(
        default=100,
        description="Seals at most.",
    )
    offset: Annotated[int, Field(ge=0)] | None = Field(
        default=0,
        description="Seals to leave out.",
    )


class Seal(Message):
    """One link of the chain."""

    position: int = Field(
        default=0,
        description="Its place in the chain, from 1.",
    )
    prediction_id: Text = Field(
        default="",
        description="The prediction.",
    )
    game_id: Text = Field(
        default="",
        description="The game.",
    )
    expert_id: Text = Field(
        default="",
        description="The expert.",
    )
    previous_hash: Text = Field(
        default="",
        description="The hash of the link before it; 64 zeros at the start.",
    )
    hash: Text = Field(
        default="",
        description="The hash.",
    )
    sealed_at: datetime | None = Field(
        default=None,
        description="When it was published.",
    )
    revealed: bool = Field(
        default=False,
        description="True from kick-off on.",
    )
    salt: Text | None = Field(
        default=None,
        description="The salt; null until it is revealed.",
    )
    content: Text | None = Field(
        default=None,
        description="The canonical JSON of the prediction; null until it is revealed.",
    )


class VerifyPredictionsResponse(Message):
    """What the recomputation found, and the part of the chain that was asked for."""

    valid: bool = Field(
        default=False,
        description="Whether every hash is what its content and predecessor give.",
    )
    checked: int = Field(
        default=0,
        description="Seals recomputed: all of the book.",
    )
    broken_position: int | None = Field(
        default=None,
        description="The place of the first seal that does not fit; null where all do.",
    )
    head: Text = Field(
        default="",
        description="The newest hash: who noted it knows that nothing before it was changed later.",
    )
    seals: list[Seal] = Field(
        default_factory=list,
        description="The seals, by place.",
    )
    book: Book | None = Field(
        default=None,
        description="The world and season it is of.",
    )
