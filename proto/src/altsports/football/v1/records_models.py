"""Generated from altsports/football/v1/records.proto: edit the proto and run `make proto`."""

from typing import Annotated, Any, Literal

from altsports.contract.model import Int32, JsonObject, Message, OneLine, Range32, Text, TextLine
from pydantic import Field


class FootballFindRecordsRequest(Message):
    """Which rows to list."""

    noun: Literal["events", "formations", "match_events", "match_lineups", "matches", "player_match_statistics", "players", "reunions", "teams", "training_sessions"] = Field(
        description="The noun: the kind of row.",
    )
    filters: JsonObject | None = Field(
        default=None,
        description="Filters by name, such as kind or query.",
    )
    order: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A field to order by; a minus sign before it reverses the order.",
        examples=['-created_at'],
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of rows per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class FootballFindRecordsResponse(Message):
    """A page of rows."""

    records: list[dict[str, Any]] = Field(
        default_factory=list,
        description="The rows.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of rows on all pages.",
    )


class FootballGetRecordRequest(Message):
    """Which row to get."""

    noun: Literal["events", "formations", "match_events", "match_lineups", "matches", "player_match_statistics", "players", "reunions", "teams", "training_sessions"] = Field(
        description="The noun: the kind of row.",
    )
    record_id: TextLine = Field(
        description="The row.",
        min_length=1,
        max_length=64,
    )


class FootballGetRecordResponse(Message):
    """One row."""

    record: dict[str, Any] | None = Field(
        default=None,
        description="The row.",
    )


class FootballCreateRecordRequest(Message):
    """The facts of a new row."""

    noun: Literal["events", "formations", "match_events", "match_lineups", "matches", "player_match_statistics", "players", "reunions", "teams", "training_sessions"] = Field(
        description="The noun: the kind of row.",
    )
    fields: JsonObject = Field(
        description="The fields by name.",
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class FootballCreateRecordResponse(Message):
    """The new row."""

    record: dict[str, Any] | None = Field(
        default=None,
        description="The row.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballUpdateRecordRequest(Message):
    """The fields to change."""

    noun: Literal["events", "formations", "match_events", "match_lineups", "matches", "player_match_statistics", "players", "reunions", "teams", "training_sessions"] = Field(
        description="The noun: the kind of row.",
    )
    record_id: TextLine = Field(
        description="The row.",
        min_length=1,
        max_length=64,
    )
    fields: JsonObject = Field(
        description="The fields by name.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, nothing changes.",
    )


class FootballUpdateRecordResponse(Message):
    """The changed row."""

    record: dict[str, Any] | None = Field(
        default=None,
        description="The row.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballDeleteRecordRequest(Message):
    """Which row to delete."""

    noun: Literal["events", "formations", "match_events", "match_lineups", "matches", "player_match_statistics", "players", "reunions", "teams", "training_sessions"] = Field(
        description="The noun: the kind of row.",
    )
    record_id: TextLine = Field(
        description="The row.",
        min_length=1,
        max_length=64,
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, nothing changes.",
    )
