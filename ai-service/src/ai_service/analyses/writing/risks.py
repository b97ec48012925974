"""The risks that follow from the estimates, beside those that the partnership model states."""

from typing import Final

from ai_service.analyses.facts.domain import Facts
from ai_service.analyses.facts.naming import sport_name
from ai_service.analyses.writing.words import counted, usd

CONCENTRATED_PERCENT: Final = 60
UNCERTAIN: Final = 0.5
MANY_RIVALS: Final = 3


def risks_of(facts: Facts) -> tuple[str, ...]:
    """The risks of a league: those of the model first, then those that follow from its estimates."""
    return (*facts.risk_factors, *_risks_of_estimates(facts))


def _risks_of_estimates(facts: Facts) -> list[str]:
    largest = facts.opportunities[0]
    found: list[str] = []
    if len(facts.opportunities) > 1 and facts.share(largest) >= CONCENTRATED_PERCENT:
        found.append(f"{facts.share(largest)}% of the total value depends on {largest.plural}")
    found += [
        f"The estimate for {each.plural} is uncertain: {usd(each.low)} to {usd(each.high)} a year"
        for each in facts.opportunities
        if each.confidence < UNCERTAIN
    ]
    if all(each.probability < UNCERTAIN for each in facts.opportunities):
        found.append("No kind of partner is more likely to be won than not")
    if facts.rivals.same_sport >= MANY_RIVALS:
        rivals = counted(facts.rivals.same_sport, "other league")
        found.append(f"{rivals} of {sport_name(facts.league.sport)} may approach the same partners")
    return found
