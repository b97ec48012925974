"""Holds an engine to its contract: what it says first stands, and the first wrong packet ends the run."""

import asyncio
import hashlib
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from contextlib import aclosing
from typing import Any, Final

from ai_service.match_engine.checking.fields import faults_of
from ai_service.match_engine.checking.segments import faults_of_alert, faults_of_segment
from ai_service.match_engine.errors import EngineProtocolError
from altsports.analysis.v1 import analysis_pb2 as pb

SILENCE_S: Final = 300.0
"""How long an engine may take for a packet."""
_LARGEST_PACKET: Final = 1024 * 1024
_LARGEST_DONE: Final = 3 * 1024 * 1024
_MOST_PACKETS: Final = 100_000
_HEX: Final = 64


async def checked(
    packets: AsyncGenerator[pb.AnalyzeResponse], start: pb.RunStart, *, silence_s: float = SILENCE_S
) -> AsyncGenerator[pb.AnalyzeResponse]:
    """Passes the packets that follow the contract. Raises EngineProtocolError at the first other one."""
    check = StreamCheck(start)
    async with aclosing(packets):
        while (packet := await _next(packets, silence_s)) is not None:
            check.packet(packet)
            yield packet
    check.end()


async def _next(packets: AsyncIterator[pb.AnalyzeResponse], silence_s: float) -> pb.AnalyzeResponse | None:
    try:
        async with asyncio.timeout(silence_s):
            return await anext(packets, None)
    except TimeoutError:
        raise EngineProtocolError(f"The engine has sent nothing for {silence_s:g} seconds") from None


class StreamCheck:
    """The state of a stream so far."""

    def __init__(self, start: pb.RunStart) -> None:
        self._start = start
        self._resumed = start.HasField("resume_after_segment")
        self._next_segment = start.resume_after_segment + 1 if self._resumed else 0
        self._number = 0
        self._percent = 0.0
        self._last: pb.Segment | None = None
        self._alerts = 0
        self._seen: set[tuple[int, str, str, str]] = set()
        self._digest: Any = hashlib.sha256()
        self._done = False

    def packet(self, packet: pb.AnalyzeResponse) -> None:
        """Checks the next packet. Raises EngineProtocolError."""
        self._number += 1
        if self._done:
            raise _broken(["a packet follows the end"])
        if packet.number != self._number or self._number > _MOST_PACKETS:
            raise _broken([f"packet {packet.number} comes where {self._number} is due"])
        kind = packet.WhichOneof("content")
        largest = _LARGEST_DONE if kind == "done" else _LARGEST_PACKET
        if packet.ByteSize() > largest:
            raise _broken([f"packet {packet.number} has {packet.ByteSize():,} bytes"])
        _raise_for(faults_of(packet))
        if kind is None:
            raise _broken([f"packet {packet.number} is empty"])
        {"progress": self._progress, "segment_done": self._segment, "alert": self._alert, "done": self._end}[
            kind
        ](packet)

    def end(self) -> None:
        """Checks the end of the stream. Raises EngineProtocolError."""
        if not self._done:
            raise _broken(["the stream ended without a last packet"])

    def _progress(self, packet: pb.AnalyzeResponse) -> None:
        if packet.progress.percent < self._percent:
            raise _broken([f"the progress falls from {self._percent} to {packet.progress.percent}"])
        self._percent = packet.progress.percent

    def _segment(self, packet: pb.AnalyzeResponse) -> None:
        segment = packet.segment_done
        if segment.index != self._next_segment:
            raise _broken([f"segment {segment.index} comes where {self._next_segment} is due"])
        _raise_for(faults_of_segment(segment, self._last, self._start))
        if self._last is None and not self._resumed and segment.start_s != 0:
            raise _broken([f"the first segment starts at {segment.start_s}"])
        self._last, self._next_segment = segment, segment.index + 1
        self._add(segment)

    def _alert(self, packet: pb.AnalyzeResponse) -> None:
        alert = packet.alert
        _raise_for(faults_of_alert(alert, self._last, self._start))
        key = (alert.segment_index, alert.rule, alert.side, alert.player)
        if key in self._seen:
            raise _broken([f"the alert {alert.rule[:50]!r} of segment {alert.segment_index} comes twice"])
        self._seen.add(key)
        self._alerts += 1
        self._add(alert)

    def _end(self, packet: pb.AnalyzeResponse) -> None:
        _raise_for(self._faults_of_end(packet.done))
        self._done = True

    def _faults_of_end(self, done: pb.PacketDone) -> Iterable[str]:
        if done.segments != self._next_segment:
            yield f"the end counts {done.segments} segments, there are {self._next_segment}"
        if done.alerts < self._alerts or (not self._resumed and done.alerts != self._alerts):
            yield f"the end counts {done.alerts} alerts, there are {self._alerts}"
        if not self._resumed and done.digest != self._digest.hexdigest():
            yield "the digest is not that of the segments and alerts"
        if len(done.digest) != _HEX or not done.engine:
            yield "the end names no engine or digest"
        for artifact in done.artifacts:
            if hashlib.sha256(artifact.data).hexdigest() != artifact.sha256:
                yield f"the bytes of {artifact.name[:50]!r} are not those of its checksum"

    def _add(self, message: pb.Segment | pb.SegmentAlert) -> None:
        content = message.SerializeToString(deterministic=True)
        self._digest.update(len(content).to_bytes(4, "big") + content)


def _raise_for(faults: Iterable[str]) -> None:
    first = next(iter(faults), None)
    if first is not None:
        raise _broken([first])


def _broken(faults: list[str]) -> EngineProtocolError:
    return EngineProtocolError(f"The engine broke its contract: {faults[0]}", recovery=[_WAY_OUT])


_WAY_OUT: Final = "Analyse the match with another engine; the segments that came before are kept"
