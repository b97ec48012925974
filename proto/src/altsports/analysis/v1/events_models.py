"""Generated from altsports/analysis/v1/events.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Literal

from altsports.contract.model import EventMessage, Int32, Text
from altsports.analysis.v1.alerts_models import AnalysisAlertDecision, AnalysisTacticalAlert
from pydantic import Field


class AnalysisMatchAnalysisUpdated(EventMessage):
    """An analysis of a match was requested, went on, or ended."""

    organisation_id: Text = Field(
        description="The club.",
        min_length=1,
        examples=['08dad9dd-2b09-5a86-9e2a-4815cb85b58d'],
    )
    team_id: Text | None = Field(
        default=None,
        description="The team of the club. Absent if no team of the club plays.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    match_id: Text = Field(
        description="The match.",
        min_length=1,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    analysis_id: Text = Field(
        description="The analysis.",
        min_length=1,
        examples=['5b1d6a52-70c4-4b0e-9c9a-3d6f2f8f7a01'],
    )
    status: Literal["pending", "running", "completed", "failed", "cancelled"] = Field(
        description="pending, running, completed, failed or cancelled.",
        examples=['running'],
    )
    stage: Text = Field(
        description="What is being done.",
        min_length=1,
        examples=['segments'],
    )
    progress: float = Field(
        description="From 0 to 100.",
        examples=[42],
    )
    message: Text = Field(
        description="The same, in words.",
        min_length=1,
        examples=['Segment 40 of 95'],
    )
    segments_done: Int32 = Field(
        description="The number of segments that are stored.",
        examples=[40],
    )
    attempt: Int32 = Field(
        description="The number of the attempt.",
        examples=[1],
    )
    error: Text | None = Field(
        default=None,
        description="Why it failed.",
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2026-09-05T16:10:00Z'],
    )


class AnalysisMatchSegmentStored(EventMessage):
    """A segment of a match was stored."""

    organisation_id: Text = Field(
        description="The club.",
        min_length=1,
        examples=['08dad9dd-2b09-5a86-9e2a-4815cb85b58d'],
    )
    team_id: Text | None = Field(
        default=None,
        description="The team of the club. Absent if no team of the club plays.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    match_id: Text = Field(
        description="The match.",
        min_length=1,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    analysis_id: Text = Field(
        description="The analysis.",
        min_length=1,
        examples=['5b1d6a52-70c4-4b0e-9c9a-3d6f2f8f7a01'],
    )
    segment_id: Text = Field(
        description="The segment.",
        min_length=1,
        examples=['0b0a2d0e-33a5-5a70-9f3e-2f8c0b8e4d11'],
    )
    index: Int32 = Field(
        description="The index in the match, from 0. A client that misses one reads it at the route of the segments.",
        examples=[40],
    )
    period: Int32 = Field(
        description="The period.",
        examples=[1],
    )
    start_s: float = Field(
        description="Where it begins, in seconds on the clock of the period.",
        examples=[2400],
    )
    end_s: float = Field(
        description="Where it ends.",
        examples=[2460],
    )
    severity: float = Field(
        description="The highest of the severities, from 0 to 100.",
        examples=[35],
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2026-09-05T16:10:00Z'],
    )


class AnalysisTacticalAlertChanged(EventMessage):
    """An alert about a match: it was raised, its advisory was written, somebody decided, or the effect was measured."""

    organisation_id: Text = Field(
        description="The club.",
        min_length=1,
        examples=['08dad9dd-2b09-5a86-9e2a-4815cb85b58d'],
    )
    team_id: Text | None = Field(
        default=None,
        description="The team of the club. Absent if no team of the club plays.",
        examples=['8ce3b698-0fe8-52c8-bb98-92e23be9c676'],
    )
    match_id: Text = Field(
        description="The match.",
        min_length=1,
        examples=['65f0e239-ebc8-5c03-ac47-8b9f7e1394de'],
    )
    analysis_id: Text = Field(
        description="The analysis.",
        min_length=1,
        examples=['5b1d6a52-70c4-4b0e-9c9a-3d6f2f8f7a01'],
    )
    alert_id: Text = Field(
        description="The alert.",
        min_length=1,
        examples=['d4fd7b18-9c14-5cb7-8d4d-8d159e7f3d01'],
    )
    change: Literal["raised", "advised", "decided", "measured"] = Field(
        description="raised, advised, decided or measured.",
        examples=['raised'],
    )
    alert: AnalysisTacticalAlert = Field(
        description="The alert as it is now, without decisions.",
    )
    decision: AnalysisAlertDecision | None = Field(
        default=None,
        description="Of decided and measured: the decision.",
    )
    timestamp: datetime = Field(
        description="When it happened.",
        examples=['2026-09-05T16:10:00Z'],
    )
