"""A real server and a real client on a unix socket: the guarantees of the kit for both ends of a call."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import SecretStr

from altsports.contract.catalog import Catalog, load_catalog
from altsports.league.v1 import imports_pb2, leagues_pb2, sources_pb2
from altsports.league.v1.imports_pb2_grpc import ImportServiceServicer, add_ImportServiceServicer_to_server
from altsports.league.v1.leagues_pb2_grpc import LeagueServiceServicer, add_LeagueServiceServicer_to_server
from altsports.mesh.v1 import diagnostics_pb2
from service_kit.caller import ANONYMOUS, Caller, current_caller, service_caller
from service_kit.errors import (
    DeadlineExceeded,
    DomainError,
    Internal,
    NotFound,
    PermissionDenied,
    Unauthenticated,
    Unavailable,
    Unimplemented,
    ValidationFailed,
)
from service_kit.rpc.deadline import remaining_s, set_deadline
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import NotInContract, NotRegistered, Server, serve
from service_kit.rpc.socket_guard import AddressInUse
from service_kit.settings.mesh import MeshSettings
from service_kit.telemetry import tracing
from service_kit.telemetry.export import SdkRecorder
from service_kit.testing.linked import linked

SECRET = b"the secret of this mesh"
LEAGUE = "/altsports.league.v1.LeagueService/"
GET, LIST, CREATE = f"{LEAGUE}GetLeague", f"{LEAGUE}ListLeagues", f"{LEAGUE}CreateLeague"
IMPORT = "/altsports.league.v1.ImportService/ImportFiles"
LEAGUE_ID = "05428cae-aeaa-57dd-926a-cb7710ce1a48"
GATEWAY = service_caller("gateway")
ADMIN = Caller(kind="user", user_id="u1", role="admin", permissions=frozenset({"*"}), request_id="req-1")
USER = Caller(kind="user", user_id="u2", role="user")


class LeagueNotFound(NotFound):
    reason = "LEAGUE_OF_THIS_TEST_NOT_FOUND"


class Leagues(LeagueServiceServicer):
    """Handlers whose behaviour a test sets."""

    def __init__(self) -> None:
        self.calls = 0
        self.request: Any = None
        self.caller = ANONYMOUS
        self.left: float | None = None
        self.cancelled = asyncio.Event()
        self.entered = asyncio.Event()
        self.answer: Callable[[], object] = leagues_pb2.GetLeagueResponse

    async def _run(self, request: object) -> object:
        self.calls += 1
        self.request, self.caller, self.left = request, current_caller(), remaining_s()
        self.entered.set()
        try:
            answer = self.answer()
            return await answer if asyncio.iscoroutine(answer) else answer
        except asyncio.CancelledError:
            self.cancelled.set()
            raise

    async def GetLeague(self, request, context) -> Any:
        return await self._run(request)

    async def ListLeagues(self, request, context):
        await self._run(request)
        return leagues_pb2.ListLeaguesResponse(total_size=request.page_size)

    async def CreateLeague(self, request, context):
        await self._run(request)
        return leagues_pb2.CreateLeagueResponse()


class Imports(ImportServiceServicer):
    """Answers each request with its number."""

    def __init__(self) -> None:
        self.seen = 0
        self.closed = asyncio.Event()
        self.fail_after = 10**6

    async def ImportFiles(self, request_iterator, context):
        try:
            async for _ in request_iterator:
                self.seen += 1
                if self.seen > self.fail_after:
                    raise LeagueNotFound("gone")
                yield imports_pb2.ImportFilesResponse()
        finally:
            self.closed.set()


class Mesh:
    def __init__(self, address: str, *, linked: bool = True) -> None:
        self.address = address
        self.linked = linked
        self.leagues = Leagues()
        self.imports = Imports()
        self.client = MeshClient({"league": address}, SECRET, shares_streams=linked)
        self.server = self.new_server()

    def new_server(self, secret: bytes = SECRET) -> Server:
        server = Server(secret, Diagnostics("league-service"), shares_streams=self.linked)
        server.add(add_LeagueServiceServicer_to_server, self.leagues)
        server.add(add_ImportServiceServicer_to_server, self.imports)
        return server

    async def get(self, **options):
        return await self.client.call(GET, leagues_pb2.GetLeagueRequest(league_id=LEAGUE_ID), **options)


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"unix:{tmp_path}/league.sock"


@pytest.fixture(params=[False, True], ids=["calls of their own", "link"])
async def mesh(address: str, request: pytest.FixtureRequest) -> AsyncIterator[Mesh]:
    """Both ways in which a call travels: nothing but its cost may differ."""
    mesh = Mesh(address, linked=request.param)
    await mesh.server.start(address)
    if mesh.linked:
        await linked(mesh.client, "league")
    yield mesh
    await mesh.client.close()
    await mesh.server.stop(0)


def raises(error: DomainError) -> Callable[[], object]:
    def answer() -> object:
        raise error

    return answer


async def forever() -> None:
    await asyncio.Event().wait()


async def test_a_call_carries_the_caller_the_request_id_and_the_deadline(mesh: Mesh):
    await mesh.get(caller=ADMIN, timeout_s=3)
    seen = mesh.leagues.caller
    assert (seen.user_id, seen.role, seen.permissions, seen.request_id) == ("u1", "admin", {"*"}, "req-1")
    assert 2 < (mesh.leagues.left or 0) <= 3


async def test_a_domain_error_arrives_as_its_class_with_its_facts(mesh: Mesh):
    mesh.leagues.answer = raises(LeagueNotFound("league not found", league_id="x"))
    with pytest.raises(LeagueNotFound) as caught:
        await mesh.get()
    assert caught.value.metadata == {"league_id": "x"}


async def test_an_unexpected_error_tells_nothing_about_itself(mesh: Mesh):
    mesh.leagues.answer = raises(cast("Any", RuntimeError("password is hunter2")))
    with pytest.raises(Internal) as caught:
        await mesh.get()
    assert caught.value.message == "Internal server error"


async def test_a_request_that_breaks_the_contract_is_refused_field_by_field(mesh: Mesh):
    with pytest.raises(ValidationFailed) as caught:
        await mesh.client.call(LIST, leagues_pb2.ListLeaguesRequest(page_size=1000))
    assert {item["loc"][0] for item in caught.value.violations} == {"sport", "page_size"}
    assert mesh.leagues.calls == 0


async def test_the_defaults_of_the_contract_are_filled_in_for_every_client(mesh: Mesh):
    await mesh.client.call(LIST, leagues_pb2.ListLeaguesRequest(sport="soccer"))
    assert (mesh.leagues.request.page_size, mesh.leagues.request.level) == (20, "professional")


@pytest.mark.parametrize(("caller", "expected"), [(ANONYMOUS, Unauthenticated), (USER, PermissionDenied)])
async def test_the_contract_decides_who_may_call(mesh: Mesh, caller, expected):
    with pytest.raises(expected):
        await mesh.client.call(
            CREATE, leagues_pb2.CreateLeagueRequest(name="x", sport="soccer", level="youth"), caller=caller
        )
    assert mesh.leagues.calls == 0


async def test_a_caller_signed_with_another_secret_is_refused(mesh: Mesh, address: str):
    async with MeshClient({"league": address}, b"another secret") as stranger:
        with pytest.raises(Unauthenticated) as caught:
            await stranger.call(GET, leagues_pb2.GetLeagueRequest(league_id=LEAGUE_ID), caller=ADMIN)
    assert caught.value.reason == "CALLER_INVALID"


async def test_a_handler_that_takes_too_long_is_stopped_and_the_client_hears_why(mesh: Mesh):
    mesh.leagues.answer = forever
    with pytest.raises(DeadlineExceeded):
        await mesh.get(timeout_s=0.1)
    await asyncio.wait_for(mesh.leagues.cancelled.wait(), 5)


async def test_a_call_gets_no_more_time_than_the_work_that_makes_it(mesh: Mesh):
    set_deadline(1.0)
    await mesh.get(timeout_s=60)
    assert (mesh.leagues.left or 99) <= 1.0
    set_deadline(-1.0)
    with pytest.raises(DeadlineExceeded):
        await mesh.get()


async def test_cancelling_the_awaiting_task_cancels_the_handler(mesh: Mesh):
    mesh.leagues.answer = forever
    task = asyncio.create_task(mesh.get())
    await asyncio.wait_for(mesh.leagues.entered.wait(), 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(mesh.leagues.cancelled.wait(), 5)


async def test_a_method_that_the_service_left_out_is_unimplemented(mesh: Mesh):
    with pytest.raises(Unimplemented):
        await mesh.client.call(f"{LEAGUE}ListSports", leagues_pb2.ListSportsRequest())


def test_a_method_outside_the_contract_cannot_be_registered():
    catalog = load_catalog()
    shrunk = Catalog((), {path: m for path, m in catalog.by_path.items() if "LeagueService" not in path})
    server = Server(SECRET, Diagnostics("league-service"), catalog=shrunk)
    with pytest.raises(NotInContract):
        server.add(add_LeagueServiceServicer_to_server, Leagues())


def test_a_process_that_forgets_a_service_of_the_contract_names_it_and_does_not_start():
    server = Server(SECRET, Diagnostics("league-service"))
    server.add(add_LeagueServiceServicer_to_server, Leagues())
    with pytest.raises(NotRegistered) as caught:
        server.check_registered("league")
    wanted = {method.service for method in load_catalog().of_area("league")}
    assert all(service in str(caught.value) for service in wanted - {"altsports.league.v1.LeagueService"})
    assert "altsports.league.v1.LeagueService" not in str(caught.value)


async def test_a_process_checks_that_before_it_listens(tmp_path):
    settings = MeshSettings(home=tmp_path, mesh_secret=SecretStr(SECRET.decode()))
    with pytest.raises(
        NotRegistered, match=r"task-service must serve .*altsports\.task\.v1\.TaskService.* by the contract"
    ):
        await serve(settings, "task", [], stop=asyncio.Event())


def test_a_handler_of_the_wrong_form_cannot_be_registered():
    class Wrong(LeagueServiceServicer):
        def GetLeague(self, request, context):
            return leagues_pb2.GetLeagueResponse()

    with pytest.raises(TypeError):
        Server(SECRET, Diagnostics("x")).add(add_LeagueServiceServicer_to_server, Wrong())


async def test_bytes_that_are_no_message_are_the_clients_mistake(mesh: Mesh, address: str):
    async with grpc.aio.insecure_channel(address) as channel:
        call = channel.unary_unary(GET)
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await call(b"\xff\xff\xff")
    assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT


async def requests(count: int):
    for _ in range(count):
        yield imports_pb2.ImportFilesRequest(chunk=b"name\n")


async def test_messages_stream_both_ways(mesh: Mesh):
    answers = [item async for item in mesh.client.stream(IMPORT, requests(3), caller=GATEWAY)]
    assert len(answers) == 3


async def test_an_error_in_the_middle_of_a_stream_arrives_after_what_was_sent(mesh: Mesh):
    mesh.imports.fail_after = 2
    answers = mesh.client.stream(IMPORT, requests(5), caller=GATEWAY)
    assert [await anext(answers), await anext(answers)] == [imports_pb2.ImportFilesResponse()] * 2
    with pytest.raises(LeagueNotFound):
        await anext(answers)


async def test_leaving_a_stream_early_ends_it_on_the_server(mesh: Mesh):
    async def endless():
        while True:
            yield imports_pb2.ImportFilesRequest(chunk=b"name\n")
            await asyncio.Event().wait()

    async with contextlib.aclosing(mesh.client.stream(IMPORT, endless(), caller=GATEWAY)) as answers:
        await anext(answers)
    await asyncio.wait_for(mesh.imports.closed.wait(), 5)


async def test_a_source_of_requests_that_fails_says_so_itself(mesh: Mesh):
    async def broken():
        yield imports_pb2.ImportFilesRequest(chunk=b"name\n")
        raise LookupError("the disk is gone")

    with pytest.raises(LookupError):
        async for _ in mesh.client.stream(IMPORT, broken(), caller=GATEWAY):
            pass


async def test_what_a_process_reads_for_itself_is_logged_for_debugging_only(mesh: Mesh, monkeypatch):
    seen: list[tuple[str, str]] = []

    def access(_logger: str, message: str, _context: object, *, level: str) -> None:
        seen.append((message.rpartition(" ")[2], level))

    monkeypatch.setattr("service_kit.rpc.handlers.logs.access", access)
    await mesh.get(caller=GATEWAY)
    await mesh.get(caller=USER)
    await mesh.get(caller=replace(GATEWAY, request_id="req-1"))
    new = leagues_pb2.CreateLeagueRequest(name="abc", sport="soccer", level="youth")
    await mesh.client.call(CREATE, new, caller=GATEWAY)
    mesh.leagues.answer = raises(LeagueNotFound("gone"))
    with pytest.raises(NotFound):
        await mesh.get(caller=GATEWAY)
    assert seen == [("OK", "DEBUG"), ("OK", "INFO"), ("OK", "INFO"), ("OK", "INFO"), ("NOT_FOUND", "INFO")]


async def test_a_stream_obeys_the_access_rules(mesh: Mesh):
    with pytest.raises(Unauthenticated):
        await anext(mesh.client.stream(IMPORT, requests(1)))


async def test_a_running_call_finishes_while_the_server_drains(mesh: Mesh):
    release = asyncio.Event()

    async def slow():
        await release.wait()
        return leagues_pb2.GetLeagueResponse()

    mesh.leagues.answer = slow
    call = asyncio.create_task(mesh.get())
    await asyncio.wait_for(mesh.leagues.entered.wait(), 5)
    stopping = asyncio.create_task(mesh.server.stop(5))
    release.set()
    assert isinstance(await call, leagues_pb2.GetLeagueResponse)
    await stopping


async def test_an_endless_stream_is_ended_when_its_server_stops(mesh: Mesh):
    async def endless():
        while True:
            yield imports_pb2.ImportFilesRequest(chunk=b"name\n")
            await asyncio.Event().wait()

    answers = mesh.client.stream(IMPORT, endless(), caller=GATEWAY)
    await anext(answers)
    stopping = asyncio.create_task(mesh.server.stop(0.5))
    with pytest.raises(Unavailable) as caught:
        await anext(answers)
    assert caught.value.reason == "SERVICE_STOPPING"
    await stopping


async def test_calls_are_spread_over_replicas_and_go_on_when_one_dies():
    replicas = [Leagues(), Leagues()]
    servers = [Server(SECRET, Diagnostics("league-service")) for _ in replicas]
    ports: list[int] = []
    for server, leagues in zip(servers, replicas, strict=True):
        server.add(add_LeagueServiceServicer_to_server, leagues)
        ports.append(await server.start("127.0.0.1:0"))
    target = "ipv4:" + ",".join(f"127.0.0.1:{port}" for port in ports)
    request = leagues_pb2.GetLeagueRequest(league_id=LEAGUE_ID)
    async with MeshClient({"league": target}, SECRET) as client:
        async with asyncio.timeout(10):
            while not all(leagues.calls for leagues in replicas):
                await client.call(GET, request)
        await servers[0].stop(0)
        before = replicas[1].calls
        for _ in range(10):
            await client.call(GET, request)
        assert replicas[1].calls == before + 10
    await servers[1].stop(0)


async def test_a_trace_goes_through_the_call_recorded_or_not(mesh: Mesh):
    with tracing.server_span("request", f"00-{'a' * 32}-{'b' * 16}-01"):
        await mesh.get(caller=ADMIN)
    assert mesh.leagues.caller.traceparent == f"00-{'a' * 32}-{'b' * 16}-01"

    exporter = InMemorySpanExporter()
    tracing.set_recorder(SdkRecorder("test", SimpleSpanProcessor(exporter)))
    try:
        await mesh.get(caller=ADMIN)
    finally:
        tracing.shutdown()
    client, server = sorted(exporter.get_finished_spans(), key=lambda span: span.kind.name)
    assert (client.kind.name, server.kind.name) == ("CLIENT", "SERVER")
    assert client.name == server.name == GET[1:]
    assert server.parent.span_id == client.context.span_id


async def test_an_answer_that_is_too_large_is_our_mistake_not_the_clients(mesh: Mesh):
    mesh.leagues.answer = lambda: leagues_pb2.GetLeagueResponse(
        league=leagues_pb2.League(name="x" * 17 * 1024 * 1024)
    )
    with pytest.raises(Internal) as caught:
        await mesh.get()
    assert caught.value.reason == "MESSAGE_TOO_LARGE"


async def test_a_call_waits_for_a_service_that_restarts(mesh: Mesh, address: str):
    await mesh.get()
    await mesh.server.stop(0)
    async with asyncio.timeout(5):
        # A create on a connection that looks alive fails at once: it might have been sent.
        while mesh.client.link("league").is_connected():  # noqa: ASYNC110 - bounded above
            await asyncio.sleep(0.001)
    call = asyncio.create_task(mesh.get())
    create = asyncio.create_task(
        mesh.client.call(
            CREATE, leagues_pb2.CreateLeagueRequest(name="abc", sport="soccer", level="youth"), caller=ADMIN
        )
    )
    await asyncio.sleep(0)
    mesh.server = mesh.new_server()
    await mesh.server.start(address)
    await asyncio.wait_for(asyncio.gather(call, create), 5)


async def test_a_repeatable_call_survives_the_death_of_the_process_that_had_it(mesh: Mesh, address: str):
    mesh.leagues.answer = forever
    call = asyncio.create_task(mesh.get())
    await asyncio.wait_for(mesh.leagues.entered.wait(), 5)
    mesh.leagues.answer = leagues_pb2.GetLeagueResponse
    await mesh.server.stop(0)
    mesh.server = mesh.new_server()
    await mesh.server.start(address)
    await asyncio.wait_for(call, 5)
    assert mesh.leagues.calls == 2


async def test_a_call_with_an_effect_is_never_sent_twice(mesh: Mesh, address: str):
    mesh.leagues.answer = forever
    call = asyncio.create_task(
        mesh.client.call(
            CREATE, leagues_pb2.CreateLeagueRequest(name="abc", sport="soccer", level="youth"), caller=ADMIN
        )
    )
    await asyncio.wait_for(mesh.leagues.entered.wait(), 5)
    await mesh.server.stop(0)
    mesh.server = mesh.new_server()
    await mesh.server.start(address)
    with pytest.raises(Unavailable):
        await call
    assert mesh.leagues.calls == 1


async def test_the_circuit_opens_when_nobody_answers_and_closes_when_somebody_does(address: str):
    mesh = Mesh(address)
    mesh.client = MeshClient({"league": address}, SECRET, patience_s=0.01)
    for _ in range(5):
        with pytest.raises(Unavailable):
            await mesh.get()
    with pytest.raises(Unavailable) as caught:
        await mesh.get()
    assert caught.value.metadata["circuit"] == "open"
    assert (caught.value.retry_after_s or 0) > 0

    await mesh.server.start(address)
    assert await mesh.client.link("league").connected(5)
    await mesh.get()
    await mesh.client.close()
    await mesh.server.stop(0)


async def test_closing_the_client_ends_its_calls_as_a_domain_error(mesh: Mesh):
    mesh.leagues.answer = forever
    call = asyncio.create_task(mesh.get())
    await asyncio.wait_for(mesh.leagues.entered.wait(), 5)
    await mesh.client.close()
    with pytest.raises(Unavailable):
        await call


async def test_a_second_process_cannot_take_the_socket_of_a_live_one(mesh: Mesh, address: str):
    with pytest.raises(AddressInUse):
        await mesh.new_server().start(address)


async def test_a_socket_left_by_a_killed_process_is_no_obstacle(address: str, tmp_path: Path):
    (tmp_path / "league.sock").touch()
    mesh = Mesh(address)
    await mesh.server.start(address)
    await mesh.get()
    await mesh.client.close()
    await mesh.server.stop(0)


async def test_a_port_that_is_taken_is_one_clear_error():
    first, second = Server(SECRET, Diagnostics("a")), Server(SECRET, Diagnostics("b"))
    port = await first.start("127.0.0.1:0")
    with pytest.raises(OSError, match="in use"):
        await second.start(f"127.0.0.1:{port}")
    await first.stop(0)


async def test_probes_hear_that_each_service_is_served_until_the_server_drains(mesh: Mesh, address: str):
    async with grpc.aio.insecure_channel(address) as channel:
        stub: Any = health_pb2_grpc.HealthStub(channel)
        for name in ("", "altsports.league.v1.LeagueService"):
            response = await stub.Check(health_pb2.HealthCheckRequest(service=name))
            assert response.status == health_pb2.HealthCheckResponse.SERVING
        states = stub.Watch(health_pb2.HealthCheckRequest())
        assert (await states.read()).status == health_pb2.HealthCheckResponse.SERVING
        stopping = asyncio.create_task(mesh.server.stop(0.5))
        assert (await states.read()).status == health_pb2.HealthCheckResponse.NOT_SERVING
        await stopping


async def test_reflection_lists_what_the_server_has(address: str, mesh: Mesh):
    async with grpc.aio.insecure_channel(address) as channel:
        stub: Any = reflection_pb2_grpc.ServerReflectionStub(cast("Any", channel))
        call = stub.ServerReflectionInfo(
            iter([reflection_pb2.ServerReflectionRequest(list_services="")]), timeout=5
        )
        listed = {service.name for service in (await call.read()).list_services_response.service}
    assert {"altsports.league.v1.LeagueService", "altsports.mesh.v1.DiagnosticsService"} <= listed


async def test_a_method_that_nobody_serves_is_unimplemented(mesh: Mesh):
    with pytest.raises(Unimplemented):
        await mesh.client.call(
            "/altsports.league.v1.SourceService/ListSources", sources_pb2.ListSourcesRequest()
        )


async def test_diagnostics_are_for_the_mesh_only_and_run_the_checks(address: str):
    diagnostics = Diagnostics("league-service", timeout_s=0.05)

    async def database() -> Any:
        return {"status": "healthy", "details": {"connection_pool_size": 3}}

    async def broken():
        raise Unavailable("no answer", recovery=["Restart it"])

    diagnostics.add("database", database)
    diagnostics.add("queue", broken)
    diagnostics.add("slow", cast("Any", forever))
    server = Server(SECRET, diagnostics)
    await server.start(address)
    path = "/altsports.mesh.v1.DiagnosticsService/"
    async with MeshClient({"league": address}, SECRET) as client:
        with pytest.raises(PermissionDenied):
            await client.call(
                f"{path}GetMetrics", diagnostics_pb2.GetMetricsRequest(), caller=ADMIN, area="league"
            )
        found = await client.call(
            f"{path}GetDiagnostics", diagnostics_pb2.GetDiagnosticsRequest(), caller=GATEWAY, area="league"
        )
        text = await client.call(
            f"{path}GetMetrics", diagnostics_pb2.GetMetricsRequest(), caller=GATEWAY, area="league"
        )
    await server.stop(0)
    assert [(c.name, c.status, c.recovery) for c in found.checks] == [
        ("database", "healthy", ""),
        ("queue", "unhealthy", "Restart it"),
        ("slow", "unhealthy", ""),
    ]
    assert found.checks[0].details["connection_pool_size"] == 3
    assert "grpc_server_handled_total" in text.text
