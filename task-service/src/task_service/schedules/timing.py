"""When a schedule has dates: computed from its timing alone; no I/O, no clock. All times are in UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from cronsim import CronSim

_FOLD: Final = timedelta(hours=3)
"""More than any change of the clocks: cronsim reads a repeated hour as its first pass."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Exactly one of `cron`, `interval_s` and `at` is set. An interval counts from `anchor`."""

    cron: str | None
    interval_s: int | None
    at: datetime | None
    time_zone: str
    anchor: datetime

    def after(self, time: datetime) -> Iterator[datetime]:
        """The dates later than the given time, in order."""
        if self.at is not None:
            return iter([self.at] if self.at > time else [])
        if self.interval_s is not None:
            return self._intervals(time)
        return self._cron_after(time)

    def next(self, time: datetime) -> datetime | None:
        """The first date later than the given time; None if there is none."""
        return next(self.after(time), None)

    def latest(self, first: datetime, last: datetime, most: int) -> list[datetime]:
        """The last `most` dates from `first` to `last`, in order. A long time between them costs nothing."""
        return list(islice(self._before(first, last), most))[::-1]

    def _intervals(self, time: datetime) -> Iterator[datetime]:
        step = timedelta(seconds=self.interval_s or 0)
        number = max((time - self.anchor) // step, 0) + 1
        while True:
            yield self.anchor + number * step
            number += 1

    def _cron_after(self, time: datetime) -> Iterator[datetime]:
        for date in CronSim(self.cron or "", time.astimezone(self._zone)):
            utc = date.astimezone(UTC)
            if utc > time:
                time = utc
                yield utc

    def _before(self, first: datetime, last: datetime) -> Iterator[datetime]:
        """The dates from `last` back to `first`."""
        if self.at is not None:
            yield from [self.at] if first <= self.at <= last else []
        elif self.interval_s is not None:
            step = timedelta(seconds=self.interval_s)
            date = self.anchor + (last - self.anchor) // step * step
            while date >= first and date > self.anchor:
                yield date
                date -= step
        else:
            yield from self._cron_before(first, last)

    def _cron_before(self, first: datetime, last: datetime) -> Iterator[datetime]:
        limit = last + timedelta(microseconds=1)
        for date in CronSim(self.cron or "", (last + _FOLD).astimezone(self._zone), reverse=True):
            utc = date.astimezone(UTC)
            if utc < first:
                return
            if utc < limit:
                limit = utc
                yield utc

    @property
    def _zone(self) -> ZoneInfo | None:
        return UTC if self.time_zone == "UTC" else ZoneInfo(self.time_zone)  # type: ignore[return-value]
