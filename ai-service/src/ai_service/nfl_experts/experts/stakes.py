"""Which bet an expert places on a game, and how much it stakes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import Final, Literal, Protocol

from ai_service.nfl_experts.betting.markets import CATEGORY_OF, Market, Side
from ai_service.nfl_experts.betting.odds import CENT, decimal_odds, to_cents
from ai_service.nfl_experts.experts.domain import Expert, Opinion, RiskProfile
from ai_service.nfl_experts.experts.words import reasoning
from ai_service.nfl_experts.facts.season import Quote

RiskLevel = Literal["low", "medium", "high", "extreme"]

ZERO: Final = Decimal("0.00")

LEAST_STAKE: Final = Decimal("10.00")
"""The smallest stake where no limit is smaller, and the step between stakes."""

USUAL_PRICE: Final = -110
"""The price of a spread or total whose quote states none."""


class Recollection(Protocol):
    """The attributes of a memory that betting uses."""

    @property
    def emotional_valence(self) -> float: ...

    @property
    def importance(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Wager:
    """A bet before it is placed. It always backs the expert's own prediction of its category.

    `point` is the home handicap of a spread, the points of a total, and None for a moneyline.
    """

    market: Market
    side: Side
    stake: Decimal
    price: int
    point: float | None
    confidence: float
    risk_level: RiskLevel
    reasoning: str


@dataclass(frozen=True, slots=True)
class Purse:
    """The money of an expert when it bets."""

    cash: Decimal
    open_stakes: Decimal

    @property
    def worth(self) -> Decimal:
        """Cash plus open stakes: what shares are shares of."""
        return self.cash + self.open_stakes


@dataclass(frozen=True, slots=True)
class _Chance:
    """A bet that could be placed."""

    market: Market
    side: Side
    price: int
    point: float | None
    confidence: float

    @property
    def gain(self) -> float:
        """The profit of a winning unit."""
        return float(decimal_odds(self.price)) - 1

    @property
    def edge(self) -> float:
        """The expected profit of a unit."""
        return self.confidence * (1 + self.gain) - 1


def choose_bet(
    expert: Expert,
    opinion: Opinion,
    *,
    quotes: Iterable[Quote],
    balance: Decimal,
    open_stakes: Decimal = Decimal("0.00"),
    recalled: Sequence[Recollection] = (),
) -> Wager | None:
    """The bet with the best edge among those that the expert likes; None if there is none, or no money.

    `quotes` are the current ones, at most one per market. Estimates are never bet against, and neither is a
    quote at which the expert would no longer pick the side that it predicted. `balance` is the cash at hand.
    """
    standing = {quote.market: quote for quote in quotes if quote.is_market}
    chances = [
        chance
        for market in expert.risk.markets
        if (chance := _chance(opinion, market, standing.get(market))) and _is_liked(chance, expert.risk)
    ]
    if not chances or balance <= 0:
        return None
    best = max(chances, key=lambda chance: (chance.edge, chance.market))
    purse = Purse(balance, open_stakes)
    wish = _wish(expert.risk, best, purse.worth)
    mood = mood_of(recalled)
    stake = _stake(wish * Decimal(repr(mood)), expert.risk, purse)
    if stake <= 0:
        return None
    moved = _moved(stake, _stake(wish, expert.risk, purse), mood)
    return Wager(
        market=best.market,
        side=best.side,
        stake=stake,
        price=best.price,
        point=best.point,
        confidence=best.confidence,
        risk_level=risk_level(stake, purse.worth),
        reasoning=_reasoning(expert, opinion, best, stake=stake, worth=purse.worth, moved=moved),
    )


def _chance(opinion: Opinion, market: Market, quote: Quote | None) -> _Chance | None:
    """The bet that a quote offers on the prediction; None if the expert would now pick the other side."""
    if quote is None or (quote.point is None) != (market == "moneyline"):
        return None
    category = CATEGORY_OF[market]
    side = opinion.picks[category]
    price = quote.home_price if side in ("home", "over") else quote.away_price
    if price is None and market != "moneyline":
        price = USUAL_PRICE
    if price is None or opinion.side(category, quote.point) != side:
        return None
    confidence = opinion.confidence_at(category, quote.point)
    return _Chance(market, side, price, quote.point, confidence)


def _is_liked(chance: _Chance, risk: RiskProfile) -> bool:
    return chance.edge > 0 and chance.edge >= risk.edge


def _wish(risk: RiskProfile, chance: _Chance, worth: Decimal) -> Decimal:
    """The stake that the profile asks for, before limits."""
    if risk.style == "flat":
        return risk.amount
    share = risk.share
    if risk.style == "kelly":
        share *= chance.edge / chance.gain
    elif risk.style == "all_in":
        share *= 2 * chance.confidence - 1
    return worth * Decimal(repr(share))


def most_of(risk: RiskProfile, worth: Decimal) -> Decimal:
    """The largest stake of one bet: a share of the bankroll or, if that is more, the habit; or an amount."""
    most = max(worth * Decimal(repr(risk.ceiling)), risk.habit if risk.habit > LEAST_STAKE else ZERO)
    return min(most, risk.amount) if risk.style == "flat" else most


def _stake(wish: Decimal, risk: RiskProfile, purse: Purse) -> Decimal:
    """A round stake that keeps every limit of the profile; 0 if there is too little room beside open bets.

    An expert without open bets stakes what it may, even if that is less than its habit or the smallest stake.
    """
    most = most_of(risk, purse.worth)
    room = min(purse.cash, purse.worth * Decimal(repr(risk.at_once)) - purse.open_stakes)
    least = max(risk.habit, LEAST_STAKE)
    stake = min(max(_step(wish, ROUND_HALF_EVEN), least), _floor(most))
    if purse.open_stakes > 0:
        stake = min(stake, _floor(room))
        return to_cents(stake) if stake >= min(least, most) else ZERO
    limit = min(most, room)
    if purse.cash <= limit and purse.cash - stake < LEAST_STAKE:
        return to_cents(purse.cash)
    return to_cents(min(stake, _floor(limit)))


def _floor(limit: Decimal) -> Decimal:
    """The largest round stake within a limit; the limit to the cent if it is below the smallest stake."""
    return _step(limit, ROUND_FLOOR) if limit >= LEAST_STAKE else limit.quantize(CENT, ROUND_FLOOR)


def _step(amount: Decimal, rounding: str) -> Decimal:
    """An amount rounded to a multiple of the smallest stake."""
    return (amount / LEAST_STAKE).to_integral_value(rounding) * LEAST_STAKE


def mood_of(recalled: Sequence[Recollection]) -> float:
    """The factor that memories of similar games apply to a stake: 0.75 to 1.25."""
    weight = sum(memory.importance for memory in recalled)
    if weight <= 0:
        return 1.0
    valence = sum(memory.emotional_valence * memory.importance for memory in recalled) / weight
    return 1.0 + 0.25 * max(-1.0, min(valence, 1.0))


def _moved(stake: Decimal, usual: Decimal, mood: float) -> float:
    """By which share memories moved a stake: less than the mood asks if a limit comes first, never more."""
    return min(mood - 1, float(stake / usual - 1), key=abs) if usual else 0.0


def risk_level(stake: Decimal, worth: Decimal) -> RiskLevel:
    """low below 3 % of the worth of the bankroll, medium below 8 %, high below 20 %, otherwise extreme."""
    share = stake / worth
    if share < Decimal("0.03"):
        return "low"
    if share < Decimal("0.08"):
        return "medium"
    return "high" if share < Decimal("0.20") else "extreme"


def _reasoning(
    expert: Expert, opinion: Opinion, chance: _Chance, *, stake: Decimal, worth: Decimal, moved: float
) -> str:
    """Why a bet is placed, and at what terms."""
    why = reasoning(expert, opinion, CATEGORY_OF[chance.market]).text
    memories = f" Memories of games like this change it by {moved:+.0%}." if abs(moved) >= 0.005 else ""
    size = "All in" if stake == worth else f"{stake / worth:.1%} of {worth:,.2f}"
    terms = (
        f"{size} on {_at(chance.side, chance.point)} at {chance.price:+d} for an edge of {chance.edge:+.1%}"
    )
    return f"{why} {terms}{_seen(opinion, chance)}.{memories}"


def _at(side: Side, point: float | None) -> str:
    """The line of a bet from its own side: +3.5, over 44.5, the moneyline."""
    if point is None:
        return "the moneyline"
    if side in ("over", "under"):
        return f"{side} {point:g}"
    handicap = point if side == "home" else -point
    return f"{handicap:+g}" if handicap else "PK"


def _seen(opinion: Opinion, chance: _Chance) -> str:
    """What the line was when the expert decided, if the bet is at another one."""
    category = CATEGORY_OF[chance.market]
    seen = opinion.point(category)
    if opinion.is_estimated(category):
        return f", decided at an estimate of {_at(chance.side, seen)}"
    return "" if seen == chance.point else f", decided when the line was {_at(chance.side, seen)}"
