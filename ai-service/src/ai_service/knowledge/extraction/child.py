"""The process that reads one document: `python -m ai_service.knowledge.extraction.child KIND < FILE`.

It writes one JSON object: the passages, or why the document is refused. Before it looks at the file it gives
up what it does not need: memory, CPU time, files, the network. A document that breaks the reader breaks this
process, and nothing else.
"""

import codecs
import io
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final

from ai_service.knowledge.extraction import pdf, plain, word
from ai_service.knowledge.extraction.chunks import chunks_of, clean
from ai_service.knowledge.extraction.limits import CPU_S, MEMORY_BYTES, MOST_CHARACTERS, WALL_S
from ai_service.knowledge.extraction.refused import Refused

READERS: Final[dict[str, Callable[[BinaryIO], Iterator[str]]]] = {
    "pdf": pdf.pages_of,
    "docx": word.pages_of,
    "text": plain.pages_of,
}


def main() -> None:
    """Reads the file on standard input and writes the outcome."""
    kind = sys.argv[1]
    _import_reader(kind)
    file = io.BytesIO(sys.stdin.buffer.read())
    give_up()
    sys.stdout.write(json.dumps(outcome(READERS[kind], file)))


def outcome(read: Callable[[BinaryIO], Iterator[str]], file: BinaryIO) -> dict[str, Any]:
    """The passages, or the reason of a refusal."""
    try:
        return extracted(read(file))
    except Refused as refused:
        return {"reason": refused.reason, "message": refused.message}
    except (MemoryError, RecursionError):
        return {"reason": "DOCUMENT_TOO_LARGE", "message": "The document needs too much memory to be read"}


def extracted(pages: Iterator[str]) -> dict[str, Any]:
    """The passages of all pages. Raises Refused."""
    found: list[tuple[int, int, str]] = []
    characters = number = 0
    for number, page in enumerate(pages, start=1):
        text = clean(page)
        characters += len(text.strip())
        if characters > MOST_CHARACTERS:
            words = f"The document has more than {MOST_CHARACTERS:,} characters of text: split it"
            raise Refused("DOCUMENT_TOO_LARGE", words)
        found += chunks_of(number, text)
    if not found:
        words = "The document has no text. A scan needs text recognition (OCR) first"
        raise Refused("DOCUMENT_WITHOUT_TEXT", words)
    return {"pages": number, "characters": characters, "chunks": found}


def _import_reader(kind: str) -> None:
    """Imports what the reader needs by using it once, because afterwards no file can be opened."""
    if kind == "pdf":
        import pypdfium2  # noqa: PLC0415

        document: Any = pypdfium2.PdfDocument.new()
        document.new_page(10, 10).get_textpage().get_text_bounded()
    elif kind == "docx":
        import docx  # noqa: PLC0415

        file = io.BytesIO()
        docx.Document().save(file)
        word.check_package(file)
        list(word.pages_of(file))
    for name in ("cp437", "cp1252", "latin-1", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        codecs.lookup(name)


def give_up() -> None:
    """Limits the process for the rest of its life. Without descriptors, there is no file and no socket."""
    signal.alarm(int(WALL_S))
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    os.nice(5)


if __name__ == "__main__":
    main()
