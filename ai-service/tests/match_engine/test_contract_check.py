"""An engine that lies: the first packet that breaks the contract ends the run, what came before stands."""

import asyncio
import math
from collections.abc import AsyncGenerator, Callable
from io import BytesIO

import pytest

from ai_service.match_engine.analysing import analyse
from ai_service.match_engine.checking.checking import checked
from ai_service.match_engine.errors import EngineProtocolError
from ai_service.match_engine.reading.files import InputFile
from altsports.analysis.v1 import analysis_pb2 as pb

Packets = list[pb.AnalyzeResponse]
_SEGMENTS = 3


def honest(start: pb.RunStart) -> Packets:
    """What the embedded engine says about a play of three segments."""
    lines = ["player,frame,x,y,z,dx,dy,team"]
    for frame in range(0, _SEGMENTS * 30 * 20, 10):
        lines.append(f"0,{frame},50,50,0,0,0,")
        for player in range(16):
            team = "attack" if player < 8 else "defense"
            lines.append(
                f"{player + 1},{frame},{20 + player * 4 + frame / 300},{10 + player * 5},,0,0,{team}"
            )
    file = InputFile("play.csv", BytesIO("\n".join(lines).encode()))
    packets = list(analyse(start, [file]))
    for number, packet in enumerate(packets, start=1):
        packet.number = number
    return packets


def start_of(*, resume_after_segment: int | None = None) -> pb.RunStart:
    parameters = pb.RunParameters(segment_s=30)
    return pb.RunStart(
        analysis_id="a", attempt=1, parameters=parameters, resume_after_segment=resume_after_segment
    )


async def passed(packets: Packets, start: pb.RunStart, silence_s: float = 10) -> Packets:
    """What the check lets through, and the error as the last item if there is one."""

    async def stream() -> AsyncGenerator[pb.AnalyzeResponse]:
        for packet in packets:
            yield packet

    return [packet async for packet in checked(stream(), start, silence_s=silence_s)]


async def test_what_the_embedded_engine_says_follows_the_contract() -> None:
    packets = honest(start_of())
    assert await passed(packets, start_of()) == packets
    assert packets[-1].done.segments == _SEGMENTS


async def test_an_attempt_goes_on_behind_the_stored_segment_with_the_same_bytes() -> None:
    whole, rest = honest(start_of()), honest(start_of(resume_after_segment=0))

    await passed(rest, start_of(resume_after_segment=0))

    assert _segments(rest) == _segments(whole)[1:]
    assert rest[-1].done.digest == whole[-1].done.digest


def _segments(packets: Packets) -> list[bytes]:
    found = [packet.segment_done for packet in packets if packet.HasField("segment_done")]
    return [segment.SerializeToString(deterministic=True) for segment in found]


def _first(packets: Packets) -> int:
    return next(at for at, packet in enumerate(packets) if packet.HasField("segment_done"))


def _edit(change: Callable[[pb.Segment], object]) -> Callable[[Packets], object]:
    return lambda packets: change(packets[_first(packets)].segment_done)


def _set(name: str, value: float) -> Callable[[Packets], object]:
    return _edit(lambda segment: setattr(segment.teams[0], name, value))


def _alert(**fields: object) -> Callable[[Packets], object]:
    def insert(packets: Packets) -> None:
        alert = pb.SegmentAlert(
            segment_index=0,
            rule="r",
            side="home",
            severity=65,
            level="low",
            message="m",
            period=1,
            match_s=30,
        )
        alert.evidence.add(figure="f", segments=[0])
        for name, value in fields.items():
            setattr(alert, name, value)
        packets.insert(_first(packets) + 1, pb.AnalyzeResponse(alert=alert))
        for number, packet in enumerate(packets, start=1):
            packet.number = number

    return insert


LIES: dict[str, Callable[[Packets], object]] = {
    "out of order": lambda packets: packets.insert(1, packets.pop(2)),
    "a gap": lambda packets: packets.pop(_first(packets)),
    "a packet twice": lambda packets: packets.insert(2, packets[1]),
    "nothing in a packet": lambda packets: packets[1].ClearField("progress"),
    "falling progress": lambda packets: setattr(packets[-2].progress, "percent", 1),
    "no end": lambda packets: packets.pop(),
    "two ends": lambda packets: packets.append(
        pb.AnalyzeResponse(number=len(packets) + 1, done=packets[-1].done)
    ),
    "a wrong digest": lambda packets: setattr(packets[-1].done, "digest", "0" * 64),
    "too many segments": lambda packets: setattr(packets[-1].done, "segments", 9),
    "alerts that never came": lambda packets: setattr(packets[-1].done, "alerts", 1),
    "an oversized packet": lambda packets: setattr(packets[1].progress, "message", "x" * 2_000_000),
    "a long text": lambda packets: setattr(packets[1].progress, "message", "x" * 3000),
    "NaN": _set("distance_m", math.nan),
    "infinity": _set("hull_m2", math.inf),
    "a negative distance": _set("distance_m", -1.0),
    "a share above 1": _set("possession", 1.5),
    "possessions that do not add up": _set("possession", 0.9),
    "a sprint longer than the run": _set("sprint_m", 5000.0),
    "a value that is refused as well": _set("ppda", 3.0),
    "null without a reason": _edit(lambda segment: segment.teams[0].ClearField("width_m")),
    "thirds that do not add up": _edit(lambda segment: setattr(segment.teams[0].thirds, "middle", 0.1)),
    "a third team": _edit(lambda segment: segment.teams.add(side="home")),
    "the team of another match": _edit(lambda segment: setattr(segment.teams[0], "team_id", "other")),
    "an unknown side": _edit(lambda segment: setattr(segment.players[0], "side", "left")),
    "a severity that no rule gave": _edit(lambda segment: setattr(segment, "severity", 99)),
    "a segment that ends before it starts": _edit(lambda segment: setattr(segment, "end_s", 0)),
    "a sixth period": _edit(lambda segment: setattr(segment, "period", 6)),
    "an alert of another segment": _alert(segment_index=2),
    "an alert of the wrong level": _alert(level="critical"),
    "an alert below the threshold": _alert(severity=10.0),
    "an alert at another time": _alert(match_s=3000.0),
    "an alert of another team": _alert(team_id="other"),
}


@pytest.mark.parametrize("lie", LIES)
async def test_a_lie_ends_the_run(lie: str) -> None:
    packets = honest(start_of())
    LIES[lie](packets)

    with pytest.raises(EngineProtocolError) as found:
        await passed(packets, start_of())

    assert found.value.reason == "ENGINE_PROTOCOL_ERROR"
    assert found.value.retry == "never"


async def test_what_came_before_a_lie_was_passed_on() -> None:
    packets = honest(start_of())
    packets[-1].done.digest = "0" * 64
    kept: Packets = []

    async def stream() -> AsyncGenerator[pb.AnalyzeResponse]:
        for packet in packets:
            yield packet

    async def keep() -> None:
        async for packet in checked(stream(), start_of()):
            kept.append(packet)

    with pytest.raises(EngineProtocolError):
        await keep()
    assert kept == packets[:-1]


async def test_an_engine_that_says_nothing_for_long_is_given_up_and_stopped() -> None:
    stopped = asyncio.Event()

    async def stream() -> AsyncGenerator[pb.AnalyzeResponse]:
        try:
            await asyncio.Event().wait()
            yield pb.AnalyzeResponse()
        finally:
            stopped.set()

    with pytest.raises(EngineProtocolError, match="sent nothing"):
        await anext(checked(stream(), start_of(), silence_s=0.01))
    assert stopped.is_set()
