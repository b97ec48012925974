"""When a user may be disturbed, and when digests are due; no I/O, no clock.

Times of the day are those of the user's time zone. A time that a change of the clocks skips counts as late as
it would have been without the change, and one that comes twice counts the first time. So everything happens
once a day, also on the days on which the clocks change.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal

from altsports.contract.notices import EmailTime
from task_service.time_zones import zone_of

Every = Literal["hourly", "daily", "weekly"]
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timing:
    """The rhythm of one user; the defaults are for users who chose nothing."""

    timezone: str = "UTC"
    quiet: bool = False
    quiet_start: time = field(default=time(22))
    quiet_end: time = field(default=time(7))
    digest_every: Every = "daily"
    digest_at: time = field(default=time(8))
    digest_weekday: int = 0

    def quiet_until(self, now: datetime) -> datetime | None:
        """When the quiet hours end that `now` is in; None outside of them."""
        if not self.quiet:
            return None
        today = self._local(now).date()
        length = _DAY if self.quiet_end <= self.quiet_start else timedelta()
        for day in (today - _DAY, today):
            end = self._at(day + length, self.quiet_end)
            if self._at(day, self.quiet_start) <= now < end:
                return end
        return None

    def mail_at(self, email: EmailTime, now: datetime, *, security: bool) -> datetime | None:
        """When an e-mail about something that happens now is due; None for no e-mail."""
        if email == "off":
            return None
        if security:
            return now
        due = now if email == "at_once" else self._next_digest(now)
        while end := self.quiet_until(due):  # twice where a change of the clocks lets two nights overlap
            due = end
        return due

    def _next_digest(self, now: datetime) -> datetime:
        if self.digest_every == "hourly":
            return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        today = self._local(now).date()
        days = (today + _DAY * ahead for ahead in range(9))
        wanted = (day for day in days if self.digest_every == "daily" or day.weekday() == self.digest_weekday)
        return next(at for day in wanted if (at := self._at(day, self.digest_at)) > now)

    def _local(self, now: datetime) -> datetime:
        return now.astimezone(zone_of(self.timezone))

    def _at(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, zone_of(self.timezone)).astimezone(UTC)
