"""Generated from altsports/fantasy/v1/scoring.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated

from altsports.contract.model import Int32, Message, OneLine, Text, TextLine
from altsports.fantasy.v1.teams_models import FantasyLineup, FantasyLineupRace
from pydantic import Field


class FantasyRaceScore(Message):
    """The score of a team in a race."""

    race: FantasyLineupRace | None = Field(
        default=None,
        description="The race.",
    )
    points: Text = Field(
        default="",
        description="The points.",
        examples=['83.25'],
    )
    state: Text = Field(
        default="",
        description="provisional, verified, official or corrected: the state of the newest result.",
    )
    published_at: datetime | None = Field(
        default=None,
        description="When the score was published.",
    )
    corrections: Int32 = Field(
        default=0,
        description="How often the scores of the race were corrected.",
    )
    corrected_by: Text = Field(
        default="",
        description="What these corrections changed in the points of the team.",
        examples=['-4'],
    )
    had_lineup: bool = Field(
        default=False,
        description="False if the team had no line-up when the race locked, so that it scored nothing.",
    )


class FantasyScoreLine(Message):
    """The points of one driver in one session."""

    driver_id: Text = Field(
        default="",
        description="The driver.",
    )
    code: Text = Field(
        default="",
        description="The code of the driver.",
    )
    name: Text = Field(
        default="",
        description="The name of the driver.",
    )
    session: Text = Field(
        default="",
        description="sprint or race.",
    )
    position: Int32 | None = Field(
        default=None,
        description="The place. Absent for a driver who was not classified or did not take part.",
    )
    status: Text = Field(
        default="",
        description="finished, retired, disqualified, not_started, not_qualified, not_classified, withdrawn or absent.",
    )
    rule: Text = Field(
        default="",
        description="The rule that gives the points, in words.",
    )
    points: Text = Field(
        default="",
        description="The points of the session.",
        examples=['25'],
    )
    multiplier: Text = Field(
        default="",
        description="1.5 for the captain, otherwise 1.",
        examples=['1.5'],
    )
    result: Text = Field(
        default="",
        description="Points times multiplier.",
        examples=['37.5'],
    )


class FantasyScoredSession(Message):
    """A result that was scored."""

    session: Text = Field(
        default="",
        description="sprint or race.",
    )
    revision: Int32 = Field(
        default=0,
        description="The revision of the result.",
    )
    state: Text = Field(
        default="",
        description="provisional, verified, official or corrected.",
    )
    source: Text = Field(
        default="",
        description="Where the revision is from.",
    )
    reason: Text = Field(
        default="",
        description="Why it was recorded. Empty for a first result.",
    )
    effective_at: datetime | None = Field(
        default=None,
        description="When it took effect.",
    )


class FantasyChangedLine(Message):
    """A line that differs."""

    before: FantasyScoreLine | None = Field(
        default=None,
        description="The line before. Absent if there was none.",
    )
    after: FantasyScoreLine | None = Field(
        default=None,
        description="The line now.",
    )
    difference: Text = Field(
        default="",
        description="The result now minus the result before.",
        examples=['-4'],
    )
    reason: Text = Field(
        default="",
        description="Why it differs, in words.",
    )


class FantasyScoreChange(Message):
    """What changed between two publications of a score."""

    points_before: Text | None = Field(
        default=None,
        description="The points before. Absent if there was no score.",
    )
    difference: Text = Field(
        default="",
        description="The points now minus the points before.",
        examples=['-4'],
    )
    rank_before: Int32 | None = Field(
        default=None,
        description="The rank after the race before. Absent if it was not ranked.",
    )
    rank_after: Int32 | None = Field(
        default=None,
        description="The rank after the race now. Absent if it is not ranked.",
    )
    lines: list[FantasyChangedLine] = Field(
        default_factory=list,
        description="The lines that differ.",
    )
    sessions_before: list[FantasyScoredSession] = Field(
        default_factory=list,
        description="The results before.",
    )
    before_published_at: datetime | None = Field(
        default=None,
        description="When the score before was published. Absent if there was none.",
    )


class FantasyExplainedScore(Message):
    """A score with its reasons."""

    team_id: Text = Field(
        default="",
        description="The team.",
    )
    team: Text = Field(
        default="",
        description="The name of the team.",
    )
    lineup: FantasyLineup | None = Field(
        default=None,
        description="The line-up that was scored. Absent for a team that had none when the race locked.",
    )
    points: Text = Field(
        default="",
        description="The points: the sum of the lines.",
        examples=['83.25'],
    )
    counted_captain_id: Text | None = Field(
        default=None,
        description="The driver whose points count 1.5 times. Absent if neither captain nor vice-captain started.",
    )
    captain_rule: Text = Field(
        default="",
        description="Whose points count 1.5 times, and why, in words. Without a line-up, why the team scored nothing.",
    )
    lines: list[FantasyScoreLine] = Field(
        default_factory=list,
        description="One line per driver and session.",
    )
    sessions: list[FantasyScoredSession] = Field(
        default_factory=list,
        description="The results from which it was computed.",
    )
    published_at: datetime | None = Field(
        default=None,
        description="When the score was published.",
    )
    change: FantasyScoreChange | None = Field(
        default=None,
        description="What changed since `compare_to`. Absent without it.",
    )


class FantasyListScoresRequest(Message):
    """Whose scores to list."""

    team_id: TextLine = Field(
        description="The team.",
        min_length=1,
        max_length=64,
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The scores at this time (ISO 8601). Defaults to now.",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay of Formula 1 that has the team, as known at its time.",
    )


class FantasyListScoresResponse(Message):
    """The scores."""

    scores: list[FantasyRaceScore] = Field(
        default_factory=list,
        description="The scores in order of the races.",
    )
    total: Text = Field(
        default="",
        description="The points of all races.",
        examples=['412.75'],
    )


class FantasyExplainScoreRequest(Message):
    """Which score to explain."""

    team_id: TextLine = Field(
        description="The team.",
        min_length=1,
        max_length=64,
    )
    race: TextLine = Field(
        description="The race, by id or key, such as 2026_monaco.",
        min_length=1,
        max_length=64,
    )
    as_of: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="The score at this time (ISO 8601). Defaults to now.",
    )
    compare_to: Annotated[str, Field(max_length=40), OneLine] | None = Field(
        default=None,
        description="A revision of the race's result, such as 1, or a time (ISO 8601).",
    )
    replay: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="A replay of Formula 1 that has the team, as known at its time.",
    )


class FantasyExplainScoreResponse(Message):
    """The explanation."""

    score: FantasyExplainedScore | None = Field(
        default=None,
        description="The score.",
    )
