"""Sessions of a round, facts of people, the ids that sources give them, and who is entered in a round."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0009"
down_revision: str | Sequence[str] | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_SCHEMA = "league"


def upgrade() -> None:
    empty = sa.text("''")
    op.add_column(
        "events", sa.Column("session", sa.Text(), server_default=empty, nullable=False), schema=_SCHEMA
    )
    op.add_column("people", sa.Column("born", sa.Date(), nullable=True), schema=_SCHEMA)
    op.add_column(
        "people", sa.Column("nationality", sa.Text(), server_default=empty, nullable=False), schema=_SCHEMA
    )
    op.add_column(
        "people", sa.Column("code", sa.Text(), server_default=empty, nullable=False), schema=_SCHEMA
    )
    op.add_column(
        "people",
        sa.Column("corrections", postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        schema=_SCHEMA,
    )
    op.create_table(
        "person_ids",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["league.people.id"],
            name=op.f("fk_person_ids_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("source", "source_id", name=op.f("pk_person_ids")),
        schema=_SCHEMA,
    )
    op.create_index(op.f("ix_person_ids_person_id"), "person_ids", ["person_id"], schema=_SCHEMA)
    op.create_table(
        "entries",
        sa.Column("round_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Text(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["league.rounds.id"], name=op.f("fk_entries_round_id_rounds"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["league.people.id"], name=op.f("fk_entries_person_id_people")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["league.teams.id"], name=op.f("fk_entries_team_id_teams")),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_entries")),
        schema=_SCHEMA,
    )
    op.create_index(op.f("ix_entries_person_id"), "entries", ["person_id"], schema=_SCHEMA)
    op.create_index(op.f("ix_entries_team_id"), "entries", ["team_id"], schema=_SCHEMA)


def downgrade() -> None:
    op.drop_table("entries", schema=_SCHEMA)
    op.drop_table("person_ids", schema=_SCHEMA)
    for name in ("corrections", "code", "nationality", "born"):
        op.drop_column("people", name, schema=_SCHEMA)
    op.drop_column("events", "session", schema=_SCHEMA)
