"""Generated from altsports/football/v1/summaries.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated

from altsports.contract.model import Day, Int32, Message, Range32, Text, TextLine
from pydantic import Field


class FootballGetPlayerSummaryRequest(Message):
    """Whom to summarize."""

    player_id: TextLine = Field(
        description="The player.",
        min_length=1,
        max_length=64,
        examples=['e11d8827-2e0f-561a-ac89-59c3ccf3d8d9'],
    )
    since: Day | None = Field(
        default=None,
        description="Only what happened from this day on, by its date in UTC.",
        examples=['2026-08-01'],
    )
    until: Day | None = Field(
        default=None,
        description="Only what happened up to this day.",
        examples=['2027-06-30'],
    )
    budget_ms: Annotated[int, Field(ge=50, le=5000), Range32] | None = Field(
        default=1000,
        description="The time budget in milliseconds. Parts that take longer are missing.",
    )


class FootballSummaryFact(Message):
    """One fact. It has a value, a text or a time; with a reason, nobody can say. What it does not have is left out."""

    name: Text = Field(
        default="",
        description="What it states, such as minutes_played.",
    )
    value: float | None = Field(
        default=None,
        description="The number.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    unit: Text | None = Field(
        default=None,
        description="The unit of the number. Absent for counts.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    text: Text | None = Field(
        default=None,
        description="The word.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    starts_at: datetime | None = Field(
        default=None,
        description="When it starts.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    n: Int32 | None = Field(
        default=None,
        description="On how many matches or sessions it rests: those for which it is recorded.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    subject: Text | None = Field(
        default=None,
        description="The player, team or match that it is about, if that is not the subject of the summary. For `pressing`, the formation.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    subject_name: Text | None = Field(
        default=None,
        description="The name of that player, team or match.",
        json_schema_extra={"x-omitted-when-absent": True},
    )
    reason: Text | None = Field(
        default=None,
        description="Why there is neither value nor text nor time.",
        json_schema_extra={"x-omitted-when-absent": True},
    )


class FootballSummaryPart(Message):
    """One part of a summary."""

    name: Text = Field(
        default="",
        description="Its name, such as matches or loads.",
    )
    facts: list[FootballSummaryFact] = Field(
        default_factory=list,
        description="The facts, in a fixed order.",
    )


class FootballSummaryGap(Message):
    """A part that is missing."""

    name: Text = Field(
        default="",
        description="Its name.",
    )
    reason: Text = Field(
        default="",
        description="out_of_time, not_permitted or unavailable.",
    )


class FootballSummary(Message):
    """What is known about a player, a match or a team."""

    noun: Text = Field(
        default="",
        description="What it is about: player, match or team.",
    )
    id: Text = Field(
        default="",
        description="The player, match or team.",
    )
    name: Text = Field(
        default="",
        description="Its name.",
    )
    parts: list[FootballSummaryPart] = Field(
        default_factory=list,
        description="The parts that were read within the budget, each complete.",
    )
    missing: list[FootballSummaryGap] = Field(
        default_factory=list,
        description="The parts that are not there, and why.",
    )
    budget_ms: Int32 = Field(
        default=0,
        description="The time budget.",
    )


class FootballGetPlayerSummaryResponse(Message):
    """A summary."""

    summary: FootballSummary | None = Field(
        default=None,
        description="The summary.",
    )


class FootballGetMatchSummaryRequest(Message):
    """What to summarize."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    budget_ms: Annotated[int, Field(ge=50, le=5000), Range32] | None = Field(
        default=1000,
        description="The time budget in milliseconds. Parts that take longer are missing.",
    )


class FootballGetMatchSummaryResponse(Message):
    """A summary."""

    summary: FootballSummary | None = Field(
        default=None,
        description="The summary.",
    )


class FootballGetTeamSummaryRequest(Message):
    """What to summarize."""

    team_id: TextLine = Field(
        description="The team.",
        min_length=1,
        max_length=64,
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    since: Day | None = Field(
        default=None,
        description="Only what happened from this day on, by its date in UTC.",
        examples=['2026-08-01'],
    )
    until: Day | None = Field(
        default=None,
        description="Only what happened up to this day.",
        examples=['2027-06-30'],
    )
    budget_ms: Annotated[int, Field(ge=50, le=5000), Range32] | None = Field(
        default=1000,
        description="The time budget in milliseconds. Parts that take longer are missing.",
    )


class FootballGetTeamSummaryResponse(Message):
    """A summary."""

    summary: FootballSummary | None = Field(
        default=None,
        description="The summary.",
    )
