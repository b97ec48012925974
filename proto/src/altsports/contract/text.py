"""What text a person may enter: one line without characters that are invisible or change its direction.

Such characters forge lines in logs and mails, hide text from readers and models, and make one name look like
another.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

_HARMFUL: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Control and format characters, lone surrogates, and separators of lines and paragraphs."""
_JOINERS: Final = frozenset("\u200c\u200d")
"""Format characters that belong to words of Persian and Hindi, and to emoji."""
_LINE_BREAKS: Final = frozenset("\n\r\t")
_FILLERS: Final = _JOINERS | frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_SELECTORS: Final = frozenset(map(chr, range(0xFE00, 0xFE10)))
_UNSEEN: Final = _FILLERS | _SELECTORS
"""Letters, signs and marks that show nothing by themselves."""


def refused_in_line(text: str) -> str | None:
    """The first character that one line of text must not have; None if there is none."""
    return None if text.isprintable() else next(_harmful(text), None)


def refused_in_prose(text: str) -> str | None:
    """The same for text that may have several lines and tabs."""
    if text.isprintable():
        return None
    return next((character for character in _harmful(text) if character not in _LINE_BREAKS), None)


def is_blank(text: str) -> bool:
    """Whether the text has characters, but none that can be seen."""
    return text != "" and all(character.isspace() or character in _UNSEEN for character in text)


def as_line(text: str) -> str:
    """The text as one line: format characters are removed, and other refused ones become spaces."""
    if not text.isprintable():
        harmful = {character: _replacement(character) for character in _harmful(text)}
        text = "".join(harmful.get(character, character) for character in text)
    return " ".join(text.split())


def as_prose(text: str) -> str:
    """The text with its line breaks and tabs, and without other characters that are refused."""
    text = "\n".join(text.splitlines())
    if refused_in_prose(text) is None:
        return text
    harmful = {character: _replacement(character) for character in _harmful(text)}
    return "".join(
        character if character in _LINE_BREAKS else harmful.get(character, character) for character in text
    )


def _replacement(character: str) -> str:
    return "" if unicodedata.category(character) == "Cf" else " "


def _harmful(text: str) -> Iterator[str]:
    for character in text:
        if unicodedata.category(character) in _HARMFUL and character not in _JOINERS:
            yield character
