"""Alerts: their ids, and which of them are shown. No I/O."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid5

LEVELS: Final = ("low", "medium", "high", "critical")
REPEATED_S: Final = 5 * 60
DISMISSED_S: Final = 15 * 60
RATE_S: Final = 15 * 60
MOST_IN_RATE: Final = 6


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as it is stored. `player` is the one as the file names them."""

    organisation_id: str
    id: UUID
    analysis_id: UUID
    match_id: str
    team_ids: list[str]
    segment_index: int
    segment_id: UUID
    rule: str
    side: str
    team_id: str
    player: str
    player_id: str | None
    severity: float
    level: str
    message: str
    evidence: list[dict[str, Any]]
    advisory: str | None
    advisory_source: str | None
    period: int
    match_s: float
    video_s: float | None
    suppressed_by: str | None
    listed: bool
    severity_before: float | None
    severity_after: float | None
    created_at: datetime

    @property
    def subject(self) -> tuple[str, str, str]:
        """What repeats: the same rule about the same side and player."""
        return (self.rule, self.side, self.player)


def alert_id(analysis_id: UUID, segment_index: int, rule: str, side: str, player: str) -> UUID:
    """The id of an alert, the same in every attempt."""
    return uuid5(analysis_id, f"alert {segment_index} {rule} {side} {player}")


def suppressed_by(alert: Alert, shown: Sequence[Alert], dismissed: Sequence[Alert]) -> str | None:
    """Why an alert is not shown; None if it is.

    `shown` are the earlier alerts of the analysis that were, `dismissed` those of the match that somebody
    dismissed. Times are those of the match, so that a second attempt decides in the same way. Stoppage time
    overlaps with the next period, so an earlier alert may have the higher time.
    """
    rank = LEVELS.index(alert.level)
    for earlier in shown:
        near = alert.match_s - earlier.match_s < REPEATED_S
        if earlier.subject == alert.subject and near and rank <= LEVELS.index(earlier.level):
            return "repeated"
    for earlier in dismissed:
        is_before = (earlier.period, earlier.match_s) <= (alert.period, alert.match_s)
        near = is_before and alert.match_s - earlier.match_s < DISMISSED_S
        if earlier.subject == alert.subject and near and rank <= LEVELS.index(earlier.level):
            return "dismissed"
    if sum(alert.match_s - earlier.match_s < RATE_S for earlier in shown) >= MOST_IN_RATE:
        return "rate"
    return None
