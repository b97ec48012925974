"""Pieces of SQL about results that several features share."""

from typing import Final, LiteralString

OUTDATED: Final[LiteralString] = (
    "EXISTS (SELECT FROM league.event_changes c WHERE c.event_id = f.event_id"
    " AND c.observed_at > f.observed_at AND c.effective_at < f.effective_at)"
)
"""Whether the revision `f` was recorded ahead of time for a schedule that changed before it took effect.

The results of simulated events are stored before they take effect.
"""

HOLDING: Final[LiteralString] = (
    "SELECT f.revision FROM league.result_revisions f WHERE f.event_id = e.id"
    f" AND f.status = ANY(%(final)s) AND f.effective_at <= %(at)s AND NOT {OUTDATED}"
    " ORDER BY f.effective_at DESC, f.revision DESC LIMIT 1"
)
"""The newest final revision in force, for a LATERAL join with `league.events AS e`."""

CHANGED_LATER: Final[LiteralString] = (
    "SELECT c.previous_status, c.previous_reason, c.previous_at, c.previous_week FROM league.event_changes c"
    " WHERE c.event_id = e.id AND c.effective_at > %(at)s ORDER BY c.revision LIMIT 1"
)
"""The schedule before the first change after a time, for a LATERAL join with `league.events AS e`."""

SIDES: Final[LiteralString] = (
    " JOIN league.event_competitors h ON h.event_id = e.id AND h.side = 'home'"
    " JOIN league.event_competitors a ON a.event_id = e.id AND a.side = 'away'"
)
"""Joins the two sides of `league.events AS e` as `h` and `a`."""

LINE: Final[LiteralString] = "x.position, x.score, x.rank, x.status, x.laps, x.time_s, x.points, x.attributes"
"""The columns of a ResultLine, in its order, of `league.result_scores AS x`."""


def scores_of(result: LiteralString) -> LiteralString:
    """Left joins the lines of both sides of a result as `hx` and `ax`; `result` has a revision."""
    return (
        f" LEFT JOIN league.result_scores hx ON hx.event_id = e.id AND hx.revision = {result}.revision"
        " AND hx.position = h.position"
        f" LEFT JOIN league.result_scores ax ON ax.event_id = e.id AND ax.revision = {result}.revision"
        " AND ax.position = a.position"
    )
