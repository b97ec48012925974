"""Generated from altsports/football/v1/match.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, NoNul, OneLine, Range32, Text
from pydantic import Field


class FootballMatchScore(Message):
    """A result, with its source."""

    home: Annotated[int, Field(ge=0, le=200), Range32] | None = Field(
        description="The goals of the home team, without those of a shoot-out.",
        examples=[2],
    )
    away: Annotated[int, Field(ge=0, le=200), Range32] | None = Field(
        description="The goals of the away team.",
        examples=[1],
    )
    home_penalties: Annotated[int, Field(ge=0, le=100), Range32] | None = Field(
        default=None,
        description="The goals of the home team in the shoot-out. Stated for both teams, or for neither.",
    )
    away_penalties: Annotated[int, Field(ge=0, le=100), Range32] | None = Field(
        default=None,
        description="The goals of the away team in the shoot-out.",
    )
    source: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="Who stated it, such as staff, a report of the referee, or statsbomb.",
        examples=['staff'],
    )
    reason: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="Why it differs from the result before. Required when a result changes.",
        examples=["The referee's report names one goal more."],
    )


class FootballMatch(Message):
    """A match between two teams, of which at least one usually belongs to the club."""

    id: Text = Field(
        description="The match.",
        min_length=1,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    version: Int32 = Field(
        default=0,
        description="How often the match has been changed, beginning with 1. The header ETag begins with it.",
        examples=[1],
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was stored.",
    )
    updated_at: datetime | None = Field(
        default=None,
        description="When it last changed.",
    )
    archived_at: datetime | None = Field(
        default=None,
        description="When it was archived. Archived rows are left out of lists, and new rows cannot name them.",
    )
    home_team_id: Text = Field(
        description="The team that plays at home. On neutral ground, the one that is named first.",
        min_length=1,
        max_length=36,
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    away_team_id: Text = Field(
        description="The other team.",
        min_length=1,
        max_length=36,
        examples=['1898b7d7-fe61-5f8d-bcd2-1312711cc83d'],
    )
    kick_off_at: datetime = Field(
        description="When the match begins.",
        examples=['2026-09-05T14:00:00Z'],
    )
    time_zone: Annotated[str, Field(max_length=64), NoNul] | None = Field(
        default=None,
        description="The time zone of the place, as in the IANA database. Defaults to that of the home team.",
        examples=['Europe/Dublin'],
    )
    event_id: Annotated[str, Field(max_length=36), NoNul] | None = Field(
        default=None,
        description="The competition to which the match belongs.",
        examples=['6a228d71-1ec0-5a70-978a-49510773d27c'],
    )
    venue: Annotated[str, Field(max_length=200), NoNul] | None = Field(
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
    responses_close_at: datetime | None = Field(
        default=None,
        description="When answers to the invitation close. Defaults to the kick-off.",
        examples=['2026-09-04T18:00:00Z'],
    )
    kick_off_unknown: bool = Field(
        default=False,
        description="Whether no source states when the match was played. `kick_off_at` is then the time of the import, until somebody corrects it.",
    )
    source: Text = Field(
        default='staff',
        description="Where the match comes from: staff, or the kind of file that it was imported from.",
        min_length=1,
        examples=['staff'],
    )
