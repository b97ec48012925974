"""Numbers that are written as words, such as "twenty-five" or "three hundred thousand"."""

import re
from typing import Final

_UNITS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NTH: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"),
    *("eighteenth", "nineteenth", "twentieth"),
)
_POWERS: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_VALUES: Final = (
    {word: value for value, word in enumerate((*_UNITS, *_TEENS), 1)}
    | {word: value * 10 for value, word in enumerate(_TENS, 2)}
    | {word: value for value, word in enumerate(_NTH, 1)}
)


def _any(words: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


_BELOW_100: Final = rf"(?:{_any(_TENS)}(?:[- ]{_any(_UNITS)})?|{_any((*_UNITS, *_TEENS))})\b"
_BELOW_1000: Final = rf"{_BELOW_100}(?: hundred\b(?: (?:and )?{_BELOW_100})?)?"
_CARDINAL: Final = rf"{_BELOW_1000}(?: {_any(tuple(_POWERS))}\b(?:,? (?:and )?{_BELOW_1000})?)*"
_ORDINAL: Final = rf"(?:{_any(_TENS)}-{_any(_NTH[:9])}|{_any(_NTH[2:])})\b"
WORDS: Final = rf"\b(?:{_ORDINAL}|{_CARDINAL})"
"""What a number in words looks like. "First" and "second" count only behind tens, as in "twenty-first"."""


def value_of(text: str) -> int | None:
    """The value of a text that matches WORDS; None for "one", which may be a pronoun: "one of the best"."""
    words = [word for word in re.split(r"[-, ]+", text.lower()) if word != "and"]
    if words == ["one"]:
        return None
    total = group = 0
    for word in words:
        if word in _POWERS:
            total, group = total + group * _POWERS[word], 0
        elif word == "hundred":
            group *= 100
        else:
            group += _VALUES[word]
    return total + group
