"""Embeddings without a provider: wordllama, in a process that starts when needed and ends after a while."""

import asyncio
import contextlib
import math
import struct
import sys
from collections.abc import Sequence
from typing import Final

import orjson

from ai_service.knowledge.embedding.port import Vector
from ai_service.knowledge.embedding.worker import CONFIG, DIMENSION
from ai_service.knowledge.errors import EmbeddingUnavailable
from ai_service.models.calls.embedding import EmbedRequest

_WORKER: Final = "ai_service.knowledge.embedding.worker"
_BATCH: Final = 64
_IDLE_S: Final = 120.0
_WALL_S: Final = 30.0


class LocalEmbedder:
    """One process, one batch at a time. If it dies, the next batch starts another one."""

    model = f"wordllama/{CONFIG}-{DIMENSION}"

    def __init__(self, *, idle_s: float = _IDLE_S) -> None:
        self._idle_s = idle_s
        self._lock = asyncio.Lock()
        self.process: asyncio.subprocess.Process | None = None
        self._end: asyncio.TimerHandle | None = None

    async def embed(self, request: EmbedRequest) -> list[Vector]:
        """One vector for each text; nobody pays for it."""
        found: list[Vector] = []
        for at in range(0, len(request.texts), _BATCH):
            found += await self._embed(request.texts[at : at + _BATCH])
        return found

    async def aclose(self) -> None:
        """Ends the process."""
        async with self._lock:
            await self._stop()

    async def _embed(self, texts: Sequence[str]) -> list[Vector]:
        async with self._lock:
            try:
                async with asyncio.timeout(_WALL_S):
                    content = await self._ask(await self._running(), orjson.dumps(list(texts)))
            except (OSError, EOFError, TimeoutError) as error:
                await self._stop()
                raise EmbeddingUnavailable("The embedding model does not answer", retry_after_s=2) from error
            except asyncio.CancelledError:
                await self._stop()  # its answer would be taken for that of the next batch
                raise
            self._rest()
        size = DIMENSION * 4
        vectors = (content[at : at + size] for at in range(0, len(content), size))
        return [_normal(struct.unpack(f"<{DIMENSION}f", each)) for each in vectors]

    async def _ask(self, process: asyncio.subprocess.Process, request: bytes) -> bytes:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(len(request).to_bytes(4) + request)
        await process.stdin.drain()
        head = await process.stdout.readexactly(4)
        return await process.stdout.readexactly(int.from_bytes(head))

    async def _running(self) -> asyncio.subprocess.Process:
        if self._end is not None:
            self._end.cancel()
        if self.process is None or self.process.returncode is not None:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-m", _WORKER),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false"},
            )
        return self.process

    def _rest(self) -> None:
        """Ends the process unless it is needed again soon; without input it stops by itself."""
        process = self.process
        if process is not None and process.stdin is not None:
            self._end = asyncio.get_running_loop().call_later(self._idle_s, process.stdin.close)

    async def _stop(self) -> None:
        process, self.process = self.process, None
        if self._end is not None:
            self._end.cancel()
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def _normal(vector: Sequence[float]) -> Vector:
    length = math.hypot(*vector) or 1.0
    return [value / length for value in vector]
