"""The SQL of one question that many ask: which result of an event holds at a time."""

from typing import Final, LiteralString

HOLDING: Final[LiteralString] = (
    "SELECT f.revision, array_agg(x.score ORDER BY x.position) AS scores FROM league.result_revisions f"
    " JOIN league.result_scores x USING (event_id, revision) WHERE f.event_id = e.id"
    " AND f.status = ANY(%(final)s) AND f.effective_at <= %(at)s GROUP BY f.effective_at, f.revision"
    " ORDER BY f.effective_at DESC, f.revision DESC LIMIT 1"
)
"""The newest final revision in force, for a LATERAL join with `league.events AS e`; scores by position."""

SIDES: Final[LiteralString] = (
    " JOIN league.event_competitors h ON h.event_id = e.id AND h.side = 'home'"
    " JOIN league.event_competitors a ON a.event_id = e.id AND a.side = 'away'"
)
"""Joins the two sides of `league.events AS e` as `h` and `a`."""
