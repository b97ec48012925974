"""The type of a file, by its content; its name only distinguishes kinds of text."""

import codecs
from pathlib import PurePosixPath
from typing import Final

HEAD_BYTES: Final = 8192
"""How much of a file decides on its type."""

BINARY: Final = "application/octet-stream"
TEXT: Final = "text/plain"

_TEXTS: Final = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".md": "text/markdown",
    ".json": "application/json",
}
# Text, control characters that appear in text, and the marks of UTF-16 files.
_CONTROLS: Final = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b\b")
_ASCII: Final = 128
_MOSTLY: Final = 0.7
_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def content_type_of(head: bytes, name: str) -> str:
    """Returns the type of a file that begins with these bytes. HTML and scripts are plain text."""
    import filetype  # noqa: PLC0415 - few requests need it

    mime: str | None = filetype.guess_mime(head)  # pyright: ignore[reportUnknownMemberType]
    if mime is not None:
        return mime
    if _is_text(head):
        return _TEXTS.get(PurePosixPath(name).suffix.lower(), TEXT)
    return BINARY


def _is_text(head: bytes) -> bool:
    if head.startswith(_MARKS):
        return True
    if not _CONTROLS.isdisjoint(head):
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        letters = sum(byte < _ASCII for byte in head)
        return letters > len(head) * _MOSTLY  # text of older programs
    return True
