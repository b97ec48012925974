"""Generated from altsports/football/v1/matches.proto: edit the proto and run `make proto`."""

from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, Time, Uuid, UuidFormat, ZonedTime
from altsports.football.v1.match_models import FootballMatch, FootballMatchScore
from pydantic import Field


class FootballListMatchesRequest(Message):
    """Which matches to list. Every field is optional and narrows the list."""

    home_team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only rows with this home team id.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    away_team_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only rows with this away team id.",
        examples=['1898b7d7-fe61-5f8d-bcd2-1312711cc83d'],
    )
    event_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="Only rows with this event id.",
        examples=['6a228d71-1ec0-5a70-978a-49510773d27c'],
    )
    status: Literal["scheduled", "live", "finished", "postponed", "cancelled", "abandoned"] | None = Field(
        default=None,
        description="Only rows with this status.",
        examples=['scheduled'],
    )
    source: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only rows with this source.",
        examples=['staff'],
    )
    since_kick_off_at: ZonedTime | None = Field(
        default=None,
        description="Only rows whose kick off at is at or after this.",
        examples=['2026-09-05T14:00:00Z'],
    )
    until_kick_off_at: ZonedTime | None = Field(
        default=None,
        description="Only rows whose kick off at is before this.",
        examples=['2026-09-05T14:00:00Z'],
    )
    query: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Words from: venue.",
    )
    order: Literal["-kick_off_at", "kick_off_at", "created_at", "-created_at", "updated_at", "-updated_at"] | None = Field(
        default='-kick_off_at',
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


class FootballListMatchesResponse(Message):
    """A page of matches."""

    matches: list[FootballMatch] = Field(
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


class FootballGetMatchRequest(Message):
    """Which match to get."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )


class FootballGetMatchResponse(Message):
    """One match."""

    match: FootballMatch | None = Field(
        default=None,
        description="The row.",
    )


class FootballCreateMatchRequest(Message):
    """The facts of a new match."""

    home_team_id: Uuid = Field(
        description="The team that plays at home. On neutral ground, the one that is named first.",
        min_length=1,
        max_length=36,
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    away_team_id: Uuid = Field(
        description="The other team.",
        min_length=1,
        max_length=36,
        examples=['1898b7d7-fe61-5f8d-bcd2-1312711cc83d'],
    )
    kick_off_at: ZonedTime = Field(
        description="When the match begins.",
        examples=['2026-09-05T14:00:00Z'],
    )
    time_zone: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The time zone of the place, as in the IANA database. Defaults to that of the home team.",
        examples=['Europe/Dublin'],
    )
    event_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The competition to which the match belongs.",
        examples=['6a228d71-1ec0-5a70-978a-49510773d27c'],
    )
    venue: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="Where the match takes place.",
        examples=['Harbour Park'],
    )
    neutral: bool = Field(
        default=False,
        description="Whether the ground is neutral.",
    )
    status: Literal["scheduled", "live", "finished", "postponed", "cancelled", "abandoned"] = Field(
        default='scheduled',
        description="What became of the match: scheduled, live, finished, postponed, cancelled or abandoned.",
        examples=['scheduled'],
    )
    periods: Annotated[int, Field(ge=1, le=4), Range32] | None = Field(
        default=2,
        description="The number of regular periods: 2 halves, or 4 quarters. Extra time and the shoot-out follow them: with two halves, they are the periods 3, 4 and 5.",
        examples=[2],
    )
    period_minutes: Annotated[int, Field(ge=1, le=60), Range32] | None = Field(
        default=45,
        description="The nominal minutes of a regular period.",
        examples=[45],
    )
    extra_time_minutes: Annotated[int, Field(ge=1, le=30), Range32] | None = Field(
        default=15,
        description="The nominal minutes of each half of extra time.",
        examples=[15],
    )
    pitch_length_m: Annotated[float, Field(ge=15.0, le=130.0)] | None = Field(
        default=None,
        description="The length of the pitch in metres. Without it, places of events are checked against 105 metres.",
        examples=[105],
    )
    pitch_width_m: Annotated[float, Field(ge=10.0, le=100.0)] | None = Field(
        default=None,
        description="The width of the pitch in metres. Without it, places of events are checked against 68 metres.",
        examples=[68],
    )
    substitution_limit: Annotated[int, Field(ge=0, le=30), Range32] | None = Field(
        default=None,
        description="How many substitutions a side may make. Absent without a limit, as with rolling substitutions.",
        examples=[5],
    )
    score: FootballMatchScore | None = Field(
        default=None,
        description="The result that counts. It is never typed over: each change is a revision, which `GET /api/matches/{id}/results` lists. Once there is a result, a change states its `reason`, and the result cannot be cleared.",
    )
    responses_close_at: ZonedTime | None = Field(
        default=None,
        description="When answers to the invitation close. Defaults to the kick-off.",
        examples=['2026-09-04T18:00:00Z'],
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )


class FootballCreateMatchResponse(Message):
    """The new match."""

    match: FootballMatch | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballUpdateMatchRequest(Message):
    """The fields to change. Omitted fields keep their values."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    home_team_id: Annotated[str, Field(min_length=1, max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The team that plays at home. On neutral ground, the one that is named first.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    away_team_id: Annotated[str, Field(min_length=1, max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The other team.",
        examples=['1898b7d7-fe61-5f8d-bcd2-1312711cc83d'],
    )
    kick_off_at: ZonedTime | None = Field(
        default=None,
        description="When the match begins.",
        examples=['2026-09-05T14:00:00Z'],
    )
    time_zone: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The time zone of the place, as in the IANA database. Defaults to that of the home team.",
        examples=['Europe/Dublin'],
    )
    event_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The competition to which the match belongs.",
        examples=['6a228d71-1ec0-5a70-978a-49510773d27c'],
    )
    venue: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="Where the match takes place.",
        examples=['Harbour Park'],
    )
    neutral: bool | None = Field(
        default=None,
        description="Whether the ground is neutral.",
    )
    status: Literal["scheduled", "live", "finished", "postponed", "cancelled", "abandoned"] | None = Field(
        default=None,
        description="What became of the match: scheduled, live, finished, postponed, cancelled or abandoned.",
        examples=['scheduled'],
    )
    periods: Annotated[int, Field(ge=1, le=4), Range32] | None = Field(
        default=None,
        description="The number of regular periods: 2 halves, or 4 quarters. Extra time and the shoot-out follow them: with two halves, they are the periods 3, 4 and 5.",
        examples=[2],
    )
    period_minutes: Annotated[int, Field(ge=1, le=60), Range32] | None = Field(
        default=None,
        description="The nominal minutes of a regular period.",
        examples=[45],
    )
    extra_time_minutes: Annotated[int, Field(ge=1, le=30), Range32] | None = Field(
        default=None,
        description="The nominal minutes of each half of extra time.",
        examples=[15],
    )
    pitch_length_m: Annotated[float, Field(ge=15.0, le=130.0)] | None = Field(
        default=None,
        description="The length of the pitch in metres. Without it, places of events are checked against 105 metres.",
        examples=[105],
    )
    pitch_width_m: Annotated[float, Field(ge=10.0, le=100.0)] | None = Field(
        default=None,
        description="The width of the pitch in metres. Without it, places of events are checked against 68 metres.",
        examples=[68],
    )
    substitution_limit: Annotated[int, Field(ge=0, le=30), Range32] | None = Field(
        default=None,
        description="How many substitutions a side may make. Absent without a limit, as with rolling substitutions.",
        examples=[5],
    )
    score: FootballMatchScore | None = Field(
        default=None,
        description="The result that counts. It is never typed over: each change is a revision, which `GET /api/matches/{id}/results` lists. Once there is a result, a change states its `reason`, and the result cannot be cleared.",
    )
    responses_close_at: ZonedTime | None = Field(
        default=None,
        description="When answers to the invitation close. Defaults to the kick-off.",
        examples=['2026-09-04T18:00:00Z'],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The match. A change accepts only the value that is stored.",
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
    kick_off_unknown: bool | None = Field(
        default=None,
        description="Whether no source states when the match was played. `kick_off_at` is then the time of the import, until somebody corrects it. A change accepts only the value that is stored.",
    )
    source: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="Where the match comes from: staff, or the kind of file that it was imported from. A change accepts only the value that is stored.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
    archived: bool | None = Field(
        default=None,
        description="Whether the row is archived: left out of lists, and closed to new references.",
    )
    clear: list[Literal["time_zone", "event_id", "venue", "neutral", "status", "periods", "period_minutes", "extra_time_minutes", "pitch_length_m", "pitch_width_m", "substitution_limit", "score", "responses_close_at", "archived_at"]] = Field(
        default_factory=list,
        description="The fields to clear. In JSON, a field that is null is cleared as well.",
    )


class FootballUpdateMatchResponse(Message):
    """The changed match."""

    match: FootballMatch | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballReplaceMatchRequest(Message):
    """All facts of the match. Optional fields that are omitted are cleared."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    home_team_id: Uuid = Field(
        description="The team that plays at home. On neutral ground, the one that is named first.",
        min_length=1,
        max_length=36,
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    away_team_id: Uuid = Field(
        description="The other team.",
        min_length=1,
        max_length=36,
        examples=['1898b7d7-fe61-5f8d-bcd2-1312711cc83d'],
    )
    kick_off_at: ZonedTime = Field(
        description="When the match begins.",
        examples=['2026-09-05T14:00:00Z'],
    )
    time_zone: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The time zone of the place, as in the IANA database. Defaults to that of the home team.",
        examples=['Europe/Dublin'],
    )
    event_id: Annotated[str, Field(max_length=36), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The competition to which the match belongs.",
        examples=['6a228d71-1ec0-5a70-978a-49510773d27c'],
    )
    venue: Annotated[str, Field(max_length=200), OneLine] | None = Field(
        default=None,
        description="Where the match takes place.",
        examples=['Harbour Park'],
    )
    neutral: bool = Field(
        default=False,
        description="Whether the ground is neutral.",
    )
    status: Literal["scheduled", "live", "finished", "postponed", "cancelled", "abandoned"] = Field(
        default='scheduled',
        description="What became of the match: scheduled, live, finished, postponed, cancelled or abandoned.",
        examples=['scheduled'],
    )
    periods: Annotated[int, Field(ge=1, le=4), Range32] | None = Field(
        default=2,
        description="The number of regular periods: 2 halves, or 4 quarters. Extra time and the shoot-out follow them: with two halves, they are the periods 3, 4 and 5.",
        examples=[2],
    )
    period_minutes: Annotated[int, Field(ge=1, le=60), Range32] | None = Field(
        default=45,
        description="The nominal minutes of a regular period.",
        examples=[45],
    )
    extra_time_minutes: Annotated[int, Field(ge=1, le=30), Range32] | None = Field(
        default=15,
        description="The nominal minutes of each half of extra time.",
        examples=[15],
    )
    pitch_length_m: Annotated[float, Field(ge=15.0, le=130.0)] | None = Field(
        default=None,
        description="The length of the pitch in metres. Without it, places of events are checked against 105 metres.",
        examples=[105],
    )
    pitch_width_m: Annotated[float, Field(ge=10.0, le=100.0)] | None = Field(
        default=None,
        description="The width of the pitch in metres. Without it, places of events are checked against 68 metres.",
        examples=[68],
    )
    substitution_limit: Annotated[int, Field(ge=0, le=30), Range32] | None = Field(
        default=None,
        description="How many substitutions a side may make. Absent without a limit, as with rolling substitutions.",
        examples=[5],
    )
    score: FootballMatchScore | None = Field(
        default=None,
        description="The result that counts. It is never typed over: each change is a revision, which `GET /api/matches/{id}/results` lists. Once there is a result, a change states its `reason`, and the result cannot be cleared.",
    )
    responses_close_at: ZonedTime | None = Field(
        default=None,
        description="When answers to the invitation close. Defaults to the kick-off.",
        examples=['2026-09-04T18:00:00Z'],
    )
    version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version of the row on which the change is based, like `expected_version`.",
    )
    id: Annotated[str, Field(max_length=500), OneLine, UuidFormat] | None = Field(
        default=None,
        description="The match. A change accepts only the value that is stored.",
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
    kick_off_unknown: bool | None = Field(
        default=None,
        description="Whether no source states when the match was played. `kick_off_at` is then the time of the import, until somebody corrects it. A change accepts only the value that is stored.",
    )
    source: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="Where the match comes from: staff, or the kind of file that it was imported from. A change accepts only the value that is stored.",
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )


class FootballReplaceMatchResponse(Message):
    """The replaced match."""

    match: FootballMatch | None = Field(
        default=None,
        description="The row as stored.",
    )
    warnings: list[Text] = Field(
        default_factory=list,
        description="What may be wrong with the row, although it was stored.",
    )


class FootballDeleteMatchRequest(Message):
    """Which match to delete."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    expected_version: Annotated[int, Field(ge=0), Range32] | None = Field(
        default=None,
        description="The version on which the change is based. If the row has another one, the answer is 412. The header If-Match states the same.",
    )
