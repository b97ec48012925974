"""The order of a leaderboard. Pure.

Most points first. Equal totals are decided by the best single race. Teams that are equal there share the rank
(1, 2, 2, 4), and the older team is listed first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Entry:
    """A team on a board."""

    team_id: str
    total: Decimal
    best_race: Decimal
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Placed:
    """A team with its rank."""

    rank: int
    entry: Entry


def ranked(entries: Iterable[Entry]) -> Sequence[Placed]:
    """The board in order."""
    ordered = sorted(
        entries,
        key=lambda entry: (-entry.total, -entry.best_race, entry.created_at, entry.team_id),
    )
    placed: list[Placed] = []
    for _, tied in groupby(ordered, key=lambda entry: (entry.total, entry.best_race)):
        rank = len(placed) + 1
        placed += [Placed(rank, entry) for entry in tied]
    return placed
