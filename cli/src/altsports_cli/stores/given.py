"""Checks the database and the Redis that the user provides, before the mesh depends on them."""

import asyncio
import re
from contextlib import closing

import psycopg

from altsports_cli.errors import CliError
from service_kit.db.bootstrap import refuse_other_encodings
from service_kit.edge.redis_health import SAFE_POLICY, eviction_policy
from service_kit.redis.address import RedisAddress
from service_kit.redis.errors import RedisUnavailable
from service_kit.redis.mux import RedisMux
from service_kit.settings.files import SettingsError

ANSWER_SECONDS = 10
OLDEST_POSTGRES = 150000


def ask_postgres(dsn: str) -> str:
    """Returns the server's version. Raises CliError if it is down, too old, or does not use UTF-8."""
    try:
        with psycopg.connect(dsn, connect_timeout=ANSWER_SECONDS) as connection:
            number = connection.info.server_version
            refuse_other_encodings(connection)
    except psycopg.Error as error:
        reason = " ".join(str(error).split())
        raise CliError(f"The database does not answer: {reason}", "Check DATABASE_URL.") from error
    except SettingsError as error:
        raise CliError(f"DATABASE_URL: {error}.") from error
    if number < OLDEST_POSTGRES:
        raise CliError(f"PostgreSQL {number // 10000} is too old.", "Use PostgreSQL 15 or newer.")
    return f"PostgreSQL {number // 10000}.{number % 10000}"


async def ask_redis(url: str) -> str:
    """Returns the server's version. Raises CliError if it does not answer."""
    try:
        address = RedisAddress.parse(url)
        async with asyncio.timeout(ANSWER_SECONDS):
            return await _redis_version(address)
    except (OSError, ValueError, TimeoutError, ConnectionError) as error:
        reason = str(error) or "no answer in time"
        raise CliError(f"Redis does not answer: {reason}", "Check REDIS_URL.") from error


async def refuse_eviction(url: str) -> None:
    """Raises CliError if Redis may evict revocations."""
    try:
        async with RedisMux(url) as redis:
            policy = await eviction_policy(redis)
    except RedisUnavailable as error:
        raise CliError(f"{error.problem}.", f"{error.fix}.") from error
    if policy != SAFE_POLICY:
        raise CliError(
            f"Redis may evict revocations and rate limits: its maxmemory-policy is {policy}.",
            f"Set maxmemory-policy {SAFE_POLICY} in Redis.",
        )


async def forget_keys(url: str, prefix: str) -> None:
    """Deletes every key of a mesh. Raises CliError if Redis does not answer."""
    try:
        async with RedisMux(url) as redis:
            cursor = b"0"
            while True:
                found = await redis.execute("SCAN", cursor, "MATCH", f"{_literal(prefix)}:*", "COUNT", 1000)
                cursor, keys = found
                if keys:
                    await redis.execute("UNLINK", *keys)
                if cursor == b"0":
                    return
    except RedisUnavailable as error:
        raise CliError(f"{error.problem}.", f"{error.fix}.") from error


def _literal(text: str) -> str:
    """The text for a pattern of Redis, in which some characters have a meaning."""
    return re.sub(r"([*?\[\]\\])", r"\\\1", text)


async def _redis_version(address: RedisAddress) -> str:
    if address.path is not None:
        reader, writer = await asyncio.open_unix_connection(address.path)
    else:
        tls = address.tls_context()
        reader, writer = await asyncio.open_connection(address.host, address.port, ssl=tls)
    with closing(writer):
        for command in address.greeting("altsports-cli"):
            writer.write(_packed(*command))
            answer = await reader.readline()
            if answer.startswith(b"-"):
                raise ConnectionError(answer[1:].decode().strip())
        writer.write(_packed("INFO", "server"))
        header = (await reader.readline()).decode()
        if not header.startswith("$"):
            raise ConnectionError(header.lstrip("-").strip() or "it closed the connection")
        lines = (await reader.readexactly(int(header[1:]))).decode(errors="replace").splitlines()
    facts = {key: value for key, _, value in (line.partition(":") for line in lines)}
    return f"Redis {facts.get('redis_version', '(of unknown version)')}"


def _packed(*words: str | int) -> bytes:
    parts = [str(word).encode() for word in words]
    return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)
