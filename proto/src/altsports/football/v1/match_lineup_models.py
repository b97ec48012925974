"""Generated from altsports/football/v1/match_lineup.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, NoNul, Range32, Text
from pydantic import Field


class FootballMatchLineup(Message):
    """One player of the line-up of a side."""

    id: Text = Field(
        description="The line.",
        min_length=1,
        examples=['ba2c10f4-e3f6-5aa7-b5d5-bfa958357355'],
    )
    version: Int32 = Field(
        default=0,
        description="How often the line has been changed, beginning with 1. The header ETag begins with it.",
        examples=[1],
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was stored.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When it last changed.",
    )
    archived_at: datetime | None = Field(
        default=None,
        description="When it was archived. Archived rows are left out of lists, and new rows cannot name them.",
    )
    match_id: Text = Field(
        description="The match.",
        min_length=1,
        max_length=36,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    player_id: Text = Field(
        description="The player, who belongs to the team on the day of the match.",
        min_length=1,
        max_length=36,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    team_id: Annotated[str, Field(max_length=36), NoNul] | None = Field(
        default=None,
        description="The side. Defaults to the one that the player belongs to on the day of the match.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    role: Literal["starter", "substitute", "unused"] = Field(
        default='starter',
        description="Whether the player starts, is a substitute who came on or may come on, or was named and not used.",
        examples=['starter'],
    )
    position: Annotated[str, Field(max_length=60), NoNul] | None = Field(
        default=None,
        description="The position, such as goalkeeper or left back. Defaults to the usual one of the player where it decides about a goalkeeper.",
        examples=['goalkeeper'],
    )
    jersey_number: Annotated[int, Field(ge=1, le=99), Range32] | None = Field(
        default=None,
        description="The number on the shirt.",
    )
    captain: bool = Field(
        default=False,
        description="Whether the player is the captain.",
    )
    minutes_played: Int32 | None = Field(
        default=None,
        description="The minutes on the clock of the match, which stands still in stoppage time: a player who leaves at 45+2 has played 45. Absent while they cannot be derived.",
    )
    seconds_on_pitch: Int32 | None = Field(
        default=None,
        description="The seconds on the pitch, stoppage time included. Absent while they cannot be derived.",
    )
    player_name: Text | None = Field(
        default=None,
        description="The name of the player, which stays readable here after the player has left the team.",
    )
