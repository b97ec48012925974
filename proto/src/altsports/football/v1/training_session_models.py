"""Generated from altsports/football/v1/training_session.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, NoNul, Range32, Text, TextLine, Uuid, Visible
from pydantic import Field


class FootballDrill(Message):
    """A part of a training session."""

    name: TextLine = Field(
        description="What it is called.",
        min_length=1,
        max_length=100,
    )
    minutes: Annotated[int, Field(ge=1, le=240), Range32] | None = Field(
        default=None,
        description="How long it takes.",
    )
    description: Annotated[str, Field(max_length=2000), Visible] | None = Field(
        default=None,
        description="How it goes.",
    )


class FootballAttendance(Message):
    """Whether a player came to a training session."""

    player_id: Uuid = Field(
        description="The player.",
        min_length=1,
        max_length=36,
    )
    status: Literal["present", "late", "left_early", "excused", "absent"] = Field(
        description="present, late, left_early, excused or absent.",
    )
    minutes: Annotated[int, Field(ge=0, le=480), Range32] | None = Field(
        default=None,
        description="How long the player trained.",
    )
    perceived_load: Annotated[int, Field(ge=1, le=10), Range32] | None = Field(
        default=None,
        description="How hard the player found it: 1 to 10.",
    )


class FootballTrainingSession(Message):
    """A training session of a team. Members who only play see their own attendance alone."""

    id: Text = Field(
        description="The training session.",
        min_length=1,
        examples=['0b8ce3b6-98fe-52c8-bb98-92e23be9c676'],
    )
    version: Int32 = Field(
        default=0,
        description="How often the session has been changed, beginning with 1. The header ETag begins with it.",
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
        examples=['Pressing after losing the ball'],
    )
    team_id: Text = Field(
        description="The team that trains.",
        min_length=1,
        max_length=36,
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    starts_at: datetime = Field(
        description="When it begins.",
        examples=['2030-09-03T17:00:00Z'],
    )
    ends_at: datetime = Field(
        description="When it ends.",
        examples=['2030-09-03T18:30:00Z'],
    )
    time_zone: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="The time zone whose clock the team goes by, as in the IANA database. Defaults to that of the team, or UTC.",
        examples=['Europe/Dublin'],
    )
    status: Literal["planned", "cancelled"] | None = Field(
        default='planned',
        description="Whether it takes place: planned or cancelled.",
        examples=['planned'],
    )
    place: Annotated[str, Field(max_length=200), NoNul] | None = Field(
        default=None,
        description="Where it takes place.",
        examples=['Harbour Park, pitch 2'],
    )
    focus: Annotated[str, Field(max_length=500), NoNul] | None = Field(
        default=None,
        description="What the session trains, in the words of the coach.",
        examples=['Win the ball back within five seconds'],
    )
    planned_load: Annotated[int, Field(ge=1, le=10), Range32] | None = Field(
        default=None,
        description="How hard the session is planned to be: 1 (very light) to 10 (as hard as a match).",
        examples=[6],
    )
    responses_close_at: datetime | None = Field(
        default=None,
        description="When answers to the invitation close. Defaults to the beginning.",
    )
    drills: list[FootballDrill] = Field(
        default_factory=list,
        description="The drills, in order.",
        max_length=50,
        examples=[[{'name': '4 against 4 with transitions', 'minutes': 20}]],
    )
    attendance: list[FootballAttendance] = Field(
        default_factory=list,
        description="Who came.",
        max_length=100,
        examples=[[{'player_id': 'e11d8827-2e0f-561a-ac89-59c3ccf3d8d9', 'status': 'present'}]],
    )
