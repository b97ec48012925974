"""The tables of what is known about results of Formula 1 beside the ledger: looks, decisions, raw answers."""

import sqlalchemy as sa

from league_service.core.metadata import metadata, moment

_EMPTY = sa.text("''")

# A look at a session that took place. The key makes sure that a look happens once for each date.
result_checks = sa.Table(
    "result_checks",
    metadata,
    sa.Column("event_id", sa.Text, sa.ForeignKey("league.events.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("due_at", sa.DateTime(timezone=True), primary_key=True),
    moment("checked_at"),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False, server_default=_EMPTY),
    sa.Column("revision", sa.Integer),
    sa.CheckConstraint("kind IN ('poll', 'check', 'weekly', 'asked')", name="kind"),
    sa.CheckConstraint(
        "outcome IN ('not_yet', 'confirmed', 'recorded', 'corrected', 'quarantined')", name="outcome"
    ),
)

# What an administrator decided about a revision in quarantine; `new_revision` is what an acceptance added.
result_decisions = sa.Table(
    "result_decisions",
    metadata,
    sa.Column("event_id", sa.Text, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("decision", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("decided_by", sa.Text, nullable=False, server_default=_EMPTY),
    moment("decided_at"),
    sa.Column("new_revision", sa.Integer),
    sa.ForeignKeyConstraint(
        ["event_id", "revision"], ["league.result_revisions.event_id", "league.result_revisions.revision"]
    ),
    sa.CheckConstraint("decision IN ('accept', 'reject')", name="decision"),
)

# The answers of the upstream as they came, compressed. Housekeeping deletes old ones.
upstream_answers = sa.Table(
    "upstream_answers",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    moment("asked_at"),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("status", sa.Integer, comment="the HTTP status; absent if there was no answer"),
    sa.Column("body", sa.LargeBinary),
)
sa.Index("ix_upstream_answers_asked_at", upstream_answers.c.asked_at)

# When the next request may be sent: `free_at` keeps the rate, `not_before` what the upstream asked for.
# `holder` is the run that looks at results, until `held_until`.
upstreams = sa.Table(
    "upstreams",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    moment("free_at"),
    sa.Column("not_before", sa.DateTime(timezone=True)),
    sa.Column("holder", sa.Text),
    sa.Column("held_until", sa.DateTime(timezone=True)),
)
