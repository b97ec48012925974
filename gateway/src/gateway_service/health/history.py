"""The history of services: uptime over a day, error rates over five minutes, typical length of outages."""

from collections import deque
from dataclasses import dataclass, field

_DAY_S = 86_400.0
_RECENT_S = 300.0
_MOST_OUTAGES = 20


@dataclass(slots=True)
class Record:
    """The history of one service or dependency; times in epoch seconds."""

    default_recovery_s: float
    checks: deque[tuple[float, bool]] = field(default_factory=deque[tuple[float, bool]])
    calls: deque[tuple[float, float, float]] = field(default_factory=deque[tuple[float, float, float]])
    outages: deque[float] = field(default_factory=lambda: deque[float](maxlen=_MOST_OUTAGES))
    down_since: float | None = None

    def note(self, now: float, *, works: bool) -> None:
        """Records the result of a check."""
        self.checks.append((now, works))
        while self.checks and self.checks[0][0] < now - _DAY_S:
            self.checks.popleft()
        if works and self.down_since is not None:
            self.outages.append(now - self.down_since)
            self.down_since = None
        elif not works and self.down_since is None:
            self.down_since = now

    def note_calls(self, now: float, total: float, failed: float) -> None:
        """Records the numbers of calls and failed calls since the start of the process."""
        self.calls.append((now, total, failed))
        while self.calls and self.calls[0][0] < now - _RECENT_S:
            self.calls.popleft()

    def uptime_percentage(self) -> float:
        """The percentage of successful checks in the last 24 hours; 100 before the first."""
        good = sum(works for _, works in self.checks)
        return round(100 * good / len(self.checks), 3) if self.checks else 100.0

    def error_rate(self, now: float) -> float:
        """The share of failed calls in the last 5 minutes; of failed checks if there were no calls."""
        if len(self.calls) >= 2:
            (_, total0, failed0), (_, total1, failed1) = self.calls[0], self.calls[-1]
            if total1 > total0:
                return round((failed1 - failed0) / (total1 - total0), 4)
        recent = [works for moment, works in self.checks if moment >= now - _RECENT_S]
        return round(1 - sum(recent) / len(recent), 4) if recent else 0.0

    def estimated_recovery_s(self, now: float) -> int:
        """The remaining time of a typical outage; at least 5 seconds."""
        usual = sum(self.outages) / len(self.outages) if self.outages else self.default_recovery_s
        elapsed = now - self.down_since if self.down_since is not None else 0.0
        return max(round(usual - elapsed), 5)
