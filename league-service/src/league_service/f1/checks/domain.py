"""When a session is looked at, and what its state is. Pure.

Polls look for the first whole result: hourly, from one hour after the start of a sprint and two hours after
the start of a race, and daily once two days have passed. Three checks follow the first result, 24, 48 and 72
hours after it, and then one a week until 30 days after the last race of the season.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from league_service.competition.ledger.schedule import OFF
from league_service.f1.domain import SCORING

Kind = Literal["poll", "check", "weekly", "asked"]
Outcome = Literal["not_yet", "confirmed", "recorded", "corrected", "quarantined"]

CHECKS: Final = 3
WARNED_AFTER: Final = timedelta(hours=24)
ABANDONED_AFTER: Final = timedelta(hours=48)
WATCHED_AFTER_SEASON: Final = timedelta(days=30)
_POLLED_AFTER: Final = {"sprint": timedelta(hours=1), "race": timedelta(hours=2)}
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Due:
    """A date at which a session is looked at."""

    kind: Kind
    at: datetime


@dataclass(frozen=True, slots=True)
class Check:
    """A look at a session that took place: for which date, and when."""

    kind: str
    due_at: datetime
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class FirstResult:
    """The first result that counts: when it was recorded, and from when it is in force."""

    observed_at: datetime
    effective_at: datetime

    @property
    def is_settled(self) -> bool:
        """Whether it was published longer ago than the checks take when it was imported: it needs none."""
        return self.observed_at - self.effective_at >= CHECKS * _DAY


@dataclass(frozen=True, slots=True)
class Watched:
    """What decides when a session is looked at. `season_ends_at` is the start of the season's last race."""

    kind: str
    starts_at: datetime
    status: str
    season_ends_at: datetime
    first: FirstResult | None = None
    checks: Sequence[Check] = ()

    @property
    def is_scoring(self) -> bool:
        return self.kind in SCORING

    @property
    def checks_done(self) -> int:
        """How many of the three checks took place."""
        return len({check.due_at for check in self.checks if check.kind == "check"})

    @property
    def is_abandoned(self) -> bool:
        """Whether a look found no result two days after the start. Without an upstream nobody looks."""
        since = self.starts_at + ABANDONED_AFTER
        return any(check.kind == "poll" and check.due_at >= since for check in self.checks)

    @property
    def watched_until(self) -> datetime:
        return self.season_ends_at + WATCHED_AFTER_SEASON


def due_at(watched: Watched, now: datetime) -> Due | None:
    """The look that is due. Of polls and weekly checks that were missed, only the last one is made up for."""
    if not watched.is_scoring:
        return None
    if watched.first is None:
        return None if watched.status in OFF else _missed(watched, "poll", _polls(watched, now), now)
    for date in _three(watched.first):
        if date <= now and not _is_done(watched, "check", date):
            return Due("check", date)
    return _missed(watched, "weekly", _weekly(watched, watched.first, now), now)


def next_due(watched: Watched, now: datetime) -> Due | None:
    """The next look: the one that is due, otherwise the first one later than now."""
    due = due_at(watched, now)
    if due is not None or not watched.is_scoring:
        return due
    if watched.first is None:
        return None if watched.status in OFF else _later(watched, "poll", _polls(watched, now), now)
    for date in _three(watched.first):
        if date > now:
            return Due("check", date)
    return _later(watched, "weekly", _weekly(watched, watched.first, now), now)


def state_of(
    watched: Watched, result_status: str | None, at: datetime, *, simulated: bool = False
) -> tuple[str, int]:
    """The state of a session, and how many of the three checks took place.

    The checks of a simulated session take place by themselves, as nobody publishes its results.
    """
    if result_status is None:
        return _state_without_result(watched, at), 0
    done = watched.checks_done
    if simulated and watched.first is not None:
        done = max(0, min(CHECKS, (at - watched.first.effective_at) // _DAY))
    if not watched.is_scoring or result_status in ("corrected", "provisional"):
        return result_status, done
    if watched.first is None or done >= CHECKS or (watched.first.is_settled and not simulated):
        return "official", done
    return ("verified" if done else "provisional"), done


def _state_without_result(watched: Watched, at: datetime) -> str:
    if watched.status in OFF:
        return watched.status
    if at < watched.starts_at:
        return "scheduled"
    return "abandoned" if watched.is_abandoned else "awaiting"


def _three(first: FirstResult) -> list[datetime]:
    return [] if first.is_settled else [first.observed_at + number * _DAY for number in range(1, CHECKS + 1)]


def _polls(watched: Watched, now: datetime) -> list[datetime]:
    """The last poll until now, and the first one after it."""
    begin = watched.starts_at + _POLLED_AFTER[watched.kind]
    abandoned_at = watched.starts_at + ABANDONED_AFTER
    hourly = _around(begin, _HOUR, now)
    if all(date < abandoned_at for date in hourly):
        return hourly
    return [date for date in hourly if date < abandoned_at] + _around(abandoned_at, _DAY, now)


def _weekly(watched: Watched, first: FirstResult, now: datetime) -> list[datetime]:
    verified_at = first.observed_at if first.is_settled else first.observed_at + CHECKS * _DAY
    found = _around(verified_at + _WEEK, _WEEK, min(now, watched.watched_until))
    return [date for date in found if date <= watched.watched_until]


def _around(begin: datetime, step: timedelta, now: datetime) -> list[datetime]:
    """The last date of a series until now, if there is one, and the first one after it."""
    if now < begin:
        return [begin]
    last = begin + (now - begin) // step * step
    return [last, last + step]


def _missed(watched: Watched, kind: Kind, dates: Iterable[datetime], now: datetime) -> Due | None:
    """The last date that has come and that no look reached."""
    come = [date for date in dates if date <= now and date <= watched.watched_until]
    if not come or any(check.kind == kind and check.due_at >= come[-1] for check in watched.checks):
        return None
    return Due(kind, come[-1])


def _later(watched: Watched, kind: Kind, dates: Iterable[datetime], now: datetime) -> Due | None:
    return next((Due(kind, date) for date in dates if now < date <= watched.watched_until), None)


def _is_done(watched: Watched, kind: Kind, date: datetime) -> bool:
    return any(check.kind == kind and check.due_at == date for check in watched.checks)
