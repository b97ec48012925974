"""The errors of analyses. Reasons are part of the API and are listed in the comments of the RPCs."""

from service_kit.errors import NotFound, Unavailable


class AnalysisNotFound(NotFound):
    reason = "ANALYSIS_NOT_FOUND"

    def __init__(self, analysis_id: str) -> None:
        super().__init__(
            "Analysis not found",
            recovery=["List your analyses with GET /api/v1/analyses"],
            analysis_id=analysis_id,
        )


class AnalysesUnavailable(Unavailable):
    reason = "ANALYSES_UNAVAILABLE"
