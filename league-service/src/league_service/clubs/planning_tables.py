"""The tables of notes, answers to invitations and calendars. Used only by Alembic."""

from typing import Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from league_service.clubs.tables import SCHEMA, owned, reference
from league_service.core.metadata import metadata, moment

_ONE_OCCASION: Final = "occasion_id = coalesce(match_id, training_session_id, reunion_id)"

match_notes = sa.Table(
    "match_notes",
    metadata,
    owned("organisation_id"),
    owned("id"),
    sa.Column("version", sa.Integer, nullable=False),
    moment("created_at"),
    moment("updated_at"),
    owned("match_id"),
    sa.Column("author_id", sa.Text, nullable=False, comment="The account; empty after it was deleted."),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("visibility", sa.Text, nullable=False),
    sa.Column("player_id", UUID()),
    sa.Column("period", sa.Integer),
    sa.Column("match_s", sa.Double),
    sa.Column("tags", ARRAY(sa.Text), nullable=False, server_default=sa.text("'{}'")),
    sa.PrimaryKeyConstraint("organisation_id", "id"),
    reference("match_id", "matches"),
    reference("player_id", "players"),
    sa.CheckConstraint("visibility IN ('private', 'staff', 'team')", name="visibility"),
    schema=SCHEMA,
)
sa.Index(None, match_notes.c.organisation_id, match_notes.c.match_id)
sa.Index(None, match_notes.c.organisation_id, match_notes.c.player_id)

responses = sa.Table(
    "responses",
    metadata,
    owned("organisation_id"),
    sa.Column(
        "occasion_id", UUID(), nullable=False, comment="What the person is invited to: one of the three."
    ),
    sa.Column("match_id", UUID()),
    sa.Column("training_session_id", UUID()),
    sa.Column("reunion_id", UUID()),
    sa.Column("person", sa.Text, nullable=False, comment="player:<id> or user:<id>"),
    sa.Column("player_id", UUID()),
    sa.Column("user_id", sa.Text),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    moment("responded_at"),
    sa.Column("recorded_by", sa.Text, nullable=False),
    sa.PrimaryKeyConstraint("organisation_id", "occasion_id", "person"),
    reference("match_id", "matches", ondelete="CASCADE"),
    reference("training_session_id", "training_sessions", ondelete="CASCADE"),
    reference("reunion_id", "reunions", ondelete="CASCADE"),
    reference("player_id", "players", ondelete="CASCADE"),
    sa.CheckConstraint(_ONE_OCCASION, name="occasion"),
    sa.CheckConstraint("answer IN ('attending', 'declined', 'unsure')", name="answer"),
    schema=SCHEMA,
)
for _column in (
    responses.c.match_id,
    responses.c.training_session_id,
    responses.c.reunion_id,
    responses.c.player_id,
):
    sa.Index(None, responses.c.organisation_id, _column)

calendar_feeds = sa.Table(
    "calendar_feeds",
    metadata,
    sa.Column("id", UUID(), primary_key=True),
    owned("organisation_id"),
    sa.Column("user_id", sa.Text, nullable=False),
    sa.Column("token_hash", sa.LargeBinary, nullable=False),
    moment("created_at"),
    moment("last_read_at", nullable=True),
    sa.UniqueConstraint("organisation_id", "user_id"),
    sa.UniqueConstraint("token_hash"),
    schema=SCHEMA,
)

calendar_cancellations = sa.Table(
    "calendar_cancellations",
    metadata,
    owned("organisation_id"),
    owned("id"),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    moment("starts_at"),
    moment("ends_at"),
    sa.Column("time_zone", sa.Text, nullable=False),
    sa.Column("sequence", sa.Integer, nullable=False),
    moment("changed_at"),
    sa.Column("team_ids", ARRAY(UUID()), nullable=False),
    sa.PrimaryKeyConstraint("organisation_id", "id"),
    schema=SCHEMA,
    comment="What was deleted before it began, so that calendars show it as cancelled.",
)
