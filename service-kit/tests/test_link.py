"""Calls that share a stream: nobody waits for another, nothing is lost, and nothing grows without a limit."""

import asyncio
import signal
import socket
import sys
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import grpc
import orjson
import pytest
from pydantic import SecretStr

from altsports.contract.catalog import load_catalog
from altsports.league.v1 import leagues_pb2 as pb
from altsports.league.v1.leagues_pb2_grpc import LeagueServiceServicer, add_LeagueServiceServicer_to_server
from service_kit.caller import CALLER_KEY, Caller, current_caller, service_caller, sign
from service_kit.errors import DeadlineExceeded, NotFound, Unavailable, ValidationFailed
from service_kit.rpc.answers import MESSAGE, as_message
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.frames import layout
from service_kit.rpc.frames.socket_wire import ClientSocket
from service_kit.rpc.frames.stream import LinkStream
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Server
from service_kit.rpc.headers import Headers
from service_kit.rpc.plain import plain
from service_kit.settings.mesh import MeshSettings
from service_kit.testing.linked import linked
from service_kit.testing.waiting import eventually, until

SECRET = b"the secret of this mesh"
GET = load_catalog().by_path["/altsports.league.v1.LeagueService/GetLeague"]
CREATE = load_catalog().by_path["/altsports.league.v1.LeagueService/CreateLeague"]
LEAGUE_ID = "05428cae-aeaa-57dd-926a-cb7710ce1a48"
ADMIN = Caller(kind="user", user_id="u1", role="admin", permissions=frozenset({"*"}))


class Leagues(LeagueServiceServicer):
    """Answers with the caller; or waits, or answers at length, as the name of the requested league says."""

    def __init__(self) -> None:
        self.started = self.cancelled = self.created = 0
        self.work: Callable[[], Any] | None = None

    async def GetLeague(self, request, context):
        self.started += 1
        try:
            answer = None if self.work is None else await self.work()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return answer or league(current_caller().user_id)

    async def CreateLeague(self, request, context):
        self.created += 1
        return pb.CreateLeagueResponse()


def league(name: str) -> pb.GetLeagueResponse:
    return pb.GetLeagueResponse(league=pb.League(name=name))


def serving(leagues: Leagues, *, shares_streams: bool = True) -> Server:
    server = Server(SECRET, Diagnostics("league-service"), shares_streams=shares_streams)
    server.add(add_LeagueServiceServicer_to_server, leagues)
    return server


class Mesh:
    def __init__(self, target: str) -> None:
        self.leagues = Leagues()
        self.server = serving(self.leagues)
        self.client = MeshClient({"league": target}, SECRET)

    async def get(self, caller: Caller = ADMIN, timeout_s: float = 20) -> str:
        request = pb.GetLeagueRequest(league_id=LEAGUE_ID)
        answer = await self.client.call(GET, request, caller=caller, timeout_s=timeout_s)
        return answer.league.name

    async def create(self) -> None:
        request = pb.CreateLeagueRequest(name="abc", sport="soccer", level="youth")
        await self.client.call(CREATE, request, caller=ADMIN)


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"unix:{tmp_path}/league.sock"


@pytest.fixture(params=["socket", "gRPC stream"])
async def mesh(address: str, request: Any, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mesh]:
    if request.param == "gRPC stream":
        monkeypatch.setattr("service_kit.rpc.link.link_path", lambda _address: None)
    mesh = Mesh(address)
    await mesh.server.start(address)
    await linked(mesh.client, "league")
    assert isinstance(stream_of(mesh)._wire, ClientSocket) is (request.param == "socket")
    yield mesh
    await mesh.client.close()
    await mesh.server.stop(0)


def stream_of(mesh: Mesh) -> Any:
    streams = mesh.client.link("league").streams
    assert streams is not None
    return streams.pick()


async def forever() -> None:
    await asyncio.Event().wait()


async def read_all(messages: AsyncIterator[bytes]) -> None:
    async for _ in messages:
        pass


async def test_thousands_of_cancelled_calls_stop_their_handlers_and_leave_nothing(mesh: Mesh):
    mesh.leagues.work = forever
    for round_number in range(1, 3):
        calls = [asyncio.create_task(mesh.get()) for _ in range(layout.MOST_CALLS)]
        await until(lambda: mesh.leagues.started == round_number * layout.MOST_CALLS)  # noqa: B023
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
        assert all(call.cancelled() for call in calls)
        assert len(stream_of(mesh)) == 0
        await until(lambda: mesh.leagues.cancelled == round_number * layout.MOST_CALLS)  # noqa: B023
    mesh.leagues.work = None
    assert await mesh.get() == "u1"


async def test_a_call_that_is_cancelled_before_it_is_sent_is_gone_as_well(mesh: Mesh):
    mesh.leagues.work = forever
    for turns in range(12):
        call = asyncio.create_task(mesh.get())
        for _ in range(turns):
            await asyncio.sleep(0)
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
    await until(lambda: mesh.leagues.cancelled == mesh.leagues.started)
    assert len(stream_of(mesh)) == 0


async def test_handlers_that_hang_hold_nobody_else_however_many_they_are(mesh: Mesh):
    mesh.leagues.work = forever
    hanging = [asyncio.create_task(mesh.get()) for _ in range(layout.MOST_CALLS + 10)]
    await until(lambda: mesh.leagues.started == len(hanging))
    assert len(stream_of(mesh)) == layout.MOST_CALLS
    mesh.leagues.work = None
    assert await mesh.get() == "u1"
    for call in hanging:
        call.cancel()
    await asyncio.gather(*hanging, return_exceptions=True)


async def test_a_deadline_ends_its_own_call_only(mesh: Mesh):
    mesh.leagues.work = forever
    patient = asyncio.create_task(mesh.get())
    with pytest.raises(DeadlineExceeded):
        await mesh.get(timeout_s=0.1)
    assert not patient.done()
    patient.cancel()
    await until(lambda: mesh.leagues.cancelled == 2)


async def test_small_answers_overtake_a_large_one(mesh: Mesh):
    async def at_length():
        mesh.leagues.work = None
        return league("x" * 15_000_000)

    mesh.leagues.work = at_length
    large = asyncio.create_task(mesh.get())
    await until(lambda: mesh.leagues.started)
    for _ in range(5):
        assert await mesh.get() == "u1"
        assert not large.done()
    assert len(await large) == 15_000_000


@pytest.mark.parametrize("shares_streams", [True, False])
async def test_a_client_that_asks_for_json_gets_the_json_of_the_message(
    mesh: Mesh, address: str, shares_streams: bool
):
    row = ("id", "Ligä", "soccer", "youth", *[None] * 2, 3, *[None] * 6, "active", None, False, None, None)
    message = pb.League(id="id", name="Ligä", sport="soccer", level="youth", member_count=3, status="active")
    made = [pb.GetLeagueResponse(league=message), plain(pb.GetLeagueResponse, league=row)]
    async with MeshClient({"league": address}, SECRET, shares_streams=shares_streams) as client:
        if shares_streams:
            await linked(client, "league")
        for response in made:
            mesh.leagues.work = partial(asyncio.sleep, 0, response)
            request = pb.GetLeagueRequest(league_id=LEAGUE_ID)
            answer = await client.call_for_json(GET, request, caller=ADMIN)
            assert orjson.loads(answer.data) == GET.response_to_json(made[0])["league"]
            assert await client.call(GET, request, caller=ADMIN) == made[0]


async def test_errors_and_large_answers_reach_a_client_that_asks_for_json(mesh: Mesh):
    async def fail():
        raise NotFound("There is none", reason="NONE")

    mesh.leagues.work = partial(asyncio.sleep, 0, league("x" * 1_000_000))
    request = pb.GetLeagueRequest(league_id=LEAGUE_ID)
    answer = await mesh.client.call_for_json(GET, request, caller=ADMIN)
    assert orjson.loads(answer.data)["name"] == "x" * 1_000_000
    mesh.leagues.work = fail
    with pytest.raises(NotFound) as caught:
        await mesh.client.call_for_json(GET, request, caller=ADMIN)
    assert caught.value.reason == "NONE"
    with pytest.raises(ValidationFailed):
        await mesh.client.call_for_json(GET, pb.GetLeagueRequest(), caller=ADMIN)


async def test_a_large_request_does_without_the_link(mesh: Mesh):
    request = pb.GetLeagueRequest(league_id=LEAGUE_ID + "x" * layout.LARGEST_FRAME)
    with pytest.raises(Exception, match="not valid"):
        await mesh.client.call(GET, request)


async def test_names_are_bounded_on_both_ends_and_never_mixed_up(mesh: Mesh):
    async def ask(number: int) -> bool:
        user = f"user {number}"
        return await mesh.get(Caller(kind="user", user_id=user)) == user

    for start in range(0, 2 * layout.MOST_NAMES, 512):
        assert all(await asyncio.gather(*(ask(number) for number in range(start, start + 512))))
    assert len(stream_of(mesh)._names) == layout.MOST_NAMES
    served = next(iter(mesh.server._streams._streams))
    assert len(served._names) <= layout.MOST_NAMES + 1


async def test_a_caller_on_an_open_link_proves_itself_and_expires_as_on_any_call(mesh: Mesh):
    call = mesh.client.link("league").invoker(GET, as_message(GET))
    for secret, then in ((SECRET, time.time() - 100), (b"another secret", time.time())):
        headers = Headers(sign(ADMIN, secret, then))
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await call(pb.GetLeagueRequest(league_id=LEAGUE_ID), timeout=5, headers=headers)
        assert caught.value.code() is grpc.StatusCode.UNAUTHENTICATED
    assert mesh.leagues.started == 0


@pytest.mark.parametrize(
    ("caller", "code"),
    [(None, grpc.StatusCode.UNAUTHENTICATED), (ADMIN, grpc.StatusCode.PERMISSION_DENIED)],
)
async def test_only_processes_of_the_mesh_open_links(mesh: Mesh, address: str, caller, code):
    metadata = [] if caller is None else [(CALLER_KEY, sign(caller, SECRET, time.time()))]
    async with grpc.aio.insecure_channel(address) as channel:
        stranger: Any = channel.stream_stream(layout.PATH)(metadata=metadata)
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await stranger.read()
    assert caught.value.code() is code


async def test_a_malformed_message_ends_its_own_link_with_the_reason(mesh: Mesh, address: str):
    metadata = [(CALLER_KEY, sign(service_caller("test"), SECRET, time.time()))]
    async with grpc.aio.insecure_channel(address) as channel:
        broken: Any = channel.stream_stream(layout.PATH)(metadata=metadata)
        await broken.write(b"\xff" * 100)
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await read_all(broken)
    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert await mesh.get() == "u1"


def signed(caller: Caller, secret: bytes = SECRET) -> str:
    return sign(caller, secret, time.time())


PROCESS = service_caller("test")


@pytest.mark.parametrize("mesh", ["socket"], indirect=True)
@pytest.mark.parametrize(
    ("path", "caller", "secret", "code"),
    [
        (layout.PATH, None, SECRET, grpc.StatusCode.UNAUTHENTICATED),
        (layout.PATH, PROCESS, b"another secret", grpc.StatusCode.UNAUTHENTICATED),
        (layout.PATH, ADMIN, SECRET, grpc.StatusCode.PERMISSION_DENIED),
        ("/of/another/version", PROCESS, SECRET, grpc.StatusCode.UNIMPLEMENTED),
        (None, None, SECRET, grpc.StatusCode.INVALID_ARGUMENT),
    ],
    ids=["nobody", "other-secret", "user", "other-version", "without-opening"],
)
async def test_a_socket_does_nothing_before_a_process_of_the_mesh_opens_it(
    mesh: Mesh, address: str, path: str | None, caller: Caller | None, secret: bytes, code: grpc.StatusCode
):
    loop = asyncio.get_running_loop()
    _, wire = await loop.create_unix_connection(ClientSocket, address.removeprefix("unix:")[:-4] + "link")
    stream = LinkStream(wire)
    if path is not None:
        opening = f"{path} {'' if caller is None else signed(caller, secret)}"
        stream._outbox.put(layout.frame(layout.OPEN, 0, opening.encode()))
    stream.send(GET.full_path, b"", Headers(signed(ADMIN)), ends=time.monotonic() + 9, form=MESSAGE)
    assert await asyncio.wait_for(stream.run(), 30) is code
    assert not stream.process.done()
    assert mesh.leagues.started == 0
    assert await mesh.get() == "u1"


@pytest.mark.parametrize("mesh", ["socket"], indirect=True)
async def test_a_client_that_dies_stops_its_handlers(mesh: Mesh):
    mesh.leagues.work = forever
    calls = [asyncio.create_task(mesh.get()) for _ in range(10)]
    await until(lambda: mesh.leagues.started == 10)
    stream_of(mesh)._wire._transport.abort()
    await until(lambda: mesh.leagues.cancelled == 10)
    for call in calls:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)


@pytest.mark.parametrize("mesh", ["socket"], indirect=True)
async def test_a_client_that_does_not_read_its_socket_makes_a_service_refuse_and_not_grow(mesh: Mesh):
    mesh.leagues.work = partial(asyncio.sleep, 0, league("x" * 2**20))
    stream = stream_of(mesh)
    stream._wire._transport.pause_reading()
    headers, request = Headers(signed(ADMIN)), pb.GetLeagueRequest(league_id=LEAGUE_ID).SerializeToString()
    for _ in range(100):
        stream.send(GET.full_path, request, headers, ends=time.monotonic() + 60, form=MESSAGE)
        await asyncio.sleep(0)
    served = next(iter(mesh.server._streams._streams))
    await until(lambda: len(stream) == 100 and not served._running)
    assert layout.MOST_QUEUED <= served._outbox.queued <= layout.MOST_QUEUED + 2 * 2**20
    assert mesh.leagues.started < 30
    stream._wire._transport.resume_reading()
    await until(lambda: len(stream) == 0)
    assert await mesh.get() == "x" * 2**20


@pytest.mark.parametrize("mesh", ["socket"], indirect=True)
async def test_without_a_socket_for_links_a_gRPC_stream_is_the_link(mesh: Mesh, address: str):
    Path(address.removeprefix("unix:")).with_suffix(".link").unlink()
    async with MeshClient({"league": address}, SECRET) as client:
        streams = await linked(client, "league")
        assert not isinstance(streams.pick()._wire, ClientSocket)
        answer = await client.call(GET, pb.GetLeagueRequest(league_id=LEAGUE_ID), caller=ADMIN)
    assert answer.league.name == "u1"


def _grown(done: list[str]) -> Callable[[], bool]:
    goal = len(done) + 50
    return lambda: len(done) > goal


@pytest.mark.parametrize("mesh", ["socket"], indirect=True)
async def test_a_service_that_is_replaced_under_load_loses_no_call(mesh: Mesh, address: str):
    async with load(mesh) as done:
        for _ in range(3):
            await until(_grown(done))
            await mesh.server.stop(10)
            mesh.server = serving(mesh.leagues)
            await mesh.server.start(address)
        await until(_grown(done))
    assert mesh.leagues.created == len(done)


async def test_a_service_without_the_link_is_called_as_before_and_upgrades(address: str, monkeypatch):
    monkeypatch.setattr("service_kit.rpc.frames.streams._REFUSED_S", 0.0)
    mesh = Mesh(address)
    old = serving(mesh.leagues, shares_streams=False)
    await old.start(address)
    for _ in range(3):
        assert await mesh.get() == "u1"
    assert stream_of(mesh) is None
    await old.stop(0)
    await mesh.server.start(address)
    assert await mesh.get() == "u1"
    await linked(mesh.client, "league")
    assert await mesh.get() == "u1"
    await mesh.client.close()
    await mesh.server.stop(0)


async def test_a_setting_turns_it_off(tmp_path: Path):
    for link in (False, True):
        settings = MeshSettings(home=tmp_path, mesh_secret=SecretStr(SECRET.decode()), link=link)
        async with MeshClient.from_settings(settings) as client:
            assert (client.link("league").streams is not None) is link


async def test_a_client_without_the_link_is_served_beside_others(mesh: Mesh, address: str):
    async with MeshClient({"league": address}, SECRET, shares_streams=False) as old:
        answer = await old.call(GET, pb.GetLeagueRequest(league_id=LEAGUE_ID), caller=ADMIN)
    assert answer.league.name == "u1"


@asynccontextmanager
async def load(mesh: Mesh) -> AsyncGenerator[list[str]]:
    """Reads and creates without a pause; fails if any call fails."""
    done: list[str] = []
    is_over = False

    async def go_on() -> None:
        while not is_over:
            done.append(await mesh.get())
            await mesh.create()

    tasks = [asyncio.create_task(go_on()) for _ in range(8)]
    yield done
    is_over = True
    await asyncio.gather(*tasks)


async def test_instances_come_and_go_under_load_and_no_call_is_lost(monkeypatch):
    monkeypatch.setattr("service_kit.rpc.frames.streams._LOOK_S", 0.01)
    first, second, third = Leagues(), Leagues(), Leagues()
    servers = [serving(leagues) for leagues in (first, second)]
    ports = [await server.start("127.0.0.1:0") for server in servers]
    # The port of the third is taken until it starts: a server of another test on it would be linked as well.
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    ports.append(held.getsockname()[1])
    mesh = Mesh("ipv4:" + ",".join(f"127.0.0.1:{port}" for port in ports))
    streams = await linked(mesh.client, "league", processes=2)
    async with load(mesh) as done:
        await until(lambda: first.created > 10 and second.created > 10)
        servers.append(serving(third))
        held.close()
        await servers[2].start(f"127.0.0.1:{ports[2]}")
        await until(lambda: len(streams) == 3 and third.created > 10)
        await servers[0].stop(10)
        seen = second.created, third.created
        await until(lambda: second.created > seen[0] + 10 and third.created > seen[1] + 10)
    assert len(streams) == 2
    assert first.created + second.created + third.created == len(done)
    await mesh.client.close()
    for server in servers:
        await server.stop(0)


_PROCESS = """
import asyncio, sys
sys.path.insert(0, {folder!r})
from test_link import Leagues, forever, serving

async def main():
    leagues = Leagues()
    leagues.work = forever
    await serving(leagues).start({address!r})
    print("ready", flush=True)
    await forever()

asyncio.run(main())
"""


async def test_the_death_of_the_peer_fails_its_calls_at_once(address: str):
    code = _PROCESS.format(folder=str(Path(__file__).parent), address=address)
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    await asyncio.wait_for(process.stdout.readline(), 60)
    mesh = Mesh(address)
    mesh.client = MeshClient({"league": address}, SECRET, patience_s=0.0)
    await linked(mesh.client, "league")
    calls = [asyncio.create_task(mesh.get(timeout_s=600)) for _ in range(100)]
    await until(lambda: len(stream_of(mesh) or ()) == 100)
    process.send_signal(signal.SIGKILL)
    async with asyncio.timeout(60):
        found = await asyncio.gather(*calls, return_exceptions=True)
        await process.wait()
    assert {type(error).__base__ for error in found} == {Unavailable}

    await mesh.server.start(address)
    await linked(mesh.client, "league")
    assert await mesh.get() == "u1"
    await mesh.client.close()
    await mesh.server.stop(0)


async def test_leaving_stops_the_statement_of_the_handler(mesh: Mesh, database, sample):
    async def sleep_in_the_database() -> None:
        async with database.read() as connection:
            await connection.execute("SELECT pg_sleep(60) /* over the link */")

    async def statements() -> int:
        async with database.read() as connection:
            return await connection.fetch_value(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                " AND query LIKE %s AND pid <> pg_backend_pid()",
                ["SELECT pg_sleep(60)%"],
            )

    mesh.leagues.work = sleep_in_the_database
    call = asyncio.create_task(mesh.get())
    await eventually(statements, lambda count: count == 1)
    call.cancel()
    await eventually(statements, lambda count: count == 0)
