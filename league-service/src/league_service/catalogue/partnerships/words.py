"""The texts of the partnership model: timeline, contacts, risks and recommendations."""

from collections.abc import Sequence
from datetime import datetime

from league_service.catalogue.leagues.domain import League
from league_service.catalogue.partnerships.domain import HIGH_CONFIDENCE, Case, Estimate
from league_service.catalogue.partnerships.market import PartnerType

_MONTHS: dict[PartnerType, int] = {"sponsor": 6, "broadcaster": 12, "venue": 3, "technology": 4}
_AT_ONCE = 0.7
_YOUNG = 5

CONTACTS: dict[PartnerType, tuple[str, ...]] = {
    "sponsor": ("Head of partnerships of the league", "Brand or sponsorship director of the partner"),
    "broadcaster": ("Media rights director of the league", "Head of sports rights of the broadcaster"),
    "venue": ("Operations director of the league", "Commercial director of the venue"),
    "technology": (
        "Chief technology or data officer of the league",
        "Sports partnerships lead of the vendor",
    ),
}


def timeline(estimate: Estimate, now: datetime) -> str:
    """The likely time of a deal: "immediate" for a likely venue or vendor, or a quarter such as Q1 2027."""
    months = _MONTHS[estimate.partner_type]
    if estimate.probability >= _AT_ONCE and months <= _MONTHS["technology"]:
        return "immediate"
    if estimate.probability < 0.2:
        months += 12
    month = now.month - 1 + months
    return f"Q{month % 12 // 3 + 1} {now.year + month // 12}"


def risks(case: Case) -> list[str]:
    """The risks of the estimates."""
    league, market, age = case.league, case.market, case.age
    found = [
        ("The league is defunct: no partner can be won before a revival", league.status == "defunct"),
        ("It is not known whether the league is still active", league.status == "unknown"),
        (
            f"The league is young ({_years(age)}): it may end before a contract does",
            age is not None and age < _YOUNG,
        ),
        (
            "No figures of the league are known: it may be much larger or smaller than an ordinary one",
            not case.figures,
        ),
        ("The number of teams is not known, so reach and inventory are uncertain", not league.member_count),
        ("The level is inferred or unknown", league.level_inferred or league.level == "unknown"),
        ("The market of the sport is estimated from its family of sports", not market.specific),
        (f"The audience of the sport is {market.growth}", market.growth == "declining"),
    ]
    said = [text for text, applies in found if applies]
    return said or ["The estimates are based on market assumptions, not on offers from partners"]


def recommendations(case: Case, estimates: Sequence[Estimate]) -> list[str]:
    """The recommended next steps, the most promising partner first."""
    league = case.league
    best = max(estimates, key=lambda each: (each.value * each.probability, each.partner_type))
    said = [
        f"Start with {_plural(best.partner_type)}: highest expected value ({best.probability:.0%} likely)"
    ]
    if not case.figures:
        said.append("Publish attendance, revenue or media rights, because partners ask for them first")
    if not league.member_count:
        said.append("Find out and publish the number of member teams")
    if not league.website:
        said.append("Publish an official website, because partners look there first")
    if league.founded_year is None:
        said.append("State the founding year")
    if all(each.confidence < HIGH_CONFIDENCE for each in estimates):
        said.append(
            "Complete the facts of the league before offering figures: no estimate has high confidence"
        )
    return said


def summary(league: League, estimates: Sequence[Estimate], total: float, fallback: str) -> str:
    """Summarises the analysis in a few sentences."""
    best = estimates[0]
    kinds = "one kind of partner" if len(estimates) == 1 else f"{len(estimates)} kinds of partners"
    text = (
        f"{league.name} could win {kinds} worth about ${total:,.0f} a year in total. "
        f"The largest is {_a(best.partner_type)}: ${best.low:,.0f} to ${best.high:,.0f}, "
        f"{best.probability:.0%} likely."
    )
    return f"{text} {fallback}".strip()


def _years(age: int | None) -> str:
    return "one year" if age == 1 else "less than a year" if not age else f"{age} years"


def _plural(partner_type: PartnerType) -> str:
    return "technology partners" if partner_type == "technology" else f"{partner_type}s"


def _a(partner_type: PartnerType) -> str:
    return "a technology partner" if partner_type == "technology" else f"a {partner_type}"
