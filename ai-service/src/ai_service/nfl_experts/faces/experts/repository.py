"""The SQL of experts: their money, their records, and their entries in the ledger."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from ai_service.nfl_experts.betting.statistics import Statistics
from service_kit.db.reader import Reader

_STANDINGS: Final = """
SELECT accounts.expert_id, accounts.bankroll, accounts.open_stakes,
  accounts.eliminated_at IS NOT NULL AS eliminated,
  coalesce(graded.correct, 0)::int AS correct, coalesce(graded.decided, 0)::int AS decided,
  coalesce(graded.estimated_correct, 0)::int AS estimated_correct,
  coalesce(graded.estimated_decided, 0)::int AS estimated_decided,
  coalesce(ended.wins, 0)::int AS wins, coalesce(ended.losses, 0)::int AS losses,
  coalesce(ended.pushes, 0)::int AS pushes, coalesce(ended.wagered, 0) AS wagered,
  coalesce(ended.won, 0) AS won, coalesce(ended.lost, 0) AS lost
FROM ai.accounts
LEFT JOIN (
  SELECT expert_id, count(*) FILTER (WHERE result = 'correct' AND NOT estimated) AS correct,
    count(*) FILTER (WHERE NOT estimated) AS decided,
    count(*) FILTER (WHERE result = 'correct' AND estimated) AS estimated_correct,
    count(*) FILTER (WHERE estimated) AS estimated_decided
  FROM ai.predictions WHERE book_id = %(book)s AND result IN ('correct', 'incorrect') GROUP BY expert_id
) AS graded USING (expert_id)
LEFT JOIN (
  SELECT expert_id, count(*) FILTER (WHERE status = 'won') AS wins,
    count(*) FILTER (WHERE status = 'lost') AS losses, count(*) FILTER (WHERE status = 'push') AS pushes,
    sum(stake) AS wagered, sum(payout - stake) FILTER (WHERE status = 'won') AS won,
    sum(stake) FILTER (WHERE status = 'lost') AS lost
  FROM ai.bets WHERE book_id = %(book)s AND status IN ('won', 'lost', 'push') GROUP BY expert_id
) AS ended USING (expert_id)
WHERE accounts.book_id = %(book)s
"""
_ENTRIES: Final = (
    "SELECT transaction_id, account, amount, reason, bet_id, booked_at FROM ai.ledger_entries"
    " WHERE book_id = %s AND expert_id = %s ORDER BY id"
)
_PART: Final = (
    "SELECT transaction_id, account, amount, reason, bet_id, booked_at FROM ai.ledger_entries"
    " WHERE book_id = %(book)s AND expert_id = %(expert)s"
    " AND (%(bet)s::text IS NULL OR bet_id = %(bet)s) ORDER BY id DESC LIMIT %(limit)s OFFSET %(offset)s"
)
_SUMS: Final = (
    "SELECT account, sum(amount), count(*) FILTER (WHERE %(bet)s::text IS NULL OR bet_id = %(bet)s)::int"
    " FROM ai.ledger_entries WHERE book_id = %(book)s AND expert_id = %(expert)s GROUP BY account"
)
_GRADED: Final = (
    "SELECT p.expert_id, p.game_id, p.confidence, p.result = 'correct' AS correct, s.home_score, s.away_score"
    " FROM ai.predictions p JOIN ai.settled_games s ON s.book_id = p.book_id AND s.game_id = p.game_id"
    " WHERE p.book_id = %s AND p.category = %s AND p.estimated = %s AND p.result IN ('correct', 'incorrect')"
    " ORDER BY p.expert_id, p.position"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The numbers of an expert in a book: money, graded predictions, settled bets.

    Predictions at estimated lines count apart.
    """

    expert_id: str
    bankroll: Decimal
    open_stakes: Decimal
    eliminated: bool
    correct: int
    decided: int
    bets: Statistics
    estimated_correct: int = 0
    estimated_decided: int = 0

    @property
    def worth(self) -> Decimal:
        """Cash plus open stakes."""
        return self.bankroll + self.open_stakes

    @property
    def accuracy(self) -> float:
        """correct / decided, or 0 without decided predictions."""
        return self.correct / self.decided if self.decided else 0.0

    @property
    def estimated_accuracy(self) -> float:
        """The same of predictions at estimated lines."""
        return self.estimated_correct / self.estimated_decided if self.estimated_decided else 0.0


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One side of a transaction."""

    transaction_id: str
    account: str
    amount: Decimal
    reason: str
    bet_id: str | None
    booked_at: datetime


@dataclass(frozen=True, slots=True)
class GradedRow:
    """A prediction that was graded right or wrong, with the score that the game was settled by."""

    expert_id: str
    game_id: str
    confidence: float
    correct: bool
    home_score: int
    away_score: int

    @property
    def home_won(self) -> bool | None:
        """Whether the home team won; None for a tie."""
        return None if self.home_score == self.away_score else self.home_score > self.away_score


async def standings(reader: Reader, book_id: str) -> dict[str, Standing]:
    """The numbers of each expert, by id."""
    rows = await reader.fetch_all(_standing, _STANDINGS, {"book": book_id})
    return {row.expert_id: row for row in rows}


def _standing(
    expert_id: str,
    bankroll: Decimal,
    open_stakes: Decimal,
    *,
    eliminated: bool,
    correct: int,
    decided: int,
    estimated_correct: int,
    estimated_decided: int,
    **bets: Any,
) -> Standing:
    return Standing(
        expert_id,
        bankroll,
        open_stakes,
        eliminated,
        correct,
        decided,
        Statistics(**bets),
        estimated_correct,
        estimated_decided,
    )


async def entries(reader: Reader, book_id: str, expert_id: str) -> list[EntryRow]:
    """All entries of an expert, oldest first."""
    return await reader.fetch_all(EntryRow, _ENTRIES, [book_id, expert_id])


async def entries_part(
    reader: Reader, book_id: str, expert_id: str, *, bet_id: str | None, limit: int, offset: int
) -> list[EntryRow]:
    """A page of an expert's entries, newest first."""
    wanted = {"book": book_id, "expert": expert_id, "bet": bet_id, "limit": limit, "offset": offset}
    return await reader.fetch_all(EntryRow, _PART, wanted)


async def entry_sums(
    reader: Reader, book_id: str, expert_id: str, bet_id: str | None
) -> tuple[dict[str, Decimal], int]:
    """The sum of each account, and the number of entries."""
    wanted = {"book": book_id, "expert": expert_id, "bet": bet_id}
    rows = await reader.fetch_rows(_SUMS, wanted)
    return {account: total for account, total, _ in rows}, sum(count for *_, count in rows)


async def graded(reader: Reader, book_id: str, category: str, *, estimated: bool = False) -> list[GradedRow]:
    """The predictions of a category, at offered or at estimated lines, that were graded right or wrong."""
    return await reader.fetch_all(GradedRow, _GRADED, [book_id, category, estimated])
