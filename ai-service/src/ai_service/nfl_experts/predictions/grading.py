"""Whether a prediction was right by the score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from ai_service.nfl_experts.betting.markets import Category, Market, Side
from ai_service.nfl_experts.betting.settlement import Terms, outcome_of

Grade = Literal["correct", "incorrect", "push"]

MARKET_OF: Final[Mapping[Category, Market]] = {"spread": "spread", "winner": "moneyline", "total": "total"}

_GRADES: Final[Mapping[str, Grade]] = {"won": "correct", "lost": "incorrect", "push": "push"}


def grade(
    category: Category, side: Side, *, point: float | None = None, home_score: int, away_score: int
) -> Grade:
    """A prediction is graded as a bet on it would be settled: a tie is a push of the winner.

    `point` is the one that was stated with the prediction: the home handicap, or the points of the total.
    """
    terms = Terms(MARKET_OF[category], side, None if category == "winner" else point)
    return _GRADES[outcome_of(terms, home_score=home_score, away_score=away_score)]


@dataclass(frozen=True, slots=True)
class Graded:
    """One category of a game that ended, and who was right and who was wrong; a push is neither."""

    game_id: str
    category: Category
    ended_at: datetime
    correct: Sequence[str]
    incorrect: Sequence[str]
