"""No line-up costs more than the budget, whoever writes it."""

from collections.abc import Sequence

from alembic import op

revision: str = "0012"
down_revision: str | Sequence[str] | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_check_constraint(
        op.f("ck_lineups_budget"),
        "lineups",
        "prices[1] + prices[2] + prices[3] + prices[4] + prices[5] <= 100.0",
        schema="fantasy",
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_lineups_budget"), "lineups", schema="fantasy", type_="check")
