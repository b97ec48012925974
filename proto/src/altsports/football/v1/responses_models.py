"""Generated from altsports/football/v1/responses.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Text, TextLine, UuidFormat
from pydantic import Field


class FootballOccasionResponse(Message):
    """The answer of one person."""

    player_id: Text | None = Field(
        default=None,
        description="The player who answered. Absent for members who are no players.",
    )
    user_id: Text | None = Field(
        default=None,
        description="The account that answered for itself. Absent if a coach answered for a player without an account.",
    )
    answer: Text = Field(
        default="",
        description="attending, declined or unsure.",
    )
    reason: Text | None = Field(
        default=None,
        description="Why. Members who only play see their own alone.",
    )
    responded_at: datetime | None = Field(
        default=None,
        description="When it was given.",
    )
    recorded_by_staff: bool = Field(
        default=False,
        description="Whether somebody else answered for the player.",
    )


class FootballListResponsesRequest(Message):
    """Whose answers to list."""

    occasion: Literal["matches", "training_sessions", "reunions"] = Field(
        description="What people are invited to.",
    )
    occasion_id: TextLine = Field(
        description="The match, training session or meeting.",
        min_length=1,
        max_length=64,
    )
    only: Literal["attending", "declined", "unsure"] | None = Field(
        default=None,
        description="Only these answers.",
    )


class FootballListResponsesResponse(Message):
    """Answers."""

    responses: list[FootballOccasionResponse] = Field(
        default_factory=list,
        description="The answers, the first one first.",
    )
    close_at: datetime | None = Field(
        default=None,
        description="When answers close.",
    )
    open: bool = Field(
        default=False,
        description="Whether answers are accepted now.",
    )
    attending: Int32 = Field(
        default=0,
        description="How many attend.",
    )
    declined: Int32 = Field(
        default=0,
        description="How many declined.",
    )
    unsure: Int32 = Field(
        default=0,
        description="How many are unsure.",
    )


class FootballSetResponseRequest(Message):
    """An answer."""

    occasion: Literal["matches", "training_sessions", "reunions"] = Field(
        description="What the person is invited to.",
    )
    occasion_id: TextLine = Field(
        description="The match, training session or meeting.",
        min_length=1,
        max_length=64,
    )
    answer: Literal["attending", "declined", "unsure"] = Field(
        description="attending, declined or unsure.",
    )
    reason: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="Why.",
    )
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The player for whom a coach answers. By default, the caller answers.",
    )


class FootballSetResponseResponse(Message):
    """The answer."""

    response: FootballOccasionResponse | None = Field(
        default=None,
        description="The answer as stored.",
    )


class FootballDeleteResponseRequest(Message):
    """Which answer to take back."""

    occasion: Literal["matches", "training_sessions", "reunions"] = Field(
        description="What the person is invited to.",
    )
    occasion_id: TextLine = Field(
        description="The match, training session or meeting.",
        min_length=1,
        max_length=64,
    )
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The player for whom a coach answered. By default, the caller.",
    )
