"""Generated from altsports/football/v1/consents.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import DayFormat, Message, OneLine, Text, TextLine
from pydantic import Field


class FootballConsent(Message):
    """A consent."""

    player_id: Text = Field(
        default="",
        description="The player.",
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    kind: Literal["physical", "images"] = Field(
        description="physical for height, weight and loads; images for pictures and videos.",
        examples=['physical'],
    )
    given_by: Text = Field(
        default="",
        description="Who agreed: the player, or somebody who speaks for the player.",
        examples=['Maeve Byrne'],
    )
    relation: Text | None = Field(
        default=None,
        description="Who that is to the player, such as mother. Absent if the player agreed.",
        examples=['mother'],
    )
    given_on: Text = Field(
        default="",
        description="The day of the agreement.",
        examples=['2026-07-01'],
    )
    recorded_at: datetime | None = Field(
        default=None,
        description="When it was recorded.",
    )
    recorded_by: Text = Field(
        default="",
        description="The account that recorded it.",
    )
    withdrawn_at: datetime | None = Field(
        default=None,
        description="When it was withdrawn.",
    )


class FootballListConsentsRequest(Message):
    """Whose consents to list."""

    player_id: TextLine = Field(
        description="The player.",
        min_length=1,
        max_length=64,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )


class FootballListConsentsResponse(Message):
    """The consents of a player."""

    consents: list[FootballConsent] = Field(
        default_factory=list,
        description="One of each kind that was ever recorded.",
    )


class FootballRecordConsentRequest(Message):
    """A consent to record."""

    player_id: TextLine = Field(
        description="The player.",
        min_length=1,
        max_length=64,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    kind: Literal["physical", "images"] = Field(
        description="physical for height, weight and loads; images for pictures and videos.",
    )
    given_by: TextLine = Field(
        description="Who agreed: the player, or somebody who speaks for the player.",
        min_length=1,
        max_length=200,
        examples=['Maeve Byrne'],
    )
    relation: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Who that is to the player, such as mother. Absent if the player agreed.",
        examples=['mother'],
    )
    given_on: Annotated[str, Field(max_length=10), OneLine, DayFormat] | None = Field(
        default=None,
        description="The day of the agreement. Defaults to today.",
        examples=['2026-07-01'],
    )


class FootballRecordConsentResponse(Message):
    """The recorded consent."""

    consent: FootballConsent | None = Field(
        default=None,
        description="The consent.",
    )


class FootballWithdrawConsentRequest(Message):
    """A consent to withdraw."""

    player_id: TextLine = Field(
        description="The player.",
        min_length=1,
        max_length=64,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    kind: Literal["physical", "images"] = Field(
        description="physical for height, weight and loads; images for pictures and videos.",
    )
