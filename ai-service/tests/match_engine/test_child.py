"""The embedded engine over gRPC: a child per call, the same packets, and what it refuses."""

import contextlib
import fcntl
import hashlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from ai_service.match_engine.embedded import EmbeddedEngine
from ai_service.match_engine.errors import EngineFailed
from ai_service.match_engine.port import Input
from ai_service.match_engine.remote import RemoteEngine
from ai_service.match_engine.rpc import AnalysisRpc
from ai_service.match_engine.serving import start_engine
from altsports.analysis.v1 import analysis_pb2 as pb
from altsports.analysis.v1.analysis_pb2_grpc import add_AnalysisServiceServicer_to_server
from service_kit.errors import DomainError
from service_kit.testing.in_process import Serve, ServiceCalls
from service_kit.testing.waiting import until, wait_until


@pytest.fixture
async def calls(serve: Serve) -> ServiceCalls:
    """An engine without a file store."""
    return await serve("ai", [(add_AnalysisServiceServicer_to_server, AnalysisRpc(EmbeddedEngine(), None))])


def play(frames: range = range(20)) -> bytes:
    """A play in the format of Last-Row: two sides of four players, one second long unless told otherwise."""
    lines = ["player,frame,x,y,z,dx,dy,team"]
    for frame in frames:
        lines.append(f"0,{frame},50,50,0,0,0,")
        for player in range(8):
            team = "attack" if player < 4 else "defense"
            lines.append(
                f"{player + 1},{frame},{20 + player * 8 + frame / 200},{10 + player * 9},,0,0,{team}"
            )
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


async def test_a_served_engine_gives_the_same_bytes() -> None:
    content = play()
    start = start_of(content)
    server, port = await start_engine("127.0.0.1:0")
    try:
        remote = RemoteEngine(f"127.0.0.1:{port}")
        over_grpc = [packet async for packet in remote.analyse(start, [bytes_of(content)])]
        assert (await remote.describe()).name == "altsports-embedded"
        with pytest.raises(DomainError) as refused:
            _ = [packet async for packet in remote.analyse(start, [bytes_of(b"x")])]
    finally:
        await server.stop(0)
    here = [packet async for packet in EmbeddedEngine().analyse(start, [bytes_of(content)])]

    assert [each.SerializeToString() for each in over_grpc] == [each.SerializeToString() for each in here]
    assert refused.value.reason == "INPUT_MISMATCH"


async def test_nobody_at_the_address_of_an_engine_is_a_failure_that_may_pass() -> None:
    server, port = await start_engine("127.0.0.1:0")
    await server.stop(0)
    with pytest.raises(EngineFailed) as failed:
        await RemoteEngine(f"127.0.0.1:{port}").describe()
    assert failed.value.retry == "later"


async def test_the_child_dies_with_its_call() -> None:
    content = play()
    packets = EmbeddedEngine().analyse(start_of(content), [bytes_of(content)])
    async with aclosing(packets):
        assert (await anext(packets)).progress.stage == "receiving"
        assert (await anext(packets)).progress.stage == "reading"
        assert len(children()) == 1
    assert children() == []


async def test_cancelling_a_served_call_stops_the_child() -> None:
    content = play(range(0, 60000, 10))
    server, port = await start_engine("127.0.0.1:0")
    try:
        packets = RemoteEngine(f"127.0.0.1:{port}").analyse(start_of(content), [bytes_of(content)])
        async with aclosing(packets):
            while (await anext(packets)).progress.stage != "reading":
                pass
            assert len(children()) == 1
        await until(lambda: children() == [])
    finally:
        await server.stop(0)


async def test_a_killed_child_is_a_failure_that_may_pass() -> None:
    """So the run goes on behind its last segment."""
    content = play(range(0, 60000, 10))
    packets = EmbeddedEngine().analyse(start_of(content), [bytes_of(content)])

    async def rest() -> None:
        async for packet in packets:
            if packet.progress.stage == "reading":
                os.kill(children()[0], signal.SIGKILL)

    with pytest.raises(EngineFailed) as failed:
        await rest()
    assert failed.value.retry == "later"


def test_the_child_dies_with_its_parent() -> None:
    """The child waits for somebody to read its packets, when its parent is killed."""
    read, write = os.pipe()
    fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, 4096)
    with tempfile.TemporaryFile() as file:
        content = play(range(0, 6000, 10))  # whose packets do not fit into the pipe
        file.write(content)
        file.flush()
        given = [str(write), str(file.fileno()), start_of(content).SerializeToString().hex()]
        parent = subprocess.Popen(
            [sys.executable, "-c", PARENT, *given], stdout=subprocess.PIPE, pass_fds=[write, file.fileno()]
        )
    os.close(write)
    with parent:
        assert parent.stdout is not None
        child = Path(f"/proc/{int(parent.stdout.readline())}/stat")
        assert select.select([read], [], [], 20)[0] == [read]
        parent.kill()
    wait_until(lambda: not child.exists() or " Z " in child.read_text())
    os.close(read)


PARENT = """
import json, subprocess, sys, time
write, file, start = int(sys.argv[1]), int(sys.argv[2]), bytes.fromhex(sys.argv[3])
command = [sys.executable, "-I", "-m", "ai_service.match_engine.child"]
child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=write, pass_fds=[file])
for content in (json.dumps([{"name": "play.csv", "descriptor": file}]).encode(), start):
    child.stdin.write(b"S" + len(content).to_bytes(4, "big") + content)
child.stdin.flush()
print(child.pid, flush=True)
time.sleep(60)
"""


def children() -> list[int]:
    """The processes of this one that analyse."""
    found: list[int] = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if (
                int(fields[1]) == os.getpid()
                and b"match_engine.child" in (path.parent / "cmdline").read_bytes()
            ):
                found.append(int(path.parent.name))
    return found


def bytes_of(content: bytes) -> Input:
    async def read() -> AsyncIterator[bytes]:
        yield content

    return read


def test_nothing_heavy_is_imported_at_rest() -> None:
    code = "import sys, ai_service.main; print({'numpy', 'scipy', 'kloppy', 'lxml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
