"""The SQL of predictions: those of an expert's week, those of games as stances, and the chain of seals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from ai_service.nfl_experts.predictions.grading import Graded
from ai_service.nfl_experts.predictions.stance import Stance
from service_kit.db.reader import Reader

_OF_WEEK: Final = """
SELECT predictions.id, predictions.game_id, predictions.category, predictions.pick, predictions.confidence,
  predictions.reasoning, predictions.reasoning_source, predictions.created_at, predictions.hash,
  predictions.result, predictions.point, predictions.estimated,
  (opinions.opinion->>'scatter')::float8 AS scatter, (opinions.opinion->>'margin')::float8 AS margin,
  (opinions.opinion->>'total')::float8 AS total,
  (opinions.opinion->>'home_win_probability')::float8 AS home_win_probability, staked.amount
FROM ai.predictions
JOIN ai.opinions USING (book_id, game_id, expert_id)
LEFT JOIN LATERAL (
  SELECT sum(bets.stake) AS amount FROM ai.bets
  WHERE bets.book_id = predictions.book_id AND bets.game_id = predictions.game_id
    AND bets.expert_id = predictions.expert_id AND bets.status <> 'void'
    AND bets.bet_type = CASE predictions.category WHEN 'winner' THEN 'moneyline'
      ELSE predictions.category END
) AS staked ON true
WHERE predictions.book_id = %(book)s AND predictions.expert_id = %(expert)s AND predictions.week = %(week)s
  AND predictions.confidence >= %(min_confidence)s
  AND (%(status)s = 'all' OR (predictions.result IS NULL) = (%(status)s = 'pending'))
ORDER BY predictions.kickoff_at, predictions.game_id, array_position(ARRAY['spread', 'winner', 'total'],
  predictions.category)
"""
_STANCES: Final = """
SELECT predictions.expert_id, predictions.game_id, predictions.category, predictions.side,
  predictions.pick, predictions.confidence, (opinions.opinion->>'margin')::float8 AS margin,
  (opinions.opinion->>'total')::float8 AS total, predictions.estimated
FROM ai.predictions JOIN ai.opinions USING (book_id, game_id, expert_id)
WHERE predictions.book_id = %s AND predictions.game_id = ANY(%s)
"""
_IN_ORDER: Final = " ORDER BY predictions.position"
_REASONS: Final = (
    "SELECT expert_id, game_id, category, reasoning FROM ai.predictions"
    " WHERE book_id = %s AND game_id = ANY(%s)"
)
_GRADED: Final = """
SELECT graded.game_id, graded.category, graded.played_at,
  coalesce(graded.correct, '{}') AS correct, coalesce(graded.incorrect, '{}') AS incorrect
FROM (
  SELECT game_id, category, min(kickoff_at) AS played_at,
    array_agg(expert_id) FILTER (WHERE result = 'correct') AS correct,
    array_agg(expert_id) FILTER (WHERE result = 'incorrect') AS incorrect
  FROM ai.predictions
  WHERE book_id = %(book)s AND week < %(week)s AND result IN ('correct', 'incorrect') AND NOT estimated
  GROUP BY game_id, category
) AS graded
JOIN ai.settled_games ON settled_games.book_id = %(book)s AND settled_games.game_id = graded.game_id
"""
_CHAIN: Final = (
    "SELECT position, id, game_id, expert_id, category, pick, confidence, previous_hash, hash, created_at,"
    " kickoff_at, salt, content FROM ai.predictions WHERE book_id = %s ORDER BY position"
)


@dataclass(frozen=True, slots=True)
class PredictionRow:
    """A prediction, with the opinion behind it and the stake on it."""

    id: str
    game_id: str
    category: str
    pick: str
    confidence: float
    reasoning: str
    reasoning_source: str
    created_at: datetime
    hash: str
    result: str | None
    point: float | None
    estimated: bool
    scatter: float
    margin: float
    total: float
    home_win_probability: float
    amount: Decimal | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the chain, with the prediction as it is stored now."""

    position: int
    id: str
    game_id: str
    expert_id: str
    category: str
    pick: str
    confidence: float
    previous_hash: str
    hash: str
    created_at: datetime
    kickoff_at: datetime
    salt: str
    content: str


async def predictions_of_week(
    reader: Reader,
    book_id: str,
    expert_id: str,
    *,
    week: int,
    status: str,
    min_confidence: float,
) -> list[PredictionRow]:
    """The predictions of an expert for a week, by kick-off."""
    wanted = {
        "book": book_id,
        "expert": expert_id,
        "week": week,
        "status": status,
        "min_confidence": min_confidence,
    }
    return await reader.fetch_all(PredictionRow, _OF_WEEK, wanted)


async def stances(reader: Reader, book_id: str, game_ids: Sequence[str]) -> list[Stance]:
    """The predictions of all experts for some games, as stances."""
    return await reader.fetch_all(Stance, _STANCES + _IN_ORDER, [book_id, list(game_ids)])


async def reasons(reader: Reader, book_id: str, game_ids: Sequence[str]) -> dict[tuple[str, str, str], str]:
    """The reasonings, by expert, game and category."""
    rows = await reader.fetch_rows(_REASONS, [book_id, list(game_ids)])
    return {(expert_id, game_id, category): reasoning for expert_id, game_id, category, reasoning in rows}


async def graded_before(reader: Reader, book_id: str, week: int) -> list[Graded]:
    """Which experts were right and wrong in the weeks before a week; estimated lines do not count."""
    return await reader.fetch_all(Graded, _GRADED, {"book": book_id, "week": week})


async def chain(reader: Reader, book_id: str) -> list[Link]:
    """All links, by position."""
    return await reader.fetch_all(Link, _CHAIN, [book_id])
