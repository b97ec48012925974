"""Add whether the scores of a race are complete.

The rule of the captain depends on it, so the explanation of a score must know what held when it was published.
Scores of a weekend whose race was cancelled count as incomplete; they are published once more, by the new rule.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | Sequence[str] | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_WITH_RACE = """
UPDATE fantasy.publications p SET complete = true FROM league.events e
WHERE e.round_id = p.race_id AND e.session = 'race' AND p.revisions ? e.id
"""


def upgrade() -> None:
    op.add_column(
        "publications",
        sa.Column("complete", sa.Boolean(), server_default=sa.false(), nullable=False),
        schema="fantasy",
    )
    op.execute(_WITH_RACE)


def downgrade() -> None:
    op.drop_column("publications", "complete", schema="fantasy")
