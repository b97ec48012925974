"""Compares the numbers of a generated text with the facts it was given. It never changes the text.

A number is supported if it is one of the facts, or a fact rounded

- to the digits with which it is written: 45.6 supports "46", "45.6%" and "forty-six"; 1,187,432 supports
  "1.2 million"; a share of 0.456 supports "45.6%", and not "0.5%";
- to its last digit that is not 0, behind words such as "about", "over" or "nearly": 1,187 supports
  "about 1,200".

Halves may be rounded either way. A number without a sign supports both signs ("a decline of 3"); a sign must
be that of the fact. A date must have the parts of a date among the facts. The length of a list is a fact.
Sums, differences and shares that the facts do not contain are not supported.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from ai_service.models.numbers.dates import times_of
from ai_service.models.numbers.mentions import Mention, mentions_in


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A number that is not among the facts: where it is in the text, in characters, and how it is written."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """How many numbers a text has, and which of them are not among its facts."""

    numbers: int
    unsupported: tuple[Unsupported, ...]


@dataclass(slots=True)
class _Facts:
    values: set[Decimal] = field(default_factory=set[Decimal])
    shares: set[Decimal] = field(default_factory=set[Decimal])
    """The values that may be shares of 1."""
    dates: set[tuple[int, int, int]] = field(default_factory=set[tuple[int, int, int]])
    times: set[str] = field(default_factory=set[str])
    words: set[str] = field(default_factory=set[str])


def check_numbers(text: str, facts: Any) -> NumberCheck:
    """Checks a text against its facts: JSON, or a text that states them."""
    known, mentions = _Facts(), mentions_in(text)
    _collect(facts, known)
    wrong = (mention for mention in mentions if not _is_supported(mention, known))
    return NumberCheck(
        len(mentions), tuple(Unsupported(m.start, m.end, text[m.start : m.end]) for m in wrong)
    )


def _collect(fact: Any, known: _Facts) -> None:
    if isinstance(fact, Mapping):
        for name, value in cast("Mapping[Any, Any]", fact).items():
            _collect(str(name), known)
            _collect(value, known)
    elif isinstance(fact, str):
        _collect_text(fact, known)
    elif isinstance(fact, Sequence):
        items = cast("Sequence[Any]", fact)
        known.values.add(Decimal(len(items)))
        for item in items:
            _collect(item, known)
    elif isinstance(fact, int | float | Decimal) and not isinstance(fact, bool):
        _add(Decimal(str(fact)), known, is_share=not isinstance(fact, int))


def _collect_text(text: str, known: _Facts) -> None:
    known.times |= times_of(text)
    for mention in mentions_in(text):
        known.words.add(mention.text)
        if mention.date is None:
            if not mention.time:
                sign = -1 if mention.sign == "-" else 1
                _add(sign * mention.value, known, is_share=not mention.is_percent and mention.unit < 1)
        elif mention.date.year is not None:
            year, month, day = mention.date.year, mention.date.month, mention.date.day
            known.values.add(Decimal(year))
            if day is not None:
                known.dates.add((year, month, day))


def _add(value: Decimal, known: _Facts, *, is_share: bool) -> None:
    if not value.is_finite():
        return
    known.values.add(value)
    if is_share and abs(value) <= 1:
        known.shares.add(value)


def _is_supported(mention: Mention, known: _Facts) -> bool:
    if mention.text in known.words:
        return True
    if mention.date is not None:
        return any(mention.date.fits(*date) for date in known.dates)
    if mention.time:
        return mention.time in known.times
    if not mention.is_percent:
        return any(_states(mention, value) for value in known.values)
    percentages = known.values - known.shares | {share * 100 for share in known.shares}
    exact = any(abs(share) == mention.value for share in known.shares)
    return exact or any(_states(mention, value) for value in percentages)


def _states(mention: Mention, fact: Decimal) -> bool:
    if mention.sign and fact and (mention.sign == "-") != (fact < 0):
        return False
    distance = abs(abs(fact) - mention.value)
    return not distance or any(distance * 2 <= unit for unit in _units(mention))


def _units(mention: Mention) -> list[Decimal]:
    """The units to which a fact may be rounded. Nothing is rounded to 0."""
    if not mention.value:
        return []
    last_digit = Decimal(1).scaleb(cast("int", mention.value.normalize().as_tuple().exponent))
    return [mention.unit, last_digit] if mention.is_about else [mention.unit]
