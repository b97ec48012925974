"""Generated from altsports/football/v1/training_sessions.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, Time, Uuid, UuidFormat, Visible, ZonedTime
from altsports.football.v1.training_session_models import FootballAttendance, FootballDrill, FootballTrainingSession
from pydantic import Field


class FootballListTrainingSessionsRequest(Message):
    """Which training sessions to list. Every field is optional and narrows the list."""

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
        examples=['2030-09-03T17:00:00Z'],
    )
    until_starts_at: ZonedTime | None = Field(
        default=None,
        description="Only rows whose starts at is before this.",
        examples=['2030-09-03T17:00:00Z'],
    )
    player_id: Annotated[str, Field(max_length=64), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only rows that have this in their attendance.",
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    query: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Words from: title, focus, place.",
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


class FootballListTrainingSessionsResponse(Message):
    """A page of training sessions."""

    training_sessions: list[FootballTrainingSession] = Field(
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


class FootballGetTrainingSessionRequest(Message):
    """Which training session to get."""

    training_session_id: TextLine = Field(
        description="The training session.",
        min_length=1,
        max_length=64,
        examples=['0b8ce3b6-98fe-52c8-bb98-92e23be9c676'],
    )


class FootballGetTrainingSessionResponse(Message):
    """One training session."""

    training_session: FootballTrainingSession | None = Field(
        default=None,
        description="The row.",
    )


class FootballCreateTrainingSessionRequest(Message):
    """The facts of a new training session."""

    title: TextLine = Field(
        description="What it is about, in a few words.",
        min_length=1,
        max_length=100,
        examples=['Pressing after losing the ball'],
    )
    team_id: Uuid = Field(
        description="The team that trains.",
        min_length=1,
        max_length=36,
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    starts_at: ZonedTime = Field(
        description="When it begins.",
        examples=['2030-09-03T17:00:00Z'],
    )
    ends_at: ZonedTime = Field(
        description="When it ends.",
        examples=['2030-09-03T18:30:00Z'],
    )
    time_zone: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The time zone whose clock the team goes by, as in the IANA database. Defaults to that of the team, or UTC.",
        examples=['Europe/Dublin'],
    )
    status: Literal["planned", "cancelled"] | None = Field(
        default='planned',
        description="Whether it takes place: planned or cancelled.",
        examples=['planned'],
    )
    place: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="Where it takes place.",
        examples=['Harbour Park, pitch 2'],
    )
    focus: Annotated[str, Field(max_length=500), Visible] | None = Field(
        default=None,
        description="What the session trains, in the words of the coach.",
        examples=['Win the ball back within five seconds'],
    )
    planned_load: Annotated[int, Field(ge=1, le=10), Range32] | None = Field(
        default=None,
        description="How hard the session is planned to be: 1 (very light) to 10 (as hard as a match).",
        examples=[6],
    )
    responses_close_at: ZonedTime | None = Field(
        default=None,
        description="When answers to the invitation close. Defaults to the beginning.",
    )
    drills: list[FootballDrill] = Field(
        default_factory=list,
        description="The drills, in order.",
        max_length=50,
        examples=[[{'name': '4 against 4 with transitions', 'minutes': 20}]],
    )
    attendance: list[FootballAttendance] = Field(
        default_factory=list,
        description="Who came.",
        max_length=100,
        examples=[[{'player_id': 'e11d8827-2e0f-561a-ac89-59c3ccf3d8d9', 'status': 'present'}]],
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class FootballCreateTrainingSessionResponse(Message):
    """The new training session."""

    training_session: FootballTrainingSession | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballUpdateTrainingSessionRequest(Message):
    """The fields to change. Omitted fields keep their values."""

    training_session_id: TextLine = Field(
        description="The training session.",
        min_length=1,
        max_length=64,
        examples=['0b8ce3b6-98fe-52c8-bb98-92e23be9c676'],
    )
    title: Annotated[str, Field(min_length=1, max_length=100), OneLine] | None = Field(
        default=None,
        description="What it is about, in a few words.",
        examples=['Pressing after losing the ball'],
    )
    team_id: Annotated[str, Field(min_length=1, max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The team that trains.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    starts_at: ZonedTime | None = Field(
        default=None,
        description="When it begins.",
        examples=['2030-09-03T17:00:00Z'],
    )
    ends_at: ZonedTime | None = Field(
        default=None,
        description="When it ends.",
        examples=['2030-09-03T18:30:00Z'],
    )
    time_zone: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The time zone whose clock the team goes by, as in the IANA database. Defaults to that of the team, or UTC.",
        examples=['Europe/Dublin'],
    )
    status: Literal["planned", "cancelled"] | None = Field(
        default=None,
        description="Whether it takes place: planned or cancelled.",
        examples=['planned'],
    )
    place: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="Where it takes place.",
        examples=['Harbour Park, pitch 2'],
    )
    focus: Annotated[str, Field(max_length=500), Visible] | None = Field(
        default=None,
        description="What the session trains, in the words of the coach.",
        examples=['Win the ball back within five seconds'],
    )
    planned_load: Annotated[int, Field(ge=1, le=10), Range32] | None = Field(
        default=None,
        description="How hard the session is planned to be: 1 (very light) to 10 (as hard as a match).",
        examples=[6],
    )
    responses_close_at: ZonedTime | None = Field(
        default=None,
        description="When answers to the invitation close. Defaults to the beginning.",
    )
    drills: list[FootballDrill] = Field(
        default_factory=list,
        description="The drills, in order.",
        max_length=50,
        examples=[[{'name': '4 against 4 with transitions', 'minutes': 20}]],
    )
    attendance: list[FootballAttendance] = Field(
        default_factory=list,
        description="Who came.",
        max_length=100,
        examples=[[{'player_id': 'e11d8827-2e0f-561a-ac89-59c3ccf3d8d9', 'status': 'present'}]],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The training session. A change accepts only the value that is stored.",
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
    clear: list[Literal["time_zone", "status", "place", "focus", "planned_load", "responses_close_at", "drills", "attendance", "archived_at"]] = Field(
        default_factory=list,
        description="The fields to clear. In JSON, a field that is null is cleared as well.",
    )


class FootballUpdateTrainingSessionResponse(Message):
    """The changed training session."""

    training_session: FootballTrainingSession | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballReplaceTrainingSessionRequest(Message):
    """All facts of the training session. Optional fields that are omitted are cleared."""

    training_session_id: TextLine = Field(
        description="The training session.",
        min_length=1,
        max_length=64,
        examples=['0b8ce3b6-98fe-52c8-bb98-92e23be9c676'],
    )
    title: TextLine = Field(
        description="What it is about, in a few words.",
        min_length=1,
        max_length=100,
        examples=['Pressing after losing the ball'],
    )
    team_id: Uuid = Field(
        description="The team that trains.",
        min_length=1,
        max_length=36,
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    starts_at: ZonedTime = Field(
        description="When it begins.",
        examples=['2030-09-03T17:00:00Z'],
    )
    ends_at: ZonedTime = Field(
        description="When it ends.",
        examples=['2030-09-03T18:30:00Z'],
    )
    time_zone: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The time zone whose clock the team goes by, as in the IANA database. Defaults to that of the team, or UTC.",
        examples=['Europe/Dublin'],
    )
    status: Literal["planned", "cancelled"] | None = Field(
        default='planned',
        description="Whether it takes place: planned or cancelled.",
        examples=['planned'],
    )
    place: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="Where it takes place.",
        examples=['Harbour Park, pitch 2'],
    )
    focus: Annotated[str, Field(max_length=500), Visible] | None = Field(
        default=None,
        description="What the session trains, in the words of the coach.",
        examples=['Win the ball back within five seconds'],
    )
    planned_load: Annotated[int, Field(ge=1, le=10), Range32] | None = Field(
        default=None,
        description="How hard the session is planned to be: 1 (very light) to 10 (as hard as a match).",
        examples=[6],
    )
    responses_close_at: ZonedTime | None = Field(
        default=None,
        description="When answers to the invitation close. Defaults to the beginning.",
    )
    drills: list[FootballDrill] = Field(
        default_factory=list,
        description="The drills, in order.",
        max_length=50,
        examples=[[{'name': '4 against 4 with transitions', 'minutes': 20}]],
    )
    attendance: list[FootballAttendance] = Field(
        default_factory=list,
        description="Who came.",
        max_length=100,
        examples=[[{'player_id': 'e11d8827-2e0f-561a-ac89-59c3ccf3d8d9', 'status': 'present'}]],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The training session. A change accepts only the value that is stored.",
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


class FootballReplaceTrainingSessionResponse(Message):
    """The replaced training session."""

    training_session: FootballTrainingSession | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballDeleteTrainingSessionRequest(Message):
    """Which training session to delete."""

    training_session_id: TextLine = Field(
        description="The training session.",
        min_length=1,
        max_length=64,
        examples=['0b8ce3b6-98fe-52c8-bb98-92e23be9c676'],
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
