"""Reads documents, each in a process of its own; this process never parses one."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

import orjson

from ai_service.knowledge.extraction.chunks import Chunk
from ai_service.knowledge.extraction.limits import WALL_S
from ai_service.knowledge.extraction.refusals import (
    REFUSALS,
    DocumentDamaged,
    DocumentEncrypted,
    DocumentTooLarge,
    UnsupportedDocument,
)
from service_kit.errors import DomainError, Unavailable, ValidationFailed
from service_kit.logging import logs

_CHILD: Final = "ai_service.knowledge.extraction.child"
_AT_A_TIME: Final = 2
_MOST_WAITING: Final = 8
_KILLED_BY: Final = {-14: "time", -24: "time", -9: "memory or time", -11: "memory", -6: "memory"}
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES: Final = {"application/pdf": "pdf", _WORD: "docx", "application/zip": "docx"}
_SUFFIXES: Final = {".pdf": "pdf", ".docx": "docx"}
_OLD_OFFICE: Final = "application/msword"
_ACCEPTED: Final = "Send a PDF, a Word document (.docx) or text"
log = logs.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What is in a document. `characters` counts those of its text."""

    pages: int
    characters: int
    chunks: list[Chunk]


def kind_of(content_type: str, name: str) -> str:
    """How to read a document, by the type found from its content. Raises UnsupportedDocument."""
    kind = _TYPES.get(content_type, "text" if content_type.startswith(("text/", "application/json")) else "")
    expected = _SUFFIXES.get(PurePosixPath(name).suffix.lower())
    if content_type == _OLD_OFFICE and expected == "docx":
        raise DocumentEncrypted("The document needs a password, or is of an old version of Word")
    if not kind or (content_type == "application/zip" and expected != "docx"):
        raise UnsupportedDocument(f"The content is {content_type}. {_ACCEPTED}", content_type=content_type)
    if expected is not None and kind != expected:
        words = f"The name says {expected}, but the content is {content_type}"
        raise UnsupportedDocument(words, recovery=["Send the file with the right name"])
    return kind


class Extraction:
    """Reads a few documents at a time; more wait, and too many are refused."""

    def __init__(self, *, wall_s: float = WALL_S) -> None:
        self._turns = asyncio.Semaphore(_AT_A_TIME)
        self._waiting = 0
        self._wall_s = wall_s

    async def read(self, kind: str, content: AsyncIterable[bytes]) -> Extracted:
        """Returns the passages. Raises the errors of refusals.py, or Unavailable."""
        if self._waiting >= _MOST_WAITING:
            raise Unavailable("Many documents are being read; try again in a moment", retry_after_s=5)
        self._waiting += 1
        try:
            async with self._turns:
                return await self._read(kind, content)
        finally:
            self._waiting -= 1

    async def _read(self, kind: str, content: AsyncIterable[bytes]) -> Extracted:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-m", _CHILD, kind),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={},
        )
        try:
            async with asyncio.timeout(self._wall_s):
                feeding = asyncio.ensure_future(_feed(process, content))
                assert process.stdout is not None
                said = await process.stdout.read()
                await feeding
                status = await process.wait()
        except TimeoutError:
            raise DocumentTooLarge("Reading the document takes too much time: split it") from None
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        return _understood(said, status)


async def _feed(process: asyncio.subprocess.Process, content: AsyncIterable[bytes]) -> None:
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        async for chunk in content:
            process.stdin.write(chunk)
            await process.stdin.drain()
    process.stdin.close()


def _understood(said: bytes, status: int) -> Extracted:
    if status in _KILLED_BY:
        raise DocumentTooLarge(f"Reading the document takes too much {_KILLED_BY[status]}: split it")
    if status or not said:
        log.warning("The process that reads documents failed", status=status)
        raise DocumentDamaged("The document cannot be read: it is damaged")
    found: dict[str, Any] = orjson.loads(said)
    if "reason" in found:
        raise _refusal(found["reason"], found["message"])
    return Extracted(found["pages"], found["characters"], [Chunk(*each) for each in found["chunks"]])


def _refusal(reason: str, message: str) -> DomainError:
    kind = REFUSALS[reason]
    return kind.at(["body"], message) if issubclass(kind, ValidationFailed) else kind(message)
