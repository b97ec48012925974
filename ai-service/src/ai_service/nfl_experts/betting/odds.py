"""American odds: what they pay, to the cent, and the probabilities that they imply."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

CENT: Final = Decimal("0.01")


def to_cents(amount: Decimal) -> Decimal:
    """An amount rounded to the cent, half to even. All money is rounded this way."""
    return amount.quantize(CENT, rounding=ROUND_HALF_EVEN)


def profit(stake: Decimal, price: int) -> Decimal:
    """What a winning bet earns on top of its stake, to the cent: 545.45 for 600 at -110.

    +p wins p for each 100 staked, -p wins 100 for each p staked.
    """
    _check(price)
    return to_cents(stake * price / 100 if price > 0 else stake * 100 / -price)


def payout(stake: Decimal, price: int) -> Decimal:
    """What a winning bet pays back, stake and profit: 4581.82 for 2400 at -110."""
    return stake + profit(stake, price)


def decimal_odds(price: int) -> Decimal:
    """What a winning unit pays back, exactly: +150 is 2.5, -200 is 1.5."""
    _check(price)
    return 1 + (Decimal(price) / 100 if price > 0 else Decimal(100) / -price)


def implied_probability(price: int) -> float:
    """The probability at which a bet at this price breaks even: -150 is 0.6, +150 is 0.4."""
    _check(price)
    return 100 / (price + 100) if price > 0 else -price / (100 - price)


def no_vig(first: int, second: int) -> tuple[float, float]:
    """The implied probabilities of both sides, scaled to a sum of 1: the bookmaker's margin is removed."""
    implied = implied_probability(first), implied_probability(second)
    total = implied[0] + implied[1]
    return implied[0] / total, implied[1] / total


def cents_between(one: int, other: int) -> int:
    """The distance of two prices in cents, as bookmakers count: 10 from -110 to -120, and from +105 to -105.

    +100 and -100 are the same price, so the prices between them do not count.
    """
    return abs(_cents(one) - _cents(other))


def _cents(price: int) -> int:
    """The place of a price on the scale of cents: 0 for even money, positive for an underdog."""
    _check(price)
    return price - 100 if price > 0 else price + 100


def price_text(price: int) -> str:
    """A price as it is usually written: -110, +150."""
    return f"{price:+d}"


def _check(price: int) -> None:
    if -100 < price < 100:
        raise ValueError(f"not a valid American price: {price}")
