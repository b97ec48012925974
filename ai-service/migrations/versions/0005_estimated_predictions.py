"""Predictions at an estimated line are marked, and reasons no longer say what is offered when they are read."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_OLD = "nobody offers a line yet, estimated"
_NEW = "the line is estimated at"

# All opinions of a game that were formed at one time saw the same lines, also the one that mentions none.
_MARK_OPINIONS = f"""
UPDATE ai.opinions SET opinion = opinions.opinion
  || jsonb_build_object('spread_estimated', seen.spread, 'total_estimated', seen.total)
FROM (
  SELECT book_id, game_id, formed_at, bool_or(opinion->>'reasons' LIKE '%{_OLD}%') AS spread,
    bool_or(opinion->>'total_reasons' LIKE '%{_OLD}%') AS total
  FROM ai.opinions GROUP BY book_id, game_id, formed_at
) AS seen
WHERE (opinions.book_id, opinions.game_id, opinions.formed_at) = (seen.book_id, seen.game_id, seen.formed_at)
"""
_MARK_PREDICTIONS = """
UPDATE ai.predictions SET estimated = true FROM ai.opinions
WHERE (predictions.book_id, predictions.game_id, predictions.expert_id)
    = (opinions.book_id, opinions.game_id, opinions.expert_id)
  AND ((category = 'spread' AND (opinion->>'spread_estimated')::boolean)
    OR (category = 'total' AND (opinion->>'total_estimated')::boolean))
"""
# The reasonings of predictions are sealed and stay.
_REWORD = (
    f"UPDATE ai.opinions SET opinion = replace(opinion::text, '{_OLD}', '{_NEW}')::jsonb"
    f" WHERE opinion::text LIKE '%{_OLD}%'",
    f"UPDATE ai.bets SET reasoning = replace(reasoning, '{_OLD}', '{_NEW}') WHERE reasoning LIKE '%{_OLD}%'",
)


def upgrade() -> None:
    op.add_column(
        "predictions",
        sa.Column("estimated", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        schema="ai",
    )
    for statement in (_MARK_OPINIONS, _MARK_PREDICTIONS, *_REWORD):
        op.execute(statement)


def downgrade() -> None:
    op.drop_column("predictions", "estimated", schema="ai")
    op.execute("UPDATE ai.opinions SET opinion = opinion - 'spread_estimated' - 'total_estimated'")
