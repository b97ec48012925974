"""Reads the rows of a file; encoding and format are detected from the content, never from the name."""

from pathlib import PurePath

from league_service.catalogue.imports import csv_format, json_format, openfootball, openfootball_rows
from league_service.catalogue.imports.rows import ParsedFile, SourceInfo
from league_service.core.files.rows import UnreadableFileError
from league_service.core.files.tables import find_table, refuse_table
from league_service.core.files.text import read_text
from league_service.core.text import slug

_FORMATS = "use a table (CSV) with the columns league and sport, an openfootball list, or JSON of TheSportsDB"
_LONGEST_SOURCE = 100

OWN = SourceInfo("altsports", "AltSports", "Facts stated by the project; each row names where to check them")
"""The project itself, the source of the demo data."""


def read_file(name: str, data: bytes, *, source: str = "") -> ParsedFile:
    """Reads the rows of a file. `source` is the key of the source if the user names one.

    Raises UnreadableFileError for a file that is empty, too large, not text, or in an unknown format.
    """
    read = read_text(name, data)
    parsed = _parse(name, read.text, source)
    parsed.problems[:0] = read.notes
    return parsed


def _parse(name: str, text: str, source: str) -> ParsedFile:
    if text.lstrip()[:1] in {"{", "["}:
        return json_format.parse(name, text, lambda known: _source(source, known or _table_source(name)))
    table = find_table(name, text, csv_format.HEADINGS, csv_format.REQUIRED)
    if table is not None:
        return csv_format.parse(name, table, _source(source, _table_source(name)))
    if openfootball.looks_like(text):
        return openfootball_rows.parse(name, text, _source(source, openfootball_rows.SOURCE))
    refuse_table(name, text, csv_format.HEADINGS, csv_format.REQUIRED, "not a table of leagues")
    raise UnreadableFileError(name, "the format is unknown", _FORMATS)


def _source(key: str, known: SourceInfo) -> SourceInfo:
    """The source that the user names, or that of the format."""
    key = slug(key, "-")[:_LONGEST_SOURCE]
    named = {"": known, known.key: known, OWN.key: OWN}
    return named.get(key) or SourceInfo(key, key, known.licence, known.url)


def _table_source(name: str) -> SourceInfo:
    stem = PurePath(name.split("?", 1)[0].replace("\\", "/").removesuffix(".gz")).stem[:_LONGEST_SOURCE]
    return SourceInfo(slug(stem, "-")[:_LONGEST_SOURCE] or "table", stem or "table", "not stated")
