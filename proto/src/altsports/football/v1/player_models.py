"""Generated from altsports/football/v1/player.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Day, Int32, Message, NoNul, Range32, Text, Uuid
from pydantic import Field


class FootballRegistration(Message):
    """The time for which a player belongs to a team."""

    team_id: Uuid = Field(
        description="The team.",
        min_length=1,
        max_length=36,
    )
    from_: Day = Field(
        description="The first day.",
        alias='from',
        min_length=1,
    )
    to: Day | None = Field(
        default=None,
        description="The last day. Absent while the player belongs to the team.",
    )


class FootballPlayer(Message):
    """A player. Members who only play see the birth date, the weight and the status of themselves alone."""

    id: Text = Field(
        description="The player.",
        min_length=1,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    version: Int32 = Field(
        default=0,
        description="How often the player has been changed, beginning with 1. The header ETag begins with it.",
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
    first_name: Text = Field(
        description="The first name.",
        min_length=1,
        max_length=100,
        examples=['Aoife'],
    )
    last_name: Text = Field(
        description="The last name.",
        min_length=1,
        max_length=100,
        examples=['Byrne'],
    )
    known_as: Annotated[str, Field(max_length=100), NoNul] | None = Field(
        default=None,
        description="The name on the team sheet, if it differs.",
        examples=['Effie'],
    )
    jersey_number: Annotated[int, Field(ge=1, le=99), Range32] | None = Field(
        default=None,
        description="The usual number.",
        examples=[10],
    )
    position: Literal["goalkeeper", "defender", "midfielder", "forward"] | None = Field(
        default=None,
        description="The usual position.",
        examples=['midfielder'],
    )
    preferred_foot: Literal["left", "right", "both"] | None = Field(
        default=None,
        description="The foot that the player prefers.",
        examples=['left'],
    )
    birth_date: Text | None = Field(
        default=None,
        description="The day of birth.",
        examples=['2001-05-17'],
    )
    nationality: Annotated[str, Field(pattern='^[A-Z]{2,3}$'), NoNul] | None = Field(
        default=None,
        description="The country that the player may play for, as in ISO 3166: two or three letters.",
        examples=['IE'],
    )
    height_cm: Annotated[int, Field(ge=80, le=250), Range32] | None = Field(
        default=None,
        description="The height in centimetres.",
        examples=[172],
    )
    weight_kg: Annotated[float, Field(ge=15.0, le=200.0)] | None = Field(
        default=None,
        description="The weight in kilograms.",
        examples=[64.5],
    )
    status: Literal["active", "injured", "suspended", "inactive"] | None = Field(
        default='active',
        description="Whether the player can play: active, injured, suspended, or inactive for players who left or retired.",
        examples=['active'],
    )
    user_id: Annotated[str, Field(max_length=36), NoNul] | None = Field(
        default=None,
        description="The account of the player, who then sees all facts about themselves.",
    )
    registrations: list[FootballRegistration] = Field(
        default_factory=list,
        description="The teams of the player, each with the interval.",
        max_length=100,
        examples=[[{'team_id': '8ce3b698-0fe8-52c8-bb98-92e23be9c676', 'from': '2025-07-01'}]],
    )
