"""Generated from altsports/analysis/v1/reports.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Message, OneLine, Text, TextLine
from altsports.analysis.v1.analysis_models import AnalysisRunParameters, AnalysisUnavailableFigure
from pydantic import Field


class AnalysisStartMatchAnalysisRequest(Message):
    """What to analyse."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )
    file_ids: list[Annotated[str, Field(max_length=64), OneLine]] = Field(
        default_factory=list,
        description="The files. Defaults to those of the newest analysis of the match.",
        max_length=8,
    )
    parameters: AnalysisRunParameters | None = Field(
        default=None,
        description="How to compute.",
    )


class AnalysisStartedJob(Message):
    """A job that was accepted."""

    job_id: Text = Field(
        default="",
        description="The job, a UUID. The analysis and the task have the same id.",
    )
    match_id: Text = Field(
        default="",
        description="The match.",
    )
    status: Text = Field(
        default="",
        description="pending.",
    )
    status_url: Text = Field(
        default="",
        description="Where its status is.",
    )


class AnalysisStartMatchAnalysisResponse(Message):
    """The job that was started."""

    job: AnalysisStartedJob | None = Field(
        default=None,
        description="The job.",
    )


class AnalysisGetAnalysisJobRequest(Message):
    """Which job to get."""

    job_id: TextLine = Field(
        description="The job.",
        min_length=1,
        max_length=64,
    )


class AnalysisJobProgress(Message):
    """How far a job is."""

    percent: float = Field(
        default=0.0,
        description="From 0 to 100.",
    )
    stage: Text = Field(
        default="",
        description="What is being done.",
    )
    message: Text = Field(
        default="",
        description="The same, in words.",
    )
    segments_done: Int32 = Field(
        default=0,
        description="The number of segments that are stored.",
    )
    alerts: Int32 = Field(
        default=0,
        description="The number of alerts that are stored.",
    )


class AnalysisAnalysisJob(Message):
    """The status of a job."""

    job_id: Text = Field(
        default="",
        description="The job, a UUID.",
    )
    match_id: Text = Field(
        default="",
        description="The match.",
    )
    status: Literal["pending", "running", "completed", "failed", "cancelled"] = Field(
        description="pending, running, completed, failed or cancelled.",
    )
    progress: AnalysisJobProgress | None = Field(
        default=None,
        description="How far it is.",
    )
    error: Text | None = Field(
        default=None,
        description="Why it failed.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was requested.",
    )
    completed_at: datetime | None = Field(
        default=None,
        description="When it ended.",
    )


class AnalysisGetAnalysisJobResponse(Message):
    """One job."""

    job: AnalysisAnalysisJob | None = Field(
        default=None,
        description="The job.",
    )


class AnalysisGetMatchAnalysisRequest(Message):
    """Which match to report on."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )


class AnalysisTeamTotals(Message):
    """The figures of a side over all segments."""

    side: Literal["home", "away"] = Field(
        description="The side.",
    )
    team_id: Text = Field(
        default="",
        description="The team.",
    )
    shape: Text | None = Field(
        default=None,
        description="The formation that it played in most segments. Null if it is not known.",
    )
    possession: float | None = Field(
        default=None,
        description="The mean share of possession. Null if it is not known.",
    )
    pressures: Int32 | None = Field(
        default=None,
        description="The number of pressures. Null if it is not known.",
    )
    distance_m: float | None = Field(
        default=None,
        description="The distance covered, in metres. Null if it is not known.",
    )
    high_speed_m: float | None = Field(
        default=None,
        description="The distance at high speed, in metres. Null if it is not known.",
    )
    sprint_m: float | None = Field(
        default=None,
        description="The distance in sprints, in metres. Null if it is not known.",
    )
    sprint_count: Int32 | None = Field(
        default=None,
        description="The number of sprints. Null if it is not known.",
    )
    shots: Int32 | None = Field(
        default=None,
        description="The number of shots. Null if it is not known.",
    )


class AnalysisAnalysisReport(Message):
    """A report on a match."""

    job: AnalysisAnalysisJob | None = Field(
        default=None,
        description="The job that made it.",
    )
    engine: Text | None = Field(
        default=None,
        description="The engine. Null before it has answered.",
    )
    formats: list[Text] = Field(
        default_factory=list,
        description="The formats that were read.",
    )
    parameters: AnalysisRunParameters | None = Field(
        default=None,
        description="The parameters that were used.",
    )
    teams: list[AnalysisTeamTotals] = Field(
        default_factory=list,
        description="The sums of both sides.",
    )
    notes: list[Text] = Field(
        default_factory=list,
        description="What was assumed or left out.",
    )
    unavailable: list[AnalysisUnavailableFigure] = Field(
        default_factory=list,
        description="The figures that are null in every segment, and why.",
    )


class AnalysisGetMatchAnalysisResponse(Message):
    """The report of a match."""

    report: AnalysisAnalysisReport | None = Field(
        default=None,
        description="The report.",
    )
