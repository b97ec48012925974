"""The embedded engine over gRPC: a child per call, the same packets, and what it refuses."""

import hashlib
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from ai_service.match_engine.embedded import EmbeddedEngine
from ai_service.match_engine.rpc import AnalysisRpc
from altsports.analysis.v1 import analysis_pb2 as pb
from altsports.analysis.v1.analysis_pb2_grpc import add_AnalysisServiceServicer_to_server
from service_kit.errors import DomainError
from service_kit.testing.in_process import Serve, ServiceCalls


@pytest.fixture
async def calls(serve: Serve) -> ServiceCalls:
    """An engine without a file store."""
    return await serve("ai", [(add_AnalysisServiceServicer_to_server, AnalysisRpc(EmbeddedEngine(), None))])


def play() -> bytes:
    """A play in the format of Last-Row: two sides of four players, one second long."""
    lines = ["player,frame,x,y,z,dx,dy,team"]
    for frame in range(20):
        lines.append(f"0,{frame},50,50,0,0,0,")
        for player in range(8):
            team = "attack" if player < 4 else "defense"
            lines.append(f"{player + 1},{frame},{20 + player * 8 + frame / 10},{10 + player * 9},,0,0,{team}")
    return "\n".join(lines).encode()


def start_of(content: bytes, **fields: Any) -> pb.RunStart:
    digest = hashlib.sha256(content).hexdigest()
    reference = pb.InputReference(name="play.csv", size=len(content), sha256=digest)
    return pb.RunStart(analysis_id="a", attempt=1, inputs=[reference], **fields)


async def requests_of(start: pb.RunStart, *chunks: bytes) -> AsyncIterator[pb.AnalyzeRequest]:
    yield pb.AnalyzeRequest(start=start)
    for chunk in chunks:
        yield pb.AnalyzeRequest(chunk=pb.InputChunk(input=0, data=chunk))


async def test_the_packets_are_numbered_and_end_with_one_done(calls: ServiceCalls) -> None:
    content = play()
    packets = await calls.stream("Analyze", requests_of(start_of(content), content[:100], content[100:]))

    assert [packet["number"] for packet in packets] == list(range(1, len(packets) + 1))
    assert [bool(packet["done"]) for packet in packets] == [False] * (len(packets) - 1) + [True]
    assert packets[-1]["done"]["segments"] == 1
    assert packets[-1]["done"]["formats"] == ["last-row"]


async def test_bytes_that_are_not_the_announced_ones_are_refused(calls: ServiceCalls) -> None:
    content = play()
    with pytest.raises(DomainError) as refused:
        await calls.stream("Analyze", requests_of(start_of(content), content.replace(b"50", b"51")))
    assert refused.value.reason == "INPUT_MISMATCH"


async def test_a_file_of_no_known_format_is_refused_by_its_name(calls: ServiceCalls) -> None:
    content = json.dumps({"some": "thing"}).encode()
    with pytest.raises(DomainError) as refused:
        await calls.stream("Analyze", requests_of(start_of(content), content))
    assert refused.value.reason == "UNSUPPORTED_INPUT"
    assert "play.csv" in refused.value.message


async def test_a_location_needs_a_file_store(calls: ServiceCalls) -> None:
    start = start_of(b"x")
    start.inputs[0].location = "clubs/1/match.csv"
    with pytest.raises(DomainError) as refused:
        await calls.stream("Analyze", requests_of(start))
    assert refused.value.reason == "INPUT_NOT_REACHABLE"
