"""The audit log can only grow: entries and links of the chain are never changed or removed."""

from collections.abc import Sequence

from alembic import op

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_TABLES = ("audit_events", "audit_chain")


def upgrade() -> None:
    op.execute(
        "CREATE FUNCTION auth.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege'; END $$"
    )
    for table in _TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_keep_rows BEFORE UPDATE OR DELETE ON auth.{table}"
            " FOR EACH ROW EXECUTE FUNCTION auth.refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_keep_all BEFORE TRUNCATE ON auth.{table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION auth.refuse_change()"
        )


def downgrade() -> None:
    for table in _TABLES:
        op.execute(f"DROP TRIGGER {table}_keep_rows ON auth.{table}")
        op.execute(f"DROP TRIGGER {table}_keep_all ON auth.{table}")
    op.execute("DROP FUNCTION auth.refuse_change()")
