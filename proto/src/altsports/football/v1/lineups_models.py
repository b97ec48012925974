"""Generated from altsports/football/v1/lineups.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, Uuid, UuidFormat
from altsports.football.v1.match_lineup_models import FootballMatchLineup
from pydantic import Field


class FootballLineupEntry(Message):
    """One player of a line-up that is set."""

    player_id: Uuid = Field(
        description="The player.",
        min_length=1,
        max_length=36,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    role: Literal["starter", "substitute", "unused"] = Field(
        default='starter',
        description="Whether the player starts, may come on, or was named and not used.",
    )
    position: Annotated[str, Field(max_length=60), OneLine] | None = Field(
        default=None,
        description="The position. Defaults to the usual one of the player where it decides about a goalkeeper.",
        examples=['goalkeeper'],
    )
    jersey_number: Annotated[int, Field(ge=1, le=99), Range32] | None = Field(
        default=None,
        description="The number on the shirt. Defaults to the usual one of the player.",
    )
    captain: bool = Field(
        default=False,
        description="Whether the player is the captain.",
    )


class FootballLineupDoubt(Message):
    """A doubt about a line-up that is stored all the same."""

    code: Text = Field(
        default="",
        description="The kind: INJURED, SUSPENDED, OVER_AGE, TOO_FEW or SECOND_GOALKEEPER.",
    )
    message: Text = Field(
        default="",
        description="A sentence for people.",
    )
    player_id: Text | None = Field(
        default=None,
        description="The player, if it concerns one.",
    )


class FootballLineup(Message):
    """The line-up of one side of a match."""

    id: Text = Field(
        default="",
        description="The line-up; the header ETag begins with its version.",
        examples=['0e2f6c0a-7f5e-5d16-8f3a-5b7f0a4f7c11'],
    )
    version: Int32 = Field(
        default=0,
        description="How often the line-up has been changed. 0 before there is one.",
        examples=[1],
    )
    match_id: Text = Field(
        default="",
        description="The match.",
    )
    team_id: Text = Field(
        default="",
        description="The side.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When it last changed. Absent before there is one.",
    )
    lineup: list[FootballMatchLineup] = Field(
        default_factory=list,
        description="The players: starters, substitutes, unused ones, each by number.",
    )
    suggested: list[FootballLineupEntry] = Field(
        default_factory=list,
        description="Before there is a line-up: one that is made of the players who said that they come.",
    )
    doubts: list[FootballLineupDoubt] = Field(
        default_factory=list,
        description="What is doubtful about a line-up that was just set.",
    )


class FootballGetLineupRequest(Message):
    """Whose line-up to get."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )
    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The side. Defaults to the team of the club.",
    )


class FootballGetLineupResponse(Message):
    """A line-up."""

    lineup: FootballLineup | None = Field(
        default=None,
        description="The line-up.",
    )


class FootballSetLineupRequest(Message):
    """The line-up to set."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )
    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The side. Defaults to the team of the club.",
    )
    lineup: list[FootballLineupEntry] = Field(
        default_factory=list,
        description="All players.",
        max_length=60,
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based; 0 if there was no line-up. If the line-up has another one, the answer is 412. The header If-Match states the same.",
    )


class FootballSetLineupResponse(Message):
    """The line-up that was set."""

    lineup: FootballLineup | None = Field(
        default=None,
        description="The line-up as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What is doubtful about it, in sentences.",
    )
