"""The prospects of a league in prose, computed from its facts: the same facts give the same text."""

from collections.abc import Iterator

from ai_service.analyses.facts.domain import Facts, Opportunity
from ai_service.analyses.writing.risks import risks_of
from ai_service.analyses.writing.words import counted, listed, percent, sentence, usd


def narrative(facts: Facts) -> str:
    """Three paragraphs: what the league can offer, to whom, and what stands against it."""
    return "\n\n".join(" ".join(part) for part in (_offer(facts), _partners(facts), _doubts(facts)))


def standing(facts: Facts) -> str:
    """The league in one sentence."""
    league = facts.league
    described = " ".join(
        word for word in (league.level.replace("_", " "), league.sport.replace("_", " ")) if word != "unknown"
    )
    article = "an" if described[:1] in "aeiou" else "a"
    where = f" in {league.location}" if league.location else ""
    since = f", founded in {league.founded_year}" if league.founded_year else ""
    teams = f" with {counted(league.member_count, 'member team')}" if league.member_count else ""
    return f"{league.name} is {article} {described} league{where}{since}{teams}."


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
    rivals, sport = facts.rivals, facts.league.sport.replace("_", " ")
    text = f"The audience of {sport} is {rivals.market_growth or 'of unknown growth'}"
    text += f"; the catalogue has {counted(rivals.same_sport, 'other league')} of the sport"
    if facts.league.country:
        text += f" and {counted(rivals.same_country, 'other league')} in {facts.league.country}"
    known = f" The best known are {listed(rivals.best_known)}." if rivals.best_known else ""
    return f"{text}.{known}"


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
    contacts = f"contact {listed(best.contacts)}"
    yield f"The highest expected value, {usd(best.expected)}, is that of {best.plural}: {contacts}."


def _doubts(facts: Facts) -> Iterator[str]:
    yield "What stands against it:"
    yield from (sentence(risk) for risk in risks_of(facts))
