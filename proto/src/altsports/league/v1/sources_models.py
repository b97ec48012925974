"""Generated from altsports/league/v1/sources.proto: edit the proto and run `make proto`."""

from datetime import datetime

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


class ListLeagueSourcesResponse(Message):
    """The source rows of one league."""

    rows: list[SourceRow] = Field(
        default_factory=list,
        description="The rows, oldest first.",
    )
