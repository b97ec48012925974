"""Slows down attempts after wrong passwords, so that guessing is hopeless and owners are not locked out.

There are three counts, each with its own rule:

- *pair*, one account from one network: after 5 failures the next attempt waits 30 s, then twice as long each
  time, up to 15 minutes. A success clears it.
- *network*, all accounts from one network: after 300 failures within 15 minutes the network waits until these
  minutes have passed, except for accounts to which it logged in before.
- *account*, one account from all networks that never logged in to it: after 20 failures within an hour, such
  networks get one attempt a minute. Networks that the owner used before are not affected.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final


@dataclass(frozen=True, slots=True)
class Rule:
    """`free` failures have no effect; then the wait starts at `first` and doubles up to `longest`."""

    free: int
    first: timedelta
    longest: timedelta
    forget_after: timedelta
    """Failures are forgotten this long after the last one, or, with `fixed_window`, after the first."""
    fixed_window: bool = False


PAIR: Final = Rule(5, timedelta(seconds=30), timedelta(minutes=15), timedelta(hours=1))
NETWORK: Final = Rule(300, timedelta(minutes=15), timedelta(minutes=15), timedelta(minutes=15), True)
ACCOUNT: Final = Rule(20, timedelta(minutes=1), timedelta(minutes=1), timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Failures:
    """The failures counted for one pair, network or account."""

    count: int
    first_at: datetime
    last_at: datetime
    locked_until: datetime | None = None

    def is_forgotten(self, rule: Rule, now: datetime) -> bool:
        since = self.first_at if rule.fixed_window else self.last_at
        return now >= since + rule.forget_after


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known about an attempt before the password is checked."""

    pair: Failures | None = None
    network: Failures | None = None
    account: Failures | None = None
    network_is_known: bool = False
    """True if this network logged in to this account before."""


def seconds_to_wait(standing: Standing, now: datetime) -> int:
    """Whole seconds until the next attempt is allowed; 0 if it is allowed now."""
    locks = [standing.pair]
    if not standing.network_is_known:
        locks += [standing.network, standing.account]
    waits = [(f.locked_until - now).total_seconds() for f in locks if f is not None and f.locked_until]
    return max(0, math.ceil(max(waits, default=0)))


def after_failure(found: Failures | None, rule: Rule, now: datetime) -> Failures:
    """The count after one more failure, with the resulting wait."""
    if found is None or found.is_forgotten(rule, now):
        found = Failures(0, now, now)
    count = found.count + 1
    over = count - rule.free
    locked_until = None if over < 0 else now + min(rule.first * 2 ** min(over, 20), rule.longest)
    return Failures(count, found.first_at, now, locked_until)
