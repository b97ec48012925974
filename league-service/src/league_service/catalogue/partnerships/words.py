"""What the partnership model says in words: when, with whom, what may go wrong, what to do."""

from collections.abc import Sequence
from datetime import datetime

from league_service.catalogue.leagues.domain import League
from league_service.catalogue.partnerships.domain import ASSUMED_MEMBERS, HIGH_CONFIDENCE, Estimate, age_of
from league_service.catalogue.partnerships.market import Market, PartnerType

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
    """When it could be closed: "immediate" for a likely venue or vendor, else a quarter such as Q1 2027."""
    months = _MONTHS[estimate.partner_type]
    if estimate.probability >= _AT_ONCE and months <= _MONTHS["technology"]:
        return "immediate"
    if estimate.probability < 0.2:
        months += 12
    month = now.month - 1 + months
    return f"Q{month % 12 // 3 + 1} {now.year + month // 12}"


def what_would_change(league: League, estimate: Estimate) -> list[str]:
    """The facts whose change or discovery moves the estimate most."""
    said: list[str] = []
    if not league.member_count:
        said.append(f"The number of teams: {ASSUMED_MEMBERS} are assumed; twice as many add 41 %")
    else:
        said.append(f"Expansion: a quarter more teams than {league.member_count} adds 12 %")
    if league.founded_year is None:
        said.append(
            "The founding year: 5 years of age are assumed; a league of forty years is worth 78 % more"
        )
    if league.level_inferred or league.level == "unknown":
        said.append("The level: it is not stated by a source; a professional league is worth most")
    if league.status == "defunct":
        said.append("A revival: the league is defunct, which takes 98 % off")
    if estimate.value in {1_000.0, 100_000_000.0}:
        said.append("The bounds of the model: the value lies at one of them")
    return said


def risks(league: League, market: Market, now: datetime) -> list[str]:
    """What could go wrong."""
    age = age_of(league, now)
    found = [
        ("The league is defunct: no partner can be won before a revival", league.status == "defunct"),
        ("Whether the league still runs is not known", league.status == "unknown"),
        (f"The league is young ({age} years): it may not last a contract", age is not None and age < _YOUNG),
        ("The number of teams is not known, so reach and inventory are uncertain", not league.member_count),
        ("The level is inferred or unknown", league.level_inferred or league.level == "unknown"),
        (f"The market of {league.sport} is known by its family of sports only", not market.specific),
        (f"The public of the sport is {market.growth}", market.growth == "declining"),
    ]
    said = [text for text, applies in found if applies]
    return said or ["Estimates rest on assumptions about the market, not on offers of partners"]


def recommendations(league: League, estimates: Sequence[Estimate]) -> list[str]:
    """What to do next, the most promising partner first."""
    best = max(estimates, key=lambda each: (each.value * each.probability, each.partner_type))
    said = [f"Start with {_plural(best.partner_type)}: most value for its chance ({best.probability:.0%})"]
    if not league.member_count:
        said.append("Find out and publish the number of member teams")
    if not league.website:
        said.append("Publish an official website: partners look there first")
    if league.founded_year is None:
        said.append("State the founding year")
    if all(each.confidence < HIGH_CONFIDENCE for each in estimates):
        said.append(
            "Complete the facts of the league before offering figures: no estimate has high confidence"
        )
    return said


def summary(league: League, estimates: Sequence[Estimate], total: float, fallback: str) -> str:
    """The analysis in a few sentences."""
    best = estimates[0]
    kinds = "one kind of partner" if len(estimates) == 1 else f"{len(estimates)} kinds of partners"
    text = (
        f"{league.name} could win {kinds} worth about ${total:,.0f} a year in all. "
        f"The largest is {_a(best.partner_type)}: ${best.low:,.0f} to ${best.high:,.0f}, "
        f"{best.probability:.0%} likely."
    )
    return f"{text} {fallback}".strip()


def _plural(partner_type: PartnerType) -> str:
    return "technology partners" if partner_type == "technology" else f"{partner_type}s"


def _a(partner_type: PartnerType) -> str:
    return "a technology partner" if partner_type == "technology" else f"a {partner_type}"
