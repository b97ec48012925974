"""The tables of consents and erasures. Used only by Alembic."""

import sqlalchemy as sa

from league_service.clubs.tables import SCHEMA, owned, reference
from league_service.core.metadata import metadata, moment

player_consents = sa.Table(
    "player_consents",
    metadata,
    owned("organisation_id"),
    owned("player_id"),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("given_by", sa.Text, nullable=False),
    sa.Column("relation", sa.Text),
    sa.Column("given_on", sa.Date, nullable=False),
    moment("recorded_at"),
    sa.Column("recorded_by", sa.Text, nullable=False),
    moment("withdrawn_at", nullable=True),
    sa.PrimaryKeyConstraint("organisation_id", "player_id", "kind"),
    reference("player_id", "players", ondelete="CASCADE"),
    sa.CheckConstraint("kind IN ('physical', 'images')", name="kind"),
    schema=SCHEMA,
)

player_erasures = sa.Table(
    "player_erasures",
    metadata,
    owned("organisation_id"),
    owned("player_id"),
    moment("erased_at"),
    sa.Column("erased_by", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("organisation_id", "player_id"),
    reference("player_id", "players", ondelete="CASCADE"),
    schema=SCHEMA,
)
