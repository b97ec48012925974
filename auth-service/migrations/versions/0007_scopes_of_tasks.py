"""The scopes of background runs are called tasks, as users know them."""

from collections.abc import Sequence

from alembic import op

revision: str = "0007"
down_revision: str | Sequence[str] | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _rename("runs", "tasks")


def downgrade() -> None:
    _rename("tasks", "runs")


def _rename(before: str, after: str) -> None:
    op.execute(
        f"UPDATE auth.api_keys SET scopes = ARRAY(SELECT regexp_replace(scope, '^{before}:', '{after}:')"
        " FROM unnest(scopes) AS scope ORDER BY 1)"
        f" WHERE EXISTS (SELECT FROM unnest(scopes) AS scope WHERE starts_with(scope, '{before}:'))"
    )
