"""Generated from altsports/football/v1/calendar.proto: edit the proto and run `make proto`."""

from datetime import datetime

from altsports.contract.model import Message, Text
from pydantic import Field


class FootballCalendar(Message):
    """A calendar."""

    url: Text | None = Field(
        default=None,
        description="The address. Only the answer that makes it contains it, so keep it.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    created_at: datetime | None = Field(
        default=None,
        description="When the address was made.",
    )
    last_read_at: datetime | None = Field(
        default=None,
        description="When a calendar program last read it, within about an hour.",
    )


class FootballCreateCalendarRequest(Message):
    """A new address."""


class FootballCreateCalendarResponse(Message):
    """The new address."""

    calendar: FootballCalendar | None = Field(
        default=None,
        description="The calendar.",
    )


class FootballGetCalendarRequest(Message):
    """The caller's calendar."""


class FootballGetCalendarResponse(Message):
    """The caller's calendar."""

    calendar: FootballCalendar | None = Field(
        default=None,
        description="The calendar, without its address.",
    )


class FootballDeleteCalendarRequest(Message):
    """The caller's calendar."""


class FootballReadCalendarRequest(Message):
    """Which calendar to write."""

    token: Text = Field(
        description="The secret part of the address.",
        min_length=1,
        max_length=64,
        repr=False,
        json_schema_extra={"writeOnly": True},
    )


class FootballReadCalendarResponse(Message):
    """A calendar as a document."""

    document: bytes = Field(
        default=b"",
        description="The iCalendar document.",
    )
    etag: Text = Field(
        default="",
        description="Its entity tag, in quotes.",
    )
