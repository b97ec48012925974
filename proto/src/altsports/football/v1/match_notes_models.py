"""Generated from altsports/football/v1/match_notes.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Prose, Range32, Text, TextLine, UuidFormat, Visible
from pydantic import Field


class FootballMatchNote(Message):
    """A note on a match."""

    id: Text = Field(
        default="",
        description="The note.",
    )
    version: Int32 = Field(
        default=0,
        description="How often the note has been changed, beginning with 1. The header ETag begins with it.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was written.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When it last changed.",
    )
    match_id: Text = Field(
        default="",
        description="The match.",
    )
    author_id: Text = Field(
        default="",
        description="The account that wrote it. Empty if the account was deleted since.",
    )
    body: Text = Field(
        default="",
        description="The text.",
    )
    visibility: Text = Field(
        default="",
        description="Who sees it: private (its author alone), staff (members who coach or analyse), or team (everybody with access to the team).",
    )
    player_id: Text | None = Field(
        default=None,
        description="The player whom it is about.",
    )
    period: Int32 | None = Field(
        default=None,
        description="The period of the match: 1 and 2 are the halves, 3 and 4 those of extra time, 5 the penalty shoot-out.",
    )
    match_s: float | None = Field(
        default=None,
        description="The time in the match, in seconds from the start of the period.",
    )
    tags: list[Text] = Field(
        default_factory=list,
        description="Words to find it by.",
    )


class FootballListMatchNotesRequest(Message):
    """Which notes to list."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )
    visibility: Literal["private", "staff", "team"] | None = Field(
        default=None,
        description="Only notes with this visibility.",
    )
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only notes about this player.",
    )
    tag: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="Only notes with this tag.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of notes per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class FootballListMatchNotesResponse(Message):
    """A page of notes."""

    notes: list[FootballMatchNote] = Field(
        default_factory=list,
        description="The notes.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of notes on all pages.",
    )


class FootballGetMatchNoteRequest(Message):
    """Which note to get."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )
    note_id: TextLine = Field(
        description="The note.",
        min_length=1,
        max_length=64,
    )


class FootballGetMatchNoteResponse(Message):
    """One note."""

    note: FootballMatchNote | None = Field(
        default=None,
        description="The note.",
    )


class FootballCreateMatchNoteRequest(Message):
    """The facts of a new note."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )
    body: Prose = Field(
        description="The text.",
        min_length=1,
        max_length=10000,
    )
    visibility: Literal["private", "staff", "team"] | None = Field(
        default='staff',
        description="Who sees it: private, staff or team.",
    )
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The player whom it is about.",
    )
    period: Annotated[int, Field(ge=1, le=5), Range32] | None = Field(
        default=None,
        description="The period of the match, 1 to 5.",
    )
    match_s: Annotated[float, Field(ge=0.0, le=7200.0)] | None = Field(
        default=None,
        description="The time in the match, in seconds from the start of the period.",
    )
    tags: list[Annotated[str, Field(min_length=1, max_length=40), OneLine]] = Field(
        default_factory=list,
        description="Words to find it by.",
        max_length=20,
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class FootballCreateMatchNoteResponse(Message):
    """The new note."""

    note: FootballMatchNote | None = Field(
        default=None,
        description="The note as stored.",
    )


class FootballUpdateMatchNoteRequest(Message):
    """The fields to change. Omitted fields keep their values."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )
    note_id: TextLine = Field(
        description="The note.",
        min_length=1,
        max_length=64,
    )
    body: Annotated[str, Field(min_length=1, max_length=10000), Visible] | None = Field(
        default=None,
        description="The text.",
    )
    visibility: Literal["private", "staff", "team"] | None = Field(
        default=None,
        description="Who sees it: private, staff or team.",
    )
    player_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The player whom it is about.",
    )
    period: Annotated[int, Field(ge=1, le=5), Range32] | None = Field(
        default=None,
        description="The period of the match, 1 to 5.",
    )
    match_s: Annotated[float, Field(ge=0.0, le=7200.0)] | None = Field(
        default=None,
        description="The time in the match, in seconds from the start of the period.",
    )
    tags: list[Annotated[str, Field(min_length=1, max_length=40), OneLine]] = Field(
        default_factory=list,
        description="Words to find it by. They replace all others; to remove all, clear the field.",
        max_length=20,
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the note has another one, the answer is 412. The header If-Match states the same.",
    )
    clear: list[Literal["player_id", "period", "match_s", "tags"]] = Field(
        default_factory=list,
        description="The fields to clear. In JSON, a field that is null is cleared as well.",
    )


class FootballUpdateMatchNoteResponse(Message):
    """The changed note."""

    note: FootballMatchNote | None = Field(
        default=None,
        description="The note as stored.",
    )


class FootballDeleteMatchNoteRequest(Message):
    """Which note to delete."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )
    note_id: TextLine = Field(
        description="The note.",
        min_length=1,
        max_length=64,
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the note has another one, the answer is 412. The header If-Match states the same.",
    )
