"""What a stored board shows once teams of it are gone. Pure."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any


def closed_up(row: Any, gone: Sequence[int]) -> Any:
    """A row of the newest board without the teams that were deleted since it was published.

    `gone` are their ranks in order. Whoever was behind them moves up; whoever shared their rank keeps it.
    A row begins with rank, previous rank and movement.
    """
    rank, previous, _, *others = row
    if rank is None or not gone:
        return row
    rank -= bisect_left(gone, rank)
    return (rank, previous, None if previous is None else previous - rank, *others)
