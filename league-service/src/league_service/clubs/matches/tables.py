"""The tables beside those of the nouns of matches. Used only by Alembic."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import UUID

from league_service.clubs.tables import SCHEMA, owned, reference
from league_service.core.metadata import metadata, moment

match_results = sa.Table(
    "match_results",
    metadata,
    owned("organisation_id"),
    owned("match_id"),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("home", sa.Integer, nullable=False),
    sa.Column("away", sa.Integer, nullable=False),
    sa.Column("home_penalties", sa.Integer),
    sa.Column("away_penalties", sa.Integer),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("recorded_by", sa.Text, nullable=False, comment="The account; empty for imports."),
    moment("recorded_at"),
    sa.PrimaryKeyConstraint("organisation_id", "match_id", "revision"),
    reference("match_id", "matches", ondelete="CASCADE"),
    schema=SCHEMA,
    comment="Revisions of results; rows are only added.",
)

match_sheets = sa.Table(
    "match_sheets",
    metadata,
    owned("organisation_id"),
    owned("match_id"),
    owned("team_id"),
    owned("id"),
    sa.Column("version", sa.Integer, nullable=False),
    moment("updated_at"),
    sa.PrimaryKeyConstraint("organisation_id", "match_id", "team_id"),
    reference("match_id", "matches", ondelete="CASCADE"),
    reference("team_id", "teams", ondelete="CASCADE"),
    schema=SCHEMA,
    comment="The version of each whole line-up.",
)

imported_rows = sa.Table(
    "imported_rows",
    metadata,
    owned("organisation_id"),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("noun", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False, comment="The id that the source gives."),
    sa.Column("row_id", UUID(), nullable=False),
    sa.Column(
        "digest", sa.Text, nullable=False, comment="What the last import read; empty if it is not kept."
    ),
    moment("imported_at"),
    sa.PrimaryKeyConstraint("organisation_id", "source", "noun", "key"),
    schema=SCHEMA,
    comment="Which row an import made, so that the next one finds it.",
)
