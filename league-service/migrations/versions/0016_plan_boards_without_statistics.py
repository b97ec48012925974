"""Plan reads of boards without statistics of their ids.

A new board is in no statistics, so PostgreSQL expects no rows of it, finds both indexes equally good, and may
look a team up by reading the whole board. Without statistics it expects a share of the table.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0016"
down_revision: str | Sequence[str] | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("ALTER TABLE fantasy.board_rows ALTER COLUMN board_id SET STATISTICS 0")


def downgrade() -> None:
    op.execute("ALTER TABLE fantasy.board_rows ALTER COLUMN board_id SET STATISTICS -1")
