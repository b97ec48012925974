"""The SQL of games: predictions, bets and settled scores."""

from collections.abc import Sequence
from typing import Final

from service_kit.db.reader import Reader

_COUNTS: Final = """
SELECT game_id, count(DISTINCT expert_id)::int, (
  SELECT count(*)::int FROM ai.bets
  WHERE bets.book_id = %(book)s AND bets.game_id = opinions.game_id AND bets.status <> 'void'
)
FROM ai.opinions WHERE book_id = %(book)s AND game_id = ANY(%(games)s) GROUP BY game_id
"""
_SCORES: Final = (
    "SELECT game_id, home_score, away_score FROM ai.settled_games"
    " WHERE book_id = %s AND game_id = ANY(%s) AND home_score IS NOT NULL"
)


async def settled_scores(reader: Reader, book_id: str, game_ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The scores that games were settled by, home first; they include corrections."""
    rows = await reader.fetch_rows(_SCORES, [book_id, list(game_ids)])
    return {game_id: (home, away) for game_id, home, away in rows}


async def counts_of_games(
    reader: Reader, book_id: str, game_ids: Sequence[str]
) -> dict[str, tuple[int, int]]:
    """The number of experts who predicted each game, and of bets on it."""
    rows = await reader.fetch_rows(_COUNTS, {"book": book_id, "games": list(game_ids)})
    return {game_id: (predictions, bets) for game_id, predictions, bets in rows}
