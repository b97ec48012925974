"""uvicorn's HTTP protocol with an end to patience: headers that are too long or too slow."""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol


class Patient(HttpToolsProtocol):
    """One client connection. `limited` makes the class that a server uses; bytes and seconds."""

    max_header_bytes = 32_768
    timeout_s = 20.0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_headers = True
        self._header_bytes = 0
        self._timer: asyncio.TimerHandle | None = None

    @classmethod
    def limited(cls, *, max_header_bytes: int, timeout_s: float) -> "type[Patient]":
        """The protocol with an operator's limits."""
        limits = {"max_header_bytes": max_header_bytes, "timeout_s": timeout_s}
        return cast("type[Patient]", type("LimitedProtocol", (cls,), limits))

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        super().connection_made(transport)
        self._timer = self.loop.call_later(self.timeout_s, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._header_bytes += len(data)
        super().data_received(data)
        if not self._in_headers or self.transport.is_closing():
            return
        if self._header_bytes > self.max_header_bytes:
            self._refuse(431)
        elif self._timer is None:
            self._timer = self.loop.call_later(self.timeout_s, self._give_up)

    def on_message_begin(self) -> None:
        self._in_headers = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_headers = False
        self._header_bytes = 0
        self._stop_timer()
        super().on_headers_complete()

    def _give_up(self) -> None:
        self._timer = None
        if self._header_bytes:
            self._refuse(408)
        else:
            self.transport.close()

    def _refuse(self, status: int) -> None:
        self.transport.write(STATUS_LINE[status] + b"content-length: 0\r\nconnection: close\r\n\r\n")
        self.transport.close()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
