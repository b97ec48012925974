"""Reads an analysis as data: the sections of its Markdown, whoever wrote it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ai_service.analyses.writing.draft import SECTIONS

_HEADING: Final = re.compile(r"^\s{0,3}(?:#{1,6}\s+(?P<marked>.+?)\s*#*|\*\*(?P<bold>[^*]+?):?\*\*)\s*:?\s*$")
_BULLET: Final = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+")
_KEYS: Final = {
    "Summary": "summary",
    "Key insights": "key_insights",
    "Opportunities": "opportunities",
    "Risks": "risk_factors",
    "Recommendations": "recommendations",
}


def structured(text: str) -> Mapping[str, Any]:
    """`summary` as text, and the items of the other sections as lists. A missing section is empty."""
    found = dict(_sections(text))
    lists = {key: _items(found.get(title, [])) for title, key in _KEYS.items() if title != "Summary"}
    return {"summary": " ".join(line.strip() for line in found.get("Summary", ()) if line.strip()), **lists}


def completeness(text: str) -> float:
    """The share of the expected sections that have content."""
    found = dict(_sections(text))
    return sum(any(line.strip() for line in found.get(title, ())) for title in SECTIONS) / len(SECTIONS)


def _sections(text: str) -> Iterator[tuple[str, list[str]]]:
    """The expected sections with their lines. Text before the first heading belongs to the summary."""
    title, lines = "Summary", list[str]()
    for line in text.splitlines():
        heading = _HEADING.match(line)
        named = _known(heading["marked"] or heading["bold"]) if heading else None
        if heading and named is None and heading["marked"] and (lines or title != "Summary"):
            named = heading["marked"]  # a section that nobody asked for
        if named is None:
            lines.append(line)
            continue
        if lines:
            yield title, lines
        title, lines = named, []
    yield title, lines


def _known(heading: str) -> str | None:
    words = heading.strip().strip(":").lower()
    return next((title for title in SECTIONS if title.lower() in words or words in title.lower()), None)


def _items(lines: list[str]) -> list[str]:
    """The items of a list; an item may go over several lines. Without bullets, each line is an item.

    A paragraph behind a list, such as a note at the end of the text, is no item.
    """
    items: list[str] = []
    is_list, after_blank = any(map(_BULLET.match, lines)), False
    for line in lines:
        text = _BULLET.sub("", line).strip()
        if _BULLET.match(line) or (text and not is_list):
            items.append(text)
        elif text and items and not after_blank:
            items[-1] = f"{items[-1]} {text}"
        after_blank = not text
    return items
