"""Documents are read in a process of its own; hostile ones are refused with the reason."""

from collections.abc import AsyncIterator

import pytest

from ai_service.knowledge.extraction.chunks import LONGEST, chunks_of
from ai_service.knowledge.extraction.extraction import Extracted, Extraction, kind_of
from service_kit.errors import DomainError
from service_kit.files.content import content_type_of
from service_kit.testing import documents

PDF = documents.pdf("The salary cap is 3 million dollars.", "Second page")


async def read(data: bytes, name: str, *, wall_s: float = 30) -> Extracted:
    async def content() -> AsyncIterator[bytes]:
        for at in range(0, len(data), 65_536):
            yield data[at : at + 65_536]

    return await Extraction(wall_s=wall_s).read(kind_of(content_type_of(data[:8192], name), name), content())


async def test_a_pdf_has_passages_with_their_pages():
    found = await read(PDF, "rules.pdf")
    assert (found.pages, [(chunk.page, chunk.text) for chunk in found.chunks]) == (
        2,
        [(1, "The salary cap is 3 million dollars."), (2, "Second page")],
    )


async def test_a_word_document_has_pages_where_word_broke_them():
    found = await read(documents.word("First page", "Second Größe"), "rules.docx")
    assert [(chunk.page, chunk.text) for chunk in found.chunks] == [(1, "First page"), (2, "Second Größe")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
async def test_text_is_read_in_its_encoding(encoding: str):
    found = await read("Café\fzwei".encode(encoding), "notes.txt")
    assert [(chunk.page, chunk.text) for chunk in found.chunks] == [(1, "Café"), (2, "zwei")]


BOMB = documents.word_with(document=b"<w:document>" + b" " * 150_000_000)
ENTITIES = documents.word_with(
    document=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
)


HOSTILE = (
    (PDF[: len(PDF) // 2], "cut.pdf", "DOCUMENT_DAMAGED"),
    (b"%PDF-1.7\nnonsense\n%%EOF", "x.pdf", "DOCUMENT_DAMAGED"),
    (documents.encrypted_pdf(), "secret.pdf", "DOCUMENT_ENCRYPTED"),
    (documents.pdf(count=10_000), "long.pdf", "DOCUMENT_TOO_LARGE"),
    (documents.pdf(""), "scan.pdf", "DOCUMENT_WITHOUT_TEXT"),
    (BOMB, "bomb.docx", "DOCUMENT_TOO_LARGE"),
    (ENTITIES, "entities.docx", "DOCUMENT_DAMAGED"),
    (documents.with_flag(documents.word("x"), 1), "secret.docx", "DOCUMENT_ENCRYPTED"),
    (documents.word("x")[:-200], "cut.docx", "DOCUMENT_DAMAGED"),
    (documents.word_with(document=b"<w:p>"), "broken.docx", "DOCUMENT_DAMAGED"),
    (b"text \n" * 900_000, "long.txt", "DOCUMENT_TOO_LARGE"),
    (b" \n ", "empty.txt", "DOCUMENT_WITHOUT_TEXT"),
    (b"MZ\x90\0" + b"\0" * 60, "program.pdf", "UNSUPPORTED_DOCUMENT"),
    (b"not a PDF at all", "lie.pdf", "UNSUPPORTED_DOCUMENT"),
    (PDF, "lie.docx", "UNSUPPORTED_DOCUMENT"),
    (b"PK\x03\x04" + b"\0" * 60, "x.zip", "UNSUPPORTED_DOCUMENT"),
)


@pytest.mark.parametrize(
    ("data", "name", "reason"), HOSTILE, ids=[f"{name} {reason}" for _, name, reason in HOSTILE]
)
async def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, name: str, reason: str):
    with pytest.raises(DomainError) as caught:
        await read(data, name)
    assert (caught.value.reason, bool(str(caught.value))) == (reason, True)


async def test_a_document_that_takes_too_long_is_refused():
    with pytest.raises(DomainError) as caught:
        await read(PDF, "slow.pdf", wall_s=0.01)
    assert caught.value.reason == "DOCUMENT_TOO_LARGE"


def test_passages_overlap_end_at_words_and_name_their_place():
    text = " ".join(f"word{number}." for number in range(1000))
    chunks = list(chunks_of(3, text))
    assert all(len(chunk.text) <= LONGEST and chunk.page == 3 for chunk in chunks)
    assert all(text[chunk.offset : chunk.offset + len(chunk.text)] == chunk.text for chunk in chunks)
    assert all(chunk.text.endswith(".") for chunk in chunks)
    covered = {place for chunk in chunks for place in range(chunk.offset, chunk.offset + len(chunk.text))}
    assert {place for place, letter in enumerate(text) if letter != " "} <= covered
    assert list(chunks_of(1, "x" * 2000))[-1].offset > 0
