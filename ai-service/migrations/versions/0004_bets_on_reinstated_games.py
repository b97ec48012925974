"""An expert may bet on a game again after its first stake was returned."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_COLUMNS = ["book_id", "expert_id", "game_id"]


def upgrade() -> None:
    # The index only becomes narrower: what the code before this revision writes stays allowed.
    op.drop_index("uq_bets_own", table_name="bets", schema="ai")
    op.create_index(
        "uq_bets_own",
        "bets",
        _COLUMNS,
        unique=True,
        schema="ai",
        postgresql_where=sa.text("request_id IS NULL AND status <> 'void'"),
    )


def downgrade() -> None:
    # Of several bets of an expert on one game, the old index allows one: the void ones before the last are lost.
    op.execute(
        "DELETE FROM ai.bets b USING ai.bets later WHERE b.request_id IS NULL AND later.request_id IS NULL"
        " AND (later.book_id, later.expert_id, later.game_id) = (b.book_id, b.expert_id, b.game_id)"
        " AND b.status = 'void' AND (later.placed_at, later.id) > (b.placed_at, b.id)"
    )
    op.drop_index("uq_bets_own", table_name="bets", schema="ai")
    op.create_index(
        "uq_bets_own",
        "bets",
        _COLUMNS,
        unique=True,
        schema="ai",
        postgresql_where=sa.text("request_id IS NULL"),
    )
