"""What would change an estimate most; each stated effect is computed with the model."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from league_service.catalogue.figures.domain import FIGURES
from league_service.catalogue.partnerships.domain import (
    ASSUMED_AGE,
    ASSUMED_MEMBERS,
    Case,
    Estimate,
    estimate,
)

_NAMES = {
    "revenue_usd": "revenue",
    "broadcast_usd": "media rights",
    "attendance": "attendance",
    "followers": "followers",
}
_OLD = 40
_BENT = 0.9


def what_would_change(case: Case, found: Estimate) -> list[str]:
    """The facts whose change or discovery moves the estimate most."""
    return [*_figures(case), *_facts(case, found), *_bounds(found)]


def _figures(case: Case) -> Iterator[str]:
    missing = [_NAMES[name] for name in FIGURES if name not in case.figures]
    if not case.figures:
        yield f"Figures of the league ({', '.join(missing)}): none is known, and any would narrow the range"
    elif missing:
        yield f"Further figures ({', '.join(missing)}): they are not known"
    else:
        newest = max(figure.as_of for figure in case.figures.values())
        yield f"Newer figures: the newest is of {newest}"


def _facts(case: Case, found: Estimate) -> Iterator[str]:
    league = case.league
    if not case.figures or "attendance" in case.figures:
        yield _teams(case, found)
    if league.founded_year is None and (effect := _effect(case, found, founded_year=case.now.year - _OLD)):
        yield f"The founding year: {ASSUMED_AGE} years are assumed; {_OLD} years would add {effect}%"
    if league.level_inferred or league.level == "unknown":
        yield "The level: no source states it; a professional league has the highest value"
    if league.status == "defunct":
        effect = _effect(case, found, status="active")
        yield f"A revival: the same league, active, would be worth {effect}% more"


def _teams(case: Case, found: Estimate) -> str:
    count = case.league.member_count
    if not count:
        effect = _effect(case, found, member_count=2 * ASSUMED_MEMBERS)
        return f"The number of teams: {ASSUMED_MEMBERS} are assumed; twice as many would add {effect}%"
    effect = _effect(case, found, member_count=round(count * 1.25))
    return f"Expansion: {round(count * 1.25)} teams instead of {count} would add {effect}%"


def _bounds(found: Estimate) -> Iterator[str]:
    if found.drivers[-1].factor < _BENT:
        yield "The bound of the model: values far above $20M are bent to stay below $100M"
    elif found.drivers[-1].factor > 1:
        yield "The bound of the model: small values are bent to stay above $1,000"


def _effect(case: Case, found: Estimate, **changes: Any) -> int:
    """By how many percent the value is higher if facts of the league change."""
    changed = estimate(replace(case, league=replace(case.league, **changes)), found.partner_type)
    return round(100 * (changed.value / found.value - 1))
