"""A minimal HTTP client of the MCP server: its health and its metrics."""

import asyncio
import ssl
from typing import Any
from urllib.parse import urlsplit

import orjson

_LONGEST = 4 * 1024 * 1024


class McpProbe:
    """`url` is the address of the MCP server, such as http://127.0.0.1:8080."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or "127.0.0.1"
        self._tls = parts.scheme == "https"
        self._port = parts.port or (443 if self._tls else 80)

    async def ask(self) -> dict[str, Any]:
        """Returns facts of its health report. Raises OSError or ValueError if it is down or not ready."""
        status, body = await self.get("/health")
        if status != 200:
            raise ValueError("the MCP server is not healthy")
        report = orjson.loads(body)
        return {key: report[key] for key in ("status", "tools", "uptime_s") if key in report}

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
