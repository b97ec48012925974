"""A result has one line per competitor, a person may compete for a team, and a round may have a name."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SCHEMA = "league"
_STATUSES = "status IN ('finished', 'retired', 'disqualified', 'not_started', 'not_qualified', 'not_classified', 'withdrawn')"


def upgrade() -> None:
    # Only additions: the code before this revision reads and writes the new tables as it did the old ones.
    op.add_column("result_scores", sa.Column("rank", sa.SmallInteger(), nullable=True), schema=_SCHEMA)
    op.add_column(
        "result_scores",
        sa.Column("status", sa.Text(), server_default=sa.text("'finished'"), nullable=False),
        schema=_SCHEMA,
    )
    op.add_column("result_scores", sa.Column("laps", sa.Integer(), nullable=True), schema=_SCHEMA)
    op.add_column("result_scores", sa.Column("time_s", sa.Numeric(), nullable=True), schema=_SCHEMA)
    op.add_column("result_scores", sa.Column("points", sa.Numeric(), nullable=True), schema=_SCHEMA)
    op.add_column(
        "result_scores",
        sa.Column(
            "attributes",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'::jsonb"),
            nullable=False,
        ),
        schema=_SCHEMA,
    )
    op.alter_column("result_scores", "score", nullable=True, schema=_SCHEMA)
    op.create_check_constraint(
        op.f("ck_result_scores_line"),
        "result_scores",
        "rank > 0 AND laps >= 0 AND time_s >= 0",
        schema=_SCHEMA,
    )
    op.create_check_constraint(op.f("ck_result_scores_status"), "result_scores", _STATUSES, schema=_SCHEMA)

    op.drop_constraint(op.f("ck_event_competitors_one_kind"), "event_competitors", schema=_SCHEMA)
    op.create_check_constraint(
        op.f("ck_event_competitors_team_or_person"),
        "event_competitors",
        "num_nonnulls(team_id, person_id) > 0",
        schema=_SCHEMA,
    )

    # Rounds are told apart by their id alone: in a calendar that moves, two may exchange their numbers.
    op.add_column(
        "rounds", sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False), schema=_SCHEMA
    )
    op.drop_constraint(op.f("uq_rounds_season_id_number_stage"), "rounds", schema=_SCHEMA)
    op.create_index("ix_rounds_season", "rounds", ["season_id", "number"], schema=_SCHEMA)


def downgrade() -> None:
    # What the old tables cannot hold is lost: lines without a score, the team of a person who competes for one,
    # and all but one of the rounds that share a number and a stage.
    op.execute("ALTER TABLE league.result_scores DISABLE TRIGGER append_only")
    op.execute("DELETE FROM league.result_scores WHERE score IS NULL")
    op.execute("ALTER TABLE league.result_scores ENABLE TRIGGER append_only")
    op.execute(
        "UPDATE league.event_competitors SET team_id = NULL WHERE team_id IS NOT NULL AND person_id IS NOT NULL"
    )
    op.execute(
        "UPDATE league.events e SET round_id = k.id FROM league.rounds r JOIN (SELECT season_id, number, stage,"
        " min(id) AS id FROM league.rounds GROUP BY season_id, number, stage) k USING (season_id, number, stage)"
        " WHERE r.id = e.round_id AND e.round_id <> k.id"
    )
    op.execute(
        "DELETE FROM league.rounds r USING league.rounds k WHERE k.season_id = r.season_id"
        " AND k.number = r.number AND k.stage = r.stage AND k.id < r.id"
    )
    op.drop_index("ix_rounds_season", table_name="rounds", schema=_SCHEMA)
    op.create_unique_constraint(
        op.f("uq_rounds_season_id_number_stage"), "rounds", ["season_id", "number", "stage"], schema=_SCHEMA
    )
    op.drop_column("rounds", "name", schema=_SCHEMA)

    op.drop_constraint(op.f("ck_event_competitors_team_or_person"), "event_competitors", schema=_SCHEMA)
    op.create_check_constraint(
        op.f("ck_event_competitors_one_kind"),
        "event_competitors",
        "num_nonnulls(team_id, person_id) = 1",
        schema=_SCHEMA,
    )

    op.drop_constraint(op.f("ck_result_scores_status"), "result_scores", schema=_SCHEMA)
    op.drop_constraint(op.f("ck_result_scores_line"), "result_scores", schema=_SCHEMA)
    op.alter_column("result_scores", "score", nullable=False, schema=_SCHEMA)
    for column in ("attributes", "points", "time_s", "laps", "status", "rank"):
        op.drop_column("result_scores", column, schema=_SCHEMA)
