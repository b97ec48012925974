"""Generated from altsports/analysis/v1/segments.proto: edit the proto and run `make proto`."""

from typing import Annotated

from altsports.contract.model import Int32, Message, OneLine, Text, TextLine
from altsports.analysis.v1.analysis_models import AnalysisPlayerFigures, AnalysisRuleSeverity, AnalysisTeamFigures, AnalysisUnavailableFigure
from altsports.analysis.v1.runs_models import AnalysisAnalysisRun
from pydantic import Field


class AnalysisListMatchSegmentsRequest(Message):
    """Which segments to list."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )
    analysis_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The analysis. Defaults to the newest complete one of the match.",
    )
    players: bool = Field(
        default=False,
        description="Whether the figures of the players are included.",
    )


class AnalysisMatchSegment(Message):
    """A stretch of a period and the figures of both sides. A figure that is null is in `unavailable` with the reason."""

    segment_id: Text = Field(
        default="",
        description="The segment. The id follows from the analysis and the index.",
    )
    analysis_id: Text = Field(
        default="",
        description="The analysis.",
    )
    match_id: Text = Field(
        default="",
        description="The match.",
    )
    index: Int32 = Field(
        default=0,
        description="The index in the match, from 0.",
    )
    period: Int32 = Field(
        default=0,
        description="The period, from 1.",
    )
    start_s: float = Field(
        default=0.0,
        description="Where it begins, in seconds on the clock of the period.",
    )
    end_s: float = Field(
        default=0.0,
        description="Where it ends, in seconds on the clock of the period.",
    )
    video_s: float | None = Field(
        default=None,
        description="Where it begins on the film, in seconds. Null without a sync point of the period.",
    )
    teams: list[AnalysisTeamFigures] = Field(
        default_factory=list,
        description="The figures of the home side, then of the away side.",
    )
    severity: float = Field(
        default=0.0,
        description="The highest of the severities, from 0 to 100.",
    )
    coverage: float = Field(
        default=0.0,
        description="The share of the segment's time that the files cover, from 0 to 1.",
    )
    unavailable: list[AnalysisUnavailableFigure] = Field(
        default_factory=list,
        description="The figures that are null, and why.",
    )
    severities: list[AnalysisRuleSeverity] = Field(
        default_factory=list,
        description="The severities that the rules gave.",
    )
    players: list[AnalysisPlayerFigures] = Field(
        default_factory=list,
        description="The figures of the players. Empty unless they were asked for.",
    )


class AnalysisListMatchSegmentsResponse(Message):
    """Segments in their order."""

    segments: list[AnalysisMatchSegment] = Field(
        default_factory=list,
        description="The segments.",
    )
    analysis_id: Text = Field(
        default="",
        description="The analysis that they belong to.",
    )


class AnalysisListAnalysisSegmentsRequest(Message):
    """Which segments to list."""

    analysis_id: TextLine = Field(
        description="The analysis.",
        min_length=1,
        max_length=64,
    )
    players: bool = Field(
        default=False,
        description="Whether the figures of the players are included.",
    )


class AnalysisListAnalysisSegmentsResponse(Message):
    """Segments in their order."""

    segments: list[AnalysisMatchSegment] = Field(
        default_factory=list,
        description="The segments.",
    )


class AnalysisStreamMatchSegmentsRequest(Message):
    """Which segments to follow, and from where."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )
    analysis_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="The analysis. Defaults to the newest one of the match.",
    )
    last_event_id: TextLine = Field(
        default="",
        description="The id of the last event that the client has. Defaults to the header Last-Event-ID; empty: from the beginning.",
        max_length=80,
    )
    players: bool = Field(
        default=False,
        description="Whether the figures of the players are included.",
    )


class AnalysisSegmentStreamEvent(Message):
    """One event: a segment, the progress, or the end."""

    event_id: Text = Field(
        default="",
        description="The id of the event: the analysis and the number of segments so far, such as \"5b1d6a52-...-8f7a01.7\".",
    )
    event_type: Text = Field(
        default="",
        description="segment, progress or done.",
    )
    segment: AnalysisMatchSegment | None = Field(
        default=None,
        description="Of segment: the segment.",
    )
    analysis: AnalysisAnalysisRun | None = Field(
        default=None,
        description="Of progress and done: the analysis.",
    )


class AnalysisStreamMatchSegmentsResponse(Message):
    """The next event of the stream."""

    event: AnalysisSegmentStreamEvent | None = Field(
        default=None,
        description="The event.",
    )


class AnalysisStreamAnalysisSegmentsRequest(Message):
    """Which segments to follow, and from where."""

    analysis_id: TextLine = Field(
        description="The analysis.",
        min_length=1,
        max_length=64,
    )
    last_event_id: TextLine = Field(
        default="",
        description="The id of the last event that the client has. Defaults to the header Last-Event-ID; empty: from the beginning.",
        max_length=80,
    )
    players: bool = Field(
        default=False,
        description="Whether the figures of the players are included.",
    )


class AnalysisStreamAnalysisSegmentsResponse(Message):
    """The next event of the stream."""

    event: AnalysisSegmentStreamEvent | None = Field(
        default=None,
        description="The event.",
    )
