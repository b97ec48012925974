"""Predictions about games that are called off are void, and no longer graded as a push."""

from collections.abc import Sequence

from alembic import op

revision: str = "0006"
down_revision: str | Sequence[str] | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_CONSTRAINT = op.f("ck_predictions_result")
_CALLED_OFF = """
UPDATE ai.predictions SET result = 'void' FROM ai.settled_games
WHERE (predictions.book_id, predictions.game_id) = (settled_games.book_id, settled_games.game_id)
  AND settled_games.revision = 0 AND predictions.result = 'push'
"""


def upgrade() -> None:
    op.drop_constraint(_CONSTRAINT, "predictions", schema="ai")
    op.create_check_constraint(
        _CONSTRAINT, "predictions", "result IN ('correct', 'incorrect', 'push', 'void')", schema="ai"
    )
    op.execute(_CALLED_OFF)


def downgrade() -> None:
    op.execute("UPDATE ai.predictions SET result = 'push' WHERE result = 'void'")
    op.drop_constraint(_CONSTRAINT, "predictions", schema="ai")
    op.create_check_constraint(
        _CONSTRAINT, "predictions", "result IN ('correct', 'incorrect', 'push')", schema="ai"
    )
