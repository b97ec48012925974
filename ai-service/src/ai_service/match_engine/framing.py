"""The messages between this process and the child that analyses: a letter, a length, the bytes."""

import asyncio
from typing import BinaryIO, Final

PACKET: Final = b"P"
REFUSAL: Final = b"R"
FAILURE: Final = b"F"
_HEAD: Final = 5


def framed(kind: bytes, content: bytes) -> bytes:
    """One message."""
    return kind + len(content).to_bytes(_HEAD - 1, "big") + content


async def next_frame(reader: asyncio.StreamReader) -> tuple[bytes, bytes] | None:
    """The next message of a child; None at the end, also in the middle of a message."""
    try:
        head = await reader.readexactly(_HEAD)
        return head[:1], await reader.readexactly(int.from_bytes(head[1:], "big"))
    except asyncio.IncompleteReadError:
        return None


def read_frame(file: BinaryIO) -> bytes:
    """The content of the next message from the parent. Raises EOFError."""
    head = file.read(_HEAD)
    content = file.read(int.from_bytes(head[1:], "big"))
    if len(head) < _HEAD:
        raise EOFError("the parent is gone")
    return content
