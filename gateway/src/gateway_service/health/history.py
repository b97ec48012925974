"""The history of services: uptime over a day, error rates over five minutes, typical length of outages."""

from collections import deque
from dataclasses import dataclass, field

_DAY_S = 86_400.0
_RECENT_S = 300.0
_STARTING_S = 60.0
_MOST_OUTAGES = 20


@dataclass(slots=True)
class Record:
    """The history of one service or dependency; times in epoch seconds.

    What has not worked yet is starting, and its first minute does not count.
    """

    default_recovery_s: float
    changes: deque[tuple[float, bool]] = field(default_factory=deque[tuple[float, bool]])
    """When it began to work, or ceased to."""
    calls: deque[tuple[float, float, float]] = field(default_factory=deque[tuple[float, float, float]])
    outages: deque[float] = field(default_factory=lambda: deque[float](maxlen=_MOST_OUTAGES))
    down_since: float | None = None
    seen_at: float = 0.0

    def note(self, now: float, *, works: bool) -> None:
        """Records the result of a check."""
        self.seen_at = now
        if works and self.down_since is not None:
            if self.changes:
                self.outages.append(now - self.down_since)
            self.down_since = None
        elif not works and self.down_since is None:
            self.down_since = now
        starting = not self.changes and self.down_since is not None and now - self.down_since < _STARTING_S
        if not starting and (not self.changes or self.changes[-1][1] != works):
            self.changes.append((now, works))
        while len(self.changes) > 1 and self.changes[1][0] <= now - _DAY_S:
            self.changes.popleft()

    def note_calls(self, now: float, total: float, failed: float) -> None:
        """Records the numbers of calls and failed calls since the start of the process."""
        self.calls.append((now, total, failed))
        while self.calls and self.calls[0][0] < now - _RECENT_S:
            self.calls.popleft()

    def uptime_percentage(self) -> float:
        """The percentage of the last 24 hours in which it worked, as far as they were observed."""
        return round(100 * self._share_up(self.seen_at - _DAY_S), 3)

    def error_rate(self, now: float) -> float:
        """The share of failed calls in the last 5 minutes; without calls, the share of the time down."""
        if len(self.calls) >= 2:
            (_, total0, failed0), (_, total1, failed1) = self.calls[0], self.calls[-1]
            if total1 > total0:
                return round((failed1 - failed0) / (total1 - total0), 4)
        return round(1 - self._share_up(now - _RECENT_S), 4)

    def _share_up(self, since: float) -> float:
        up = total = 0.0
        ends = [*(start for start, _ in self.changes), self.seen_at][1:]
        for (start, works), end in zip(self.changes, ends, strict=True):
            length = max(end - max(start, since), 0.0)
            total += length
            up += length if works else 0.0
        return up / total if total else float(self.down_since is None)

    def estimated_recovery_s(self, now: float) -> int:
        """The remaining time of a typical outage; at least 5 seconds."""
        usual = sum(self.outages) / len(self.outages) if self.outages else self.default_recovery_s
        elapsed = now - self.down_since if self.down_since is not None else 0.0
        return max(round(usual - elapsed), 5)
