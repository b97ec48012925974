"""Generated from altsports/football/v1/events.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Literal

from altsports.contract.model import EventMessage, Int32, Text
from pydantic import Field


class FootballClubMatchChanged(EventMessage):
    """A match of a club was planned, changed, moved, cancelled or deleted. A match between two teams of the club is
reported once for each."""

    organisation_id: Text = Field(
        description="The club.",
        min_length=1,
        examples=['08dad9dd-2b09-5a86-9e2a-4815cb85b58d'],
    )
    team_id: Text | None = Field(
        default=None,
        description="The team of the club. Absent if no team of the club plays.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    match_id: Text = Field(
        description="The match.",
        min_length=1,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    change: Literal["created", "changed", "moved", "cancelled", "deleted"] = Field(
        description="What happened: created, changed, moved, cancelled or deleted.",
        examples=['moved'],
    )
    version: Int32 = Field(
        description="The version of the match.",
        ge=1,
        examples=[3],
    )
    starts_at: datetime = Field(
        description="When it begins.",
        examples=['2026-09-05T14:00:00Z'],
    )
    previous_starts_at: datetime | None = Field(
        default=None,
        description="When it was to begin before. Absent if that did not change.",
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2026-09-01T17:30:00Z'],
    )


class FootballClubLineupChanged(EventMessage):
    """The line-up of a match changed."""

    organisation_id: Text = Field(
        description="The club.",
        min_length=1,
        examples=['08dad9dd-2b09-5a86-9e2a-4815cb85b58d'],
    )
    team_id: Text | None = Field(
        default=None,
        description="The team of the club. Absent if it is the line-up of the opponent.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    match_id: Text = Field(
        description="The match.",
        min_length=1,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2026-09-01T17:30:00Z'],
    )


class FootballClubResultRecorded(EventMessage):
    """A result of a match was recorded or corrected."""

    organisation_id: Text = Field(
        description="The club.",
        min_length=1,
        examples=['08dad9dd-2b09-5a86-9e2a-4815cb85b58d'],
    )
    team_id: Text | None = Field(
        default=None,
        description="The team of the club. Absent if no team of the club plays.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    match_id: Text = Field(
        description="The match.",
        min_length=1,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    revision: Int32 = Field(
        description="The revision of the result.",
        ge=1,
        examples=[2],
    )
    home: Int32 = Field(
        description="The goals of the home team.",
        ge=0,
        examples=[3],
    )
    away: Int32 = Field(
        description="The goals of the away team.",
        ge=0,
        examples=[0],
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2026-09-01T17:30:00Z'],
    )


class FootballClubTrainingSessionChanged(EventMessage):
    """A training session was planned, changed, moved, cancelled or deleted."""

    organisation_id: Text = Field(
        description="The club.",
        min_length=1,
        examples=['08dad9dd-2b09-5a86-9e2a-4815cb85b58d'],
    )
    team_id: Text | None = Field(
        default=None,
        description="The team of the club. Absent if no team of the club trains.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    training_session_id: Text = Field(
        description="The training session.",
        min_length=1,
        examples=['3a5e1c7e-2f0a-5d5b-9a44-6f8f3a1b7c01'],
    )
    change: Literal["created", "changed", "moved", "cancelled", "deleted"] = Field(
        description="What happened: created, changed, moved, cancelled or deleted.",
        examples=['moved'],
    )
    version: Int32 = Field(
        description="The version of the training session.",
        ge=1,
        examples=[3],
    )
    starts_at: datetime = Field(
        description="When it begins.",
        examples=['2026-09-05T14:00:00Z'],
    )
    previous_starts_at: datetime | None = Field(
        default=None,
        description="When it was to begin before. Absent if that did not change.",
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2026-09-01T17:30:00Z'],
    )


class FootballClubReunionChanged(EventMessage):
    """A meeting was planned, changed, moved, cancelled or deleted."""

    organisation_id: Text = Field(
        description="The club.",
        min_length=1,
        examples=['08dad9dd-2b09-5a86-9e2a-4815cb85b58d'],
    )
    team_id: Text | None = Field(
        default=None,
        description="The team of the club. Absent if no team of the club is meant.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    reunion_id: Text = Field(
        description="The meeting.",
        min_length=1,
        examples=['3a5e1c7e-2f0a-5d5b-9a44-6f8f3a1b7c01'],
    )
    change: Literal["created", "changed", "moved", "cancelled", "deleted"] = Field(
        description="What happened: created, changed, moved, cancelled or deleted.",
        examples=['moved'],
    )
    version: Int32 = Field(
        description="The version of the meeting.",
        ge=1,
        examples=[3],
    )
    starts_at: datetime = Field(
        description="When it begins.",
        examples=['2026-09-05T14:00:00Z'],
    )
    previous_starts_at: datetime | None = Field(
        default=None,
        description="When it was to begin before. Absent if that did not change.",
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2026-09-01T17:30:00Z'],
    )


class FootballClubResponseChanged(EventMessage):
    """Somebody answered an invitation, or took the answer back. Only the staff of the team receives it, analysts included."""

    organisation_id: Text = Field(
        description="The club.",
        min_length=1,
        examples=['08dad9dd-2b09-5a86-9e2a-4815cb85b58d'],
    )
    team_id: Text | None = Field(
        default=None,
        description="The team of the club. Absent for a meeting of the whole club.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    occasion: Literal["matches", "training_sessions", "reunions"] = Field(
        description="What the person is invited to: matches, training_sessions or reunions.",
        examples=['matches'],
    )
    occasion_id: Text = Field(
        description="The match, training session or meeting.",
        min_length=1,
        examples=['3a5e1c7e-2f0a-5d5b-9a44-6f8f3a1b7c01'],
    )
    player_id: Text | None = Field(
        default=None,
        description="The player. Absent for members who are no players.",
    )
    user_id: Text | None = Field(
        default=None,
        description="The account that answered for itself.",
    )
    answer: Literal["attending", "declined", "unsure"] | None = Field(
        default=None,
        description="attending, declined or unsure. Absent if the answer was taken back.",
        examples=['attending'],
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2026-09-01T17:30:00Z'],
    )


class FootballClubFiguresChanged(EventMessage):
    """Figures of a club that analyses read have changed. Only for services: insights that rest on them are superseded."""

    organisation_id: Text = Field(
        description="The club.",
        min_length=1,
    )


class FootballClubPlayerForgotten(EventMessage):
    """A player was erased, or a consent was withdrawn. Only for services: what they keep of the player goes. Answers that are
stored for repetitions of requests go as well, because they may describe the person."""

    player_id: Text = Field(
        description="The player.",
        min_length=1,
    )
    organisation_id: Text = Field(
        description="The club.",
        min_length=1,
    )
