"""A fake of the three vendors on one loopback port, for tests and benchmarks; no real provider is asked.

    async with FakeModels() as fake:
        fake.plans["anthropic"].then = [Reply(status=529, error="overloaded_error")]
        AnthropicProvider("key", base_url=fake.url("anthropic"), timeout_s=5)

As a process: `python -m service_kit.testing.fake_models --port 9900`. `POST /plan` with
`{"vendor": "openai", "always": {...}, "then": [{...}]}` plans its answers; `GET /asked` lists the requests.
"""

import asyncio
import json
from dataclasses import asdict
from typing import Any, Final, Self
from urllib.parse import urlsplit

from service_kit.testing.fake_models import formats
from service_kit.testing.fake_models.replies import Asked, Plan, Reply

VENDORS: Final = ("anthropic", "openai", "google")
_LOOK_S: Final = 0.01
_PREFIXES: Final = {"anthropic": "/anthropic", "openai": "/openai/v1", "google": "/google"}


class ClientLeft(Exception):
    """The client closed its connection before the answer was complete."""


class FakeModels:
    """`plans` holds what each vendor answers, `asked` what each was asked."""

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.plans: dict[str, Plan] = {vendor: Plan() for vendor in VENDORS}
        self.asked: list[Asked] = []
        self.tokens: list[str] = []
        """The requests for tokens of service accounts."""
        self._connections: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    def url(self, vendor: str) -> str:
        """The base URL for the SDK of the vendor."""
        return f"http://127.0.0.1:{self.port}{_PREFIXES[vendor]}"

    def asked_of(self, vendor: str) -> list[Asked]:
        """The requests that the vendor received, oldest first."""
        return [asked for asked in self.asked if asked.vendor == vendor]

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            while await self._answer(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError, ClientLeft, asyncio.CancelledError):
            pass  # the client has left, or the test is over
        finally:
            self._connections.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answers one request. Returns whether the connection stays open."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        target = head[0].split(" ")[1]
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:] if line)}
        content = await reader.readexactly(int(headers.get("content-length", 0)))
        path = urlsplit(target).path
        if path == "/token":  # of Google's service accounts
            self.tokens.append(content.decode())
            _send(
                writer,
                200,
                {"access_token": "token-of-the-account", "expires_in": 3600, "token_type": "Bearer"},
            )
            return True
        body: Any = json.loads(content or b"{}")
        if path in ("/plan", "/asked"):
            _send(writer, 200, self._control(path, body))
            return True
        vendor = formats.vendor_of(path)
        asked = Asked(vendor, target, headers, body, asyncio.get_running_loop().time())
        self.asked.append(asked)
        answering = asyncio.create_task(self._reply(writer, asked, path))
        try:
            return await self._watched(answering, reader)
        except ClientLeft:
            asked.client_left = True
            raise
        finally:
            asked.closed_at = asyncio.get_running_loop().time()

    async def _watched(self, answering: "asyncio.Task[bool]", reader: asyncio.StreamReader) -> bool:
        """Waits for the answer, and stops it when the client leaves."""
        leaving = asyncio.create_task(_end_of(reader))
        try:
            await asyncio.wait([answering, leaving], return_when=asyncio.FIRST_COMPLETED)
            if not answering.done():
                raise ClientLeft
            return await answering
        finally:
            for task in (answering, leaving):
                task.cancel()
            await asyncio.gather(answering, leaving, return_exceptions=True)

    def _control(self, path: str, body: dict[str, Any]) -> Any:
        if path == "/asked":
            return [asdict(asked) for asked in self.asked]
        plan = self.plans[body["vendor"]]
        plan.always = Reply(**body.get("always", {}))
        plan.then = [Reply(**reply) for reply in body.get("then", [])]
        return {}

    async def _reply(self, writer: asyncio.StreamWriter, asked: Asked, path: str) -> bool:
        reply = self.plans[asked.vendor].next()
        model = str(asked.body.get("model") or path.rpartition("/")[2].partition(":")[0])
        if reply.status != 200:
            extra = {"retry-after": reply.retry_after} if reply.retry_after else {}
            _send(writer, reply.status, formats.error(asked.vendor, reply), extra)
        elif reply.raw is not None:
            _send_bytes(writer, 200, reply.raw, reply.content_type or "application/json")
        elif formats.is_embedding(path):
            _send(writer, 200, formats.vectors(asked.vendor, path, asked.body))
        elif formats.is_stream(asked.vendor, path, asked.body):
            return await self._stream(writer, asked, reply, model)
        else:
            await asyncio.sleep(reply.delay_s)
            if reply.stalls_after is not None:
                await asyncio.Event().wait()
            content = json.dumps(formats.whole(asked.vendor, reply, asked.body, model)).encode()
            _send_bytes(writer, 200, content, "application/json", cut=reply.dies_after is not None)
            return reply.dies_after is None
        return True

    async def _stream(self, writer: asyncio.StreamWriter, asked: Asked, reply: Reply, model: str) -> bool:
        before, parts, after = formats.frames(asked.vendor, reply, asked.body, model)
        kind = reply.content_type or "text/event-stream"
        writer.write(
            f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ntransfer-encoding: chunked\r\n\r\n".encode()
        )
        for frame in before:
            _chunk(writer, frame)
        for number, frame in enumerate([*parts, None]):
            if number == reply.dies_after:
                return False
            if number == reply.stalls_after:
                await asyncio.Event().wait()
            if number == reply.fails_after:
                _chunk(
                    writer,
                    b"event: error\ndata: %s\n\n" % json.dumps(formats.error(asked.vendor, reply)).encode(),
                )
                return False
            if frame is not None:
                await asyncio.sleep(reply.delay_s)
                _chunk(writer, frame)
        for frame in after:
            _chunk(writer, frame)
        writer.write(b"0\r\n\r\n")
        return True


async def _end_of(reader: asyncio.StreamReader) -> None:
    """Returns when the client has closed its side. It reads nothing: that may be the next request."""
    while not reader.at_eof() and reader.exception() is None:  # noqa: ASYNC110 - it has no event for its end
        await asyncio.sleep(_LOOK_S)


def _chunk(writer: asyncio.StreamWriter, content: bytes) -> None:
    writer.write(b"%x\r\n%s\r\n" % (len(content), content))


def _send(
    writer: asyncio.StreamWriter, status: int, content: Any, extra: dict[str, str] | None = None
) -> None:
    _send_bytes(writer, status, json.dumps(content).encode(), "application/json", extra)


def _send_bytes(
    writer: asyncio.StreamWriter,
    status: int,
    content: bytes,
    kind: str,
    extra: dict[str, str] | None = None,
    *,
    cut: bool = False,
) -> None:
    lines = {"content-type": kind, "content-length": str(len(content)), **(extra or {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    writer.write(f"HTTP/1.1 {status} Fake\r\n{head}\r\n".encode())
    writer.write(content[: len(content) // 2] if cut else content)
