"""Turns the bytes of a file into text: compression, encoding and line ends are found from the content."""

import gzip
import io
import re
import zlib
from dataclasses import dataclass

from league_service.core.files.rows import Problem, UnreadableFileError

MAX_FILE_BYTES = 32 * 1024 * 1024
_SHEET = "save the sheet as CSV and import that file"
_EXPORT = "export the data as CSV or JSON and import that file"
_GZIP = b"\x1f\x8b"
_SIGNATURES = (
    (b"%PDF", "a PDF document", _EXPORT),
    (b"\x89PNG", "an image", _EXPORT),
    (b"\xff\xd8\xff", "an image", _EXPORT),
    (b"GIF8", "an image", _EXPORT),
    (b"\xd0\xcf\x11\xe0", "an old spreadsheet", _SHEET),
    (b"SQLite format 3", "a database", _EXPORT),
    (b"PAR1", "a Parquet file", _EXPORT),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd", "decompress it, or compress it with gzip"),
    (b"BZh", "compressed with bzip2", "decompress it, or compress it with gzip"),
    (b"\xfd7zXZ", "compressed with xz", "decompress it, or compress it with gzip"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it and import the file inside"),
)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 4096
_UTF_8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MARKUP = re.compile(r"<(?:!doctype|html|\?xml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file, with line feeds as line ends. `notes` says what had to be assumed."""

    text: str
    notes: tuple[Problem, ...] = ()


def read_text(name: str, data: bytes) -> FileText:
    """Returns the text of a file, decompressed if it is gzip.

    Raises UnreadableFileError for a file that is empty, too large, binary, or a web page.
    """
    data = _decompressed(name, data)
    _check_kind(name, data)
    text, notes = _decoded(name, data)
    if "\x00" in text:
        raise UnreadableFileError(name, "the file is binary, not text", _EXPORT)
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableFileError(name, "the file is empty", "import a file with at least one row")
    if _MARKUP.match(text.lstrip()):
        hint = "the address may need a login or lead to a page around the file; use the file itself"
        raise UnreadableFileError(name, "the file is a web page or XML, not data", hint)
    return FileText(text, notes)


def _decompressed(name: str, data: bytes) -> bytes:
    if data.startswith(_GZIP):
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
                data = stream.read(MAX_FILE_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            message = f"the file is compressed with gzip, but damaged: {error}"
            raise UnreadableFileError(name, message, "download or compress it again") from error
        if data.startswith(_GZIP):
            raise UnreadableFileError(name, "the file is compressed with gzip twice", "decompress it once")
    if len(data) > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // (1024 * 1024)
        raise UnreadableFileError(name, f"the file is larger than {limit} MiB", "split it into smaller files")
    return data


def _check_kind(name: str, data: bytes) -> None:
    if not data.strip():
        raise UnreadableFileError(name, "the file is empty", "import a file with at least one row")
    if data.startswith(b"PK\x03\x04"):
        if b"xl/" in data or b"[Content_Types].xml" in data:
            raise UnreadableFileError(name, "the file is an Excel workbook (a ZIP archive)", _SHEET)
        hint = "unpack it and import the file inside"
        raise UnreadableFileError(name, "the file is a ZIP archive or a spreadsheet", hint)
    for signature, what, hint in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFileError(name, f"the file is {what}", hint)


def _decoded(name: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), "")
    encoding = marked or _utf_16(data) or "utf-8"
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and not _UTF_8_LETTER.search(data):
            return _windows(name, data)
        line = _line_of(data, error.start)
        message = f"line {line} is not {encoding.removesuffix('-sig').upper()} text"
        raise UnreadableFileError(name, message, "save the file as UTF-8 and import it again") from error


def _windows(name: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """Text without a single letter of UTF-8 was written with the encoding of Western Windows."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        message = f"line {_line_of(data, error.start)} is neither UTF-8 nor Windows-1252 text"
        raise UnreadableFileError(name, message, "save the file as UTF-8 and import it again") from error
    message = "the text is not UTF-8; it was read as Windows-1252"
    hint = "if accented letters are wrong, save the file as UTF-8 and import it again"
    return text, (Problem(name, 0, "", message, hint, refused=False),)


def _utf_16(data: bytes) -> str:
    """UTF-16 without its mark: every other byte of Western text is zero."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if half and zeros.count(0) > 0.7 * half:
            return encoding
    return ""


def _line_of(data: bytes, at: int) -> int:
    """The line of a byte, whether lines end with LF, CRLF or CR."""
    before = data[:at]
    return 1 + (before.count(b"\n") or before.count(b"\r"))
