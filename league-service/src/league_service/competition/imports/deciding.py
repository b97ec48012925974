"""Decides what a stated result or quote adds to the stored ones. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from league_service.competition.imports.domain import SourceQuote, SourceResult
from league_service.competition.imports.known import KnownQuote, KnownResult
from league_service.competition.ledger.domain import ResultLine

CLOSING: Final = timedelta(hours=2)
"""The assumed time between a closing quote without a time and the start of its event."""

_NEXT: Final = timedelta(seconds=1)


class HeldBack(Exception):
    """The source is older than what is stored, and states something else."""


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Who states something, from when (`at`: now or as declared), and whether newer facts are stored."""

    source: str
    now: datetime
    at: datetime
    is_older: bool
    is_doubtful: bool = False
    """Nobody declared its date, and its newest result is older than what is stored of the event."""


Material = Callable[[ResultLine], object]
"""What of a line decides something. A result that differs only in other values is no correction."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A revision to add: its status, and the time from which it is in force.

    `is_detail` says that it changes nothing that decides something, so it is news to nobody.
    """

    status: str
    effective_at: datetime
    is_detail: bool = False


def decide_result(
    revisions: Sequence[KnownResult],
    result: SourceResult,
    *,
    ends_at: datetime,
    standpoint: Standpoint,
    material: Material,
) -> Decision | None:
    """Returns the revision that a stated result adds; None if nothing is new.

    Raises HeldBack.
    """
    counting = [found for found in revisions if not found.is_outdated]
    own = [found for found in counting if found.source == standpoint.source]
    if own and own[-1].lines == result.lines and (own[-1].status == "quarantined") == bool(result.doubt):
        return None
    final = [found for found in counting if found.is_final]
    if standpoint.is_older and final and final[-1].lines != result.lines:
        raise HeldBack
    if result.doubt:
        return Decision("quarantined", standpoint.now)
    if not final:
        first = result.ended_at or ends_at
        return Decision("official", max([first, *(found.effective_at for found in counting[-1:])]))
    if final[-1].lines == result.lines:
        return None
    at = max(standpoint.now, final[-1].effective_at)
    if list(map(material, final[-1].lines)) == list(map(material, result.lines)):
        return Decision(final[-1].status, at, is_detail=True)
    return Decision("corrected", at)


def decide_quote(
    known: Sequence[KnownQuote], quote: SourceQuote, scheduled_at: datetime, standpoint: Standpoint
) -> tuple[datetime, int] | None:
    """Returns the time of the quote and its revision; None if nothing is new. Raises HeldBack."""
    if quote.taken_at is not None:
        return _at_its_time(known, quote, quote.taken_at, standpoint)
    at = standpoint.at if standpoint.at < scheduled_at else scheduled_at - CLOSING
    before = [found for found in known if found.taken_at <= at] if standpoint.is_older else known
    if not known:
        return at, 1
    if before and before[-1].values == quote.values:
        return None
    if standpoint.is_older:
        return _as_history(known, at, standpoint)
    last = known[-1]
    if at > last.taken_at:
        return at, 1
    if last.recorded_at < scheduled_at and last.taken_at + _NEXT < scheduled_at:
        return last.taken_at + _NEXT, 1  # that quote was really offered, and the closing one came after it
    return last.taken_at, last.revision + 1  # a closing quote was corrected, or the event was moved forward


def _at_its_time(
    known: Sequence[KnownQuote], quote: SourceQuote, taken_at: datetime, standpoint: Standpoint
) -> tuple[datetime, int] | None:
    same = [found for found in known if found.taken_at == taken_at]
    if not same:
        return taken_at, 1
    if same[-1].values == quote.values:
        return None
    if standpoint.is_older:
        raise HeldBack
    return taken_at, same[-1].revision + 1


def _as_history(known: Sequence[KnownQuote], at: datetime, standpoint: Standpoint) -> tuple[datetime, int]:
    """An older quote whose time is known joins the history; without its time it is held back."""
    is_dated = standpoint.at < standpoint.now
    if not is_dated or at >= known[-1].taken_at or any(found.taken_at == at for found in known):
        raise HeldBack
    return at, 1
