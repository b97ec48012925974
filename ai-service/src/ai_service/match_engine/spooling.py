"""Brings the inputs of a run to files without a name, and checks that they are what was announced."""

import hashlib
import tempfile
from collections.abc import AsyncIterable
from typing import IO, Any, Final

from ai_service.match_engine.catalogue import MAX_INPUT_BYTES
from ai_service.match_engine.errors import EngineFailed, InputMismatch, InputTooLarge
from ai_service.match_engine.film import is_film
from altsports.analysis.v1 import analysis_pb2 as pb

_HEAD: Final = 16 * 1024


def nameless_file() -> IO[bytes]:
    """A file that is gone when nobody has it open, however its processes end."""
    return tempfile.TemporaryFile(prefix="altsports-engine-")


async def spool(
    reference: pb.InputReference, chunks: AsyncIterable[bytes], file: IO[bytes], room: int
) -> int:
    """Writes the bytes of an input. Returns how many take room. Raises InputMismatch, InputTooLarge.

    Of film only the head is kept: it shows what the file is, and nothing else of it is used.
    """
    digest: Any = hashlib.sha256()
    size = kept = 0
    film = False
    async for chunk in chunks:
        size += len(chunk)
        digest.update(chunk)
        if size > reference.size:
            raise InputMismatch(f"{reference.name} has more than the announced {reference.size:,} bytes")
        film = film or (kept == 0 and is_film(chunk))
        if film and kept >= _HEAD:
            continue
        kept += len(chunk)
        if kept > room:
            raise InputTooLarge(f"All inputs together can have at most {MAX_INPUT_BYTES:,} bytes")
        try:
            file.write(chunk)
        except OSError as error:
            raise EngineFailed(f"The inputs cannot be kept: {error.strerror}", retry_after_s=60) from None
    if size != reference.size or digest.hexdigest() != reference.sha256:
        raise InputMismatch(f"The bytes of {reference.name} are not the announced ones")
    file.flush()
    return kept
