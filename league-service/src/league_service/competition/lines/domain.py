"""Quotes: their text, and which of them opened and closed a market."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from league_service.competition.lines.odds import implied_probability, no_vig_probabilities

Market = Literal["spread", "total", "moneyline"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote. `point` is the home handicap (negative: favoured) or the total; for a total, home is over."""

    market: str
    taken_at: datetime
    source: str
    book: str
    point: float | None
    home_price: int | None
    away_price: int | None
    recorded_at: datetime
    superseded_at: datetime | None = None
    """When a correction of the same time was recorded."""

    @property
    def values(self) -> tuple[float | None, int | None, int | None]:
        return self.point, self.home_price, self.away_price

    @property
    def probabilities(self) -> tuple[float, float] | None:
        """The probabilities of both sides without the bookmaker's margin; None if a price is missing."""
        if self.home_price is None or self.away_price is None:
            return None
        return no_vig_probabilities(self.home_price, self.away_price)


def favourite(quote: Quote, home: str, away: str) -> str:
    """The code of the favoured team; empty for a total, or if there is no favourite."""
    if quote.market == "spread" and quote.point:
        return home if quote.point < 0 else away
    if quote.market == "moneyline" and quote.home_price != quote.away_price:
        chances = [
            (implied_probability(price), code)
            for price, code in ((quote.home_price, home), (quote.away_price, away))
            if price is not None
        ]
        if len(chances) > 1:
            return max(chances)[1]
    return ""


def in_words(quote: Quote, home: str, away: str) -> str:
    """The text of a quote, such as "KC -2.5", "pick'em", "over/under 47.5" or "KC -150, BUF +130"."""
    if quote.market == "total":
        return f"over/under {quote.point:g}"
    if quote.market == "spread":
        favoured = favourite(quote, home, away)
        return f"{favoured} {-abs(quote.point or 0.0):g}" if favoured else "pick'em"
    prices = ((home, quote.home_price), (away, quote.away_price))
    return ", ".join(f"{code} {price:+d}" for code, price in prices if price is not None)


def phases(quotes: Sequence[Quote], begins_at: datetime, at: datetime) -> list[str]:
    """Returns, for each quote of an event by time, opening, closing, both or nothing.

    A market is open until the event begins; before that, the closing quote is not known.
    """
    before = [
        (number, quote)
        for number, quote in enumerate(quotes)
        if quote.taken_at < begins_at and quote.superseded_at is None
    ]
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for number, quote in before:
        first.setdefault(quote.market, number)
        last[quote.market] = number
    closing = set(last.values()) if at >= begins_at else set[int]()
    return [_phase(number in first.values(), number in closing) for number in range(len(quotes))]


def _phase(opens: bool, closes: bool) -> str:
    if opens and closes:
        return "both"
    return "opening" if opens else "closing" if closes else ""
