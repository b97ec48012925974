"""The embedded engine: each analysis in a child process that dies with its call."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import ExitStack
from typing import IO, Final

from ai_service.match_engine import framing
from ai_service.match_engine.catalogue import MAX_INPUT_BYTES, describe
from ai_service.match_engine.child import OUT_OF_MEMORY
from ai_service.match_engine.errors import (
    REFUSALS,
    AnalysisTooLarge,
    EngineBusy,
    EngineFailed,
    InvalidStart,
)
from ai_service.match_engine.port import Input
from ai_service.match_engine.spooling import nameless_file, spool
from altsports.analysis.v1 import analysis_pb2 as pb
from service_kit.errors import DomainError
from service_kit.logging import logs

_CHILD: Final = "ai_service.match_engine.child"
_AT_A_TIME: Final = 2
_PATIENCE_S: Final = 60.0
_TOO_LARGE: Final = {-signal.SIGXCPU, OUT_OF_MEMORY}
log = logs.get_logger(__name__)


class EmbeddedEngine:
    """Analyses a few matches at a time; more wait a while, then they are refused."""

    def __init__(self, *, reads_locations: bool = False) -> None:
        self._turns = asyncio.Semaphore(_AT_A_TIME)
        self._reads_locations = reads_locations

    async def describe(self) -> pb.GetEngineResponse:
        return describe(reads_locations=self._reads_locations)

    async def analyse(
        self, start: pb.RunStart, inputs: Sequence[Input]
    ) -> AsyncGenerator[pb.AnalyzeResponse]:
        check_start(start, len(inputs))
        number = 1
        progress = pb.PacketProgress(percent=0, stage="receiving", message="Receiving the files")
        yield pb.AnalyzeResponse(number=number, progress=progress)
        with contextlib.closing(await self._turn()), ExitStack() as opened:
            files = [opened.enter_context(nameless_file()) for _ in start.inputs]
            room = MAX_INPUT_BYTES
            for reference, read, file in zip(start.inputs, inputs, files, strict=True):
                room -= await spool(reference, read(), file, room)
            async with contextlib.aclosing(_packets(start, files)) as packets:
                async for packet in packets:
                    number += 1
                    packet.number = number
                    yield packet

    async def _turn(self) -> "_Turn":
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await self._turns.acquire()
        except TimeoutError:
            raise EngineBusy("Other matches are being analysed", retry_after_s=30) from None
        return _Turn(self._turns)


class _Turn:
    def __init__(self, turns: asyncio.Semaphore) -> None:
        self.close = turns.release


def check_start(start: pb.RunStart, inputs: int) -> None:
    """Refuses a start that cannot be followed. Raises InvalidStart."""
    if not 1 <= len(start.inputs) <= 8:
        raise InvalidStart("An analysis has between one and eight inputs")
    if len(start.inputs) != inputs:
        raise InvalidStart(f"The start names {len(start.inputs)} inputs, but there are {inputs}")


async def _packets(start: pb.RunStart, files: list[IO[bytes]]) -> AsyncGenerator[pb.AnalyzeResponse]:
    descriptors = [file.fileno() for file in files]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-m", _CHILD),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        pass_fds=descriptors,
        env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PATH": os.defpath},
    )
    try:
        assert process.stdin is not None
        assert process.stdout is not None
        named = [
            {"name": each.name, "descriptor": descriptor}
            for each, descriptor in zip(start.inputs, descriptors, strict=True)
        ]
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            process.stdin.write(framing.framed(b"I", json.dumps(named).encode()))
            process.stdin.write(framing.framed(b"S", start.SerializeToString(deterministic=True)))
            await process.stdin.drain()
        finished = False
        while (frame := await framing.next_frame(process.stdout)) is not None:
            kind, content = frame
            if kind != framing.PACKET:
                raise _error_of(kind, content)
            packet = pb.AnalyzeResponse.FromString(content)
            finished = packet.HasField("done")
            yield packet
        status = await process.wait()
        if not finished:
            raise _ending(status)
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


def _error_of(kind: bytes, content: bytes) -> DomainError:
    if kind == framing.REFUSAL:
        refusal = json.loads(content)
        return REFUSALS[refusal["reason"]](refusal["message"])
    log.error("The process that analyses matches failed", trace=content.decode(errors="replace")[-4000:])
    return EngineFailed("The analysis failed", retry_after_s=30)


def _ending(status: int) -> DomainError:
    if status in _TOO_LARGE:
        return AnalysisTooLarge("The analysis needs too much memory or time: send the periods one by one")
    log.error("The process that analyses matches ended early", status=status)
    return EngineFailed("The analysis stopped early", retry_after_s=30)
