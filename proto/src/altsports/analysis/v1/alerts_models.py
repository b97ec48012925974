"""Generated from altsports/analysis/v1/alerts.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Text, TextLine, Visible
from altsports.analysis.v1.analysis_models import AnalysisAlertEvidence
from pydantic import Field


class AnalysisListMatchAlertsRequest(Message):
    """Which alerts to list."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )
    analysis_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only alerts of this analysis.",
    )
    include_suppressed: bool = Field(
        default=False,
        description="Whether suppressed alerts are listed as well.",
    )


class AnalysisAlertAdvisory(Message):
    """What could be done about an alert."""

    text: Text = Field(
        default="",
        description="The text.",
    )
    source: Text = Field(
        default="",
        description="The language model that wrote it, or rule.",
    )


class AnalysisAlertDecision(Message):
    """A decision about an alert."""

    decision_id: Text = Field(
        default="",
        description="The decision.",
    )
    alert_id: Text = Field(
        default="",
        description="The alert.",
    )
    decision: Literal["ACCEPT", "DISMISS"] = Field(
        description="ACCEPT or DISMISS.",
    )
    note: Text | None = Field(
        default=None,
        description="What the coach added.",
    )
    user_id: Text = Field(
        default="",
        description="Who decided.",
    )
    decided_at: datetime | None = Field(
        default=None,
        description="When.",
    )
    effect: Text | None = Field(
        default=None,
        description="effective, risky, no_change or not_enough_data. Null until it is measured.",
    )
    severity_before: float | None = Field(
        default=None,
        description="The mean severity of the rule in the 5 segments up to the decision. Null if it is not known.",
    )
    severity_after: float | None = Field(
        default=None,
        description="The mean severity in 5 segments, beginning 2 later. Null if it is not known.",
    )


class AnalysisTacticalAlert(Message):
    """An alert of an analysis."""

    alert_id: Text = Field(
        default="",
        description="The alert. The id follows from the analysis, the segment, the rule and whom it warns.",
        examples=['d4fd7b18-9c14-5cb7-8d4d-8d159e7f3d01'],
    )
    match_id: Text = Field(
        default="",
        description="The match.",
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    analysis_id: Text = Field(
        default="",
        description="The analysis.",
        examples=['5b1d6a52-70c4-4b0e-9c9a-3d6f2f8f7a01'],
    )
    segment_id: Text = Field(
        default="",
        description="The segment in which it opened or rose.",
        examples=['0a6f0f0e-3c69-5a51-9d55-6a8b8a5d2b11'],
    )
    rule: Text = Field(
        default="",
        description="The rule, such as pressing_fades.",
        examples=['pressing_fades'],
    )
    team_id: Text = Field(
        default="",
        description="The team that it warns.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    player_id: Text | None = Field(
        default=None,
        description="The player whom it is about. Null if it is about the team, or the player is not known.",
    )
    severity: float = Field(
        default=0.0,
        description="From 60 to 100.",
        examples=[72.5],
    )
    level: Literal["low", "medium", "high", "critical"] = Field(
        description="low, medium, high or critical.",
        examples=['medium'],
    )
    message: Text = Field(
        default="",
        description="What happened.",
        examples=['Harbour Rovers press less than before'],
    )
    evidence: list[AnalysisAlertEvidence] = Field(
        default_factory=list,
        description="The figures that it rests on, with their segments.",
    )
    advisory: AnalysisAlertAdvisory | None = Field(
        default=None,
        description="What could be done. Null until it is written.",
    )
    period: Int32 = Field(
        default=0,
        description="The period.",
        examples=[2],
    )
    match_s: float = Field(
        default=0.0,
        description="The seconds on the clock of the match.",
        examples=[3660],
    )
    video_s: float | None = Field(
        default=None,
        description="Where it is on the film, in seconds. Null without a sync point.",
    )
    suppressed_by: Text | None = Field(
        default=None,
        description="Why it is not shown: repeated, dismissed or rate. Null if it is shown.",
    )
    decision: AnalysisAlertDecision | None = Field(
        default=None,
        description="The caller's own decision. Null without one, and in events.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was stored.",
        examples=['2026-09-05T16:10:00Z'],
    )


class AnalysisListMatchAlertsResponse(Message):
    """Alerts in the order of the match."""

    alerts: list[AnalysisTacticalAlert] = Field(
        default_factory=list,
        description="The alerts.",
    )
    suppressed: Int32 = Field(
        default=0,
        description="How many more were suppressed.",
    )


class AnalysisRecordDecisionRequest(Message):
    """What to decide."""

    alert_id: TextLine = Field(
        description="The alert.",
        min_length=1,
        max_length=64,
    )
    decision: Literal["ACCEPT", "DISMISS"] = Field(
        description="ACCEPT or DISMISS.",
    )
    note: Annotated[str, Field(max_length=1000), Visible] | None = Field(
        default=None,
        description="What the coach adds.",
    )


class AnalysisRecordDecisionResponse(Message):
    """The decision that was recorded."""

    decision: AnalysisAlertDecision | None = Field(
        default=None,
        description="The decision.",
    )


class AnalysisGetDecisionMetricsRequest(Message):
    """Whose decisions to measure."""

    match_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only alerts of this match.",
    )
    team_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only alerts that warn this team.",
    )
    rule: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only alerts of this rule.",
    )


class AnalysisDecisionComparison(Message):
    """The change of severity after a decision, beside that of alerts without one."""

    rule: Text = Field(
        default="",
        description="The rule.",
    )
    decision: Literal["ACCEPT", "DISMISS"] = Field(
        description="ACCEPT or DISMISS.",
    )
    decided: Int32 = Field(
        default=0,
        description="The number of measured decisions.",
    )
    undecided: Int32 = Field(
        default=0,
        description="The number of measured alerts without a decision.",
    )
    decided_change: float | None = Field(
        default=None,
        description="The mean change after decisions; negative if severity fell. Null without any.",
    )
    undecided_change: float | None = Field(
        default=None,
        description="The mean change of alerts without a decision. Null without any.",
    )
    difference: float | None = Field(
        default=None,
        description="The difference of both. Null with fewer than 10 a side.",
    )
    low: float | None = Field(
        default=None,
        description="Where the true difference lies with 99 % confidence, because many rules are compared, from here.",
    )
    high: float | None = Field(
        default=None,
        description="To here.",
    )
    differs: bool = Field(
        default=False,
        description="Whether the interval excludes 0: the change is more than peaks fall by themselves.",
    )


class AnalysisDecisionMetrics(Message):
    """Counts of decisions, and their effects."""

    alerts: Int32 = Field(
        default=0,
        description="Alerts that were shown.",
    )
    suppressed: Int32 = Field(
        default=0,
        description="Alerts that were suppressed.",
    )
    undecided: Int32 = Field(
        default=0,
        description="Alerts without a decision.",
    )
    accepted: Int32 = Field(
        default=0,
        description="Decisions to accept that count.",
    )
    dismissed: Int32 = Field(
        default=0,
        description="Decisions to dismiss that count.",
    )
    effective: Int32 = Field(
        default=0,
        description="Accepted alerts whose severity fell by 20 or more.",
    )
    risky: Int32 = Field(
        default=0,
        description="Dismissed alerts whose severity rose by 20 or more.",
    )
    no_change: Int32 = Field(
        default=0,
        description="Decisions with a smaller change.",
    )
    not_enough_data: Int32 = Field(
        default=0,
        description="Decisions with too few segments before or behind them.",
    )
    pending: Int32 = Field(
        default=0,
        description="Decisions that are not measured yet.",
    )
    comparisons: list[AnalysisDecisionComparison] = Field(
        default_factory=list,
        description="Each rule and decision beside alerts without a decision.",
    )


class AnalysisGetDecisionMetricsResponse(Message):
    """The measures."""

    metrics: AnalysisDecisionMetrics | None = Field(
        default=None,
        description="The measures.",
    )
