"""The analysis that is computed without a language model, and the sections that every analysis has."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final, Literal, get_args

from ai_service.analyses.facts.domain import Facts, Opportunity
from ai_service.analyses.writing.narrative import market, prospect, standing
from ai_service.analyses.writing.risks import risks_of
from ai_service.analyses.writing.words import listed, percent, plain_line, shortened, usd

AnalysisType = Literal["business", "market", "partnership", "risk", "growth"]
TYPES: Final[tuple[AnalysisType, ...]] = get_args(AnalysisType)
SECTIONS: Final = ("Summary", "Key insights", "Opportunities", "Risks", "Recommendations")
_MOST_QUOTES: Final = 3
_LONGEST_QUOTE: Final = 300


def draft(facts: Facts, analysis_type: AnalysisType, *, quotes: bool = True) -> str:
    """An analysis in Markdown, with a section for each of SECTIONS. The same facts give the same text.

    It quotes the documents and memories of the user that fit the question best.
    """
    insights = chain(_INSIGHTS[analysis_type](facts), _quotes(facts) if quotes else ())
    contents = (
        [f"{standing(facts)} {facts.summary} [S1] [S2]"],
        _bullets(insights),
        _bullets(f"{prospect(facts, each)} [S2]" for each in facts.opportunities),
        _bullets(risks_of(facts)),
        _bullets(facts.recommendations),
    )
    return "\n\n".join(
        "\n".join((f"## {title}", "", *lines)) for title, lines in zip(SECTIONS, contents, strict=True)
    )


def _bullets(lines: Iterable[str]) -> list[str]:
    return [f"- {line}" for line in lines]


def _quotes(facts: Facts) -> Iterator[str]:
    """What the user's documents and memories say, in their own words."""
    for source in [each for each in facts.sources if each.kind == "document"][:_MOST_QUOTES]:
        page = f", page {source.page}" if source.page else ""
        yield f"{plain_line(source.title)}{page}: “{shortened(source.text, _LONGEST_QUOTE)}” [{source.label}]"
    for source in [each for each in facts.sources if each.kind == "memory"][:_MOST_QUOTES]:
        yield f"You asked to remember: “{shortened(source.text, _LONGEST_QUOTE)}” [{source.label}]"


def _figures(facts: Facts) -> Iterator[str]:
    yield from (f"{source.title} [{source.label}]" for source in facts.sources if source.kind == "figure")


def _market(facts: Facts) -> Iterator[str]:
    yield f"{market(facts)} [S1]"
    yield from _figures(facts)


def _partnership(facts: Facts) -> Iterator[str]:
    best = facts.best
    yield f"The highest expected value is {usd(best.expected)} a year, from {best.plural} [S2]"
    yield f"Weighted by probability, all partnerships are worth {usd(facts.expected_total)} a year [S2]"
    drivers = [("; ".join(each.drivers), each) for each in facts.opportunities]
    yield from (f"What drives the value of {kinds}: {text} [S2]" for text, kinds in _by_text(drivers))


def _risk(facts: Facts) -> Iterator[str]:
    weakest = min(facts.opportunities, key=lambda each: (each.confidence, each.partner_type))
    certainty = f"with a confidence of {weakest.confidence:g}"
    yield f"The least certain estimate is that for {weakest.plural}, {certainty} [S2]"
    least = min(facts.opportunities, key=lambda each: (each.probability, each.partner_type))
    yield f"The least likely deal is one with {least.plural}: {percent(least.probability)} [S2]"
    yield (
        f"The values are between {usd(sum(each.low for each in facts.opportunities))} and "
        f"{usd(sum(each.high for each in facts.opportunities))} a year in total [S2]"
    )


def _growth(facts: Facts) -> Iterator[str]:
    yield f"{market(facts)} [S1]"
    changes = [(change, each) for each in facts.opportunities for change in each.would_change]
    yield from (f"For {kinds}: {text} [S2]" for text, kinds in _by_text(changes))


def _by_text(found: Iterable[tuple[str, Opportunity]]) -> Iterator[tuple[str, str]]:
    """Each text once, with the kinds of partners that it applies to."""
    kinds: dict[str, list[str]] = {}
    for text, each in found:
        kinds.setdefault(text, []).append(each.plural)
    return ((text, listed(plurals)) for text, plurals in kinds.items())


def _business(facts: Facts) -> Iterator[str]:
    yield from _market(facts)
    best = facts.best
    yield f"The highest expected value is {usd(best.expected)} a year, from {best.plural} [S2]"
    yield f"The confidence of the estimates is {round(facts.confidence, 2):g} [S2]"


_INSIGHTS: Final[dict[AnalysisType, Callable[[Facts], Iterator[str]]]] = {
    "business": _business,
    "market": _market,
    "partnership": _partnership,
    "risk": _risk,
    "growth": _growth,
}
