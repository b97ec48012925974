"""Generated from altsports/football/v1/player_match_statistic.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated

from altsports.contract.model import Int32, Message, Range32, Text
from pydantic import Field


class FootballPlayerMatchStatistic(Message):
    """The figures of one player in one match."""

    id: Text = Field(
        description="The row.",
        min_length=1,
        examples=['afffdb2d-16ac-527b-a751-90f381ce7f47'],
    )
    version: Int32 = Field(
        default=0,
        description="How often the row has been changed, beginning with 1. The header ETag begins with it.",
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
        description="The player.",
        min_length=1,
        max_length=36,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    rating: Annotated[float, Field(ge=0.0, le=10.0)] | None = Field(
        default=None,
        description="The rating that staff gave, from 0 to 10. Nothing fills it in by itself.",
        examples=[7.5],
    )
    goals: Annotated[int, Field(ge=0, le=50), Range32] | None = Field(
        default=None,
        description="The goals, without own goals and those of a shoot-out.",
        examples=[1],
    )
    assists: Annotated[int, Field(ge=0, le=50), Range32] | None = Field(
        default=None,
        description="The assists.",
    )
    shots: Annotated[int, Field(ge=0, le=200), Range32] | None = Field(
        default=None,
        description="The shots, goals included.",
        examples=[1],
    )
    xg: Annotated[float, Field(ge=0.0, le=50.0)] | None = Field(
        default=None,
        description="The expected goals.",
    )
    passes: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The passes.",
    )
    passes_completed: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The passes that arrived.",
    )
    pressures: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The pressures on opponents.",
    )
    tackles: Annotated[int, Field(ge=0, le=1000), Range32] | None = Field(
        default=None,
        description="The tackles.",
    )
    distance_m: Annotated[float, Field(ge=0.0, le=30000.0)] | None = Field(
        default=None,
        description="The distance covered, in metres.",
        examples=[9800],
    )
    high_speed_m: Annotated[float, Field(ge=0.0, le=15000.0)] | None = Field(
        default=None,
        description="The distance at high speed, in metres.",
    )
    sprint_m: Annotated[float, Field(ge=0.0, le=10000.0)] | None = Field(
        default=None,
        description="The distance in sprints, in metres.",
    )
    sprint_count: Annotated[int, Field(ge=0, le=500), Range32] | None = Field(
        default=None,
        description="The number of sprints.",
    )
    max_speed_kmh: Annotated[float, Field(ge=0.0, le=50.0)] | None = Field(
        default=None,
        description="The highest speed, in kilometres per hour.",
    )
    source: Text = Field(
        default='staff',
        description="Where the figures come from: staff, or the kind of file.",
        min_length=1,
        max_length=40,
        examples=['staff'],
    )
    minutes_played: Int32 | None = Field(
        default=None,
        description="The minutes on the clock, derived from line-up and events. Absent while they cannot be derived.",
    )
    sprint_intensity: float | None = Field(
        default=None,
        description="The sprint metres a minute played. Absent without sprint_m, or without minutes.",
    )
    player_name: Text | None = Field(
        default=None,
        description="The name of the player, which stays readable here after the player has left the team.",
    )
