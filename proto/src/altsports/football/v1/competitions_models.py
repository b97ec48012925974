"""Generated from altsports/football/v1/competitions.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import Day, DayFormat, Int32, Message, OneLine, Range32, Text, TextLine, Time, UuidFormat, Visible
from altsports.football.v1.event_models import FootballEvent
from pydantic import Field


class FootballListEventsRequest(Message):
    """Which events to list. Every field is optional and narrows the list."""

    kind: Literal["league", "cup", "tournament", "friendly", "camp"] | None = Field(
        default=None,
        description="Only rows with this kind.",
        examples=['league'],
    )
    season: Annotated[str, Field(max_length=20), OneLine] | None = Field(
        default=None,
        description="Only rows with this season.",
        examples=['2026/27'],
    )
    competition: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="Only rows with this competition.",
        examples=["Northern Women's League, Division 2"],
    )
    since_starts_on: Annotated[str, Field(max_length=64), OneLine, DayFormat] | None = Field(
        default=None,
        description="Only rows whose starts on is at or after this.",
        examples=['2026-08-15'],
    )
    until_starts_on: Annotated[str, Field(max_length=64), OneLine, DayFormat] | None = Field(
        default=None,
        description="Only rows whose starts on is before this.",
        examples=['2026-08-15'],
    )
    since_ends_on: Annotated[str, Field(max_length=64), OneLine, DayFormat] | None = Field(
        default=None,
        description="Only rows whose ends on is at or after this.",
        examples=['2027-05-22'],
    )
    until_ends_on: Annotated[str, Field(max_length=64), OneLine, DayFormat] | None = Field(
        default=None,
        description="Only rows whose ends on is before this.",
        examples=['2027-05-22'],
    )
    query: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Words from: name, competition.",
    )
    order: Literal["-starts_on", "starts_on", "name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"] | None = Field(
        default='-starts_on',
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


class FootballListEventsResponse(Message):
    """A page of events."""

    events: list[FootballEvent] = Field(
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


class FootballGetEventRequest(Message):
    """Which event to get."""

    event_id: TextLine = Field(
        description="The event.",
        min_length=1,
        max_length=64,
        examples=['6a228d71-1ec0-5a70-978a-49510773d27c'],
    )


class FootballGetEventResponse(Message):
    """One event."""

    event: FootballEvent | None = Field(
        default=None,
        description="The row.",
    )


class FootballCreateEventRequest(Message):
    """The facts of a new event."""

    name: TextLine = Field(
        description="The name.",
        min_length=1,
        max_length=200,
        examples=['Northern League II'],
    )
    kind: Literal["league", "cup", "tournament", "friendly", "camp"] = Field(
        default='league',
        description="What it is.",
        examples=['league'],
    )
    season: Annotated[str, Field(max_length=20), OneLine] | None = Field(
        default=None,
        description="The season, as the organiser writes it.",
        examples=['2026/27'],
    )
    starts_on: Day | None = Field(
        default=None,
        description="The first day.",
        examples=['2026-08-15'],
    )
    ends_on: Day | None = Field(
        default=None,
        description="The last day.",
        examples=['2027-05-22'],
    )
    competition: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="The competition as its organiser calls it, if the name is one of the club's own.",
        examples=["Northern Women's League, Division 2"],
    )
    rules: Annotated[str, Field(max_length=5000), Visible] | None = Field(
        default=None,
        description="What is special about its rules, such as unlimited substitutions.",
        examples=['Five substitutions, in at most three breaks.'],
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class FootballCreateEventResponse(Message):
    """The new event."""

    event: FootballEvent | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballUpdateEventRequest(Message):
    """The fields to change. Omitted fields keep their values."""

    event_id: TextLine = Field(
        description="The event.",
        min_length=1,
        max_length=64,
        examples=['6a228d71-1ec0-5a70-978a-49510773d27c'],
    )
    name: Annotated[str, Field(min_length=1, max_length=200), OneLine] | None = Field(
        default=None,
        description="The name.",
        examples=['Northern League'],
    )
    kind: Literal["league", "cup", "tournament", "friendly", "camp"] | None = Field(
        default=None,
        description="What it is.",
        examples=['league'],
    )
    season: Annotated[str, Field(max_length=20), OneLine] | None = Field(
        default=None,
        description="The season, as the organiser writes it.",
        examples=['2026/27'],
    )
    starts_on: Day | None = Field(
        default=None,
        description="The first day.",
        examples=['2026-08-15'],
    )
    ends_on: Day | None = Field(
        default=None,
        description="The last day.",
        examples=['2027-05-22'],
    )
    competition: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="The competition as its organiser calls it, if the name is one of the club's own.",
        examples=["Northern Women's League, Division 2"],
    )
    rules: Annotated[str, Field(max_length=5000), Visible] | None = Field(
        default=None,
        description="What is special about its rules, such as unlimited substitutions.",
        examples=['Five substitutions, in at most three breaks.'],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The event. A change accepts only the value that is stored.",
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
    clear: list[Literal["kind", "season", "starts_on", "ends_on", "competition", "rules", "archived_at"]] = Field(
        default_factory=list,
        description="The fields to clear. In JSON, a field that is null is cleared as well.",
    )


class FootballUpdateEventResponse(Message):
    """The changed event."""

    event: FootballEvent | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballReplaceEventRequest(Message):
    """All facts of the event. Optional fields that are omitted are cleared."""

    event_id: TextLine = Field(
        description="The event.",
        min_length=1,
        max_length=64,
        examples=['6a228d71-1ec0-5a70-978a-49510773d27c'],
    )
    name: TextLine = Field(
        description="The name.",
        min_length=1,
        max_length=200,
        examples=['Northern League'],
    )
    kind: Literal["league", "cup", "tournament", "friendly", "camp"] = Field(
        default='league',
        description="What it is.",
        examples=['league'],
    )
    season: Annotated[str, Field(max_length=20), OneLine] | None = Field(
        default=None,
        description="The season, as the organiser writes it.",
        examples=['2026/27'],
    )
    starts_on: Day | None = Field(
        default=None,
        description="The first day.",
        examples=['2026-08-15'],
    )
    ends_on: Day | None = Field(
        default=None,
        description="The last day.",
        examples=['2027-05-22'],
    )
    competition: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="The competition as its organiser calls it, if the name is one of the club's own.",
        examples=["Northern Women's League, Division 2"],
    )
    rules: Annotated[str, Field(max_length=5000), Visible] | None = Field(
        default=None,
        description="What is special about its rules, such as unlimited substitutions.",
        examples=['Five substitutions, in at most three breaks.'],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The event. A change accepts only the value that is stored.",
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


class FootballReplaceEventResponse(Message):
    """The replaced event."""

    event: FootballEvent | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballDeleteEventRequest(Message):
    """Which event to delete."""

    event_id: TextLine = Field(
        description="The event.",
        min_length=1,
        max_length=64,
        examples=['6a228d71-1ec0-5a70-978a-49510773d27c'],
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
