"""A minimal HTTP client of the MCP server: its health and its metrics."""

import asyncio
import ssl
from urllib.parse import urlsplit

import orjson

from service_kit.rpc.diagnostics import CheckResult

_LONGEST = 4 * 1024 * 1024


class McpProbe:
    """`url` is the address of the MCP server, such as http://127.0.0.1:8080, `port` another one."""

    def __init__(self, url: str, *, port: int | None = None) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or "127.0.0.1"
        self._tls = parts.scheme == "https" and port is None
        self._port = port or parts.port or (443 if self._tls else 80)

    async def ask(self) -> CheckResult:
        """The state of the server itself. Raises OSError or ValueError if it is down.

        A server that only waits for another part of the mesh is limited, because that part has its own entry.
        """
        _, body = await self.get("/health")
        report = orjson.loads(body)
        details = {key: report[key] for key in ("status", "tools", "uptime_s") if key in report}
        if report.get("ready") is False:
            return {
                "status": "unhealthy",
                "details": details,
                "error": "The MCP server is starting or stopping",
            }
        waits_for = [check["name"] for check in report.get("checks", ()) if check["status"] == "unhealthy"]
        if waits_for:
            return {
                "status": "limited",
                "details": {**details, "waits_for": waits_for},
                "error": f"Tools fail that need: {', '.join(waits_for)}",
                "recovery": "Restore these; the MCP server itself works",
            }
        return {"status": "healthy", "details": details}

    async def get(self, path: str) -> tuple[int, bytes]:
        """Returns status and body of a GET. Raises OSError if it is down, ValueError if it is not HTTP."""
        tls = ssl.create_default_context() if self._tls else None
        reader, writer = await asyncio.open_connection(self._host, self._port, ssl=tls)
        try:
            request = f"GET {path} HTTP/1.0\r\nHost: {self._host}:{self._port}\r\nAccept: */*\r\n\r\n"
            writer.write(request.encode())
            answer = await _read(reader)
        finally:
            writer.close()
        head, separator, body = answer.partition(b"\r\n\r\n")
        words = head.split(b" ", 2)
        if not separator or not words[0].startswith(b"HTTP/1") or not words[1].isdigit():
            raise ValueError("the MCP server's response is not HTTP")
        return int(words[1]), body


async def _read(reader: asyncio.StreamReader) -> bytes:
    answer = b""
    while part := await reader.read(65536):
        answer += part
        if len(answer) > _LONGEST:
            raise ValueError("the MCP server's response is too large")
    return answer
