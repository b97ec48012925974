"""A small mesh around the MCP service: real Redis, and real gRPC servers with answers that tests set."""

import asyncio
import base64
import json
import shutil
import socket
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import AsyncExitStack, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import httpx
import jwt
import pytest
import uvicorn
from cryptography.hazmat.primitives.asymmetric import rsa
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport
from pydantic import SecretStr

from altsports.auth.v1 import api_keys_pb2, keys_pb2
from altsports.auth.v1.api_keys_pb2_grpc import ApiKeyServiceServicer, add_ApiKeyServiceServicer_to_server
from altsports.auth.v1.keys_pb2_grpc import KeyServiceServicer, add_KeyServiceServicer_to_server
from altsports.league.v1 import leagues_pb2
from altsports.league.v1.leagues_pb2_grpc import LeagueServiceServicer, add_LeagueServiceServicer_to_server
from mcp_service.app import AppRules, Parts, Sessions, create_app
from mcp_service.calls.context import RequestContexts
from mcp_service.settings import McpSettings
from mcp_service.tools.view import View
from mcp_service.wiring import app_rules, make_parts
from service_kit.caller import current_caller
from service_kit.clock.clocks import SystemClock
from service_kit.edge.protocols.http import PatientProtocol
from service_kit.errors import NotFound, Unauthenticated
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Server
from service_kit.testing.redis_server import RedisServer
from service_kit.testing.restored import revocations_restored
from service_kit.testing.waiting import eventually

pytest_plugins = ["service_kit.testing.plugin"]

LEAGUE_ID = "05428cae-aeaa-57dd-926a-cb7710ce1a48"
GOOD_KEY = "alt_good_0123456789"
MODERN = "2026-07-28"
ENVELOPE = {
    "io.modelcontextprotocol/protocolVersion": MODERN,
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": {"name": "tests", "version": "1"},
}


class LeagueNotFound(NotFound):
    """The error of league-service."""

    reason = "LEAGUE_NOT_FOUND"


@dataclass
class Leagues(LeagueServiceServicer):
    """league-service as tests need it; `calls` are the requests that reached it, `callers` their callers."""

    calls: list[Any] = field(default_factory=list)
    callers: list[Any] = field(default_factory=list)
    found: list[leagues_pb2.League] = field(default_factory=list)
    delay_s: float = 0.0
    refusal: Exception | None = None
    cancelled: asyncio.Event = field(default_factory=asyncio.Event)

    def _note(self, request: Any) -> None:
        self.calls.append(request)
        self.callers.append(current_caller())

    async def ListLeagues(self, request: Any, context: Any) -> Any:
        self._note(request)
        if self.refusal is not None:
            raise self.refusal
        if self.delay_s:
            try:
                await asyncio.sleep(self.delay_s)
            except asyncio.CancelledError:
                self.cancelled.set()
                raise
        return leagues_pb2.ListLeaguesResponse(
            leagues=self.found, next_page_token="more", total_size=len(self.found)
        )

    async def GetLeague(self, request: Any, context: Any) -> Any:
        self._note(request)
        for league in self.found:
            if league.id == request.league_id:
                return leagues_pb2.GetLeagueResponse(league=league)
        raise LeagueNotFound(f"league {request.league_id} not found", league_id=request.league_id)

    async def CreateLeague(self, request: Any, context: Any) -> Any:
        self._note(request)
        return leagues_pb2.CreateLeagueResponse(league=league(name=request.name))

    async def ListSports(self, request: Any, context: Any) -> Any:
        self._note(request)
        return leagues_pb2.ListSportsResponse(levels=["professional"])


def league(name: str = "Premier Lacrosse League", league_id: str = LEAGUE_ID) -> leagues_pb2.League:
    """A league with all required fields."""
    return leagues_pb2.League(
        id=league_id, name=name, sport="lacrosse", level="professional", status="active", member_count=8
    )


_SIGNING_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Issuer(KeyServiceServicer, ApiKeyServiceServicer):
    """auth-service as the verifier needs it, with a signing key of its own."""

    def __init__(self) -> None:
        self._key = _SIGNING_KEY
        numbers = self._key.public_key().public_numbers()
        self._jwk = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "k1"}
        self._jwk |= {"n": _base64(numbers.n), "e": _base64(numbers.e)}
        self.key_permissions = ["leagues:read"]
        self.resolved: list[str] = []

    def token(self, *permissions: str, audience: str = "altsports-api", **claims: Any) -> str:
        """A signed access token."""
        now = int(time.time())
        content = {
            "iss": "altsports",
            "aud": audience,
            "sub": "11111111-1111-4111-8111-111111111111",
            "iat": now,
            "exp": now + 600,
            "sid": "s1",
            "username": "ada",
            "role": "user",
            "tier": "basic",
            "permissions": list(permissions),
            **claims,
        }
        return jwt.encode(content, self._key, "RS256", {"kid": "k1", "typ": "at+jwt"})

    async def GetJwks(self, request: Any, context: Any) -> Any:
        return keys_pb2.GetJwksResponse(keys=[keys_pb2.Jwk(**self._jwk)])

    async def ResolveApiKey(self, request: Any, context: Any) -> Any:
        self.resolved.append(request.key)
        if request.key != GOOD_KEY:
            raise Unauthenticated("Could not validate credentials", reason="API_KEY_UNKNOWN")
        return api_keys_pb2.ResolveApiKeyResponse(
            credential_id="c1",
            user_id="22222222-2222-4222-8222-222222222222",
            permissions=self.key_permissions,
        )


def _base64(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Mesh:
    """The services of the mesh, and a way to stop one."""

    settings: McpSettings
    leagues: Leagues
    issuer: Issuer
    servers: dict[str, Server]
    redis: RedisMux
    redis_keys: RedisKeys
    clock: SystemClock = field(default_factory=SystemClock)

    async def stop(self, area: str) -> None:
        await self.servers.pop(area).stop(0)


@pytest.fixture
def home() -> Generator[Path]:
    """A short path: names of unix sockets must not be long."""
    folder = Path(tempfile.mkdtemp(prefix="alt-mcp-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def mesh(
    home: Path, redis_url: str, redis_prefix: str, mesh_secret: bytes, port: int
) -> AsyncGenerator[Mesh]:
    settings = McpSettings(
        env="test",
        home=home,
        redis_url=SecretStr(redis_url),
        redis_prefix=redis_prefix,
        mesh_secret=SecretStr(mesh_secret.decode()),
        mcp_port=port,
    )
    leagues, issuer = Leagues(found=[league()]), Issuer()
    wanted = {
        "league": [(add_LeagueServiceServicer_to_server, leagues)],
        "ai": [],
        "auth": [
            (add_KeyServiceServicer_to_server, issuer),
            (add_ApiKeyServiceServicer_to_server, issuer),
        ],
    }
    servers: dict[str, Server] = {}
    for area, registrations in wanted.items():
        servers[area] = Server(mesh_secret, Diagnostics(f"{area}-service"))
        for add, servicer in registrations:
            servers[area].add(add, servicer)
        await servers[area].start(settings.bind_address(area))
    async with RedisMux(redis_url) as redis, revocations_restored(redis_url, redis_prefix):
        yield Mesh(settings, leagues, issuer, servers, redis, RedisKeys(redis_prefix))
    for server in servers.values():
        await server.stop(0)


@pytest.fixture
def port() -> int:
    """A free port; only this test uses it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@dataclass
class Stage:
    """A running MCP service."""

    url: str
    parts: Parts
    http: httpx.AsyncClient
    mesh: Mesh

    async def post(self, method: str, params: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
        """A message of the current revision."""
        params = {**(params or {}), "_meta": {**ENVELOPE, **(params or {}).get("_meta", {})}}
        sent = {
            "accept": "application/json, text/event-stream",
            "mcp-protocol-version": MODERN,
            "mcp-method": method,
            **({"mcp-name": params["name"]} if "name" in params else {}),
            **({"mcp-name": params["uri"]} if "uri" in params else {}),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
        return await self.http.post("/mcp", json=body, headers=sent)

    async def call(
        self, name: str, arguments: dict[str, Any] | None = None, **headers: str
    ) -> dict[str, Any]:
        """The result of tools/call on the current revision."""
        response = await self.post("tools/call", {"name": name, "arguments": arguments or {}}, **headers)
        assert response.status_code == 200, response.text
        return response.json()["result"]

    async def post_legacy(
        self, method: str, params: dict[str, Any] | None = None, **headers: str
    ) -> dict[str, Any]:
        """The answer to a message of the last handshake revision, whichever form it has."""
        sent = {
            "accept": "application/json, text/event-stream",
            "mcp-protocol-version": "2025-11-25",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}}
        response = await self.http.post("/mcp", json=body, headers=sent)
        assert response.status_code == 200, response.text
        return last_message(response)

    def client(self, path: str = "/mcp", **headers: str) -> "Client[Any]":
        """FastMCP's own client."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Client(StreamableHttpTransport(self.url + path, headers=named))


def last_message(response: httpx.Response) -> dict[str, Any]:
    """The answer in a JSON body or at the end of an event stream."""
    if response.headers["content-type"].startswith("application/json"):
        return response.json()
    data = [line.removeprefix("data:") for line in response.text.splitlines() if line.startswith("data:")]
    return json.loads(data[-1])


MakeStage = Callable[..., Awaitable[Stage]]


@pytest.fixture
async def make_stage(mesh: Mesh) -> AsyncGenerator[MakeStage]:
    """`await make_stage(require_auth=True)`: the service on a real port with the given rules."""
    async with AsyncExitStack() as opened:

        async def make(
            *, view: View | None = None, require_auth: bool = False, sessions: Sessions | None = None
        ) -> Stage:
            settings = mesh.settings
            redis = RedisMux(settings.redis_dsn())
            await redis.open()
            opened.push_async_callback(redis.close)
            client = await opened.enter_async_context(MeshClient.from_settings(settings))
            parts = make_parts(settings, client, redis, RequestContexts(), clock=SystemClock())
            base = app_rules(settings)
            rules = AppRules(
                base_url=base.base_url,
                authorization_server=base.authorization_server,
                hosts=base.hosts,
                origins=base.origins,
                local_origins=base.local_origins,
                view=view or base.view,
                require_auth=require_auth,
                sessions=sessions or Sessions(),
            )
            await _listen(opened, create_app(parts, rules), settings.mcp_port)
            http = await opened.enter_async_context(httpx.AsyncClient(base_url=settings.base_url))
            return Stage(settings.base_url, parts, http, mesh)

        yield make


async def _listen(opened: AsyncExitStack, app: Any, port: int) -> None:
    config = uvicorn.Config(
        app, http=PatientProtocol, ws="none", log_config=None, lifespan="on", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    server.capture_signals = cast("Any", nullcontext)  # the test runner's signals stay its own
    listener = socket.create_server(("127.0.0.1", port))
    serving = asyncio.ensure_future(server.serve(sockets=[listener]))

    async def stop() -> None:
        server.should_exit = True
        await serving

    opened.push_async_callback(stop)

    async def is_started() -> bool:
        return server.started

    await eventually(is_started)


@pytest.fixture
async def stage(make_stage: MakeStage) -> Stage:
    """The service with the usual rules."""
    return await make_stage()


@pytest.fixture
async def stage_on_own_redis(make_stage: MakeStage, mesh: Mesh, home: Path) -> AsyncGenerator[Any]:
    """The service on a Redis that a test may kill and start again."""
    server = RedisServer(home / "redis")
    server.start()
    mesh.settings.redis_url = SecretStr(server.url)
    async with revocations_restored(server.url, mesh.settings.redis_prefix):
        yield await make_stage(), server
    server.remove()
