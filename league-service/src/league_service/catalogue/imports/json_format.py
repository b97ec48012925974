"""Reads league lists in JSON: entries of TheSportsDB, or entries with the columns of a table as keys."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from altsports.contract.json_values import is_array, is_object
from league_service.catalogue.imports import csv_format, sportsdb
from league_service.catalogue.imports.rows import ParsedFile, SourceInfo
from league_service.core.files.json_items import Item, items_of
from league_service.core.files.rows import Problem

LISTS = ("leagues", "countries", "countrys", "data")
_SAMPLE = 50


def parse(name: str, text: str, source: Callable[[SourceInfo | None], SourceInfo]) -> ParsedFile:
    """Reads the leagues of a document. `source` chooses the source, given that of the format, if any."""
    items = items_of(name, text, LISTS, what="leagues", is_entry=_is_league)
    if _is_table(items):
        return _parse_table(name, items, source(None))
    return sportsdb.parse(name, items, source(sportsdb.SOURCE))


def _is_league(document: dict[str, Any]) -> bool:
    return not sportsdb.MARKS.isdisjoint(document) or _has_columns(document)


def _is_table(items: list[Item]) -> bool:
    """Whether the keys of the entries are the columns of a table, not the names that TheSportsDB uses."""
    keys = {key for item in items[:_SAMPLE] if is_object(item.value) for key in item.value}
    return _has_columns(keys) and not keys & sportsdb.MARKS


def _has_columns(keys: Iterable[str]) -> bool:
    return set(csv_format.HEADINGS.read(sorted(keys))).issuperset(csv_format.REQUIRED)


def _parse_table(name: str, items: list[Item], source: SourceInfo) -> ParsedFile:
    parsed = ParsedFile(name, "json", source)
    seen: dict[str, int] = {}
    for item in items:
        if is_object(item.value):
            columns = csv_format.HEADINGS.read(list(item.value))
            pairs = zip(columns, item.value.values(), strict=True)
            values = {column: _text(value) for column, value in pairs if column}
            csv_format.read_record(parsed, item.line, values, seen)
        else:
            hint = 'use the form {"league": "...", "sport": "..."}'
            parsed.problems.append(Problem(name, item.line, "", "the entry is not an object", hint))
    return parsed


def _text(value: object) -> str:
    """A value as the text of a cell: lists of texts with semicolons, lists of objects as JSON."""
    if is_array(value):
        return json.dumps(value) if any(map(is_object, value)) else "; ".join(map(str, value))
    return "" if value is None or is_object(value) else str(value)
