"""auth-service in one process: a migrated database, real Redis, its handlers behind the real server."""

import itertools
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from argon2 import PasswordHasher
from pydantic import SecretStr

from altsports.contract.catalog import load_catalog
from altsports.contract.lookup import find_method
from auth_service.assembly import Assembly
from auth_service.keys.pem import KeyPair, generate
from auth_service.settings import AuthSettings
from auth_service.users import passwords
from service_kit.caller import Caller, service_caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.edge.mesh import mesh_verifier
from service_kit.redis.mux import RedisMux
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Server

pytest_plugins = ["service_kit.testing.plugin"]

PASSWORD = "a long walk to the rink"
HOME_IP, OTHER_IP = "198.51.100.7", "203.0.113.9"


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Cheap hashes, which are enough for tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_ARGON2", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 3, 1, 12, tzinfo=UTC))


@pytest.fixture(scope="session")
def pairs() -> Callable[[], KeyPair]:
    """Takes signing keys from a small stock, because generating one takes 0.1 s or more."""
    stock = itertools.cycle([generate() for _ in range(8)])
    return lambda: next(stock)


@pytest.fixture
def settings(tmp_path: Path, mesh_secret: bytes, redis_url: str, redis_prefix: str) -> AuthSettings:
    return AuthSettings(
        env="test",
        home=tmp_path,
        mesh_secret=SecretStr(mesh_secret.decode()),
        redis_url=SecretStr(redis_url),
        redis_prefix=redis_prefix,
    )


@pytest_asyncio.fixture
async def database(migrated: Callable[..., Any]) -> Database:
    """The empty migrated schema; commits are real."""
    return await migrated("auth")


@pytest_asyncio.fixture
async def redis(redis_url: str) -> AsyncGenerator[RedisMux]:
    mux = RedisMux(redis_url)
    await mux.open()
    yield mux
    await mux.close()


@pytest_asyncio.fixture
async def assembly(
    settings: AuthSettings,
    database: Database,
    redis: RedisMux,
    clock: FixedClock,
    pairs: Callable[[], KeyPair],
) -> AsyncGenerator[Assembly]:
    """The parts of the service with their first signing keys; no loop runs."""
    built = Assembly.build(settings, database, redis, clock, make_pair=pairs)
    await built.keyring.open()
    yield built
    built.passwords.close()


@dataclass(frozen=True)
class Auth:
    """Calls the service as the gateway does."""

    client: MeshClient
    verifier: Any
    assembly: Assembly
    numbers: Iterator[int]

    async def call(self, name: str, caller: Caller | None = None, /, **fields: Any) -> Any:
        """Calls a method of the contract; without a caller, anonymously from the owner's network."""
        method = find_method(load_catalog().of_area("auth"), name)
        asking = caller if caller is not None else Caller(ip=HOME_IP)
        return await self.client.call(method, method.request_from_json(fields), caller=asking, timeout_s=20)

    async def register(self, ip: str = HOME_IP, **fields: Any) -> Any:
        """Registers an account and returns its tokens."""
        facts = {"email": f"person{next(self.numbers)}@altsports.example", "password": PASSWORD} | fields
        return (await self.call("Register", Caller(ip=ip), **facts)).tokens

    async def register_verified(self, **fields: Any) -> Any:
        """Registers an account whose address is verified, and returns its tokens."""
        tokens = await self.register(**fields)
        await self.confirm(tokens.user.email, fields.get("password", PASSWORD))
        return tokens

    async def confirm(self, email: str, password: str = PASSWORD, kind: str = "verify_email") -> Any:
        """Uses the newest link of an address, as the owner of its account."""
        return await self.call("VerifyEmail", token=await self.link_token(email, kind), password=password)

    async def log_in(self, name: str, password: str = PASSWORD, *, ip: str = HOME_IP) -> Any:
        return (await self.call("Login", Caller(ip=ip), username=name, password=password)).tokens

    async def caller(self, tokens: Any, *, ip: str = HOME_IP) -> Caller:
        """The caller that the edge identifies by the tokens."""
        identity = await self.verifier.identify(f"Bearer {tokens.access_token}", None)
        return replace(identity.caller, ip=ip)

    async def key_caller(self, key: str) -> Caller:
        """The caller that the edge identifies by an API key."""
        return (await self.verifier.identify(None, key)).caller

    async def admin(self) -> Caller:
        """An administrator."""
        tokens = await self.register()
        async with self.assembly.database.transaction() as connection:
            await connection.execute(
                "UPDATE auth.users SET role = 'admin', email_verified = true WHERE id = %s", [tokens.user.id]
            )
        return await self.caller(await self.log_in(tokens.user.email))

    async def reset_token(self, email: str) -> str:
        """The token of a link that sets a new password."""
        await self.call("RequestPasswordReset", email=email)
        while await self.assembly.desk.answer_one():
            pass
        return await self.link_token(email, "reset_password")

    async def link_token(self, to: str, kind: str) -> str:
        """The token in the latest mail of a kind."""
        mails = (await self.call("ListMail", to=to, kind=kind)).mails
        return mails[0].link_token

    async def audited(self, action: str) -> list[Any]:
        """Entries of the audit log, newest first."""
        reader = Caller(kind="user", role="admin", permissions=frozenset({"*"}))
        answer = await self.call("ListAuditEvents", reader, action=action, page_size=100)
        return list(answer.audit_events)


class ClubTeams:
    """The teams of clubs, as league-service would know them."""

    def __init__(self) -> None:
        self.known: dict[str, set[str]] = {}

    async def own_teams(self, organisation_id: UUID, team_ids: Sequence[str]) -> frozenset[str]:
        return frozenset(self.known.get(str(organisation_id), set()) & set(team_ids))


@pytest.fixture
def club_teams() -> ClubTeams:
    return ClubTeams()


@pytest_asyncio.fixture
async def auth(
    assembly: Assembly,
    settings: AuthSettings,
    mesh_secret: bytes,
    clock: FixedClock,
    club_teams: ClubTeams,
) -> AsyncGenerator[Auth]:
    """The service on a unix socket, called through the mesh's client."""
    server = Server(mesh_secret, Diagnostics("auth-service"))
    for add, servicer in assembly.registrations(club_teams):
        server.add(add, servicer)
    with TemporaryDirectory() as folder:
        address = f"unix:{Path(folder, 'auth.sock')}"
        await server.start(address)
        async with MeshClient({"auth": address}, mesh_secret) as client:
            verifier = mesh_verifier(
                client, clock, name="tests", issuer=settings.jwt_issuer, audience=settings.jwt_audience
            )
            yield Auth(client, verifier, assembly, itertools.count(1))
        await server.stop(0)


@pytest.fixture
def mesh_caller() -> Caller:
    """A process of the mesh."""
    return service_caller("tests")
