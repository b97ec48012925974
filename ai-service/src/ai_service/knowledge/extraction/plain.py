"""Reads text files: UTF-8, UTF-16 with its mark, otherwise the letters of Western Europe."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO, Final

_MARKED: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def pages_of(file: BinaryIO) -> Iterator[str]:
    """The text; form feeds separate its pages."""
    data = file.read()
    encoding = next((name for mark, name in _MARKED if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    yield from text.split("\f")
