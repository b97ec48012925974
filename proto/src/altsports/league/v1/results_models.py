"""Generated from altsports/league/v1/results.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Range32, Text, TextLine, Visible
from pydantic import Field


class ResultScore(Message):
    """The score of one competitor."""

    position: Int32 = Field(
        default=0,
        description="The position in the order of the source, from 1.",
    )
    side: Text = Field(
        default="",
        description="home or away. Empty if there are no sides.",
    )
    code: Text = Field(
        default="",
        description="The code at that time.",
    )
    score: Int32 = Field(
        default=0,
        description="The score.",
    )


class ResultLine(Message):
    """The result of one competitor."""

    position: Int32 = Field(
        default=0,
        description="The position of the competitor in the event, from 1.",
    )
    code: Text = Field(
        default="",
        description="The code of the competitor at that time.",
    )
    rank: Int32 | None = Field(
        default=None,
        description="The final rank. Absent if the competitor is not classified or the sport has no ranks.",
    )
    score: Int32 | None = Field(
        default=None,
        description="The score. Absent if the sport has none.",
    )
    status: Literal["finished", "retired", "disqualified", "not_started", "not_qualified", "not_classified", "withdrawn"] = Field(
        description="finished, retired, disqualified, not_started, not_qualified, not_classified or withdrawn.",
    )
    laps: Int32 | None = Field(
        default=None,
        description="The laps completed. Absent if the sport has no laps.",
    )
    time_s: Text | None = Field(
        default=None,
        description="The time in seconds as an exact decimal, such as 5504.742. Absent if no time was taken.",
    )
    points: Text | None = Field(
        default=None,
        description="The points as an exact decimal, such as 12.5. Absent if the sport awards none.",
    )
    attributes: dict[str, Text] = Field(
        default_factory=dict,
        description="Attributes specific to the sport, such as the grid position.",
    )


class EventResult(Message):
    """One revision of the result of an event."""

    revision: Int32 = Field(
        default=0,
        description="The number of the revision, from 1.",
    )
    status: Literal["provisional", "verified", "official", "corrected", "quarantined"] = Field(
        description="provisional, verified, official, corrected, or quarantined (stored but never counted).",
    )
    source: Text = Field(
        default="",
        description="The source that reported it.",
    )
    reason: Text = Field(
        default="",
        description="Why the revision was recorded or quarantined.",
    )
    observed_at: datetime | None = Field(
        default=None,
        description="When the mesh received it.",
    )
    effective_at: datetime | None = Field(
        default=None,
        description="When it took effect.",
    )
    scores: list[ResultScore] = Field(
        default_factory=list,
        description="The scores in the order of the competitors. Empty if the sport has none.",
    )
    in_force: bool = Field(
        default=False,
        description="True for the revision that holds at `as_of`.",
    )
    lines: list[ResultLine] = Field(
        default_factory=list,
        description="One line per competitor, in the order of the competitors.",
    )


class StandingLine(Message):
    """A line of the standings."""

    team: Text = Field(
        default="",
        description="The code of the team or person at that time.",
    )
    name: Text = Field(
        default="",
        description="The name at that time.",
    )
    team_id: Text = Field(
        default="",
        description="The id of the team. Empty if people compete without a team.",
    )
    conference: Text = Field(
        default="",
        description="The conference. Empty if the sport has none.",
    )
    division: Text = Field(
        default="",
        description="The division or table, such as AFC West or drivers. Empty if there is only one.",
    )
    rank: Int32 = Field(
        default=0,
        description="The rank in the division.",
    )
    wins: Int32 = Field(
        default=0,
        description="Games won.",
    )
    losses: Int32 = Field(
        default=0,
        description="Games lost.",
    )
    ties: Int32 = Field(
        default=0,
        description="Games drawn.",
    )
    percentage: float = Field(
        default=0.0,
        description="(Wins + half the ties) / games played. 0 before the first game.",
    )
    points_for: Int32 = Field(
        default=0,
        description="Points scored.",
    )
    points_against: Int32 = Field(
        default=0,
        description="Points allowed.",
    )
    home_record: Text = Field(
        default="",
        description="The home record: wins, losses and ties, such as 6-2-1. Ties are omitted if there are none.",
    )
    away_record: Text = Field(
        default="",
        description="The away record.",
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
        description="The current streak, such as W3. Empty before the first game.",
    )
    person_id: Text = Field(
        default="",
        description="The id of the person. Empty for a team.",
    )
    points: Text | None = Field(
        default=None,
        description="The points of the season as an exact decimal. Absent if the sport ranks without points.",
    )
    attributes: dict[str, Text] = Field(
        default_factory=dict,
        description="Other figures of the sport, such as podiums.",
    )


class ListResultsRequest(Message):
    """Which event's results to list."""

    event_id: TextLine = Field(
        description="The id of the event, or its id in its competition.",
        min_length=1,
        max_length=64,
        examples=['2025_05_KC_BUF'],
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="Return what was known at this time: an ISO 8601 date (its start in UTC) or a time with offset. Defaults to now.",
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

    code: TextLine = Field(
        description="The code of the competitor in the event.",
        min_length=1,
        max_length=64,
    )
    rank: Annotated[int, Field(ge=1, le=10000), Range32] | None = Field(
        default=None,
        description="The final rank. Omit it if the competitor is not classified.",
    )
    score: Annotated[int, Field(ge=0, le=10000), Range32] | None = Field(
        default=None,
        description="The score.",
    )
    status: Literal["finished", "retired", "disqualified", "not_started", "not_qualified", "not_classified", "withdrawn"] | None = Field(
        default=None,
        description="The outcome for the competitor. Defaults to finished.",
    )
    laps: Annotated[int, Field(ge=0, le=100000), Range32] | None = Field(
        default=None,
        description="The laps completed.",
    )
    time_s: Annotated[str, Field(max_length=20, pattern='[0-9]+([.][0-9]+)?'), OneLine] | None = Field(
        default=None,
        description="The time in seconds as an exact decimal.",
        examples=['5504.742'],
    )
    points: Annotated[str, Field(max_length=20, pattern='-?[0-9]+([.][0-9]+)?'), OneLine] | None = Field(
        default=None,
        description="The points as an exact decimal.",
        examples=['12.5'],
    )
    attributes: dict[TextLine, TextLine] = Field(
        default_factory=dict,
        description="Attributes specific to the sport.",
    )


class RecordResultRequest(Message):
    """A result to record."""

    event_id: TextLine = Field(
        description="The id of the event, or its id in its competition.",
        min_length=1,
        max_length=64,
    )
    home_score: Annotated[int, Field(ge=0, le=10000), Range32] | None = Field(
        default=None,
        description="The score of the home team. Omit it if `lines` are given.",
    )
    away_score: Annotated[int, Field(ge=0, le=10000), Range32] | None = Field(
        default=None,
        description="The score of the away team. Omit it if `lines` are given.",
    )
    status: Literal["provisional", "verified", "official", "corrected", "quarantined"] | None = Field(
        default=None,
        description="The status. Defaults to official for the first result, and corrected afterwards.",
    )
    reason: Annotated[str, Field(max_length=500), Visible] | None = Field(
        default=None,
        description="The reason for the record. It may have several lines.",
    )
    source: Annotated[str, Field(max_length=64, pattern='[a-z0-9][a-z0-9._-]*'), OneLine] | None = Field(
        default=None,
        description="The source that reported it. Defaults to admin.",
    )
    request_id: Annotated[str, Field(max_length=100), OneLine] | None = Field(
        default=None,
        description="A key chosen by the client that makes the call safe to repeat.",
    )
    lines: list[ReportedLine] = Field(
        default_factory=list,
        description="One line for each competitor, in any order. Omit them if the two scores are given.",
        max_length=500,
    )


class RecordResultResponse(Message):
    """The result that holds after the call."""

    result: EventResult | None = Field(
        default=None,
        description="The revision.",
    )
    recorded: bool = Field(
        default=False,
        description="False if the same result already held and nothing was recorded.",
    )


class GetStandingsRequest(Message):
    """Which standings to get."""

    competition: TextLine = Field(
        description="The key of the competition.",
        min_length=1,
        max_length=64,
        examples=['nfl'],
    )
    season: Int32 = Field(
        description="The year in which the season starts.",
        ge=1800,
        le=2200,
        examples=[2024],
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="Return what was known at this time: an ISO 8601 date (its start in UTC) or a time with offset. Defaults to now.",
        examples=['2025-11-01'],
    )


class GetStandingsResponse(Message):
    """The standings."""

    standings: list[StandingLine] = Field(
        default_factory=list,
        description="The standings in the order of the sport's rules.",
    )
    as_of_time: datetime | None = Field(
        default=None,
        description="The time at which the standings held.",
    )
    result_count: Int32 = Field(
        default=0,
        description="The number of results from which they are computed.",
    )
