"""The clock of a match: where an event is, on the clock that people read and in seconds that were played."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

_EXTRA_PERIODS: Final = 2


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """A time in a match: the period, and the seconds since the period began."""

    period: int
    second: int


@dataclass(frozen=True, slots=True)
class Clock:
    """The periods of a match in minutes: regular periods, then two of extra time, then the shoot-out."""

    periods: int = 2
    period_minutes: int = 45
    extra_minutes: int = 15

    @property
    def shoot_out(self) -> int:
        """The number of the period in which the shoot-out takes place."""
        return self.periods + _EXTRA_PERIODS + 1

    def length(self, period: int) -> int:
        """The nominal minutes of a period. The shoot-out has none."""
        if period >= self.shoot_out:
            return 0
        return self.period_minutes if period <= self.periods else self.extra_minutes

    def start(self, period: int) -> int:
        """The minute that the clock shows when a period begins."""
        return sum(self.length(earlier) for earlier in range(1, period))

    def end(self, period: int) -> int:
        """The minute at which stoppage time of a period begins."""
        return self.start(period) + self.length(period)

    def instant(self, period: int, minute: int, stoppage_minute: int = 0, second: int = 0) -> Instant:
        """The instant that 45+2 and a second state. A minute before the period counts as its start."""
        elapsed = minute - self.start(period) + stoppage_minute
        return Instant(period, max(0, elapsed * 60 + second))

    def shown(self, at: Instant) -> tuple[int, int, int]:
        """The minute, the stoppage minute and the second that the clock shows. The inverse of `instant`."""
        minutes, second = divmod(at.second, 60)
        within = min(minutes, self.length(at.period))
        return self.start(at.period) + within, minutes - within, second

    def minute(self, at: Instant) -> int:
        """The minute on the clock, which stands still in stoppage time."""
        return self.start(at.period) + min(at.second // 60, self.length(at.period))


@dataclass(frozen=True, slots=True)
class Duration:
    """The seconds that each period lasted, from the first; those of the shoot-out do not count."""

    lengths: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.lengths)

    @property
    def end(self) -> Instant:
        """The end of play, or the latest known instant of a match in progress."""
        return Instant(len(self.lengths), self.lengths[-1]) if self.lengths else Instant(1, 0)

    def elapsed(self, at: Instant) -> int:
        """The seconds played before an instant. An instant after the end of its period counts as that end."""
        before = list(accumulate(self.lengths, initial=0))
        if at.period > len(self.lengths):
            return before[-1]
        return before[at.period - 1] + min(at.second, self.lengths[at.period - 1])

    def clamped(self, at: Instant) -> Instant:
        """The instant itself, or the end of its period if the period was over before."""
        if at.period > len(self.lengths):
            return self.end
        return Instant(at.period, min(at.second, self.lengths[at.period - 1]))


def duration_of(
    clock: Clock, seen: Iterable[Instant], ends: Mapping[int, int], *, finished: bool
) -> Duration:
    """How long each period lasted.

    `ends` are the stated ends of periods, in seconds. A period without one lasted its nominal time, or until
    the last instant seen in it if that is later. The current one of a match in progress lasted until then.
    """
    latest: dict[int, int] = {}
    for at in seen:
        latest[at.period] = max(latest.get(at.period, 0), at.second)
    last = max((period for period in (*latest, *ends) if period < clock.shoot_out), default=0)
    if finished:
        last = clock.periods if last <= clock.periods else clock.shoot_out - 1
    lengths: list[int] = []
    for period in range(1, last + 1):
        if period in ends:
            lengths.append(ends[period])
        elif finished or period < last:
            lengths.append(max(clock.length(period) * 60, latest.get(period, 0)))
        else:
            lengths.append(latest.get(period, 0))
    return Duration(tuple(lengths))
