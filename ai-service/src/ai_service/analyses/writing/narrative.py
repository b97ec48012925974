"""The prospects of a league in prose, computed from its facts: the same facts give the same text."""

from collections.abc import Iterator

from ai_service.analyses.facts.domain import Facts, Opportunity
from ai_service.analyses.facts.naming import (
    country_name,
    growth,
    level_name,
    person,
    sport_name,
    whereabouts,
)
from ai_service.analyses.writing.risks import risks_of
from ai_service.analyses.writing.words import counted, listed, percent, sentence, usd


def narrative(facts: Facts) -> str:
    """Three paragraphs: what the league can offer, to whom, and what stands against it."""
    return "\n\n".join(" ".join(part) for part in (_offer(facts), _partners(facts), _doubts(facts)))


def standing(facts: Facts) -> str:
    """The league in one sentence."""
    league = facts.league
    words = (level_name(league.level), sport_name(league.sport))
    described = " ".join(word for word in words if word != "unknown")
    article = "an" if described[:1].lower() in "aeiou" else "a"
    where = f" {place}" if (place := whereabouts(league.location)) else ""
    since = f", founded in {league.founded_year}" if league.founded_year else ""
    teams = f" with {counted(league.member_count, 'member team')}" if league.member_count else ""
    verb = "was" if league.status == "defunct" else "is"
    return f"{league.name} {verb} {article} {described} league{where}{since}{teams}."


def prospect(facts: Facts, each: Opportunity) -> str:
    """One opportunity in a sentence."""
    when = "immediately" if each.timeline == "immediate" else f"by {each.timeline}"
    return (
        f"A deal with {each.plural} is worth {usd(each.low)} to {usd(each.high)} a year, estimated at "
        f"{usd(each.value)} ({facts.share(each)}% of the total), and {percent(each.probability)} likely to "
        f"close {when}; the confidence of the estimate is {each.confidence:g}."
    )


def market(facts: Facts) -> str:
    """The market in a sentence or two."""
    rivals, sport = facts.rivals, sport_name(facts.league.sport)
    found = growth(rivals.market_growth)
    audience = (
        f"The audience of {sport} {found}" if found else f"How the audience of {sport} grows is unknown"
    )
    others = counted(rivals.same_sport, "other league") if rivals.same_sport else "no other league"
    known = ""
    if rivals.best_known:
        verb = "is" if len(rivals.best_known) == 1 else "are"
        known = f" The best known {verb} {listed(rivals.best_known)}."
    return f"{audience}; the catalogue has {others} of the sport{_at_home(facts)}.{known}"


def _at_home(facts: Facts) -> str:
    """How many of the rivals are in the country of the league."""
    rivals, country = facts.rivals, country_name(facts.league.country)
    if not country or not rivals.same_sport:
        return ""
    if rivals.same_sport == 1:
        return f", also in {country}" if rivals.same_country else ", in another country"
    return f", {rivals.same_country or 'none'} of them in {country}"


def _offer(facts: Facts) -> Iterator[str]:
    yield standing(facts)
    yield market(facts)
    if facts.figures:
        yield f"Published figures: {listed([each.rstrip('.') for each in facts.figures])}."


def _partners(facts: Facts) -> Iterator[str]:
    kinds = "one kind of partner" if len(facts.opportunities) == 1 else "several kinds of partners"
    expected = f"{usd(facts.expected_total)} when each value is weighted by its probability"
    yield f"It could win {kinds} worth {usd(facts.total)} a year, or {expected}."
    yield from (prospect(facts, each) for each in facts.opportunities)
    best = facts.best
    first = f"The highest expected value, {usd(best.expected)}, is that of {best.plural}"
    contacts = [person(each) for each in best.contacts]
    yield f"{first}: contact {listed(contacts)}." if contacts else f"{first}."


def _doubts(facts: Facts) -> Iterator[str]:
    yield "What stands against it:"
    yield from (sentence(risk) for risk in risks_of(facts))
