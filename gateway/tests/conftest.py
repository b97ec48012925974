"""A gateway on a real socket with a real Redis, before fake services on real gRPC servers."""

import asyncio
import shutil
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import jwt
import orjson
import pytest
import pytest_asyncio
from cryptography.hazmat.primitives.asymmetric import rsa
from google.protobuf import empty_pb2
from jwt.algorithms import RSAAlgorithm

from altsports.analysis.v1 import alerts_pb2, alerts_pb2_grpc
from altsports.auth.v1 import (
    accounts_pb2,
    accounts_pb2_grpc,
    api_keys_pb2,
    api_keys_pb2_grpc,
    keys_pb2,
    keys_pb2_grpc,
    plans_pb2,
    plans_pb2_grpc,
    sessions_pb2,
    sessions_pb2_grpc,
)
from altsports.football.v1 import calendar_pb2, calendar_pb2_grpc, team_pb2, teams_pb2, teams_pb2_grpc
from altsports.league.v1 import imports_pb2, imports_pb2_grpc, leagues_pb2, leagues_pb2_grpc
from gateway_service.server.run import HttpServer
from gateway_service.settings import GatewaySettings
from service_kit.caller import current_caller
from service_kit.errors import AlreadyExists, InvalidArgument, NotFound, Unauthenticated
from service_kit.events.stream import StreamKeys, append, run_of
from service_kit.redis.mux import RedisMux
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_server import Server
from service_kit.settings.areas import AREAS
from service_kit.testing.restored import revocations_restored

pytest_plugins = ["service_kit.testing.plugin"]

SECRET = "a secret of the tests that protects nothing at all"
SIGNING_KEY = rsa.generate_private_key(65537, 2048)
API_KEY = "alt_test_secret"
USER_PERMISSIONS = ["leagues:read", "leagues:write", "profile:read", "users:write", "feed:read"]


class LeagueNotFound(NotFound):
    reason = "LEAGUE_NOT_FOUND"


class FakeAuth(
    keys_pb2_grpc.KeyServiceServicer,
    api_keys_pb2_grpc.ApiKeyServiceServicer,
    plans_pb2_grpc.PlanServiceServicer,
    sessions_pb2_grpc.SessionServiceServicer,
    accounts_pb2_grpc.AccountServiceServicer,
):
    """Fake auth-service: one signing key, one API key, one password, and the quotas that a test sets."""

    def __init__(self) -> None:
        self.quotas: dict[str, int] = {}
        self.resolved: list[str] = []
        self.made: list[str] = []
        self.place: dict[str, Any] = {}

    async def GetJwks(self, request: Any, context: Any) -> keys_pb2.GetJwksResponse:
        numbers = RSAAlgorithm.to_jwk(SIGNING_KEY.public_key(), as_dict=True)
        jwk = keys_pb2.Jwk(kty="RSA", use="sig", alg="RS256", kid="k1", n=numbers["n"], e=numbers["e"])
        return keys_pb2.GetJwksResponse(keys=[jwk])

    async def ResolveApiKey(self, request: Any, context: Any) -> api_keys_pb2.ResolveApiKeyResponse:
        self.resolved.append(request.key)
        if request.key != API_KEY:
            raise Unauthenticated("no", reason="API_KEY_EXPIRED")
        return api_keys_pb2.ResolveApiKeyResponse(
            credential_id="c1",
            api_key_id="key1",
            user_id="robot",
            permissions=["leagues:read", "feed:read", "notes:read"],
            tier="basic",
            **self.place,
        )

    async def CreateApiKey(self, request: Any, context: Any) -> api_keys_pb2.CreateApiKeyResponse:
        await asyncio.sleep(0.01)
        self.made.append(f"alt_made_{len(self.made)}topsecret")
        made = api_keys_pb2.ApiKey(id="key2", name=request.name, prefix="alt_made", key=self.made[-1])
        return api_keys_pb2.CreateApiKeyResponse(api_key=made)

    async def ListAccountQuotas(self, request: Any, context: Any) -> plans_pb2.ListAccountQuotasResponse:
        quotas = [
            plans_pb2.AccountQuota(user_id=user, monthly_api_calls=calls)
            for user, calls in self.quotas.items()
        ]
        return plans_pb2.ListAccountQuotasResponse(quotas=quotas)

    async def SetAccountQuota(self, request: Any, context: Any) -> plans_pb2.SetAccountQuotaResponse:
        self.quotas[request.user_id] = request.monthly_api_calls
        return plans_pb2.SetAccountQuotaResponse(plan=plans_pb2.AccountPlan(user_id=request.user_id))

    async def Login(self, request: Any, context: Any) -> sessions_pb2.LoginResponse:
        name = request.username or request.email
        if request.password != "right":
            raise Unauthenticated("Could not validate credentials", reason="INVALID_CREDENTIALS")
        tokens = accounts_pb2.Tokens(access_token=f"for {name}", token_type="bearer", expires_in=1800)
        return sessions_pb2.LoginResponse(tokens=tokens)

    async def GetMe(self, request: Any, context: Any) -> accounts_pb2.GetMeResponse:
        caller = current_caller()
        user = accounts_pb2.User(id=caller.user_id, username=caller.username, role=caller.role)
        return accounts_pb2.GetMeResponse(user=user)


class FakeLeagues(leagues_pb2_grpc.LeagueServiceServicer):
    """Leagues in memory; counts calls, and can wait before or after reading, as a test requires."""

    def __init__(self) -> None:
        self.leagues = {name: _league(name) for name in ("one", "two", "three")}
        self.calls: list[str] = []
        self.callers: list[Any] = []
        self.cancelled = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.sending = asyncio.Event()
        self.sending.set()
        self.failure: Exception | None = None

    async def _begin(self, name: str) -> None:
        self.calls.append(name)
        self.callers.append(current_caller())
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        if self.failure is not None:
            raise self.failure

    async def ListLeagues(self, request: Any, context: Any) -> leagues_pb2.ListLeaguesResponse:
        await self._begin("ListLeagues")
        found = [league for league in self.leagues.values() if league.sport == request.sport]
        first = request.page_size if request.page_token else 0
        page = found[first : first + request.page_size]
        token = "next" if len(found) > first + len(page) else ""
        return leagues_pb2.ListLeaguesResponse(leagues=page, total_size=len(found), next_page_token=token)

    async def SearchLeagues(self, request: Any, context: Any) -> leagues_pb2.SearchLeaguesResponse:
        await self._begin("SearchLeagues")
        return leagues_pb2.SearchLeaguesResponse(leagues=self.leagues.values())

    async def GetLeague(self, request: Any, context: Any) -> leagues_pb2.GetLeagueResponse:
        await self._begin("GetLeague")
        answer = leagues_pb2.GetLeagueResponse(league=self._known(request.league_id))
        await self.sending.wait()
        return answer

    async def CreateLeague(self, request: Any, context: Any) -> leagues_pb2.CreateLeagueResponse:
        await self._begin("CreateLeague")
        if request.name in self.leagues:
            raise AlreadyExists("there is one already", reason="LEAGUE_EXISTS")
        self.leagues[request.name] = _league(request.name, sport=request.sport)
        return leagues_pb2.CreateLeagueResponse(league=self.leagues[request.name])

    async def UpdateLeague(self, request: Any, context: Any) -> leagues_pb2.UpdateLeagueResponse:
        await self._begin("UpdateLeague")
        league = self._known(request.league_id)
        league.website = request.website
        return leagues_pb2.UpdateLeagueResponse(league=league)

    async def DeleteLeague(self, request: Any, context: Any) -> empty_pb2.Empty:
        await self._begin("DeleteLeague")
        self._known(request.league_id)
        del self.leagues[request.league_id]
        return empty_pb2.Empty()

    def _known(self, league_id: str) -> Any:
        if league_id not in self.leagues:
            raise LeagueNotFound(f"league {league_id} not found", league_id=league_id)
        return self.leagues[league_id]


def _league(name: str, sport: str = "soccer") -> Any:
    return leagues_pb2.League(id=name, name=name, sport=sport, level="professional", status="active")


class FakeImports(imports_pb2_grpc.ImportServiceServicer):
    """Takes every file that is not empty, and reports one problem for each."""

    def __init__(self) -> None:
        self.starts: list[Any] = []
        self.data: list[bytes] = []

    async def ImportFiles(self, request_iterator: Any, context: Any) -> AsyncGenerator[Any]:
        async for request in request_iterator:
            if request.HasField("start"):
                self.starts.append(request.start)
                self.data.append(b"")
            else:
                self.data[-1] += request.chunk
        if self.starts[0].kind not in ("leagues", "squad"):
            raise InvalidArgument("no such importer", reason="UNKNOWN_IMPORTER")
        yield imports_pb2.ImportFilesResponse(progress=imports_pb2.ImportProgress(done=1, total=1))
        for start in self.starts:
            problem = imports_pb2.ImportProblem(
                file=start.name, line=2, field="sport", message="no", hint="yes"
            )
            yield imports_pb2.ImportFilesResponse(problem=problem)
        summary = imports_pb2.ImportSummary(rows=3, refused=1, notes=["A note"])
        summary.counts.add(name="leagues_created", label="leagues new", count=2)
        for start in self.starts:
            summary.files.add(name=start.name, format="csv", rows=3, refused=1)
        yield imports_pb2.ImportFilesResponse(summary=summary)


class FakeCalendars(calendar_pb2_grpc.CalendarServiceServicer):
    """Fake calendars, by the secret part of their addresses."""

    def __init__(self) -> None:
        self.documents: dict[str, bytes] = {}

    async def ReadCalendar(self, request: Any, context: Any) -> calendar_pb2.ReadCalendarResponse:
        document = self.documents.get(request.token)
        if document is None:
            raise NotFound("There is no calendar at this address", reason="CALENDAR_NOT_FOUND")
        return calendar_pb2.ReadCalendarResponse(document=document, etag=f'"{len(document)}"')


class FakeTeams(teams_pb2_grpc.TeamServiceServicer):
    """One team, whose crest can be changed."""

    def __init__(self) -> None:
        self.team = team_pb2.Team(id="8ce3b698-0fe8-52c8-bb98-92e23be9c676", version=1)
        self.crests: dict[str, str] = {}

    async def GetTeam(self, request: Any, context: Any) -> teams_pb2.GetTeamResponse:
        if request.team_id != self.team.id:
            raise NotFound("team not found", reason="RECORD_NOT_FOUND")
        return teams_pb2.GetTeamResponse(team=self.team)

    async def UpdateTeam(self, request: Any, context: Any) -> teams_pb2.UpdateTeamResponse:
        self.crests[request.team_id] = request.crest_url
        self.team.version += 1
        return teams_pb2.UpdateTeamResponse(team=self.team)


class FakeAlerts(alerts_pb2_grpc.AlertServiceServicer):
    """One match, which members of the club o1 see."""

    async def ListMatchAlerts(self, request: Any, context: Any) -> alerts_pb2.ListMatchAlertsResponse:
        if request.match_id != "m1" or current_caller().organisation_id != "o1":
            raise NotFound("match not found", reason="RECORD_NOT_FOUND")
        return alerts_pb2.ListMatchAlertsResponse()


class FakeMesh:
    """The services of one test, which can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.auth = FakeAuth()
        self.leagues = FakeLeagues()
        self.imports = FakeImports()
        self.calendars = FakeCalendars()
        self.teams = FakeTeams()
        self.diagnostics: dict[str, Diagnostics] = {}
        self._servers: dict[str, Server] = {}

    async def start(self, area: str) -> None:
        diagnostics = self.diagnostics[area] = Diagnostics(f"{area}-service")
        server = Server(SECRET.encode(), diagnostics)
        if area == "auth":
            server.add(keys_pb2_grpc.add_KeyServiceServicer_to_server, self.auth)
            server.add(api_keys_pb2_grpc.add_ApiKeyServiceServicer_to_server, self.auth)
            server.add(plans_pb2_grpc.add_PlanServiceServicer_to_server, self.auth)
            server.add(sessions_pb2_grpc.add_SessionServiceServicer_to_server, self.auth)
            server.add(accounts_pb2_grpc.add_AccountServiceServicer_to_server, self.auth)
        if area == "league":
            server.add(leagues_pb2_grpc.add_LeagueServiceServicer_to_server, self.leagues)
            server.add(imports_pb2_grpc.add_ImportServiceServicer_to_server, self.imports)
            server.add(teams_pb2_grpc.add_TeamServiceServicer_to_server, self.teams)
            server.add(calendar_pb2_grpc.add_CalendarServiceServicer_to_server, self.calendars)
        if area == "ai":
            server.add(alerts_pb2_grpc.add_AlertServiceServicer_to_server, FakeAlerts())
        await server.start(self.address(area))
        self._servers[area] = server

    async def stop(self, area: str) -> None:
        server = self._servers.pop(area, None)
        if server is not None:
            await server.stop(0)

    async def stop_all(self) -> None:
        for area in list(self._servers):
            await self.stop(area)

    def address(self, area: str) -> str:
        return f"unix:{self.folder}/{area}.sock"


@pytest.fixture
def folder() -> Generator[Path]:
    """A folder with a short path, because socket paths are limited."""
    path = Path(tempfile.mkdtemp(prefix="gw-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest_asyncio.fixture
async def mesh(folder: Path) -> AsyncGenerator[FakeMesh]:
    """All services, running."""
    fakes = FakeMesh(folder)
    for area in AREAS:
        await fakes.start(area)
    yield fakes
    await fakes.stop_all()


StartGateway = Callable[..., Awaitable[httpx.AsyncClient]]


@pytest_asyncio.fixture
async def start_gateway(mesh: FakeMesh, redis_url: str, redis_prefix: str) -> AsyncGenerator[StartGateway]:
    """`await start_gateway(limit_basic="5/minute")`: a client of one more gateway over the same mesh."""
    servers: list[HttpServer] = []
    async with AsyncExitStack() as opened:

        async def start(**settings: Any) -> httpx.AsyncClient:
            values: dict[str, Any] = {
                "env": "test",
                "home": mesh.folder,
                "mesh_secret": SECRET,
                "redis_url": redis_url,
                "redis_prefix": redis_prefix,
                "port": 0,
                "grace_s": 2.0,
                "mcp_url": "http://127.0.0.1:9",
                **{f"{area}_address": mesh.address(area) for area in AREAS},
                **settings,
            }
            restored = revocations_restored(values["redis_url"], values["redis_prefix"])
            await opened.enter_async_context(restored)
            server = HttpServer(GatewaySettings(**values))
            servers.append(server)
            port = await server.start()
            opened.push_async_callback(server.stop)
            client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=10, trust_env=False)
            return await opened.enter_async_context(client)

        setattr(start, "servers", servers)  # noqa: B010 - a function has no such attribute for type checkers
        yield start


@pytest_asyncio.fixture
async def http(start_gateway: StartGateway) -> httpx.AsyncClient:
    """A client of a gateway with the usual settings."""
    return await start_gateway()


@pytest.fixture
def token() -> Callable[..., dict[str, str]]:
    """`token("ann", tier="pro")`: the header of a logged-in user."""

    def header(user: str = "ann", **claims: Any) -> dict[str, str]:
        now = time.time()
        content = {
            "sub": user,
            "username": user,
            "role": "user",
            "permissions": ["*"] if claims.get("role") == "admin" else USER_PERMISSIONS,
            "tier": "basic",
            "sid": f"session-of-{user}",
            "iss": "altsports",
            "aud": "altsports-api",
            "iat": now,
            "exp": now + 600,
            **claims,
        }
        text = jwt.encode(content, SIGNING_KEY, "RS256", {"kid": "k1", "typ": "at+jwt"})
        return {"Authorization": f"Bearer {text}"}

    return header


@pytest.fixture
def api_key() -> dict[str, str]:
    """The header of a program with a valid key."""
    return {"X-API-Key": API_KEY}


@pytest.fixture
def announce(redis_url: str, redis_prefix: str) -> Callable[[str], Awaitable[None]]:
    """`await announce("league:one")`: an event that names the tag enters the stream."""

    async def append_event(tag: str) -> None:
        event = {
            "id": "e1",
            "type": "league.updated",
            "time": "2026-11-21T12:00:00+00:00",
            "subject": "one",
            "data": {"tags": [tag]},
        }
        async with RedisMux(redis_url) as redis:
            run = await run_of(redis)
            await append(redis, StreamKeys(redis_prefix), "league", run, [("e1", orjson.dumps(event))])

    return append_event
