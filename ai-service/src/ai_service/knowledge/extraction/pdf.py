"""Reads the text of a PDF, page by page."""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ai_service.knowledge.extraction.limits import MOST_PAGES
from ai_service.knowledge.extraction.refused import Refused

_TAIL: Final = 2048
_NEEDS_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD


def pages_of(file: BinaryIO) -> Iterator[str]:
    """The text of each page. Raises Refused."""
    import pypdfium2  # noqa: PLC0415 - only for PDF

    data = file.read()
    if b"%%EOF" not in data[-_TAIL:]:
        raise Refused("DOCUMENT_DAMAGED", "The PDF is cut off: its end is missing")
    try:
        document: Any = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _NEEDS_PASSWORD or "password" in str(error).lower():
            raise Refused("DOCUMENT_ENCRYPTED", "The PDF needs a password: remove it first") from None
        raise Refused("DOCUMENT_DAMAGED", "The PDF cannot be read: it is damaged") from None
    count = len(document)
    if count > MOST_PAGES:
        words = f"The PDF has {count:,} pages, and at most {MOST_PAGES:,} are read: split it"
        raise Refused("DOCUMENT_TOO_LARGE", words)
    if not count:
        raise Refused("DOCUMENT_DAMAGED", "The PDF has no pages")
    for number in range(count):
        try:
            page = document[number]
            text = page.get_textpage()
            yield text.get_text_bounded()
            text.close()
            page.close()
        except pypdfium2.PdfiumError:
            raise Refused("DOCUMENT_DAMAGED", f"Page {number + 1} of the PDF cannot be read") from None
