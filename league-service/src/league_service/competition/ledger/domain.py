"""What a result is: one line per competitor, and which of its revisions count."""

from dataclasses import dataclass
from typing import Final

FINAL: Final = ("verified", "official", "corrected")
"""The states of a revision that standings and bets go by."""


@dataclass(frozen=True, slots=True)
class ResultLine:
    """What one competitor achieved; `position` says which competitor of the event."""

    position: int
    score: int


def two_scores(home: int, away: int) -> tuple[ResultLine, ResultLine]:
    """The lines of an event whose first competitor is at home and whose second is away."""
    return ResultLine(1, home), ResultLine(2, away)
