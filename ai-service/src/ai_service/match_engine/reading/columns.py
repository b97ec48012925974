"""Reads numbers from text, a block of lines at a time, so that a match never exists as objects."""

import io
from collections.abc import Iterator
from typing import IO, Final

import numpy as np

from ai_service.match_engine.model.arrays import Floats
from ai_service.match_engine.refused import Refused, unreadable

_BLOCK_BYTES: Final = 4 * 1024 * 1024
_LONGEST_LINE: Final = 64 * 1024


def blocks_of(file: IO[bytes], name: str) -> Iterator[bytes]:
    """The rest of a file in blocks of whole lines. Raises Refused."""
    rest = b""
    while block := file.read(_BLOCK_BYTES):
        lines, newline, rest_of_block = block.rpartition(b"\n")
        if newline:
            yield rest + lines + newline
            rest = rest_of_block
        else:
            rest += rest_of_block
        if len(rest) > _LONGEST_LINE:
            raise unreadable(name, f"a line has more than {_LONGEST_LINE} bytes")
    if rest.strip():
        yield rest


def numbers_of(text: bytes, columns: int, name: str) -> Floats:
    """The lines of comma-separated numbers as rows. An empty field is NaN. Raises Refused."""
    if b",," in text or b",\n" in text or b",\r" in text or text.endswith(b","):
        text = text.replace(b",,", b",nan,").replace(b",,", b",nan,")
        text = text.replace(b",\r\n", b",nan\r\n").replace(b",\n", b",nan\n")
        if text.endswith(b","):
            text += b"nan"
    try:
        rows = np.loadtxt(io.BytesIO(text), delimiter=",", dtype=np.float64, ndmin=2, comments=None)
    except (ValueError, OverflowError) as error:
        raise unreadable(name, str(error)[:200]) from None
    if rows.size and rows.shape[1] != columns:
        raise unreadable(name, f"a line has {rows.shape[1]} numbers, the heading {columns}")
    if np.any(np.isinf(rows)):
        raise unreadable(name, "a number is infinite")
    return rows


def check_room(frames: int, players: int) -> None:
    """Refuses what no match has. Raises Refused."""
    if players > 100:
        raise Refused("INPUT_TOO_LARGE", f"The file names {players} players")
    if frames * max(players, 1) > 60_000_000:
        raise Refused("INPUT_TOO_LARGE", f"The file has {frames:,} frames of {players} players")
