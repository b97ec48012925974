"""Add replays of seasons.

Teams, line-ups, publications and boards of a replay carry its id in place of that of the season. Their rows are
append-only as those of a season are, but go when the replay is deleted.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0017"
down_revision: str | Sequence[str] | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_WORLDS = ("teams", "lineups", "publications", "boards")
_APPEND_ONLY = ("lineups", "scores")
_COMMENT = "The season, or the replay that plays it."
_REFUSE = """
CREATE FUNCTION fantasy.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM fantasy.teams t JOIN fantasy.replays r ON r.id = t.season_id
    WHERE t.id = OLD.team_id)
  THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'rows of %.% are never changed', TG_TABLE_SCHEMA, TG_TABLE_NAME;
END $$
"""
_DELETE_ROWS = (
    "ALTER TABLE fantasy.lineups DISABLE TRIGGER append_only",
    "ALTER TABLE fantasy.scores DISABLE TRIGGER append_only",
    "DELETE FROM fantasy.board_rows WHERE board_id IN"
    " (SELECT b.id FROM fantasy.boards b JOIN fantasy.replays r ON r.id = b.season_id)",
    "DELETE FROM fantasy.boards WHERE season_id IN (SELECT id FROM fantasy.replays)",
    "DELETE FROM fantasy.scores WHERE publication_id IN"
    " (SELECT p.id FROM fantasy.publications p JOIN fantasy.replays r ON r.id = p.season_id)",
    "DELETE FROM fantasy.publications WHERE season_id IN (SELECT id FROM fantasy.replays)",
    "DELETE FROM fantasy.lineups WHERE season_id IN (SELECT id FROM fantasy.replays)",
    "DELETE FROM fantasy.teams WHERE season_id IN (SELECT id FROM fantasy.replays)",
    "ALTER TABLE fantasy.lineups ENABLE TRIGGER append_only",
    "ALTER TABLE fantasy.scores ENABLE TRIGGER append_only",
)


def upgrade() -> None:
    op.create_table(
        "replays",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("season_id", sa.Text(), nullable=False),
        sa.Column("first_round", sa.Integer(), nullable=False),
        sa.Column("last_round", sa.Integer(), nullable=False),
        sa.Column("speed", sa.Double(), nullable=True),
        sa.Column("teams", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("steps", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("steps_done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("steps_total", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("cursor_time", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("running_seconds", sa.Double(), server_default="0", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('running', 'paused', 'finished', 'stopped', 'failed')", name=op.f("ck_replays_status")
        ),
        sa.ForeignKeyConstraint(["season_id"], ["league.seasons.id"], name=op.f("fk_replays_season_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replays")),
        schema="fantasy",
    )
    for table in _WORLDS:
        op.drop_constraint(op.f(f"fk_{table}_season_id"), table, schema="fantasy", type_="foreignkey")
        op.execute(f"COMMENT ON COLUMN fantasy.{table}.season_id IS '{_COMMENT}'")
    op.execute(_REFUSE)
    for table in _APPEND_ONLY:
        _refuse_with("fantasy.refuse_change", table)


def downgrade() -> None:
    for statement in _DELETE_ROWS:
        op.execute(statement)
    for table in _APPEND_ONLY:
        _refuse_with("league.refuse_change", table)
    op.execute("DROP FUNCTION fantasy.refuse_change()")
    for table in _WORLDS:
        op.execute(f"COMMENT ON COLUMN fantasy.{table}.season_id IS NULL")
        op.create_foreign_key(
            op.f(f"fk_{table}_season_id"),
            table,
            "seasons",
            ["season_id"],
            ["id"],
            source_schema="fantasy",
            referent_schema="league",
        )
    op.drop_table("replays", schema="fantasy")


def _refuse_with(function: str, table: str) -> None:
    op.execute(f"DROP TRIGGER append_only ON fantasy.{table}")
    op.execute(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON fantasy.{table}"
        f" FOR EACH ROW EXECUTE FUNCTION {function}()"
    )
