"""Generated from altsports/league/v1/lines.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine
from pydantic import Field


class Line(Message):
    """One quote on one market."""

    market: Literal["spread", "total", "moneyline"] = Field(
        description="spread, total or moneyline.",
    )
    taken_at: datetime | None = Field(
        default=None,
        description="When the quote was offered.",
    )
    source: Text = Field(
        default="",
        description="The source that reported it.",
    )
    book: Text = Field(
        default="",
        description="The bookmaker. Empty if the source does not state it.",
    )
    phase: Literal["", "opening", "closing", "both"] = Field(
        description="opening for the first quote of its market before the start, closing for the last, both if there is only one. Empty otherwise.",
    )
    text: Text = Field(
        default="",
        description="The quote in words, such as \"KC -2.5\", \"over/under 47.5\" or \"KC -150\".",
    )
    favourite: Text = Field(
        default="",
        description="The code of the favourite. Empty for a total and if there is no favourite.",
    )
    home_handicap: float | None = Field(
        default=None,
        description="For a spread, the points given to the home team. Negative if the home team is the favourite.",
    )
    total: float | None = Field(
        default=None,
        description="For a total, the points.",
    )
    home_price: Int32 | None = Field(
        default=None,
        description="The American odds of the home team (spread, moneyline).",
    )
    away_price: Int32 | None = Field(
        default=None,
        description="The American odds of the away team (spread, moneyline).",
    )
    over_price: Int32 | None = Field(
        default=None,
        description="The American odds of over (total).",
    )
    under_price: Int32 | None = Field(
        default=None,
        description="The American odds of under (total).",
    )
    home_probability: float | None = Field(
        default=None,
        description="The probability of the home side of the market (or over), without the bookmaker's margin.",
    )
    away_probability: float | None = Field(
        default=None,
        description="The probability of the other side, without the bookmaker's margin.",
    )
    recorded_at: datetime | None = Field(
        default=None,
        description="When the mesh received it.",
    )
    superseded_at: datetime | None = Field(
        default=None,
        description="When it was corrected by a later quote of the same time. Absent if it stands.",
    )


class ListLinesRequest(Message):
    """Which event's lines to list."""

    event_id: TextLine = Field(
        description="The id of the event, or its id in its competition.",
        min_length=1,
        max_length=64,
        examples=['2025_05_KC_BUF'],
    )
    market: Literal["spread", "total", "moneyline"] | None = Field(
        default=None,
        description="Only this market.",
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="Return what was known at this time: an ISO 8601 date (its start in UTC) or a time with offset. Defaults to now.",
        examples=['2025-11-01'],
    )


class ListLinesResponse(Message):
    """The lines."""

    lines: list[Line] = Field(
        default_factory=list,
        description="The quotes in order of time and market.",
    )


class RecordLineRequest(Message):
    """A quote to record."""

    event_id: TextLine = Field(
        description="The id of the event, or its id in its competition.",
        min_length=1,
        max_length=64,
    )
    market: Literal["spread", "total", "moneyline"] = Field(
        description="spread, total or moneyline.",
    )
    point: Annotated[float, Field(ge=-100.0, le=500.0)] | None = Field(
        default=None,
        description="For a spread, the handicap of the home team: negative if it is the favourite. For a total, the points. Omit it for a moneyline.",
    )
    home_price: Annotated[int, Field(ge=-100000, le=100000), Range32] | None = Field(
        default=None,
        description="The American odds of the home team, or of over for a total.",
    )
    away_price: Annotated[int, Field(ge=-100000, le=100000), Range32] | None = Field(
        default=None,
        description="The American odds of the away team, or of under for a total.",
    )
    book: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The bookmaker that offers the quote.",
    )
    source: Annotated[str, Field(max_length=64, pattern='[a-z0-9][a-z0-9._-]*'), OneLine] | None = Field(
        default=None,
        description="The source that reported it. Defaults to admin.",
    )


class RecordLineResponse(Message):
    """The current quote."""

    line: Line | None = Field(
        default=None,
        description="The quote.",
    )
    recorded: bool = Field(
        default=False,
        description="False if the quote was already current and nothing was recorded.",
    )
