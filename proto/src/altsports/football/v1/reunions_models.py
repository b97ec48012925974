"""Generated from altsports/football/v1/reunions.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, Time, UuidFormat, Visible, ZonedTime
from altsports.football.v1.reunion_models import FootballParticipant, FootballReunion
from pydantic import Field


class FootballListReunionsRequest(Message):
    """Which reunions to list. Every field is optional and narrows the list."""

    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only rows with this team id.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    status: Literal["planned", "cancelled"] | None = Field(
        default=None,
        description="Only rows with this status.",
        examples=['planned'],
    )
    since_starts_at: ZonedTime | None = Field(
        default=None,
        description="Only rows whose starts at is at or after this.",
        examples=['2030-09-04T17:00:00Z'],
    )
    until_starts_at: ZonedTime | None = Field(
        default=None,
        description="Only rows whose starts at is before this.",
        examples=['2030-09-04T17:00:00Z'],
    )
    query: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Words from: title, place, agenda.",
    )
    order: Literal["starts_at", "-starts_at", "title", "-title", "created_at", "-created_at", "updated_at", "-updated_at"] | None = Field(
        default='starts_at',
        description="The order of the rows. A minus sign reverses it.",
    )
    include_archived: bool | None = Field(
        default=None,
        description="Whether archived rows are listed as well.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of rows per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class FootballListReunionsResponse(Message):
    """A page of reunions."""

    reunions: list[FootballReunion] = Field(
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


class FootballGetReunionRequest(Message):
    """Which reunion to get."""

    reunion_id: TextLine = Field(
        description="The reunion.",
        min_length=1,
        max_length=64,
        examples=['1c8ce3b6-98fe-52c8-bb98-92e23be9c676'],
    )


class FootballGetReunionResponse(Message):
    """One reunion."""

    reunion: FootballReunion | None = Field(
        default=None,
        description="The row.",
    )


class FootballCreateReunionRequest(Message):
    """The facts of a new reunion."""

    title: TextLine = Field(
        description="What it is about, in a few words.",
        min_length=1,
        max_length=100,
        examples=['Video of the derby'],
    )
    starts_at: ZonedTime = Field(
        description="When it begins.",
        examples=['2030-09-04T17:00:00Z'],
    )
    ends_at: ZonedTime | None = Field(
        default=None,
        description="When it ends. Defaults to an hour after the beginning in calendars.",
    )
    time_zone: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The time zone whose clock people go by, as in the IANA database. Defaults to that of the team, or UTC.",
        examples=['Europe/Dublin'],
    )
    status: Literal["planned", "cancelled"] | None = Field(
        default='planned',
        description="Whether it takes place: planned or cancelled.",
        examples=['planned'],
    )
    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The team that meets. Absent for a meeting of the whole club.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    place: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="Where it takes place.",
        examples=['Clubhouse'],
    )
    agenda: Annotated[str, Field(max_length=5000), Visible] | None = Field(
        default=None,
        description="What will be discussed.",
        examples=['Set pieces\nTravel to the cup match'],
    )
    minutes: Annotated[str, Field(max_length=20000), Visible] | None = Field(
        default=None,
        description="What was said and decided.",
    )
    responses_close_at: ZonedTime | None = Field(
        default=None,
        description="When answers to the invitation close. Defaults to the beginning.",
    )
    participants: list[FootballParticipant] = Field(
        default_factory=list,
        description="Who is invited. Everybody who sees the meeting, if there is nobody.",
        max_length=200,
        examples=[[{'player_id': 'e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'}]],
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class FootballCreateReunionResponse(Message):
    """The new reunion."""

    reunion: FootballReunion | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballUpdateReunionRequest(Message):
    """The fields to change. Omitted fields keep their values."""

    reunion_id: TextLine = Field(
        description="The reunion.",
        min_length=1,
        max_length=64,
        examples=['1c8ce3b6-98fe-52c8-bb98-92e23be9c676'],
    )
    title: Annotated[str, Field(min_length=1, max_length=100), OneLine] | None = Field(
        default=None,
        description="What it is about, in a few words.",
        examples=['Video of the derby'],
    )
    starts_at: ZonedTime | None = Field(
        default=None,
        description="When it begins.",
        examples=['2030-09-04T17:00:00Z'],
    )
    ends_at: ZonedTime | None = Field(
        default=None,
        description="When it ends. Defaults to an hour after the beginning in calendars.",
    )
    time_zone: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The time zone whose clock people go by, as in the IANA database. Defaults to that of the team, or UTC.",
        examples=['Europe/Dublin'],
    )
    status: Literal["planned", "cancelled"] | None = Field(
        default=None,
        description="Whether it takes place: planned or cancelled.",
        examples=['planned'],
    )
    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The team that meets. Absent for a meeting of the whole club.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    place: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="Where it takes place.",
        examples=['Clubhouse'],
    )
    agenda: Annotated[str, Field(max_length=5000), Visible] | None = Field(
        default=None,
        description="What will be discussed.",
        examples=['Set pieces\nTravel to the cup match'],
    )
    minutes: Annotated[str, Field(max_length=20000), Visible] | None = Field(
        default=None,
        description="What was said and decided.",
    )
    responses_close_at: ZonedTime | None = Field(
        default=None,
        description="When answers to the invitation close. Defaults to the beginning.",
    )
    participants: list[FootballParticipant] = Field(
        default_factory=list,
        description="Who is invited. Everybody who sees the meeting, if there is nobody.",
        max_length=200,
        examples=[[{'player_id': 'e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'}]],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The meeting. A change accepts only the value that is stored.",
    )
    created_at: Time | None = Field(
        default=None,
        description="When it was stored. A change accepts only the value that is stored.",
    )
    updated_at: Time | None = Field(
        default=None,
        description="When it last changed. A change accepts only the value that is stored.",
    )
    archived_at: Time | None = Field(
        default=None,
        description="When it was archived. Archived rows are left out of lists, and new rows cannot name them. A change accepts only the value that is stored.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
    archived: bool | None = Field(
        default=None,
        description="Whether the row is archived: left out of lists, and closed to new references.",
    )
    clear: list[Literal["ends_at", "time_zone", "status", "team_id", "place", "agenda", "minutes", "responses_close_at", "participants", "archived_at"]] = Field(
        default_factory=list,
        description="The fields to clear. In JSON, a field that is null is cleared as well.",
    )


class FootballUpdateReunionResponse(Message):
    """The changed reunion."""

    reunion: FootballReunion | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballReplaceReunionRequest(Message):
    """All facts of the reunion. Optional fields that are omitted are cleared."""

    reunion_id: TextLine = Field(
        description="The reunion.",
        min_length=1,
        max_length=64,
        examples=['1c8ce3b6-98fe-52c8-bb98-92e23be9c676'],
    )
    title: TextLine = Field(
        description="What it is about, in a few words.",
        min_length=1,
        max_length=100,
        examples=['Video of the derby'],
    )
    starts_at: ZonedTime = Field(
        description="When it begins.",
        examples=['2030-09-04T17:00:00Z'],
    )
    ends_at: ZonedTime | None = Field(
        default=None,
        description="When it ends. Defaults to an hour after the beginning in calendars.",
    )
    time_zone: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The time zone whose clock people go by, as in the IANA database. Defaults to that of the team, or UTC.",
        examples=['Europe/Dublin'],
    )
    status: Literal["planned", "cancelled"] | None = Field(
        default='planned',
        description="Whether it takes place: planned or cancelled.",
        examples=['planned'],
    )
    team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The team that meets. Absent for a meeting of the whole club.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    place: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="Where it takes place.",
        examples=['Clubhouse'],
    )
    agenda: Annotated[str, Field(max_length=5000), Visible] | None = Field(
        default=None,
        description="What will be discussed.",
        examples=['Set pieces\nTravel to the cup match'],
    )
    minutes: Annotated[str, Field(max_length=20000), Visible] | None = Field(
        default=None,
        description="What was said and decided.",
    )
    responses_close_at: ZonedTime | None = Field(
        default=None,
        description="When answers to the invitation close. Defaults to the beginning.",
    )
    participants: list[FootballParticipant] = Field(
        default_factory=list,
        description="Who is invited. Everybody who sees the meeting, if there is nobody.",
        max_length=200,
        examples=[[{'player_id': 'e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'}]],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The meeting. A change accepts only the value that is stored.",
    )
    created_at: Time | None = Field(
        default=None,
        description="When it was stored. A change accepts only the value that is stored.",
    )
    updated_at: Time | None = Field(
        default=None,
        description="When it last changed. A change accepts only the value that is stored.",
    )
    archived_at: Time | None = Field(
        default=None,
        description="When it was archived. Archived rows are left out of lists, and new rows cannot name them. A change accepts only the value that is stored.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )


class FootballReplaceReunionResponse(Message):
    """The replaced reunion."""

    reunion: FootballReunion | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballDeleteReunionRequest(Message):
    """Which reunion to delete."""

    reunion_id: TextLine = Field(
        description="The reunion.",
        min_length=1,
        max_length=64,
        examples=['1c8ce3b6-98fe-52c8-bb98-92e23be9c676'],
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
