"""The service as a process: it starts alone, waits for its database, rotates on command, and ends cleanly."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import jwt
import psycopg
import pytest

from altsports.auth.v1 import keys_pb2, sessions_pb2
from auth_service.seeds.first_accounts import DEMO_EMAIL, DEMO_PASSWORD
from service_kit.errors import DomainError
from service_kit.rpc.grpc_client import MeshClient
from service_kit.testing.clones import Clone
from service_kit.testing.waiting import eventually

LOGIN = "/altsports.auth.v1.SessionService/Login"
JWKS = "/altsports.auth.v1.KeyService/GetJwks"


@pytest.fixture
def environment(
    cloned: Callable[..., Clone], redis_url: str, redis_prefix: str, tmp_path: Path, mesh_secret: bytes
) -> dict[str, str]:
    return {
        **os.environ,
        "ALTSPORTS_ENV": "test",
        "ALTSPORTS_HOME": str(tmp_path),
        "ALTSPORTS_MESH_SECRET": mesh_secret.decode(),
        "ALTSPORTS_AUTH_ADDRESS": f"unix:{tmp_path}/auth.sock",
        "ALTSPORTS_REDIS_PREFIX": redis_prefix,
        "ALTSPORTS_ADMIN_EMAIL": "boss@altsports.local",
        "ALTSPORTS_ADMIN_PASSWORD": "the first password",
        "AUTH_DATABASE_URL": cloned("auth").dsn("auth"),
        "REDIS_URL": redis_url,
    }


async def start(environment: dict[str, str], *arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "auth_service", *arguments),
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def finish(
    environment: dict[str, str], *arguments: str, typed: bytes = b""
) -> tuple[int | None, bytes]:
    """Runs a command with `typed` on stdin, and returns its exit code and output."""
    process = await start(environment, *arguments)
    said, _ = await asyncio.wait_for(process.communicate(typed), 60)
    return process.returncode, said


@asynccontextmanager
async def running(environment: dict[str, str]) -> AsyncGenerator[asyncio.subprocess.Process]:
    process = await start(environment)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()  # waiting alone would hang on output that nobody has read
        else:
            sys.stderr.write((await process.stdout.read()).decode())


async def ask(environment: dict[str, str], secret: bytes, path: str, request: Any) -> Any:
    """Makes one call, once the service has started."""
    addresses = {"auth": environment["ALTSPORTS_AUTH_ADDRESS"]}
    async with MeshClient(addresses, secret, patience_s=30) as client:
        return await client.call(path, request, timeout_s=30)


async def log_in(environment: dict[str, str], secret: bytes, name: str, password: str) -> Any:
    request = sessions_pb2.LoginRequest(username=name, password=password)
    return (await ask(environment, secret, LOGIN, request)).tokens


async def keys(environment: dict[str, str], secret: bytes) -> set[str]:
    return {key.kid for key in (await ask(environment, secret, JWKS, keys_pb2.GetJwksRequest())).keys}


async def test_the_first_administrator_logs_in_and_the_process_ends_with_zero(environment, mesh_secret):
    async with running(environment) as process:
        await keys(environment, mesh_secret)
        tokens = await log_in(environment, mesh_secret, "boss@altsports.local", "the first password")
        assert tokens.user.role == "admin"
        process.send_signal(signal.SIGTERM)
        said, _ = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 0
    assert b"the first password" not in said
    assert tokens.access_token.encode() not in said


async def test_a_rotation_by_command_is_followed_by_the_running_service(environment, mesh_secret):
    async with running(environment):
        published = await keys(environment, mesh_secret)
        code, said = await finish(environment, "rotate-keys")
        assert code == 0, said
        async with asyncio.timeout(20):
            while not published < await keys(environment, mesh_secret):  # noqa: ASYNC110 - bounded above
                await asyncio.sleep(0.02)
        tokens = await log_in(environment, mesh_secret, "boss@altsports.local", "the first password")
    assert jwt.get_unverified_header(tokens.access_token)["kid"] in published


async def test_the_demo_account_is_seeded_except_in_production(environment, mesh_secret):
    code, said = await finish(environment, "seed")
    assert code == 0, said
    async with running(environment):
        await keys(environment, mesh_secret)
        assert await log_in(environment, mesh_secret, DEMO_EMAIL, DEMO_PASSWORD)
    code, said = await finish(environment | {"ALTSPORTS_ENV": "production"}, "seed")
    assert code == 1
    assert b"it is not created in production" in said


@pytest.mark.parametrize(("env", "sessions"), [("test", 1), ("production", 0)])
async def test_a_start_brings_back_what_examples_name_except_in_production(
    environment, mesh_secret, env, sessions
):
    code, said = await finish(environment, "seed")
    assert code == 0, said
    async with await psycopg.AsyncConnection.connect(environment["AUTH_DATABASE_URL"]) as connection:
        await connection.execute("DELETE FROM auth.sessions")
    async with running(environment | {"ALTSPORTS_ENV": env}):
        await keys(environment, mesh_secret)
    async with await psycopg.AsyncConnection.connect(environment["AUTH_DATABASE_URL"]) as connection:
        cursor = await connection.execute("SELECT count(*) FROM auth.sessions")
        assert await cursor.fetchone() == (sessions,)


async def test_it_starts_without_a_database_and_says_that_it_does_not_answer(environment, mesh_secret):
    environment["AUTH_DATABASE_URL"] = "postgresql://nobody:nothing@127.0.0.1:1/none"
    async with running(environment):
        with pytest.raises(DomainError) as caught:
            await log_in(environment, mesh_secret, DEMO_EMAIL, DEMO_PASSWORD)
    assert caught.value.kind == "unavailable"


async def test_the_operator_resets_the_password_beside_the_running_service(environment, mesh_secret):
    async with running(environment):
        await log_in(environment, mesh_secret, "boss@altsports.local", "the first password")
        assert (await finish(environment, "check-password", typed=b"the first password\n"))[0] == 0
        code, said = await finish(environment, "reset-password", typed=b"the second password\n")
        assert code == 0, said
        assert b"the second password" not in said
        code, said = await finish(environment, "check-password", typed=b"the first password\n")
        assert (code, b"boss@altsports.local has another password" in said) == (1, True)
        assert await log_in(environment, mesh_secret, "boss@altsports.local", "the second password")


@pytest.mark.parametrize(
    ("settings", "typed", "said"),
    [
        ({}, b"\n", b"error: The password must have 8 to 128 characters"),
        ({}, b"\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8\n", b"error: The password on stdin is not UTF-8 text"),
        ({"ALTSPORTS_ADMIN_EMAIL": ""}, b"the second password\n", b"error: ALTSPORTS_ADMIN_EMAIL is not set"),
        ({"ALTSPORTS_ADMIN_EMAIL": "x@y.example"}, b"the second password\n", b"error: x@y.example is not an"),
    ],
)
async def test_a_reset_that_is_not_possible_says_why(environment, settings, typed, said):
    code, output = await finish(environment | settings, "reset-password", typed=typed)
    assert code == 1
    assert said in output
    assert b"Traceback" not in output


async def test_a_command_that_does_not_exist_is_named(environment):
    code, said = await finish(environment, "rotate-everything")
    assert code == 1
    assert b"rotate-everything" in said


async def test_a_signing_key_that_cannot_be_read_stops_the_start_with_one_line(environment):
    code, said = await finish(environment | {"JWT_PRIVATE_KEY": "no PEM at all"})
    assert code == 1
    assert b"error: JWT_PRIVATE_KEY does not contain a readable RSA private key" in said
    assert b"Traceback" not in said
    assert b"no PEM at all" not in said


async def test_old_mails_and_requests_that_cannot_be_handled_end_nothing(environment, mesh_secret):
    """Rows as earlier versions stored them: a line break in the subject, an address that is none."""
    mails = (
        "INSERT INTO auth.mails (id, to_address, kind, subject, body, status, next_attempt_at, created_at)"
        " SELECT gen_random_uuid(), given.address, 'notice', E'a\\nBcc: x@y.example', E'a\\u2028b',"
        " 'waiting', now(), now() FROM unnest(%s::text[]) AS given(address)"
    )
    left = "SELECT count(*) FILTER (WHERE failure IS NOT NULL) FROM auth.mails"
    with_smtp = environment | {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": "1", "SMTP_TLS": "false"}
    async with await psycopg.AsyncConnection.connect(environment["AUTH_DATABASE_URL"], autocommit=True) as db:
        await db.execute(mails, [["a\nb", "a@b, c@d", "fine@altsports.example"]])
        async with running(with_smtp) as process:

            async def failed() -> int:
                return (await (await db.execute(left)).fetchone() or [0])[0]

            await eventually(failed, lambda count: count == 2)
            assert await log_in(environment, mesh_secret, "boss@altsports.local", "the first password")
            assert process.returncode is None
