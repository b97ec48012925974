"""Hands over a request that arrived before, byte by byte, without parsing it again.

Parsing a request and making the objects of it take a third of the CPU of a cached answer. Like `http`, this
module uses private parts of uvicorn.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

from service_kit.edge.protocols.plain import PlainProtocol

RAW: Final = "altsports.raw"
"""The bytes of a request in its ASGI scope, if they arrived together and are nothing but this request."""

_SOON_S: Final = 1.0


class Turn:
    """A request that was handed over: call `answer` or `usual`, once."""

    __slots__ = ("_protocol", "address", "data", "is_lost")

    def __init__(self, protocol: "RepeatsProtocol", data: bytes) -> None:
        self._protocol = protocol
        self.data = data
        client = protocol.client
        self.address = client[0] if client else ""
        self.is_lost = False
        """Whether the client has left."""

    @property
    def takes_answer(self) -> bool:
        """Whether an answer can be written without waiting for the client."""
        return not (self.is_lost or self._protocol.flow.write_paused)

    def answer(self, status: int, lines: bytes, body: Sequence[bytes]) -> None:
        """Writes a whole answer. `lines` are its headers but the length, each with its end of line."""
        self._protocol.write_answer(status, lines, body)

    def usual(self, **facts: Any) -> None:
        """Lets the application answer, with more facts in the scope of the request."""
        self._protocol.parse_turn(facts)


Shortcut = Callable[[Turn], bool]
"""Returns whether it takes over a request, for now or for good."""


class RepeatsProtocol(PlainProtocol):
    """Asks `shortcut` about each request that may be a repetition, before anything else is done with it."""

    shortcut: Shortcut | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn: Turn | None = None
        self._held = b""
        self._facts: dict[str, Any] = {}
        self._is_ending = False
        self._repeated_at = 0.0

    def data_received(self, data: bytes) -> None:
        if self._turn is not None:  # the client does not wait for its answer
            self._held += data
            self.flow.pause_reading()
            return
        if self.shortcut is not None and self._is_idle():
            self._repeated_at = self.loop.time()
            turn = self._turn = Turn(self, data)
            if self.shortcut(turn):
                return
            self._turn = None
        self._parse(data)

    def write_answer(self, status: int, lines: bytes, body: Sequence[bytes]) -> None:
        """Answers the request that was handed over."""
        dated = b"".join(b"%b: %b\r\n" % header for header in self.server_state.default_headers)
        if self._is_ending:
            dated += b"connection: close\r\n"
        length = sum(map(len, body))
        head = b"%b%b%bcontent-length: %d\r\n\r\n" % (STATUS_LINE[status], dated, lines, length)
        self.transport.writelines((head, *body))
        self._turn = None
        if self._is_ending:
            self.transport.close()
        else:
            self._go_on()

    def parse_turn(self, facts: dict[str, Any]) -> None:
        """Gives the request that was handed over to the application."""
        turn, self._turn = self._turn, None
        if turn is None or turn.is_lost:
            return
        self._facts = facts
        self._parse(turn.data)
        if self._is_ending:
            self.shutdown()
        self._go_on()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._turn is not None:
            self._turn.is_lost = True
        super().connection_lost(exc)

    def shutdown(self) -> None:
        self._is_ending = True
        if self._turn is None:
            super().shutdown()

    def timeout_keep_alive_handler(self) -> None:
        """Looks at the last repetition as well, which does not set a timer of its own."""
        left_s = self._repeated_at + self.timeout_keep_alive - self.loop.time()
        if self._turn is None and left_s <= 0:
            super().timeout_keep_alive_handler()
            return
        again = self.timeout_keep_alive_handler
        self.timeout_keep_alive_task = self.loop.call_later(max(left_s, _SOON_S), again)

    def _is_idle(self) -> bool:
        """Whether everything that was received before is answered."""
        cycle = cast("RequestResponseCycle | None", self.cycle)
        return (
            self._awaited is None
            and cycle is not None
            and cycle.response_complete
            and not self.pipeline
            and self._refusal is None
            and self._lingering_bytes is None
        )

    def _parse(self, data: bytes) -> None:
        began = self._began
        was_idle = self._awaited is None or not (began or self._header_bytes)
        super().data_received(data)
        if was_idle and self._awaited is None and self._began == began + 1:
            cast("dict[str, Any]", self.scope)[RAW] = data

    def _go_on(self) -> None:
        """Reads what arrived meanwhile."""
        if self._held:
            held, self._held = self._held, b""
            self.flow.resume_reading()
            self.data_received(held)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        if self._facts:
            cast("dict[str, Any]", cycle.scope).update(self._facts)
            self._facts = {}
        super()._start_asgi_task(cycle, app)
