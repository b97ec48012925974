"""The estimate that replaces an opening line if no market quote is known."""

from collections.abc import Iterable
from datetime import datetime

from league_service.competition.rules.ratings import Rated


def opening_estimate(quotes: Iterable[tuple[str, datetime]], rated: Rated, opening: datetime) -> float | None:
    """The home handicap from the ratings, in half points; None if a market quote was known by then.

    `quotes` are (market, taken_at).
    """
    if any(market == "spread" and taken_at <= opening for market, taken_at in quotes):
        return None
    return 0.0 - round(rated.home_margin * 2) / 2
