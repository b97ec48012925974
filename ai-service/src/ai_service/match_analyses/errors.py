"""Errors of analyses of matches; the reasons are API and documented at the RPCs."""

from service_kit.errors import Conflict, FailedPrecondition, NotFound, ValidationFailed


class AnalysisNotFound(NotFound):
    """There is no such analysis, or the caller may not see its match."""

    reason = "ANALYSIS_NOT_FOUND"

    def __init__(self, analysis_id: str) -> None:
        super().__init__(
            f"analysis {analysis_id} not found",
            analysis_id=analysis_id,
            recovery=["GET /api/v1/football/analyses lists those you may see"],
        )


class NotAnalysed(NotFound):
    """The match has no analysis."""

    reason = "ANALYSIS_NOT_FOUND"

    def __init__(self, match_id: str) -> None:
        super().__init__(
            "The match has no analysis yet",
            match_id=match_id,
            recovery=["POST /api/v1/football/analyses starts one"],
        )


class AlertNotFound(NotFound):
    """There is no such alert, or the caller may not see its match."""

    reason = "ALERT_NOT_FOUND"

    def __init__(self, alert_id: str) -> None:
        super().__init__(
            f"alert {alert_id} not found",
            alert_id=alert_id,
            recovery=["GET /api/v1/football/matches/{match_id}/alerts lists those of a match"],
        )


class NothingToAnalyse(Conflict):
    """No file is named, and no analysis of the match has one."""

    retry = "never"
    reason = "NOTHING_TO_ANALYSE"

    def __init__(self, match_id: str) -> None:
        super().__init__(
            "The match has no file to analyse",
            match_id=match_id,
            recovery=["Store a file with POST /api/v1/files, and name it in `file_ids`"],
        )


class NoCompleteAnalysis(NotFound):
    """No analysis of the match is complete."""

    reason = "ANALYSIS_NOT_FOUND"

    def __init__(self, match_id: str) -> None:
        super().__init__(
            "No analysis of this match is complete yet",
            match_id=match_id,
            recovery=[
                "POST /api/v1/football/analyses starts one",
                "Name an analysis that runs with `analysis_id`",
            ],
        )


class UnknownFile(ValidationFailed):
    """A file does not exist, or the caller may not read it."""

    reason = "UNKNOWN_FILE"


class InvalidAnalysisInputs(ValidationFailed):
    """No file is named, or there are too many."""

    reason = "INVALID_ANALYSIS_INPUTS"


class AnalysisRunning(Conflict):
    """The analysis waits or runs."""

    reason = "ANALYSIS_RUNNING"


class AnalysisCompleted(FailedPrecondition):
    """The analysis is complete."""

    reason = "ANALYSIS_COMPLETED"


class AnalysisEnded(FailedPrecondition):
    """The analysis is complete, failed or cancelled."""

    reason = "ANALYSIS_ENDED"


class AttemptSuperseded(FailedPrecondition):
    """A newer attempt has begun, or the analysis was cancelled: what this attempt finds is not stored."""

    reason = "ATTEMPT_SUPERSEDED"


class AnalysisLost(FailedPrecondition):
    """The run of the analysis is not known any more."""

    reason = "ANALYSIS_LOST"


class AnalysisFileNotFound(NotFound):
    """There is no such file, or the caller may not see the match."""

    reason = "ANALYSIS_FILE_NOT_FOUND"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"file {name} not found",
            name=name,
            recovery=["GET /api/v1/football/analysis_files lists those you may see"],
        )
