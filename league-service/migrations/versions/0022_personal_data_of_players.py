"""Add consents and erasures of players."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | Sequence[str] | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "player_consents",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("player_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("given_by", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('physical', 'images')", name=op.f("ck_player_consents_kind")),
        _player("player_consents"),
        sa.PrimaryKeyConstraint("organisation_id", "player_id", "kind", name=op.f("pk_player_consents")),
        schema="clubs",
    )
    op.create_table(
        "player_erasures",
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("player_id", sa.UUID(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_by", sa.Text(), nullable=False),
        _player("player_erasures"),
        sa.PrimaryKeyConstraint("organisation_id", "player_id", name=op.f("pk_player_erasures")),
        schema="clubs",
    )


def downgrade() -> None:
    op.drop_table("player_erasures", schema="clubs")
    op.drop_table("player_consents", schema="clubs")


def _player(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organisation_id", "player_id"],
        ["clubs.players.organisation_id", "clubs.players.id"],
        name=op.f(f"fk_{table}_organisation_id_player_id"),
        ondelete="CASCADE",
    )
