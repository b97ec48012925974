"""The balance before a bet is the worth of the bankroll, cash and open stakes, and so is what its risk is measured by."""

from collections.abc import Sequence

from alembic import op

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Placing a bet does not change the worth, so the worth after the transaction is the worth before it.
_MEASURE_BY_WORTH = """
UPDATE ai.bets SET balance_before = placed.worth, risk_level = CASE
  WHEN bets.stake < 0.03 * placed.worth THEN 'low' WHEN bets.stake < 0.08 * placed.worth THEN 'medium'
  WHEN bets.stake < 0.20 * placed.worth THEN 'high' ELSE 'extreme' END
FROM (
  SELECT bet_id, reason, sum(change) OVER (PARTITION BY book_id, expert_id ORDER BY place) AS worth
  FROM (
    SELECT book_id, expert_id, transaction_id, bet_id, reason, min(id) AS place,
      coalesce(sum(amount) FILTER (WHERE account <> 'house'), 0) AS change
    FROM ai.ledger_entries GROUP BY book_id, expert_id, transaction_id, bet_id, reason
  ) AS transactions
) AS placed
WHERE bets.id = placed.bet_id AND placed.reason = 'bet_placed' AND placed.worth > 0
"""


def upgrade() -> None:
    op.execute(_MEASURE_BY_WORTH)


def downgrade() -> None:
    """Nothing to undo: older code reads the worth as the balance."""
