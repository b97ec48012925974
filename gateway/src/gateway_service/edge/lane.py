"""The fast lane: answers a repeated request from the copy at hand, with one call to Redis and one write.

Clients repeat requests byte by byte, so the route, the parameters and everything else that follows from the
bytes of a request is remembered from the last time. What depends on more is done as for every request: the
caller's token is checked for its age, the limits are charged and Redis confirms that the copy is current, in
one script, and metrics, access line and ids are those of this request. No task, no ASGI call and no parsing
is left.

Whatever is not a plain hit goes the usual way, with what is decided already: nothing is charged twice.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, NamedTuple

import hiredis

from gateway_service.edge.exchange import BEGUN, Exchange, Repeat
from gateway_service.edge.guard import Guard
from gateway_service.edge.problems import internal_error
from gateway_service.edge.reply import Replies
from gateway_service.edge.target import Guarded
from service_kit.clock.clocks import Clock
from service_kit.edge.asgi import Scope
from service_kit.edge.protocols.plain import PlainCycle
from service_kit.errors import DomainError
from service_kit.limits.questions import Question
from service_kit.logging import logs
from service_kit.lru import Lru
from service_kit.rpc.access import check_access

log = logs.get_logger(__name__)

_MOST_REMEMBERED: Final = 1024
_MOST_BYTES: Final = 4096
_USUAL: Final = frozenset(
    {
        *(b"cache-control", b"if-none-match", b"pragma", b"range", b"x-api-key"),  # ask for something else
        *(b"traceparent", b"tracestate", b"x-request-id"),  # differ each time
        *(b"content-length", b"expect", b"transfer-encoding", b"upgrade"),  # more follows
    }
)
"""Requests with one of these headers go the usual way."""


class _Known(NamedTuple):
    """What follows from the bytes of a request."""

    ip: str
    headers: dict[bytes, bytes]
    route: str
    canonical: str
    params: dict[str, str]
    guarded: Guarded
    repeat: Repeat


class _Begun(NamedTuple):
    """A request that Redis is asked about."""

    cycle: PlainCycle
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
        self._known: Lru[Any, _Known] = Lru(_MOST_REMEMBERED)
        self.pending = 0

    def remember(self, exchange: Exchange, guarded: Guarded) -> None:
        """Remembers a request that was answered from a copy at hand."""
        scope, headers = exchange.scope, exchange.headers
        if exchange.repeat is None or scope["method"] != "GET" or not _USUAL.isdisjoint(headers):
            return
        size = len(scope["raw_path"]) + len(scope["query_string"])
        if size + sum(len(name) + len(value) for name, value in headers.items()) <= _MOST_BYTES:
            facts = exchange.route, exchange.canonical, exchange.params
            self._known.put(_bytes_of(scope), _Known(exchange.ip, headers, *facts, guarded, exchange.repeat))

    def begin(self, cycle: PlainCycle, usual: Callable[[], None]) -> bool:
        """Takes over a request if it can be answered so; `usual` runs the application for it."""
        scope: Any = cycle.scope
        known = self._known.get(_bytes_of(scope)) if scope["method"] == "GET" else None
        if known is None or self.pending >= self._most:
            return False
        place = known.repeat.place()
        if place is None:
            return False
        exchange = _exchange(known, scope, self._clock.now().timestamp())
        begun = None if exchange.span.is_recorded else self._guard.begin(exchange, known.guarded, place)
        if begun is None:
            scope[BEGUN] = exchange
            return False
        coming, question = begun
        self.pending += 1
        coming.add_done_callback(partial(self._settle, _Begun(cycle, exchange, known, question), usual))
        return True

    def _settle(self, begun: _Begun, usual: Callable[[], None], came: Any) -> None:
        self.pending -= 1
        cycle, exchange = begun.cycle, begun.exchange
        try:
            if self._answered(begun, came):
                return
        except hiredis.ReplyError:
            log.debug("The script has to be loaded first")  # the usual way does that
        except DomainError as error:
            exchange.fault = error
        except Exception:
            log.exception("The request failed", endpoint=exchange.route)
            exchange.fault = internal_error()
        if cycle.response_complete:
            return
        usual_scope: Any = cycle.scope
        usual_scope[BEGUN] = exchange
        usual()

    def _answered(self, begun: _Begun, came: Any) -> bool:
        cycle, exchange, known, question = begun
        self._guard.decided(exchange, came.result(), question)
        decision = exchange.decision
        if decision is None or decision.refusal is not None or not cycle.takes_answer:
            return False
        if not known.guarded.is_open:
            check_access(known.guarded.policy, exchange.identity.caller)
        answer = known.repeat.answer(exchange)
        if answer is None:
            return False
        headers = self._replies.headers(exchange, answer.headers, keeps=answer.keeps)
        cycle.answer(answer.status, headers, answer.body)
        self._finished(exchange, answer.status)
        return True


def _bytes_of(scope: Scope) -> Any:
    client: tuple[str, int] | None = scope["client"]
    address = client[0] if client else ""
    return scope["raw_path"], scope["query_string"], address, tuple(scope["headers"])


def _exchange(known: _Known, scope: Scope, now_s: float) -> Exchange:
    exchange = Exchange(scope, known.ip, known.headers, now_s)
    exchange.route, exchange.canonical, exchange.params = known.route, known.canonical, known.params
    return exchange
