"""Generated from altsports/league/v1/results.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Message, NoNul, Text
from pydantic import Field


class ResultScore(Message):
    """The score of one competitor."""

    position: int = Field(
        default=0,
        description="The place in the order of the source, from 1.",
    )
    side: Text = Field(
        default="",
        description="home or away; empty where there are no sides.",
    )
    code: Text = Field(
        default="",
        description="The code as of then.",
    )
    score: int = Field(
        default=0,
        description="The score.",
    )


class ResultLine(Message):
    """The result of one competitor."""

    position: int = Field(
        default=0,
        description="The position of the competitor in the event, from 1.",
    )
    code: Text = Field(
        default="",
        description="The code of the competitor as of then.",
    )
    rank: int | None = Field(
        default=None,
        description="The final rank; absent where the competitor is not classified or the sport ranks nobody.",
    )
    score: int | None = Field(
        default=None,
        description="The score; absent where the sport has none.",
    )
    status: Literal["finished", "retired", "disqualified", "not_started", "not_qualified", "not_classified", "withdrawn"] = Field(
        description="finished, retired, disqualified, not_started, not_qualified, not_classified or withdrawn.",
    )
    laps: int | None = Field(
        default=None,
        description="The laps completed; absent where the sport counts none.",
    )
    time_s: Text | None = Field(
        default=None,
        description="The time in seconds as an exact decimal, such as 5504.742; absent where none was taken.",
    )
    points: Text | None = Field(
        default=None,
        description="The points as an exact decimal, such as 12.5; absent where the sport gives none.",
    )
    attributes: dict[str, Text] = Field(
        default_factory=dict,
        description="What only the sport knows, such as the place on the grid.",
    )


class EventResult(Message):
    """One revision of the result of an event."""

    revision: int = Field(
        default=0,
        description="1 for the first.",
    )
    status: Literal["provisional", "verified", "official", "corrected", "quarantined"] = Field(
        description="provisional, verified, official, corrected or quarantined (kept and never counted).",
    )
    source: Text = Field(
        default="",
        description="Who reported it.",
    )
    reason: Text = Field(
        default="",
        description="Why it was recorded, or put in quarantine.",
    )
    observed_at: datetime | None = Field(
        default=None,
        description="When the mesh heard of it.",
    )
    effective_at: datetime | None = Field(
        default=None,
        description="When it came into force.",
    )
    scores: list[ResultScore] = Field(
        default_factory=list,
        description="The scores, in the order of the competitors; empty where the sport has none.",
    )
    in_force: bool = Field(
        default=False,
        description="True for the one that holds at `as_of`.",
    )
    lines: list[ResultLine] = Field(
        default_factory=list,
        description="One line per competitor, in the order of the competitors.",
    )


class StandingLine(Message):
    """A line of the standings."""

    team: Text = Field(
        default="",
        description="The code of the team or person as of then.",
    )
    name: Text = Field(
        default="",
        description="The name as of then.",
    )
    team_id: Text = Field(
        default="",
        description="The id of the team; empty where people compete for none.",
    )
    conference: Text = Field(
        default="",
        description="The conference; empty where the sport has none.",
    )
    division: Text = Field(
        default="",
        description="The division or table, such as AFC West or drivers; empty where there is one.",
    )
    rank: int = Field(
        default=0,
        description="The rank in the division.",
    )
    wins: int = Field(
        default=0,
        description="Games won.",
    )
    losses: int = Field(
        default=0,
        description="Games lost.",
    )
    ties: int = Field(
        default=0,
        description="Games drawn.",
    )
    percentage: float = Field(
        default=0.0,
        description="Wins plus half the ties, by the games played; 0 before the first.",
    )
    points_for: int = Field(
        default=0,
        description="Points scored.",
    )
    points_against: int = Field(
        default=0,
        description="Points allowed.",
    )
    home_record: Text = Field(
        default="",
        description="Wins, losses and ties at home, such as 6-2-1; ties are left out where there are none.",
    )
    away_record: Text = Field(
        default="",
        description="The record away.",
    )
    division_record: Text = Field(
        default="",
        description="The record within the division.",
    )
    conference_record: Text = Field(
        default="",
        description="The record within the conference.",
    )
    streak: Text = Field(
        default="",
        description="Such as W3; empty before the first game.",
    )
    person_id: Text = Field(
        default="",
        description="The id of the person; empty for a team.",
    )
    points: Text | None = Field(
        default=None,
        description="The points of the season as an exact decimal; absent where the sport ranks without points.",
    )
    attributes: dict[str, Text] = Field(
        default_factory=dict,
        description="What else the sport counts, such as podiums.",
    )


class ListResultsRequest(Message):
    """Which event's results to list."""

    event_id: Text = Field(
        description="The id of the event, or its id in its competition.",
        min_length=1,
        max_length=64,
        examples=['2025_05_KC_BUF'],
    )
    as_of: Annotated[str, Field(max_length=40), NoNul] | None = Field(
        default=None,
        description="As known at this time, ISO 8601: a day (its beginning in UTC) or a moment with offset. Left out: now.",
        examples=['2025-11-01'],
    )


class ListResultsResponse(Message):
    """The revisions."""

    results: list[EventResult] = Field(
        default_factory=list,
        description="The revisions, oldest first.",
    )


class ReportedLine(Message):
    """The result of one competitor to record."""

    code: Text = Field(
        description="The code of the competitor in the event.",
        min_length=1,
        max_length=64,
    )
    rank: Annotated[int, Field(ge=1, le=10000)] | None = Field(
        default=None,
        description="The final rank; left out where the competitor is not classified.",
    )
    score: Annotated[int, Field(ge=0, le=10000)] | None = Field(
        default=None,
        description="The score.",
    )
    status: Literal["finished", "retired", "disqualified", "not_started", "not_qualified", "not_classified", "withdrawn"] | None = Field(
        default=None,
        description="What became of the competitor; left out: finished.",
    )
    laps: Annotated[int, Field(ge=0, le=100000)] | None = Field(
        default=None,
        description="The laps completed.",
    )
    time_s: Annotated[str, Field(max_length=20, pattern='[0-9]+([.][0-9]+)?'), NoNul] | None = Field(
        default=None,
        description="The time in seconds as an exact decimal.",
        examples=['5504.742'],
    )
    points: Annotated[str, Field(max_length=20, pattern='-?[0-9]+([.][0-9]+)?'), NoNul] | None = Field(
        default=None,
        description="The points as an exact decimal.",
        examples=['12.5'],
    )
    attributes: dict[str, Text] = Field(
        default_factory=dict,
        description="What only the sport knows.",
    )


class RecordResultRequest(Message):
    """A result to record."""

    event_id: Text = Field(
        description="The id of the event, or its id in its competition.",
        min_length=1,
        max_length=64,
    )
    home_score: Annotated[int, Field(ge=0, le=10000)] | None = Field(
        default=None,
        description="The home team's score; left out where `lines` are given.",
    )
    away_score: Annotated[int, Field(ge=0, le=10000)] | None = Field(
        default=None,
        description="The away team's score; left out where `lines` are given.",
    )
    status: Literal["provisional", "verified", "official", "corrected", "quarantined"] | None = Field(
        default=None,
        description="The state; left out: official for the first result, corrected after it.",
    )
    reason: Annotated[str, Field(max_length=500), NoNul] | None = Field(
        default=None,
        description="Why it is recorded.",
    )
    source: Annotated[str, Field(max_length=64, pattern='[a-z0-9][a-z0-9._-]*'), NoNul] | None = Field(
        default=None,
        description="Who reported it; left out: admin.",
    )
    request_id: Annotated[str, Field(max_length=100), NoNul] | None = Field(
        default=None,
        description="A key under which the request can be repeated without a second effect.",
    )
    lines: list[ReportedLine] = Field(
        default_factory=list,
        description="One line for each competitor, in any order; left out where the two scores are given.",
        max_length=500,
    )


class RecordResultResponse(Message):
    """The result that holds now."""

    result: EventResult | None = Field(
        default=None,
        description="The revision.",
    )
    recorded: bool = Field(
        default=False,
        description="False where it held already and nothing was recorded.",
    )


class GetStandingsRequest(Message):
    """Which standings to get."""

    competition: Text = Field(
        description="The key of the competition.",
        min_length=1,
        max_length=64,
        examples=['nfl'],
    )
    season: int = Field(
        description="The year in which the season starts.",
        ge=1800,
        le=2200,
        examples=[2024],
    )
    as_of: Annotated[str, Field(max_length=40), NoNul] | None = Field(
        default=None,
        description="As known at this time, ISO 8601: a day (its beginning in UTC) or a moment with offset. Left out: now.",
        examples=['2025-11-01'],
    )


class GetStandingsResponse(Message):
    """The standings."""

    standings: list[StandingLine] = Field(
        default_factory=list,
        description="The lines in the order of the sport's rules; in the NFL by conference, division and rank.",
    )
    as_of_time: datetime | None = Field(
        default=None,
        description="The time at which they held.",
    )
    result_count: int = Field(
        default=0,
        description="How many results they are computed from.",
    )
