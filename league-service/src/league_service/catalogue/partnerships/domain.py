"""The partnership model: which partners a league could win, and their value.

It is deterministic and uses no language model. For each kind of partner,

    value = base x size x status x fit x ceiling                    where figures of the league are known
    value = base x reach x level x members x age x status x fit x ceiling          where none is known

in USD a year. `base` is the price that a league of the middle asks. `size` compares the league's own figures,
such as revenue and attendance, with that league: each figure has a rate, the price for one unit of it, and
counts by its weight in a geometric mean. Attendance is worth more with more teams. Where income is known,
figures that only stand in for it do not count, so that knowing more never makes a league look smaller; where
none is known, the league is not assumed to earn more than an ordinary one of its sport. Without figures, the
audience of the sport stands in: the league is then assumed to be an ordinary one of its kind, and the range
is much wider. `ceiling` bends large values smoothly below 100,000,000 USD and small ones above 1,000, so that
the order of leagues stays. Each factor is returned with the estimate. Confidence is the share of known facts,
multiplied by the predictability of the kind of partner.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import prod

from league_service.catalogue.figures.domain import Figure, FigureName
from league_service.catalogue.leagues.domain import League
from league_service.catalogue.partnerships.market import Market, PartnerType
from league_service.core.dates import as_of_key

MODEL_VERSION = "partnerships-3"
MIN_VALUE, MAX_VALUE = 1_000.0, 100_000_000.0
HIGH_CONFIDENCE = 0.7
ASSUMED_MEMBERS = 8
ASSUMED_AGE = 5

Figures = Mapping[FigureName, Figure]
"""The newest figures of a league."""

BASE_VALUE: dict[PartnerType, float] = {
    "sponsor": 2_000_000,
    "broadcaster": 3_000_000,
    "venue": 600_000,
    "technology": 300_000,
}
# For each kind of partner: what one unit of a figure is worth, and how much the figure counts.
RATES: dict[PartnerType, dict[FigureName, tuple[float, int]]] = {
    "sponsor": {
        "revenue_usd": (0.012, 3),
        "broadcast_usd": (0.02, 2),
        "attendance": (200, 1),
        "followers": (0.25, 1),
    },
    "broadcaster": {
        "broadcast_usd": (0.2, 4),
        "revenue_usd": (0.06, 3),
        "attendance": (100, 1),
        "followers": (0.3, 1),
    },
    "venue": {
        "attendance": (100, 3),
        "revenue_usd": (0.0008, 1),
        "broadcast_usd": (0.002, 1),
        "followers": (0.02, 1),
    },
    "technology": {
        "revenue_usd": (0.0025, 3),
        "broadcast_usd": (0.003, 1),
        "attendance": (60, 1),
        "followers": (0.05, 1),
    },
}
_STAND_INS: dict[PartnerType, frozenset[FigureName]] = {
    "sponsor": frozenset({"followers"}),
    "broadcaster": frozenset({"attendance", "followers"}),
    "venue": frozenset({"followers"}),
    "technology": frozenset({"followers"}),
}
_INCOME: frozenset[FigureName] = frozenset({"revenue_usd", "broadcast_usd"})
_PREDICTABLE: dict[PartnerType, float] = {
    "sponsor": 1.0,
    "broadcaster": 0.85,
    "venue": 0.95,
    "technology": 0.9,
}
_LIKELY: dict[PartnerType, float] = {"sponsor": 0.5, "broadcaster": 0.3, "venue": 0.6, "technology": 0.45}
_LEVEL = {
    "professional": 1.0,
    "international": 1.2,
    "collegiate": 0.35,
    "unknown": 0.3,
    "semi_professional": 0.25,
    "youth": 0.1,
    "amateur": 0.06,
}
_STATUS = {"active": 1.0, "unknown": 0.9, "defunct": 0.02}
_GROWTH = {"declining": -0.08, "stable": 0.0, "growing": 0.06, "fast": 0.12}
_LEVEL_CHANCE = {"professional": 0.1, "international": 0.1, "amateur": -0.1, "youth": -0.05}
_ORDINARY = 0.12  # an ordinary league of a sport of reach 10, compared with the league of the middle
_KNEE, _FOOT = 20_000_000.0, 5_000.0
_FRESH_YEARS = 2


@dataclass(frozen=True, slots=True)
class Driver:
    """A fact, its description, and the factor by which it multiplies the value."""

    name: str
    detail: str
    factor: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """The value of one kind of partner in USD a year. Raises ValueError outside the bounds."""

    partner_type: PartnerType
    value: float
    low: float
    high: float
    probability: float
    confidence: float
    drivers: tuple[Driver, ...] = field(default=())

    def __post_init__(self) -> None:
        if self.value < MIN_VALUE:
            raise ValueError("Partnership value must be at least $1,000")
        if self.value > MAX_VALUE:
            raise ValueError("Partnership value cannot exceed $100M")


@dataclass(frozen=True, slots=True)
class Case:
    """What an estimate starts from: the league, its figures, the market of its sport, and the time."""

    league: League
    market: Market
    now: datetime
    figures: Figures = field(default_factory=dict[FigureName, Figure])

    @property
    def age(self) -> int | None:
        return age_of(self.league, self.now)


def estimate(case: Case, partner_type: PartnerType) -> Estimate:
    """Estimates the value of a kind of partner for a league."""
    drivers = tuple(_factors(case, partner_type))
    free = BASE_VALUE[partner_type] * prod(driver.factor for driver in drivers)
    ceiling = Driver("ceiling", "values are bent to stay below $100M a year", bounded(free) / free)
    confidence = confidence_of(case, partner_type)
    spread = 1.15 + 2 * (1 - confidence)
    return Estimate(
        partner_type=partner_type,
        value=clamp(round(bounded(free), -2)),
        low=clamp(round(bounded(free / spread), -2)),
        high=clamp(round(bounded(free * spread), -2)),
        probability=probability_of(case, partner_type),
        confidence=confidence,
        drivers=(*drivers, ceiling),
    )


def _factors(case: Case, partner_type: PartnerType) -> Iterator[Driver]:
    """The factors of the value, each with its fact."""
    league, market = case.league, case.market
    if case.figures:
        size = tuple(_size(case, partner_type))
        yield from size
        if partner_type != "venue" and _INCOME.isdisjoint(case.figures):
            yield _unknown_income(case, size)
    else:
        yield from _ordinary(case)
    yield Driver("status", f"status: {league.status}", _STATUS.get(league.status, _STATUS["unknown"]))
    yield Driver(f"{partner_type}_fit", market.note, market.fit[partner_type])


def _size(case: Case, partner_type: PartnerType) -> Iterator[Driver]:
    """The weighted geometric mean of what the figures suggest, one factor for each figure that counts."""
    rates = RATES[partner_type]
    stand_ins = _STAND_INS[partner_type]
    direct: Figures = {name: figure for name, figure in case.figures.items() if name not in stand_ins}
    counting: Figures = direct or case.figures
    whole = sum(rates[name][1] for name in counting)
    for name, figure in counting.items():
        rate, weight = rates[name]
        suggested, detail = figure.value * rate / BASE_VALUE[partner_type], figure.text
        if name == "attendance":
            teams = _members(case.league)
            suggested, detail = suggested * teams.factor, f"{detail}; {teams.detail}"
        yield Driver(name, detail, round(suggested ** (weight / whole), 9))


def _ordinary(case: Case) -> Iterator[Driver]:
    """The factors of an ordinary league of the sport, of the same level, age and number of teams."""
    league, market = case.league, case.market
    family = "" if market.specific else " (its family of sports)"
    detail = f"no figures known; audience of the sport{family}: {market.reach:g} of 100"
    yield Driver("market_reach", detail, round(_ORDINARY * (market.reach / 10) ** 0.8, 4))
    yield Driver(
        "level", f"level: {league.level.replace('_', '-')}", _LEVEL.get(league.level, _LEVEL["unknown"])
    )
    yield _members(league)
    yield _age(case)


def _unknown_income(case: Case, size: Sequence[Driver]) -> Driver:
    """Draws the value halfway to an ordinary league of the sport, if that is worth less."""
    ordinary, suggested = (prod(driver.factor for driver in each) for each in (_ordinary(case), size))
    detail = "neither revenue nor media rights known: at most an ordinary league of the sport assumed"
    return Driver("unknown_income", detail, round(min(1.0, (ordinary / suggested) ** 0.5), 9))


def probability_of(case: Case, partner_type: PartnerType) -> float:
    """The probability that a partner is won within the timeline, 0.02 to 0.95."""
    league, market = case.league, case.market
    if league.status == "defunct":
        return 0.02
    chance = _LIKELY[partner_type] + _GROWTH.get(market.growth, 0.0) + _LEVEL_CHANCE.get(league.level, 0.0)
    chance += 0.1 * (market.fit[partner_type] - 1)
    chance += 0.1 if (case.age or 0) >= 10 else 0.0
    chance += 0.04 if league.website else 0.0
    return round(min(0.95, max(0.02, chance)), 2)


def confidence_of(case: Case, partner_type: PartnerType) -> float:
    """The confidence in the estimate, 0 to 1: the weighted share of known facts times predictability.

    Figures are 45 % of it, by their weights and less with age. A defunct league has no reliable value.
    """
    league = case.league
    known = (
        (0.15, bool(league.member_count)),
        (0.10, league.founded_year is not None),
        (0.10, league.level != "unknown" and not league.level_inferred),
        (0.08, case.market.specific),
        (0.07, league.status != "unknown"),
        (0.05, bool(league.website)),
    )
    share = 0.45 * _figures_known(case, partner_type) + sum(weight for weight, is_known in known if is_known)
    reliable = 0.5 if league.status == "defunct" else 1.0
    return round((0.2 + 0.75 * share) * _PREDICTABLE[partner_type] * reliable, 2)


def _figures_known(case: Case, partner_type: PartnerType) -> float:
    """The share of the weights of the known figures, from 0 to 1; any figure counts at least half."""
    rates = RATES[partner_type]
    whole = sum(weight for _, weight in rates.values())
    found = sum(rates[name][1] * _freshness(figure, case.now) for name, figure in case.figures.items())
    return 0.5 * bool(found) * min(1.0, 2 * found / whole + 0.5) + 0.5 * found / whole


def _freshness(figure: Figure, now: datetime) -> float:
    """1 for a figure of the last two years, a tenth less for each earlier year, at least 0.4."""
    years = now.year - as_of_key(figure.as_of)[0]
    return max(0.4, 1.0 - 0.1 * max(0, years - _FRESH_YEARS))


def age_of(league: League, now: datetime) -> int | None:
    """Whole years since the league was founded, never negative."""
    return None if league.founded_year is None else max(0, now.year - league.founded_year)


def bounded(value: float) -> float:
    """Bends a value between the bounds: a larger value stays larger, and most values stay as they are."""
    if value > _KNEE:
        room, excess = MAX_VALUE - _KNEE, value - _KNEE
        return _KNEE + room * excess / (excess + room)
    if value < _FOOT:
        return MIN_VALUE + (_FOOT - MIN_VALUE) * value / _FOOT
    return value


def clamp(value: float) -> float:
    """The value, limited to the bounds of an estimate."""
    return min(MAX_VALUE, max(MIN_VALUE, value))


def _s(number: int) -> str:
    return "" if number == 1 else "s"


def _members(league: League) -> Driver:
    """Grows with the square root of the number of teams: 10 teams give 1."""
    if league.member_count:
        count, detail = league.member_count, f"{league.member_count} member team{_s(league.member_count)}"
    else:
        count, detail = ASSUMED_MEMBERS, f"number of teams unknown: {ASSUMED_MEMBERS} assumed"
    return Driver("member_count", detail, round((count / 10) ** 0.5, 4))


def _age(case: Case) -> Driver:
    """From 0.6 for a new league to 1.2 for one of forty years and more; ten years give 0.75."""
    age = case.age
    detail = f"{age} year{_s(age)} old" if age is not None else f"age unknown: {ASSUMED_AGE} years assumed"
    return Driver("age", detail, round(0.6 + 0.6 * min(ASSUMED_AGE if age is None else age, 40) / 40, 4))
