"""Routes with a cache: serve fresh answers, fetch once for many clients, serve stale answers in outages."""

import asyncio
from collections.abc import Coroutine
from functools import partial
from typing import Any, NamedTuple

from altsports.contract.catalog import Method
from altsports.contract.policy import CachePolicy
from gateway_service.cache.entry import Entry, joined
from gateway_service.cache.flights import Flights
from gateway_service.cache.hits import AtHand, Hit, Hits
from gateway_service.cache.patience import Patience
from gateway_service.cache.payload import Payload
from gateway_service.cache.store import CacheStore
from gateway_service.edge.compression import LEAST_BYTES, takes_gzip
from gateway_service.edge.errors import NotCached
from gateway_service.edge.exchange import Copy, Exchange
from gateway_service.edge.measures import CACHE
from gateway_service.edge.target import Prepared
from gateway_service.routes.conditional import not_modified
from gateway_service.routes.encoding import BEFORE, ending
from gateway_service.routes.reads import Asked, AskedBefore, answered, standing_headers
from gateway_service.routes.upstream import Upstream
from service_kit.clock.clocks import Clock
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Receive
from service_kit.edge.presence import while_present
from service_kit.edge.reply import Reply
from service_kit.errors import NO_ANSWER
from service_kit.limits.questions import CachePlace
from service_kit.logging import logs
from service_kit.redis.errors import RedisUnavailable

log = logs.get_logger(__name__)

_STALE_WARNING = "The service does not answer; this answer is {age} s old"
_HIT, _MISS, _STALE = CACHE.labels("hit"), CACHE.labels("miss"), CACHE.labels("stale")

Versions = tuple[bytes | None, ...]


class _Request(NamedTuple):
    """One request; `at_hand` is the copy of its answer that this process served before."""

    exchange: Exchange
    asked: Asked
    key: str
    at_hand: Hit | None


class _Again(NamedTuple):
    """The same request once more."""

    operation: "CachedReadOperation"
    asked: Asked
    key: str

    def place(self) -> CachePlace | None:
        hit = self.operation.at_hand(self.key)
        return None if hit is None else hit.place

    def answer(self, exchange: Exchange) -> Copy | None:
        hit, decision = self.operation.at_hand(self.key), exchange.decision
        if hit is None or decision is None or not decision.known:
            return None
        if not hit.entry.is_fresh(exchange.now_s, decision.tag_versions):
            return None
        return self.operation.copy(exchange, self.asked, hit)


class CachedReadOperation:
    """Answers the GET requests of one route."""

    def __init__(
        self,
        method: Method,
        policy: CachePolicy,
        asked: AskedBefore,
        upstream: Upstream,
        store: CacheStore,
        clock: Clock,
        hits: AtHand,
    ) -> None:
        self._policy = policy
        self._asked = asked
        self._upstream = upstream
        self._store = store
        self._clock = clock
        self._flights: Flights[Payload] = Flights()
        self._patience: Patience[Payload, Entry] = Patience()
        self._storing: set[asyncio.Task[None]] = set()
        self._standing = standing_headers(private=method.policy.access == "REQUIRED" or policy.per_caller)
        self._hits = Hits(self._standing, hits)

    def prepare(self, exchange: Exchange) -> Prepared:
        """Parses the request, and finds the place of its answer in the cache."""
        asked = self._asked.of(exchange)
        key = asked.key
        if self._policy.per_caller:
            caller = exchange.identity.caller
            key = f"{key}:{caller.user_id}.{caller.api_key_id}.{caller.organisation_id}"
        if _wants_new(exchange):
            hit, place = None, CachePlace("", asked.tags)  # the answer will not be used, so do not read it
        else:
            hit = self._hits.at_hand(key)
            place = CachePlace(key, asked.tags) if hit is None else hit.place
        return Prepared(partial(self._answer, _Request(exchange, asked, key, hit)), place)

    async def _answer(self, request: _Request, receive: Receive, reply: Reply) -> Answer:  # noqa: ARG002 - streams use it
        """Returns the cached answer, the service's, or a stale one with a warning."""
        exchange = request.exchange
        versions = exchange.decision.tag_versions if exchange.decision else ()
        hit = self._found(request)
        if hit is not None and hit.entry.is_fresh(exchange.now_s, versions):
            exchange.repeat = _Again(self, request.asked, request.key)
            return self.served(request, hit)
        if b"only-if-cached" in exchange.headers.get(b"cache-control", b""):
            raise NotCached("There is no cached answer")
        return await self._miss(request, hit.entry if hit else None, versions, receive)

    def _found(self, request: _Request) -> Hit | None:
        """The cached answer: the copy at hand if it is still current."""
        decision = request.exchange.decision
        if decision is None or decision.known:
            return request.at_hand
        if not decision.cached:
            return None
        return self._hits.take(request.key, request.asked.tags, decision.cached)

    async def _miss(
        self, request: _Request, entry: Entry | None, versions: Versions, receive: Receive
    ) -> Answer:
        exchange, asked, key, _ = request
        exchange.enter()
        find_old = partial(self._usable, request, entry)
        flight = self._flights.board((key, versions), partial(self._fetch, asked, key, versions))
        has_old = entry is not None or _wants_new(exchange)
        coming = self._patience.first(flight, find_old) if has_old else flight.result()
        try:
            payload = await while_present(coming, receive)
        except NO_ANSWER:
            old = await find_old()
            if old is None:
                raise
            return self._stale(request, old)
        if isinstance(payload, Entry):
            return self._stale(request, payload)
        _MISS.inc()
        headers = [*self._standing, (b"cache-status", b"altsports; fwd=uri-miss; stored")]
        return answered(exchange, payload, headers, envelope=asked.envelope)

    async def _fetch(self, asked: Asked, key: str, versions: Versions) -> Payload:
        payload = await self._upstream.ask(asked.values)
        policy = self._policy
        if policy.ttl_s > 0:
            made_at = self._clock.now().timestamp()
            entry = Entry(made_at, policy.ttl_s, policy.stale_s, joined(versions), payload)
            if not self._store.has(key, entry):
                self._in_background(self._keep(key, asked.tags, versions, entry))
        return payload

    async def _usable(self, request: _Request, entry: Entry | None) -> Entry | None:
        """The old answer, unless it is too old; a client that requested a new one did not read it."""
        old = entry or await self._kept(request.key)
        return old if old is not None and old.is_usable(request.exchange.now_s) else None

    async def _kept(self, key: str) -> Entry | None:
        """The cached answer, for a client that requested a new one while the service is unavailable."""
        try:
            return await self._store.read(key)
        except RedisUnavailable:
            return None

    async def _keep(self, key: str, tags: tuple[str, ...], versions: Versions, entry: Entry) -> None:
        try:
            await self._store.store(key, tags, versions, entry)
        except RedisUnavailable:
            log.warning("An answer could not be cached: redis is down")

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._storing.add(task)
        task.add_done_callback(self._storing.discard)

    def at_hand(self, key: str) -> Hit | None:
        """The copy of an answer that this process served before."""
        return self._hits.at_hand(key)

    def served(self, request: _Request, hit: Hit) -> Answer:
        """The answer with a copy that is current."""
        exchange = request.exchange
        if b"if-none-match" in exchange.headers and not_modified(exchange, hit.entry.payload.etag):
            _HIT.inc()
            exchange.outcome = "cache hit"
            return Answer(304, headers=hit.headers(exchange.now_s)[1:], keeps=True)
        headers, parts = self.copy(exchange, request.asked, hit)
        return Answer(200, b"".join(parts), headers, keeps=True)

    def copy(self, exchange: Exchange, asked: Asked, hit: Hit) -> Copy:
        """The copy as an answer. Its parts are not joined, because that takes time if they are long."""
        _HIT.inc()
        exchange.outcome = "cache hit"
        payload = hit.entry.payload
        before, after = (BEFORE, ending(payload, exchange, cached=True)) if asked.envelope else (b"", b"")
        size = len(before) + len(payload.data) + len(after)
        packs = size >= LEAST_BYTES and takes_gzip(exchange.headers.get(b"accept-encoding", b""))
        headers = hit.headers(exchange.now_s, encoded=packs)
        headers = [*headers, *payload.headers]
        return Copy(headers, (hit.compressed(before, after),) if packs else (before, payload.data, after))

    def _stale(self, request: _Request, entry: Entry) -> Answer:
        exchange = request.exchange
        _STALE.inc()
        exchange.outcome = "stale"
        age = entry.age_s(exchange.now_s)
        headers = [
            *self._standing,
            (b"age", b"%d" % age),
            (b"warning", b'110 - "Response is Stale"'),
            (b"cache-status", b"altsports; hit; ttl=%d; detail=stale" % (entry.fresh_s - age)),
        ]
        warning = _STALE_WARNING.format(age=age)
        envelope = request.asked.envelope
        return answered(exchange, entry.payload, headers, envelope=envelope, cached=True, warning=warning)


def _wants_new(exchange: Exchange) -> bool:
    return b"no-cache" in exchange.headers.get(b"cache-control", b"")
