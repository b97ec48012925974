"""Every start of a run has a name, so that its claim need not be durable.

Workers of the version before ignore the column: their claims are durable, and the fence suffices for them.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | Sequence[str] | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column(
        "runs",
        sa.Column(
            "claim_id", sa.Uuid(), nullable=True, comment="names the latest start, which may write to it"
        ),
        schema="task",
    )


def downgrade() -> None:
    op.drop_column("runs", "claim_id", schema="task")
