"""The estimate that stands in for an opening line where no market quote is known."""

from collections.abc import Iterable
from datetime import datetime

from league_service.nfl.elo import Rated


def opening_estimate(
    quotes: Iterable[tuple[str, datetime]], rated: Rated | None, opening: datetime
) -> float | None:
    """The home handicap from Elo, to the half point; None where a market quote was known at the opening.

    `quotes` are (market, taken_at).
    """
    if rated is None or any(market == "spread" and taken_at <= opening for market, taken_at in quotes):
        return None
    return 0.0 - round(rated.home_margin * 2) / 2
