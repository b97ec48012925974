"""Reads the text of a Word document (.docx): paragraphs and tables, in their order, by page."""

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ai_service.knowledge.extraction.limits import MOST_EXPANDED_BYTES, MOST_PARTS
from ai_service.knowledge.extraction.refused import Refused

_MAIN: Final = "word/document.xml"
_ENCRYPTED: Final = 1
_HEAD: Final = 4096
_SPACE: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DAMAGED: Final = "DOCUMENT_DAMAGED"


def pages_of(file: BinaryIO) -> Iterator[str]:
    """The text of each page, as Word last laid them out; one page if it did not. Raises Refused."""
    import docx  # noqa: PLC0415 - only for Word

    check_package(file)
    file.seek(0)
    try:
        document: Any = docx.Document(file)
        body: Any = document.element.body
    except (KeyError, ValueError, SyntaxError, AttributeError, zipfile.BadZipFile, EOFError, OSError):
        raise Refused(_DAMAGED, "The Word document cannot be read: it is damaged") from None
    page: list[str] = []
    for element in body.iter():
        tag = element.tag
        if tag in {f"{_SPACE}lastRenderedPageBreak"} or _breaks_page(element):
            yield "".join(page)
            page = []
        elif tag == f"{_SPACE}t":
            page.append(element.text or "")
        elif tag in {f"{_SPACE}tab", f"{_SPACE}tc"}:
            page.append("\t")
        elif tag in {f"{_SPACE}p", f"{_SPACE}br", f"{_SPACE}cr", f"{_SPACE}tr"}:
            page.append("\n")
    yield "".join(page)


def _breaks_page(element: Any) -> bool:
    return element.tag == f"{_SPACE}br" and element.get(f"{_SPACE}type") == "page"


def check_package(file: BinaryIO) -> None:
    """Checks what is in the archive before anything of it is expanded. Raises Refused."""
    try:
        with zipfile.ZipFile(file) as package:
            _check(package)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError):
        raise Refused(_DAMAGED, "The Word document cannot be read: it is damaged or cut off") from None


def _check(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if _MAIN not in {part.filename for part in parts}:
        raise Refused("UNSUPPORTED_DOCUMENT", "The file is an archive, not a Word document")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Refused("DOCUMENT_ENCRYPTED", "The document needs a password: remove it first")
    expanded = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS:
        words = f"The document has {len(parts):,} parts, and at most {MOST_PARTS:,} are read"
        raise Refused("DOCUMENT_TOO_LARGE", words)
    if expanded > MOST_EXPANDED_BYTES:
        most = MOST_EXPANDED_BYTES // 1024 // 1024
        words = f"The document expands to {expanded // 1024 // 1024:,} MiB, and at most {most} MiB are read"
        raise Refused("DOCUMENT_TOO_LARGE", words)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with package.open(part) as content:
                head = content.read(_HEAD)
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                raise Refused(_DAMAGED, "The document defines XML entities, which Word never does")
