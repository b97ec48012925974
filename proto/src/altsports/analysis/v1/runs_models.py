"""Generated from altsports/analysis/v1/runs.proto: edit the proto and run `make proto`."""

from datetime import datetime
from typing import Annotated, Literal

from altsports.contract.model import Int32, Int64, Message, OneLine, Range32, Text, TextLine, Time
from altsports.analysis.v1.analysis_models import AnalysisRunParameters, AnalysisSyncPoint, AnalysisUnavailableFigure
from pydantic import Field


class AnalysisAnalyzeMatchRequest(Message):
    """What to analyse."""

    match_id: TextLine = Field(
        description="The match.",
        min_length=1,
        max_length=64,
    )
    file_ids: list[Annotated[str, Field(max_length=64), OneLine]] = Field(
        default_factory=list,
        description="The files, by their ids in the file store: tracking, events or video. Some formats are two files.",
        max_length=8,
    )
    upload_ids: list[Annotated[str, Field(max_length=64), OneLine]] = Field(
        default_factory=list,
        description="Finished uploads. They are stored files as well.",
        max_length=8,
    )
    parameters: AnalysisRunParameters | None = Field(
        default=None,
        description="How to compute.",
    )
    sync_points: list[AnalysisSyncPoint] = Field(
        default_factory=list,
        description="Where the periods begin on the film.",
        max_length=8,
    )


class AnalysisStartedAnalysis(Message):
    """An analysis that was accepted."""

    analysis_id: Text = Field(
        default="",
        description="The analysis, a UUID. The task has the same id.",
    )
    status_url: Text = Field(
        default="",
        description="Where its status is.",
    )
    stream_url: Text = Field(
        default="",
        description="Where its segments arrive as server-sent events.",
    )


class AnalysisAnalyzeMatchResponse(Message):
    """The analysis that was started."""

    analysis: AnalysisStartedAnalysis | None = Field(
        default=None,
        description="The analysis.",
    )


class AnalysisGetAnalysisStatusRequest(Message):
    """Which analysis to get."""

    analysis_id: TextLine = Field(
        description="The analysis.",
        min_length=1,
        max_length=64,
    )


class AnalysisAnalysisInput(Message):
    """A file that an analysis reads."""

    file_id: Text = Field(
        default="",
        description="The file.",
    )
    name: Text = Field(
        default="",
        description="The name.",
    )
    size: Int64 = Field(
        default=0,
        description="The number of bytes.",
    )
    sha256: Text = Field(
        default="",
        description="The SHA-256 of the bytes, in hexadecimal digits.",
    )


class AnalysisAnalysisRun(Message):
    """An analysis of a match."""

    analysis_id: Text = Field(
        default="",
        description="The analysis, a UUID. The task has the same id.",
    )
    match_id: Text = Field(
        default="",
        description="The match.",
    )
    status: Literal["pending", "running", "completed", "failed", "cancelled"] = Field(
        description="pending, running, completed, failed or cancelled.",
    )
    stage: Text = Field(
        default="",
        description="What is being done: waiting, receiving, reading, measuring, segments, or done.",
    )
    progress: float = Field(
        default=0.0,
        description="From 0 to 100.",
    )
    message: Text = Field(
        default="",
        description="The same, in words.",
    )
    eta: Int32 | None = Field(
        default=None,
        description="How long it probably still takes, in seconds. Null if that is not known.",
    )
    segments_done: Int32 = Field(
        default=0,
        description="The number of segments that are stored.",
    )
    alerts: Int32 = Field(
        default=0,
        description="The number of alerts that are stored.",
    )
    attempt: Int32 = Field(
        default=0,
        description="The number of the attempt. 0 before the first.",
    )
    engine: Text | None = Field(
        default=None,
        description="The engine. Null before it has answered.",
    )
    error: Text | None = Field(
        default=None,
        description="Why it failed.",
    )
    error_code: Text | None = Field(
        default=None,
        description="The reason of the failure, for programs.",
    )
    recovery: list[Text] = Field(
        default_factory=list,
        description="What can be done about the failure, one sentence each.",
    )
    inputs: list[AnalysisAnalysisInput] = Field(
        default_factory=list,
        description="The files that it reads.",
    )
    parameters: AnalysisRunParameters | None = Field(
        default=None,
        description="The parameters; those that were used, once it is complete.",
    )
    formats: list[Text] = Field(
        default_factory=list,
        description="The formats that were read.",
    )
    notes: list[Text] = Field(
        default_factory=list,
        description="What was assumed or left out.",
    )
    unavailable: list[AnalysisUnavailableFigure] = Field(
        default_factory=list,
        description="The figures that are null in every segment, and why.",
    )
    requested_by: Text = Field(
        default="",
        description="The user who asked for it.",
    )
    created_at: datetime | None = Field(
        default=None,
        description="When it was requested.",
    )
    started_at: datetime | None = Field(
        default=None,
        description="When the first attempt began.",
    )
    completed_at: datetime | None = Field(
        default=None,
        description="When it ended.",
    )
    status_url: Text = Field(
        default="",
        description="Where its status is.",
    )
    stream_url: Text = Field(
        default="",
        description="Where its segments arrive as server-sent events.",
    )


class AnalysisGetAnalysisStatusResponse(Message):
    """One analysis."""

    analysis: AnalysisAnalysisRun | None = Field(
        default=None,
        description="The analysis.",
    )


class AnalysisListAnalysesRequest(Message):
    """Which analyses to list."""

    match_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only analyses of this match.",
    )
    team_id: Annotated[str, Field(max_length=64), OneLine] | None = Field(
        default=None,
        description="Only analyses of matches of this team.",
    )
    status: Literal["pending", "running", "completed", "failed", "cancelled"] | None = Field(
        default=None,
        description="Only analyses with this status.",
    )
    since_created_at: Time | None = Field(
        default=None,
        description="Only analyses requested from this time on.",
    )
    until_created_at: Time | None = Field(
        default=None,
        description="Only analyses requested before this time.",
    )
    page_size: Annotated[int, Field(ge=1, le=100), Range32] | None = Field(
        default=20,
        description="The number of analyses per page.",
    )
    page_token: Annotated[str, Field(max_length=500), OneLine] | None = Field(
        default=None,
        description="The `next_page_token` of the previous page. Omit it for the first page.",
    )


class AnalysisListAnalysesResponse(Message):
    """A page of analyses."""

    analyses: list[AnalysisAnalysisRun] = Field(
        default_factory=list,
        description="The analyses.",
    )
    next_page_token: Text = Field(
        default="",
        description="The token of the next page. Empty on the last page.",
    )
    total_size: Int32 = Field(
        default=0,
        description="The number of analyses on all pages.",
    )


class AnalysisRetryAnalysisRequest(Message):
    """Which analysis to start again."""

    analysis_id: TextLine = Field(
        description="The analysis.",
        min_length=1,
        max_length=64,
    )
    restart: bool = Field(
        default=False,
        description="Whether its segments and alerts are deleted, and it begins anew. Decisions on its alerts stay. A request without a body can state it in the query, as in `?restart=true`.",
    )


class AnalysisRetryAnalysisResponse(Message):
    """The analysis that starts again."""

    analysis: AnalysisStartedAnalysis | None = Field(
        default=None,
        description="The analysis.",
    )


class AnalysisCancelAnalysisRequest(Message):
    """Which analysis to cancel."""

    analysis_id: TextLine = Field(
        description="The analysis.",
        min_length=1,
        max_length=64,
    )


class AnalysisCancelAnalysisResponse(Message):
    """The analysis that was cancelled."""

    analysis: AnalysisAnalysisRun | None = Field(
        default=None,
        description="The analysis.",
    )
