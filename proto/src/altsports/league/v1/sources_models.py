"""Generated from altsports/league/v1/sources.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Literal

from altsports.contract.model import Int32, Message, Text, TextLine
from pydantic import Field


class ListSourcesRequest(Message):
    """The request for the sources."""


class Source(Message):
    """A file, feed or person that facts come from."""

    key: Text = Field(
        default="",
        description="The key, such as openfootball.",
    )
    name: Text = Field(
        default="",
        description="The name.",
    )
    url: Text | None = Field(
        default=None,
        description="The URL of the source.",
    )
    licence: Text = Field(
        default="",
        description="The licence of the facts.",
    )
    row_count: Int32 = Field(
        default=0,
        description="The number of stored rows.",
    )
    league_count: Int32 = Field(
        default=0,
        description="The number of leagues that the rows are about.",
    )
    imported_at: datetime | None = Field(
        default=None,
        description="When the source was last imported.",
    )


class ListSourcesResponse(Message):
    """The sources."""

    sources: list[Source] = Field(
        default_factory=list,
        description="The sources in order of name.",
    )


class ListLeagueSourcesRequest(Message):
    """Which league's sources to list."""

    league_id: TextLine = Field(
        description="The league.",
        min_length=1,
        max_length=64,
    )


class SourceFact(Message):
    """A fact as a source states it."""

    name: Text = Field(
        default="",
        description="The name of the fact, such as member_count.",
        examples=['member_count'],
    )
    value: Text = Field(
        default="",
        description="The value as text.",
        examples=['30'],
    )
    as_of: Text = Field(
        default="",
        description="The date, year or season of the value. Empty if the source states none.",
        examples=['2025'],
    )
    used: bool = Field(
        default=False,
        description="Whether the league has this value.",
    )


class SourceRow(Message):
    """One row of a source."""

    source: Text = Field(
        default="",
        description="The key of the source.",
    )
    key: Text = Field(
        default="",
        description="The key of the row in the source.",
    )
    url: Text | None = Field(
        default=None,
        description="The page the row was read from.",
    )
    licence: Text = Field(
        default="",
        description="The licence of the row.",
    )
    imported_at: datetime | None = Field(
        default=None,
        description="When the row was first imported.",
    )
    facts: list[SourceFact] = Field(
        default_factory=list,
        description="What the row states.",
    )


class LeagueFigure(Message):
    """A measured figure of a league."""

    name: Literal["attendance", "revenue_usd", "broadcast_usd", "followers"] = Field(
        description="The figure: average attendance, yearly revenue or media income in USD, or followers on social media.",
    )
    value: float = Field(
        default=0.0,
        description="The value.",
        examples=[23200],
    )
    as_of: Text = Field(
        default="",
        description="The date, year or season of the value.",
        examples=['2024'],
    )
    published_in: Text = Field(
        default="",
        description="Where it was published.",
    )
    url: Text | None = Field(
        default=None,
        description="The page that states it.",
    )
    source: Text = Field(
        default="",
        description="The key of the source that it was imported from.",
    )


class ListLeagueSourcesResponse(Message):
    """The source rows of one league."""

    rows: list[SourceRow] = Field(
        default_factory=list,
        description="The rows, oldest first.",
    )
    figures: list[LeagueFigure] = Field(
        default_factory=list,
        description="The measured figures of the league, newest first.",
    )
