"""The market's lines for a game at a time, as points and probabilities from the home team's side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ai_service.nfl_experts.betting.odds import no_vig
from ai_service.nfl_experts.facts.season import GameFacts, Quote


@dataclass(frozen=True, slots=True)
class Lines:
    """The current and the opening lines. Without quotes, margin and total follow from the season so far.

    Margins are expected home margins: a handicap of -2.5 is a margin of 2.5. Probabilities exclude the
    bookmaker's margin, and are None if no prices are quoted.
    """

    margin: float
    opening_margin: float
    total: float
    opening_total: float
    home_probability: float | None
    home_covers_probability: float | None
    over_probability: float | None
    spread_is_offered: bool
    """Whether a bookmaker offers the spread."""
    total_is_offered: bool

    @property
    def margin_moved(self) -> float:
        """How far the spread has moved towards the home team."""
        return self.margin - self.opening_margin

    @property
    def total_moved(self) -> float:
        """How far the total has moved up."""
        return self.total - self.opening_total


def lines_of(game: GameFacts, at: datetime, *, margin: float, total: float) -> Lines:
    """The lines of a game at a time; `margin` and `total` are used where nothing is offered."""
    known = game.quotes_before(at)
    spreads, totals, moneylines = (_of_one_kind(known, market) for market in ("spread", "total", "moneyline"))
    points = [-quote.point for quote in spreads if quote.point is not None]
    sums = [quote.point for quote in totals if quote.point is not None]
    return Lines(
        margin=points[-1] if points else margin,
        opening_margin=points[0] if points else margin,
        total=sums[-1] if sums else total,
        opening_total=sums[0] if sums else total,
        home_probability=_fair(moneylines),
        home_covers_probability=_fair(spreads),
        over_probability=_fair(totals),
        spread_is_offered=bool(spreads),
        total_is_offered=bool(totals),
    )


def _of_one_kind(known: Sequence[Quote], market: str) -> list[Quote]:
    """The quotes offered in a market, oldest first.

    Estimates are left out. They depend on everything known today, so experts make their own.
    """
    return [quote for quote in known if quote.market == market and quote.is_market]


def _fair(quotes: Sequence[Quote]) -> float | None:
    """The probability of the first side in the newest quote, without the bookmaker's margin."""
    if not quotes or quotes[-1].home_price is None or quotes[-1].away_price is None:
        return None
    return no_vig(quotes[-1].home_price, quotes[-1].away_price)[0]


def to_half(points: float) -> float:
    """Points rounded to the half, as lines state them."""
    return round(2 * points) / 2
