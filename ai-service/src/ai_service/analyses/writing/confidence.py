"""The confidence in an analysis: a stated formula, with its parts.

    confidence = 0.5 * facts + 0.3 * support + 0.2 * completeness

`facts` is the confidence of the partnership estimates, weighted by their values. `support` is the share of
the text's numbers that are among the facts, 1 for a text without numbers. `completeness` is the share of the
expected sections that the text has. A defunct league has no reliable value: its confidence is at most 0.5.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ai_service.analyses.facts.domain import Facts
from ai_service.analyses.writing.sections import completeness

_FACTS, _SUPPORT, _COMPLETENESS = 0.5, 0.3, 0.2
_MOST_IF_DEFUNCT: Final = 0.5


@dataclass(frozen=True, slots=True)
class Confidence:
    """The confidence and its parts, each from 0 to 1."""

    value: float
    facts: float
    support: float
    completeness: float

    def parts(self) -> dict[str, float]:
        """What the confidence consists of."""
        return {"facts": self.facts, "support": self.support, "completeness": self.completeness}


def mean(confidences: Sequence[Confidence]) -> Confidence:
    """The mean of the confidences of several texts, and of each part."""
    rows = [(each.value, each.facts, each.support, each.completeness) for each in confidences]
    return Confidence(*(round(sum(column) / len(rows), 2) for column in zip(*rows, strict=True)))


def confidence_of(facts: Facts, text: str, *, numbers: int, unsupported: int) -> Confidence:
    """The confidence in a text with so many numbers, of which some are not among the facts."""
    support = 1.0 if not numbers else 1 - unsupported / numbers
    complete = completeness(text)
    value = _FACTS * facts.confidence + _SUPPORT * support + _COMPLETENESS * complete
    if facts.league.status == "defunct":
        value = min(value, _MOST_IF_DEFUNCT)
    parts = (value, facts.confidence, support, complete)
    return Confidence(*(round(part, 2) for part in parts))
