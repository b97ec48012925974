"""Generated from altsports/league/v1/lines.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Message, NoNul, Text
from pydantic import Field


class Line(Message):
    """One quote on one market."""

    market: Literal["spread", "total", "moneyline"] = Field(
        description="spread, total or moneyline.",
    )
    taken_at: datetime | None = Field(
        default=None,
        description="When it was offered.",
    )
    source: Text = Field(
        default="",
        description="Who reported it.",
    )
    book: Text = Field(
        default="",
        description="Who offered it; empty where the source does not say.",
    )
    phase: Literal["", "opening", "closing", "both"] = Field(
        description="opening for the first quote of its market before the start, closing for the last, both where there is one; else empty.",
    )
    text: Text = Field(
        default="",
        description="The quote in words, such as \"KC -2.5\", \"over/under 47.5\" or \"KC -150\".",
    )
    favourite: Text = Field(
        default="",
        description="The code of the favoured team; empty for a total and where neither is.",
    )
    home_handicap: float | None = Field(
        default=None,
        description="Spread: points given to the home team; negative where it is favoured.",
    )
    total: float | None = Field(
        default=None,
        description="Total: the points.",
    )
    home_price: int | None = Field(
        default=None,
        description="The American price of the home team (spread, moneyline).",
    )
    away_price: int | None = Field(
        default=None,
        description="The American price of the away team (spread, moneyline).",
    )
    over_price: int | None = Field(
        default=None,
        description="The American price of more points (total).",
    )
    under_price: int | None = Field(
        default=None,
        description="The American price of fewer points (total).",
    )
    home_probability: float | None = Field(
        default=None,
        description="The probability that the home side of the market (or over) wins, without the bookmaker's margin.",
    )
    away_probability: float | None = Field(
        default=None,
        description="The probability of the other side, without the bookmaker's margin.",
    )


class ListLinesRequest(Message):
    """Which event's lines to list."""

    event_id: Text = Field(
        description="The id of the event, or its id in its competition.",
        min_length=1,
        max_length=64,
        examples=['2025_05_KC_BUF'],
    )
    market: Literal["spread", "total", "moneyline"] | None = Field(
        default=None,
        description="Only this market.",
    )
    as_of: Annotated[str, Field(max_length=40), NoNul] | None = Field(
        default=None,
        description="As known at this time, ISO 8601: a day (its beginning in UTC) or a moment with offset. Left out: now.",
        examples=['2025-11-01'],
    )


class ListLinesResponse(Message):
    """The lines."""

    lines: list[Line] = Field(
        default_factory=list,
        description="The quotes by time and market.",
    )


class RecordLineRequest(Message):
    """A quote to record."""

    event_id: Text = Field(
        description="The id of the event, or its id in its competition.",
        min_length=1,
        max_length=64,
    )
    market: Literal["spread", "total", "moneyline"] = Field(
        description="spread, total or moneyline.",
    )
    point: Annotated[float, Field(ge=-100.0, le=500.0)] | None = Field(
        default=None,
        description="Spread: the home team's handicap, negative where it is favoured. Total: the points. Moneyline: left out.",
    )
    home_price: Annotated[int, Field(ge=-100000, le=100000)] | None = Field(
        default=None,
        description="The American price of the home team, of over for a total.",
    )
    away_price: Annotated[int, Field(ge=-100000, le=100000)] | None = Field(
        default=None,
        description="The American price of the away team, of under for a total.",
    )
    book: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="Who offers it.",
    )
    source: Annotated[str, Field(max_length=64, pattern='[a-z0-9][a-z0-9._-]*'), NoNul] | None = Field(
        default=None,
        description="Who reported it; left out: admin.",
    )


class RecordLineResponse(Message):
    """The quote that stands now."""

    line: Line | None = Field(
        default=None,
        description="The quote.",
    )
    recorded: bool = Field(
        default=False,
        description="False where it stood already and nothing was recorded.",
    )
