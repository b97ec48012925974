"""Grades a prediction by the score of its game."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from ai_service.nfl_experts.betting.markets import Category, Market, Side
from ai_service.nfl_experts.betting.settlement import Terms, outcome_of

Grade = Literal["correct", "incorrect", "push", "void"]
"""`void` is the grade of predictions about a game that is called off; `push` needs a score."""

MARKET_OF: Final[Mapping[Category, Market]] = {"spread": "spread", "winner": "moneyline", "total": "total"}

_GRADES: Final[Mapping[str, Grade]] = {"won": "correct", "lost": "incorrect", "push": "push"}


def grade(
    category: Category, side: Side, *, point: float | None = None, home_score: int, away_score: int
) -> Grade:
    """The grade of a prediction. It is the outcome of a bet on it, so a tie is a push for the winner.

    `point` is what was stated with the prediction: the home handicap, or the points of the total.
    """
    terms = Terms(MARKET_OF[category], side, None if category == "winner" else point)
    return _GRADES[outcome_of(terms, home_score=home_score, away_score=away_score)]


@dataclass(frozen=True, slots=True)
class Graded:
    """One category of a finished game, with the experts who were right and wrong; a push is neither."""

    game_id: str
    category: Category
    played_at: datetime
    correct: Sequence[str]
    incorrect: Sequence[str]
