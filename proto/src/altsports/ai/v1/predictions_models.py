"""Generated from altsports/ai/v1/predictions.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, says
from altsports.ai.v1.books_models import Book
from pydantic import Field


class ListPredictionsRequest(Message):
    """Whose predictions to list."""

    expert_id: TextLine = Field(
        description="The expert.",
        min_length=1,
        max_length=64,
        examples=['the-analyst'],
    )
    week: Annotated[int, Field(ge=1, le=22), Range32] | None = Field(
        default=None,
        description="The week, from 1 to 22 including the playoffs. Defaults to the current week.",
        examples=[5],
    )
    status: Literal["pending", "completed", "all"] | None = Field(
        default='all',
        description="pending until the game is settled or called off, then completed.",
    )
    min_confidence: Annotated[float, Field(ge=0.0, le=1.0)] | None = Field(
        default=None,
        description="Only predictions of at least this confidence.",
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
        description="The predicted outcome: a team with its handicap, a team, or over or under with points.",
        examples=['KC -2.5'],
    )
    confidence: float = Field(
        default=0.0,
        description="The confidence, from 0 to 1.",
        examples=[0.78],
    )
    reasoning: Text = Field(
        default="",
        description="The reasoning, with its numbers. It is written by rules from the facts unless `reasoning_source` names a model.",
        examples=['Elo says KC by 3.1, the line 2.5'],
    )
    bet_placed: bool = Field(
        default=False,
        description="Whether the expert placed a bet on it.",
    )
    bet_amount: float | None = Field(
        default=None,
        description="The stake. Null if the expert placed no bet.",
        examples=[850.0],
    )
    status: Literal["pending", "completed"] = Field(
        description="pending until the game is settled, then completed.",
        examples=['pending'],
    )
    created_at: datetime | None = Field(
        default=None,
        description="When the prediction was made and sealed.",
    )
    result: Literal["correct", "incorrect", "push", "void"] | None = Field(
        default=None,
        description="correct, incorrect, push, or void if the game was called off. Null until the game is settled.",
    )
    seal: Text = Field(
        default="",
        description="The hash that was published with the prediction.",
    )
    reasoning_source: Text = Field(
        default="",
        description="rule, or the model that wrote the reasoning.",
        examples=['rule'],
    )
    predicted_margin: float = Field(
        default=0.0,
        description="The expected margin, home minus away.",
        examples=[-3.1],
    )
    predicted_total: float = Field(
        default=0.0,
        description="The expected total points of both teams.",
        examples=[48.2],
    )
    home_win_probability: float = Field(
        default=0.0,
        description="The expert's probability that the home team wins.",
        examples=[0.41],
    )
    line: float | None = Field(
        default=None,
        description="The line that the prediction is stated at: the handicap of the home team, or the points of the total. Null for the winner.",
        examples=[2.5],
    )
    estimated: bool = Field(
        default=False,
        description="True if nobody offered a line yet and `line` is the expert's own estimate. Such predictions are graded apart.",
    )
    scatter: float = Field(
        default=0.0,
        description="The distance from a line, in points, that the expert counts as one standard deviation. At any line, the confidence in the spread is the normal probability of |predicted_margin + line| / scatter, in the total of |predicted_total - line| / scatter, at most 0.99.",
        examples=[26.2],
    )


class ListPredictionsResponse(Message):
    """The predictions of a week."""

    expert_id: Text = Field(
        default="",
        description="The expert.",
    )
    week: Int32 = Field(
        default=0,
        description="The week.",
    )
    predictions: list[Prediction] = Field(
        default_factory=list,
        description="The predictions in order of kick-off, game and category.",
    )
    book: Book | None = Field(
        default=None,
        description="The book that the data belongs to.",
    )


class VerifyPredictionsRequest(Message):
    """Which part of the chain to list. The whole chain is always recomputed."""

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
    game_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only the seals of this game.",
    )
    expert_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only the seals of this expert.",
    )
    limit: Annotated[int, Field(ge=1, le=1000), Range32] | None = Field(
        default=100,
        description="The maximum number of seals to return.",
    )
    offset: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=0,
        description="The number of seals to skip.",
    )


class Seal(Message):
    """One link of the hash chain."""

    position: Int32 = Field(
        default=0,
        description="The position in the chain, from 1.",
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
        description="The hash of the previous link. 64 zeros for the first link.",
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
        description="Whether the content is revealed: true from kick-off.",
    )
    salt: Text | None = Field(
        default=None,
        description="The salt. Null until it is revealed.",
    )
    content: Text | None = Field(
        default=None,
        description="The canonical JSON of the prediction. Null until it is revealed.",
    )


class VerifyPredictionsResponse(Message):
    """The outcome of the recomputation, and the requested part of the chain."""

    valid: bool = Field(
        default=False,
        description="Whether every hash matches its content and the hash before it.",
    )
    checked: Int32 = Field(
        default=0,
        description="The number of recomputed seals: all seals of the book.",
    )
    broken_position: Int32 | None = Field(
        default=None,
        description="The position of the first seal that does not match. Null if all match.",
    )
    head: Text = Field(
        default="",
        description="The newest hash. If it is noted elsewhere, it proves that no earlier seal was changed since.",
    )
    seals: list[Seal] = Field(
        default_factory=list,
        description="The seals in order of position.",
    )
    book: Book | None = Field(
        default=None,
        description="The book that the data belongs to.",
    )
