"""Cuts the text of a page into passages of a size that an embedding describes well; pure."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

LONGEST: Final = 900
OVERLAP: Final = 120
_SHORTEST: Final = 300  # a cut before this is none
_CUTS: Final = ("\n\n", "\n", ". ", "? ", "! ", "; ", ", ", " ")
_UNWANTED: Final = re.compile(r"[\0-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")


class Chunk(NamedTuple):
    """A passage. `offset` is its first character in the text of the page, which begins with page 1."""

    page: int
    offset: int
    text: str


def clean(text: str) -> str:
    """The text without characters that PostgreSQL refuses or nobody sees; each becomes a space."""
    return _UNWANTED.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def chunks_of(page: int, text: str) -> Iterator[Chunk]:
    """The passages of a page. They overlap, so that a sentence at a cut is whole in one of them."""
    start = 0
    while start < len(text):
        end = _end(text, start)
        passage = text[start:end]
        if passage.strip():
            lead = len(passage) - len(passage.lstrip())
            yield Chunk(page, start + lead, passage.strip())
        if end >= len(text):
            return
        start = _start(text, end)


def _end(text: str, start: int) -> int:
    limit = start + LONGEST
    if limit >= len(text):
        return len(text)
    for cut in _CUTS:
        found = text.rfind(cut, start + _SHORTEST, limit)
        if found > 0:
            return found + len(cut)
    return limit


def _start(text: str, end: int) -> int:
    """The beginning of a word, a little before the end of the previous passage."""
    found = text.find(" ", end - OVERLAP, end)
    return found + 1 if found > 0 else end
