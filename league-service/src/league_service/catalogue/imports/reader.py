"""Reads the rows of a file; encoding and format are detected from the content, never from the name."""

import re
from pathlib import PurePath

from league_service.catalogue.imports import csv_format, openfootball, openfootball_rows, sportsdb
from league_service.catalogue.imports.rows import ParsedFile, SourceInfo
from league_service.core.files.rows import UnreadableFileError
from league_service.core.text import slug

MAX_FILE_BYTES = 32 * 1024 * 1024
_FORMATS = "use a table (CSV) with the columns league and sport, an openfootball list, or JSON of TheSportsDB"
_SIGNATURES = (
    (b"PK\x03\x04", "a ZIP archive or a spreadsheet", "unpack it, or save the sheet as CSV"),
    (b"\x1f\x8b", "compressed with gzip", "decompress it first"),
    (b"%PDF", "a PDF document", _FORMATS),
    (b"\x89PNG", "an image", _FORMATS),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet", "save the sheet as CSV"),
    (b"SQLite format 3", "a database", "export the table as CSV"),
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


OWN = SourceInfo("altsports", "AltSports", "Facts stated by the project; each row names where to check them")
"""The project itself, the source of the demo data."""


def read_file(name: str, data: bytes, *, source: str = "") -> ParsedFile:
    """Reads the rows of a file. `source` is the key of the source if the user names one.

    Raises UnreadableFileError for a file that is empty, too large, not text, or in an unknown format.
    """
    text = _decode(name, data)
    start = text.lstrip()[:1]
    if start in {"{", "["}:
        return sportsdb.parse(name, text, _source(source, sportsdb.SOURCE))
    if re.match(r"\s*<(?:!doctype|html|\?xml)", text, re.IGNORECASE):
        raise UnreadableFileError(name, "the file is a web page or XML, not a list of leagues", _FORMATS)
    if csv_format.header_delimiter(text) is not None:
        return csv_format.parse(name, text, _source(source, _table_source(name)))
    if openfootball.looks_like(text):
        return openfootball_rows.parse(name, text, _source(source, openfootball_rows.SOURCE))
    if csv_format.looks_like_table(text):
        return csv_format.parse(name, text, _source(source, _table_source(name)))
    raise UnreadableFileError(name, "the format is unknown", _FORMATS)


def _source(key: str, known: SourceInfo) -> SourceInfo:
    """The source that the user names, or that of the format."""
    key = slug(key, "-")
    named = {"": known, known.key: known, OWN.key: OWN}
    return named.get(key) or SourceInfo(key, key, known.licence, known.url)


def _table_source(name: str) -> SourceInfo:
    stem = PurePath(name.split("?", 1)[0].replace("\\", "/")).stem
    return SourceInfo(slug(stem, "-") or "table", stem or "table", "not stated")


def _decode(name: str, data: bytes) -> str:
    if len(data) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // (1024 * 1024)
        raise UnreadableFileError(name, f"the file is larger than {limit} MiB", "split it into smaller files")
    if not data.strip():
        raise UnreadableFileError(name, "the file is empty", _FORMATS)
    for signature, what, hint in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFileError(name, f"the file is {what}", hint)
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"line {line} is not {encoding.removesuffix('-sig').upper()} text"
        raise UnreadableFileError(name, message, "save the file as UTF-8 and import it again") from error
    if "\x00" in text:
        raise UnreadableFileError(name, "the file is binary, not text", _FORMATS)
    return text
