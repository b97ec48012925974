"""Generated from altsports/football/v1/reunion.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, NoNul, OneLine, Text, UuidFormat
from pydantic import Field


class FootballParticipant(Message):
    """Somebody who is invited to a meeting: a player of the club, an account, or anybody by name."""

    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The player.",
    )
    user_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The account.",
    )
    name: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="The name of a guest.",
    )


class FootballReunion(Message):
    """A meeting of a team, or of the whole club. Members who only play see agenda and minutes only if they take part."""

    id: Text = Field(
        description="The meeting.",
        min_length=1,
        examples=['1c8ce3b6-98fe-52c8-bb98-92e23be9c676'],
    )
    version: Int32 = Field(
        default=0,
        description="How often the meeting has been changed, beginning with 1. The header ETag begins with it.",
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
    title: Text = Field(
        description="What it is about, in a few words.",
        min_length=1,
        max_length=100,
        examples=['Video of the derby'],
    )
    starts_at: datetime = Field(
        description="When it begins.",
        examples=['2030-09-04T17:00:00Z'],
    )
    ends_at: datetime | None = Field(
        default=None,
        description="When it ends. Defaults to an hour after the beginning in calendars.",
    )
    time_zone: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="The time zone whose clock people go by, as in the IANA database. Defaults to that of the team, or UTC.",
        examples=['Europe/Dublin'],
    )
    status: Literal["planned", "cancelled"] | None = Field(
        default='planned',
        description="Whether it takes place: planned or cancelled.",
        examples=['planned'],
    )
    team_id: Annotated[str, Field(max_length=36), NoNul] | None = Field(
        default=None,
        description="The team that meets. Absent for a meeting of the whole club.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    place: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="Where it takes place.",
        examples=['Clubhouse'],
    )
    agenda: Annotated[str, Field(max_length=5000), NoNul] | None = Field(
        default=None,
        description="What will be discussed.",
        examples=['Set pieces\nTravel to the cup match'],
    )
    minutes: Annotated[str, Field(max_length=20000), NoNul] | None = Field(
        default=None,
        description="What was said and decided.",
    )
    responses_close_at: datetime | None = Field(
        default=None,
        description="When answers to the invitation close. Defaults to the beginning.",
    )
    participants: list[FootballParticipant] = Field(
        default_factory=list,
        description="Who is invited. Everybody who sees the meeting, if there is nobody.",
        max_length=200,
        examples=[[{'player_id': 'e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'}]],
    )
