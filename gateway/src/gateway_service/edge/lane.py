"""The fast lane: answers a repeated request from the copy at hand, with one call to Redis and one write.

Clients repeat requests byte by byte, so the route, the parameters and everything else that follows from the
bytes of a request is remembered from the last time. What depends on more is done as for every request: the
caller's token is checked for its age, the limits are charged and Redis confirms that the copy is current, in
one script, and metrics, access line and ids are those of this request. No parsing, no task and no ASGI call
is left.

Whatever is not a plain hit goes the usual way, with what is decided already: nothing is charged twice.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple

import hiredis

from gateway_service.edge.exchange import BEGUN, Copy, Exchange, Repeat
from gateway_service.edge.guard import Guard
from gateway_service.edge.problems import internal_error
from gateway_service.edge.reply import Replies
from gateway_service.edge.target import Guarded
from service_kit.clock.clocks import Clock
from service_kit.edge.asgi import Header
from service_kit.edge.protocols.repeats import RAW, Turn
from service_kit.errors import DomainError
from service_kit.limits.questions import Question
from service_kit.logging import logs
from service_kit.lru import Lru
from service_kit.rpc.access import check_access

log = logs.get_logger(__name__)

_MOST_REMEMBERED: Final = 1024
_MOST_BYTES: Final = 4096
_OK: Final = 200
_CLIENT_GONE: Final = 499
_USUAL: Final = frozenset(
    {
        *(b"cache-control", b"if-none-match", b"pragma", b"range", b"x-api-key"),  # ask for something else
        *(b"traceparent", b"tracestate", b"x-request-id"),  # differ each time
        *(b"content-length", b"expect", b"transfer-encoding", b"upgrade"),  # more follows
    }
)
"""Requests with one of these headers go the usual way."""


class _Known:
    """What follows from the bytes of a request."""

    __slots__ = ("exchange", "guarded", "headers", "lines", "repeat")

    def __init__(self, exchange: Exchange, guarded: Guarded, repeat: Repeat) -> None:
        self.exchange = exchange
        self.guarded = guarded
        self.repeat = repeat
        self.headers: list[Header] = []
        self.lines = b""
        """The lines of these headers, and of those that do not depend on the request."""


class _Begun(NamedTuple):
    """A request that Redis is asked about."""

    turn: Turn
    exchange: Exchange
    known: _Known
    question: Question


class Lane:
    """The requests that can be answered so, and those that Redis is asked about right now."""

    def __init__(
        self,
        guard: Guard,
        replies: Replies,
        clock: Clock,
        finished: Callable[[Exchange, int], None],
        *,
        most: int,
    ) -> None:
        """`finished` counts and logs an answered request; `most` is the limit of requests in progress."""
        self._guard = guard
        self._replies = replies
        self._clock = clock
        self._finished = finished
        self._most = most
        self._known: Lru[tuple[bytes, str], _Known] = Lru(_MOST_REMEMBERED)
        self.pending = 0

    def remember(self, exchange: Exchange, guarded: Guarded) -> None:
        """Remembers a request that was answered from a copy at hand."""
        scope, headers = exchange.scope, exchange.headers
        raw: bytes = scope.get(RAW, b"")
        if exchange.repeat is None or not 0 < len(raw) <= _MOST_BYTES or not _USUAL.isdisjoint(headers):
            return
        stays = scope["http_version"] == "1.1" and b"close" not in headers.get(b"connection", b"").lower()
        if stays and scope["method"] == "GET":
            client: tuple[str, int] | None = scope["client"]
            known = _Known(exchange, guarded, exchange.repeat)
            self._known.put((raw, client[0] if client else ""), known)

    def begin(self, turn: Turn) -> bool:
        """Takes over a request if it can be answered so, and otherwise if it was charged already."""
        known = self._known.get((turn.data, turn.address))
        if known is None or self.pending >= self._most:
            return False
        place = known.repeat.place()
        if place is None:
            return False
        exchange = known.exchange.again(self._clock.now().timestamp())
        begun = None if exchange.span.is_recorded else self._guard.begin(exchange, known.guarded, place)
        if begun is None:
            turn.usual(**{BEGUN: exchange})
            return True
        coming, question = begun
        self.pending += 1
        coming.add_done_callback(partial(self._settle, _Begun(turn, exchange, known, question)))
        return True

    def _settle(self, begun: _Begun, came: Any) -> None:
        self.pending -= 1
        turn, exchange = begun.turn, begun.exchange
        try:
            answer = self._answer(begun, came)
        except hiredis.ReplyError:
            log.debug("The script has to be loaded first")  # the usual way does that
            answer = None
        except DomainError as error:
            exchange.fault, answer = error, None
        except Exception:
            log.exception("The request failed", endpoint=exchange.route)
            exchange.fault, answer = internal_error(), None
        if turn.is_lost:
            self._finished(exchange, _CLIENT_GONE)
        elif answer is None or not turn.takes_answer:
            turn.usual(**{BEGUN: exchange})
        else:
            turn.answer(_OK, self._lines(begun, answer), answer.parts)
            self._finished(exchange, _OK)

    def _answer(self, begun: _Begun, came: Any) -> Copy | None:
        _, exchange, known, question = begun
        self._guard.decided(exchange, came.result(), question)
        decision = exchange.decision
        if decision is None or decision.refusal is not None:
            return None
        if not known.guarded.is_open:
            check_access(known.guarded.policy, exchange.identity.caller)
        return known.repeat.answer(exchange)

    def _lines(self, begun: _Begun, answer: Copy) -> bytes:
        """The headers of an answer. Most are the same for a second, in which their list is the same."""
        known = begun.known
        if answer.headers is not known.headers:
            known.headers = answer.headers
            known.lines = _lines(self._replies.standing(answer.headers, keeps=True))
        return known.lines + _lines(self._replies.identified(begun.exchange, []))


def _lines(headers: list[Header]) -> bytes:
    return b"".join([b"%b: %b\r\n" % header for header in headers])
