"""The partnership model: which partners a league could win, and their value.

It is deterministic and uses no language model. For each kind of partner,

    value = base x reach x level x members x age x status x fit

clamped to 1,000 .. 100,000,000 USD a year, with the factors of `factors_of` and reach = (market reach / 10)
to the power of 1.5. The bases are the prices that a mature professional league of 10 teams would ask in a
sport of reach 10; like the market table, they are assumptions. Each factor is returned with the estimate. The
range widens as confidence falls: plus and minus 15 % at full confidence, 75 % at none. Confidence is the
share of known facts, multiplied by the predictability of the kind of partner.
"""

from dataclasses import dataclass, field
from datetime import datetime

from league_service.catalogue.leagues.domain import League
from league_service.catalogue.partnerships.market import Market, PartnerType

MODEL_VERSION = "partnerships-1"
MIN_VALUE, MAX_VALUE = 1_000.0, 100_000_000.0
HIGH_CONFIDENCE = 0.7
ASSUMED_MEMBERS = 8
ASSUMED_AGE = 5

BASE_VALUE: dict[PartnerType, float] = {
    "sponsor": 2_000_000,
    "broadcaster": 3_000_000,
    "venue": 600_000,
    "technology": 300_000,
}
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


def estimate(league: League, market: Market, partner_type: PartnerType, now: datetime) -> Estimate:
    """Estimates the value of a kind of partner for a league."""
    drivers = factors_of(league, market, partner_type, now)
    value = BASE_VALUE[partner_type]
    for driver in drivers:
        value *= driver.factor
    value = clamp(round(value, -2))
    confidence = confidence_of(league, market, partner_type)
    spread = 0.15 + 0.6 * (1 - confidence)
    return Estimate(
        partner_type=partner_type,
        value=value,
        low=clamp(round(value * (1 - spread), -2)),
        high=clamp(round(value * (1 + spread), -2)),
        probability=probability_of(league, market, partner_type, now),
        confidence=confidence,
        drivers=drivers,
    )


def factors_of(
    league: League, market: Market, partner_type: PartnerType, now: datetime
) -> tuple[Driver, ...]:
    """The factors of the value, each with its fact."""
    fit = market.fit[partner_type]
    family = "" if market.specific else " (its family of sports)"
    return (
        Driver(
            "market_reach", f"audience of {market.sport}{family}: {market.reach:g} of 100", _reach(market)
        ),
        Driver("level", f"level: {league.level}", _LEVEL.get(league.level, _LEVEL["unknown"])),
        _members(league),
        _age(league, now),
        Driver("status", f"status: {league.status}", _STATUS.get(league.status, _STATUS["unknown"])),
        Driver(f"{partner_type}_fit", market.note, fit),
    )


def probability_of(league: League, market: Market, partner_type: PartnerType, now: datetime) -> float:
    """The probability that a partner is won within the timeline, 0.02 to 0.95."""
    if league.status == "defunct":
        return 0.02
    chance = _LIKELY[partner_type] + _GROWTH.get(market.growth, 0.0) + _LEVEL_CHANCE.get(league.level, 0.0)
    chance += 0.1 * (market.fit[partner_type] - 1)
    chance += 0.1 if (age_of(league, now) or 0) >= 10 else 0.0
    chance += 0.04 if league.website else 0.0
    return round(min(0.95, max(0.02, chance)), 2)


def confidence_of(league: League, market: Market, partner_type: PartnerType) -> float:
    """The confidence in the estimate, 0 to 1: the weighted share of known facts times predictability."""
    known = (
        (0.30, bool(league.member_count)),
        (0.20, league.founded_year is not None),
        (0.20, league.level != "unknown" and not league.level_inferred),
        (0.15, market.specific),
        (0.10, league.status != "unknown"),
        (0.05, bool(league.website)),
    )
    share = sum(weight for weight, is_known in known if is_known)
    return round((0.2 + 0.75 * share) * _PREDICTABLE[partner_type], 2)


def age_of(league: League, now: datetime) -> int | None:
    """Whole years since the league was founded, never negative."""
    return None if league.founded_year is None else max(0, now.year - league.founded_year)


def clamp(value: float) -> float:
    """The value, limited to the bounds of an estimate."""
    return min(MAX_VALUE, max(MIN_VALUE, value))


def _reach(market: Market) -> float:
    return round((market.reach / 10) ** 1.5, 4)


def _members(league: League) -> Driver:
    """Grows with the square root of the number of teams: 10 teams give 1."""
    if league.member_count:
        count, detail = league.member_count, f"{league.member_count} member teams"
    else:
        count, detail = ASSUMED_MEMBERS, f"number of teams unknown: {ASSUMED_MEMBERS} assumed"
    return Driver("member_count", detail, round((count / 10) ** 0.5, 4))


def _age(league: League, now: datetime) -> Driver:
    """From 0.6 for a new league to 1.2 for one of forty years and more; ten years give 0.75."""
    age = age_of(league, now)
    detail = f"{age} years old" if age is not None else f"age unknown: {ASSUMED_AGE} years assumed"
    return Driver("age", detail, round(0.6 + 0.6 * min(ASSUMED_AGE if age is None else age, 40) / 40, 4))
