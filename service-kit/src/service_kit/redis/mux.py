"""The only Redis client of the mesh: many tasks share one socket."""

import asyncio
import hashlib
import logging
import re
from typing import Any, Self, cast

import hiredis

from service_kit import backoff
from service_kit.db.held import check_nothing_held
from service_kit.process.loops import forever
from service_kit.redis.address import RedisAddress
from service_kit.redis.connection import RedisConnection, Reply
from service_kit.redis.errors import RedisUnavailable, away

Argument = str | bytes | int | float
_PROBE_KEPT_S = 60
_RUN_ID = re.compile(rb"^run_id:(\w+)", re.MULTILINE)

_logger = logging.getLogger(__name__)


class Script:
    """A Lua script, called by its hash."""

    __slots__ = ("sha", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.sha = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


class ScriptCall:
    """A script with its keys and arguments, packed once for any number of calls."""

    __slots__ = ("_arguments", "_keys", "packed", "script")

    def __init__(self, script: Script, keys: list[Argument], arguments: list[Argument]) -> None:
        self.script = script
        self._keys = keys
        self._arguments = arguments
        self.packed = _pack(("EVALSHA", script.sha, len(keys), *keys, *arguments))

    @property
    def by_text(self) -> tuple[Argument, ...]:
        """The command for a Redis that has not loaded the script yet."""
        return ("EVAL", self.script.text, len(self._keys), *self._keys, *self._arguments)


class RedisMux:
    """A multiplexed connection that reconnects by itself.

    While Redis is down, every command fails at once with RedisUnavailable, so that a request never waits for
    a reconnect; nothing is queued, and no command is sent twice. If Redis answers but refuses commands for
    its own state (a read-only replica, a full memory or disk), the error has its reason.
    """

    def __init__(
        self,
        url: str,
        *,
        timeout_s: float = 1.0,
        client_name: str = "altsports",
        first: tuple[Argument, ...] = (),
    ) -> None:
        """`first` is a command that is sent before all others on every new connection."""
        self._address = RedisAddress.parse(url)
        self._first = first
        self._timeout_s = timeout_s
        self._client_name = client_name
        self._connection: RedisConnection | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._lost = asyncio.Event()
        self._ready = asyncio.Event()
        self._refusal: RedisUnavailable | None = None
        """Why Redis refused the last connection."""
        self.run_id = ""
        """Identifies the process at the other end: it is new after every restart and failover of Redis."""
        self._connected_again = asyncio.Event()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def connected(self) -> bool:
        """True while commands can be sent."""
        return self._connection is not None

    @property
    def pending(self) -> int:
        """The number of commands that are waiting for a reply."""
        return 0 if self._connection is None else self._connection.pending

    async def open(self, *, wait_s: float = 2.0) -> None:
        """Starts connecting and waits briefly; if Redis is down, only later commands fail."""
        self._keeper = asyncio.create_task(forever("redis", self._keep_connected), name="redis-mux")
        try:
            async with asyncio.timeout(wait_s):
                await self._ready.wait()
        except TimeoutError:
            _logger.warning("redis does not answer yet; retrying")
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        """Closes the connection; pending commands fail."""
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            keeper.cancel()
            await asyncio.wait([keeper])
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
            await connection.ended.wait()

    async def execute(self, *command: Argument) -> Reply:
        """Runs one command. Raises RedisUnavailable, or hiredis.ReplyError if the command is wrong."""
        check_nothing_held("A call to Redis")
        return await self._connected().send(_pack(command))

    async def run_script(self, script: Script, keys: list[Argument], arguments: list[Argument]) -> Reply:
        """Runs a script by its hash, or by its text if Redis has not loaded it yet."""
        return await self.run(ScriptCall(script, keys, arguments))

    async def run(self, call: ScriptCall) -> Reply:
        """Runs a script call, which can be reused."""
        check_nothing_held("A call to Redis")
        connection = self._connected()
        try:
            return await connection.send(call.packed)
        except hiredis.ReplyError as error:
            if not str(error).startswith("NOSCRIPT"):
                raise
        return await connection.send(_pack(call.by_text))

    def begin(self, call: ScriptCall) -> asyncio.Future[Reply]:
        """Sends a script call without waiting; the future fails with NOSCRIPT if Redis has not loaded it.

        Raises RedisUnavailable.
        """
        return self._connected().send(call.packed)

    async def wait_for_connection(self) -> None:
        """Waits until the next connection is made; the caller limits the time."""
        await self._connected_again.wait()

    async def check_writes(self, key: str) -> None:
        """Checks that Redis accepts writes, by writing the key. Raises RedisUnavailable with the reason."""
        await self.execute("SET", key, 1, "EX", _PROBE_KEPT_S)

    def _connected(self) -> RedisConnection:
        if self._connection is None:
            raise away(self._refusal)
        return self._connection

    async def _keep_connected(self) -> None:
        failures = 0
        while True:
            try:
                async with asyncio.timeout(self._timeout_s):
                    connection = await self._connect()
            except (OSError, TimeoutError, hiredis.ReplyError, RedisUnavailable) as error:
                self._refusal = error if isinstance(error, RedisUnavailable) else None
                _logger.warning("redis is not reachable: %s", getattr(error, "reason", type(error).__name__))
                failures += 1
                await asyncio.sleep(backoff.pause(failures, first_s=0.05, longest_s=2.0))
                continue
            failures, self._refusal = 0, None
            await self._use(connection)

    async def _use(self, connection: RedisConnection) -> None:
        if not self._lost.is_set():
            self._connection = connection
            self._ready.set()
            self._connected_again.set()
            self._connected_again = asyncio.Event()
            await self._lost.wait()
        self._connection = None
        _logger.warning("the connection to redis was lost")

    async def _connect(self) -> RedisConnection:
        self._lost.clear()
        connection = await self._open_socket()
        try:
            for command in self._address.greeting(self._client_name):
                await connection.send(_pack(command))
            if self._first:
                await connection.send(_pack(self._first))
            self.run_id = _run_id(await connection.send(_pack(("INFO", "server"))))
        except BaseException:
            connection.close()
            raise
        return connection

    async def _open_socket(self) -> RedisConnection:
        loop, address = asyncio.get_running_loop(), self._address
        if address.path is not None:
            _, protocol = await loop.create_unix_connection(self._protocol, address.path)
        else:
            _, protocol = await loop.create_connection(
                self._protocol, address.host, address.port, ssl=address.tls_context()
            )
        return protocol

    def _protocol(self) -> RedisConnection:
        return RedisConnection(timeout_s=self._timeout_s, on_lost=self._lose)

    def _lose(self) -> None:
        self._connection = None
        self._lost.set()


def _run_id(info: bytes) -> str:
    found = _RUN_ID.search(info)
    return found[1].decode() if found else ""


def _pack(command: tuple[Argument, ...]) -> bytes:
    return cast("Any", hiredis).pack_command(command)  # its stub declares a tuple with one item
