"""Errors of tactical insights; the reasons are API and documented at the RPCs."""

from service_kit.errors import NotFound


class TacticalInsightNotFound(NotFound):
    """There is no such insight in the club, or it rests on teams that the caller may not see."""

    reason = "TACTICAL_INSIGHT_NOT_FOUND"

    def __init__(self, insight_id: str) -> None:
        super().__init__(
            f"insight {insight_id} not found",
            insight_id=insight_id,
            recovery=["GET /api/v1/football/insights lists those you may see"],
        )
