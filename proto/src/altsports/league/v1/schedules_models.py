"""Generated from altsports/league/v1/schedules.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, Time
from pydantic import Field


class EventChange(Message):
    """One change of the schedule of an event."""

    revision: Int32 = Field(
        default=0,
        description="The number of the change, from 1. 0 for an event that never changed.",
    )
    change: Literal["", "cancelled", "postponed", "moved", "reinstated"] = Field(
        description="cancelled, postponed, moved or reinstated. Empty for an event that never changed.",
    )
    status: Literal["scheduled", "postponed", "cancelled"] = Field(
        description="The status after the change: scheduled, postponed or cancelled.",
    )
    scheduled_at: datetime | None = Field(
        default=None,
        description="The scheduled time after the change. A cancelled or postponed event keeps its last one.",
    )
    week: Int32 = Field(
        default=0,
        description="The week or round after the change.",
    )
    previous_scheduled_at: datetime | None = Field(
        default=None,
        description="The scheduled time before the change.",
    )
    previous_week: Int32 = Field(
        default=0,
        description="The week or round before the change.",
    )
    reason: Text = Field(
        default="",
        description="The reason. Empty if none was given.",
    )
    source: Text = Field(
        default="",
        description="The source that reported it.",
    )
    observed_at: datetime | None = Field(
        default=None,
        description="When the mesh received it.",
    )
    effective_at: datetime | None = Field(
        default=None,
        description="When it took effect.",
    )


class ListEventChangesRequest(Message):
    """Which event's changes to list."""

    event_id: TextLine = Field(
        description="The id of the event, or an id in its competition.",
        min_length=1,
        max_length=64,
        examples=['2025_05_KC_BUF'],
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="Return what was known at this time: an ISO 8601 date (its start in UTC) or a time with offset. Defaults to now.",
        examples=['2025-11-01'],
    )


class ListEventChangesResponse(Message):
    """The changes."""

    changes: list[EventChange] = Field(
        default_factory=list,
        description="The changes, oldest first.",
    )


class CancelEventRequest(Message):
    """Which event to cancel."""

    event_id: TextLine = Field(
        description="The id of the event, or an id in its competition.",
        min_length=1,
        max_length=64,
    )
    reason: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="Why it is cancelled.",
    )
    source: Annotated[str, Field(max_length=64, pattern='[a-z0-9][a-z0-9._-]*'), OneLine] | None = Field(
        default=None,
        description="The source that reported it. Defaults to admin.",
    )
    effective_at: Time | None = Field(
        default=None,
        description="When it was cancelled. Defaults to now; cannot be later.",
    )


class CancelEventResponse(Message):
    """The schedule after the call."""

    change: EventChange | None = Field(
        default=None,
        description="The last change.",
    )
    recorded: bool = Field(
        default=False,
        description="False if the event was cancelled already.",
    )


class PostponeEventRequest(Message):
    """Which event to postpone."""

    event_id: TextLine = Field(
        description="The id of the event, or an id in its competition.",
        min_length=1,
        max_length=64,
    )
    reason: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="Why it is postponed.",
    )
    source: Annotated[str, Field(max_length=64, pattern='[a-z0-9][a-z0-9._-]*'), OneLine] | None = Field(
        default=None,
        description="The source that reported it. Defaults to admin.",
    )
    effective_at: Time | None = Field(
        default=None,
        description="When it was postponed. Defaults to now; cannot be later.",
    )
    scheduled_at: Time | None = Field(
        default=None,
        description="The new time, later than the present one. Omit it if it is not known yet.",
    )
    week: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=None,
        description="The new week or round. Omit it if it stays the same.",
    )


class PostponeEventResponse(Message):
    """The schedule after the call."""

    change: EventChange | None = Field(
        default=None,
        description="The last change.",
    )
    recorded: bool = Field(
        default=False,
        description="False if the event was scheduled or postponed like this already.",
    )


class ReinstateEventRequest(Message):
    """Which event to reinstate."""

    event_id: TextLine = Field(
        description="The id of the event, or an id in its competition.",
        min_length=1,
        max_length=64,
    )
    reason: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="Why it is reinstated.",
    )
    source: Annotated[str, Field(max_length=64, pattern='[a-z0-9][a-z0-9._-]*'), OneLine] | None = Field(
        default=None,
        description="The source that reported it. Defaults to admin.",
    )
    effective_at: Time | None = Field(
        default=None,
        description="When it was reinstated. Defaults to now; cannot be later.",
    )
    scheduled_at: Time | None = Field(
        default=None,
        description="The new time. Omit it to keep the last one.",
    )
    week: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=None,
        description="The new week or round. Omit it if it stays the same.",
    )


class ReinstateEventResponse(Message):
    """The schedule after the call."""

    change: EventChange | None = Field(
        default=None,
        description="The last change.",
    )
    recorded: bool = Field(
        default=False,
        description="False if the event was scheduled like this already.",
    )
