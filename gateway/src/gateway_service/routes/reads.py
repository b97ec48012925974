"""Routes that only read: cached while fresh, asked for once by many, stale when nobody answers."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from altsports.contract.catalog import Method
from gateway_service.cache.entry import Entry, joined
from gateway_service.cache.flights import Flights
from gateway_service.cache.hits import Hit, Hits
from gateway_service.cache.keys import CacheKeys
from gateway_service.cache.payload import Payload
from gateway_service.cache.store import CacheStore
from gateway_service.edge.errors import NotCached
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.measures import CACHE
from gateway_service.routes.conditional import not_modified
from gateway_service.routes.encoding import enveloped, rendered
from gateway_service.routes.envelope import wants_envelope
from gateway_service.routes.reading import RequestReading, Values
from gateway_service.routes.upstream import Upstream
from service_kit.clock.clocks import Clock
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Header, Receive
from service_kit.edge.presence import while_present
from service_kit.edge.reply import Reply
from service_kit.errors import NO_ANSWER, DomainError
from service_kit.limits.questions import NO_CACHE, CachePlace
from service_kit.logging import logs
from service_kit.redis.errors import RedisUnavailable

log = logs.get_logger(__name__)

_MOST_REMEMBERED = 4096
_STALE_WARNING = "The service does not answer; this answer is {age} s old"
_HIT, _MISS, _STALE = CACHE.labels("hit"), CACHE.labels("miss"), CACHE.labels("stale")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was read; the same path and query are read only once."""

    values: Values
    envelope: bool
    key: str
    tags: tuple[str, ...]


class ReadOperation:
    """Answers GET requests of one route."""

    def __init__(
        self,
        method: Method,
        reading: RequestReading,
        upstream: Upstream,
        store: CacheStore,
        clock: Clock,
        *,
        envelope: bool,
    ) -> None:
        self._policy = method.policy.cache
        self._keys = CacheKeys(method)
        self._reading = reading
        self._upstream = upstream
        self._store = store
        self._clock = clock
        self._envelope = envelope
        self._flights: Flights[Payload] = Flights()
        self._remembered: dict[tuple[str, bytes], Asked] = {}
        self._storing: set[asyncio.Task[None]] = set()
        private = method.policy.access == "REQUIRED" or (self._policy is not None and self._policy.per_caller)
        self._standing: list[Header] = [
            (b"cache-control", b"private, no-cache" if private else b"public, no-cache"),
            (b"vary", b"Authorization, X-API-Key"),
        ]
        self._hits = Hits(self._standing)

    def place(self, exchange: Exchange) -> CachePlace:
        """Reads the request; what is wrong with it is told once the request is admitted."""
        try:
            exchange.prepared = asked = self._asked(exchange)
        except DomainError as error:
            exchange.prepared = error
            return NO_CACHE
        if self._policy is None:
            return NO_CACHE
        if b"no-cache" in exchange.headers.get(b"cache-control", b""):
            return CachePlace("", asked.tags)  # nothing to send that will not be used
        key = self._key_for(asked, exchange)
        exchange.at_hand = hit = self._hits.at_hand(key)
        return CachePlace(key, asked.tags, b"" if hit is None else hit.known)

    async def answer(self, exchange: Exchange, receive: Receive, reply: Reply) -> Answer:  # noqa: ARG002 - others stream
        """The cached answer, the service's, or a stale one with a warning."""
        asked: Asked | DomainError = exchange.prepared
        if isinstance(asked, DomainError):
            raise asked
        if self._policy is None:
            exchange.enter()
            payload = await while_present(self._upstream.ask(asked.values), receive)
            return self._answered(exchange, payload, [])
        decision = exchange.decision
        versions = decision.tag_versions if decision else ()
        hit = self._found(asked, exchange)
        wish = exchange.headers.get(b"cache-control", b"")
        if hit is not None and hit.entry.is_fresh(exchange.now_s, versions):
            return self._hit(exchange, hit)
        if b"only-if-cached" in wish:
            raise NotCached("There is no cached answer")
        return await self._miss(exchange, asked, hit.entry if hit else None, versions, receive)

    def _found(self, asked: Asked, exchange: Exchange) -> Hit | None:
        """What the cache holds: the copy at hand where it is still the one."""
        decision = exchange.decision
        if decision is None or decision.known:
            return exchange.at_hand
        return self._hits.take(self._key_for(asked, exchange), decision.cached) if decision.cached else None

    async def _miss(
        self,
        exchange: Exchange,
        asked: Asked,
        entry: Entry | None,
        versions: tuple[bytes | None, ...],
        receive: Receive,
    ) -> Answer:
        exchange.enter()
        key = self._key_for(asked, exchange)
        flight = f"{key} {versions}"
        try:
            payload = await while_present(
                self._flights.join(flight, lambda: self._fetch(asked, key, versions)), receive
            )
        except NO_ANSWER:
            entry = entry or await self._kept(key)
            if entry is None or not entry.is_usable(exchange.now_s):
                raise
            return self._stale(exchange, entry, exchange.now_s)
        _MISS.inc()
        return self._answered(exchange, payload, [(b"cache-status", b"altsports; fwd=uri-miss; stored")])

    async def _fetch(self, asked: Asked, key: str, versions: tuple[bytes | None, ...]) -> Payload:
        payload = await self._upstream.ask(asked.values)
        policy = self._policy
        if policy is not None and policy.ttl_s > 0:
            made_at = self._clock.now().timestamp()
            entry = Entry(made_at, policy.ttl_s, policy.stale_s, joined(versions), payload)
            self._in_background(self._keep(key, asked.tags, versions, entry))
        return payload

    async def _kept(self, key: str) -> Entry | None:
        """The cached answer, for a client that wanted a new one and cannot have it."""
        try:
            return await self._store.read(key)
        except RedisUnavailable:
            return None

    async def _keep(
        self, key: str, tags: tuple[str, ...], versions: tuple[bytes | None, ...], entry: Entry
    ) -> None:
        try:
            await self._store.store(key, tags, versions, entry)
        except RedisUnavailable:
            log.warning("An answer could not be cached: redis is away")

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._storing.add(task)
        task.add_done_callback(self._storing.discard)

    def _hit(self, exchange: Exchange, hit: Hit) -> Answer:
        _HIT.inc()
        exchange.outcome = "cache hit"
        payload, headers = hit.entry.payload, hit.headers(exchange.now_s)
        if b"if-none-match" in exchange.headers and not_modified(exchange, payload.etag):
            return Answer(304, headers=headers[1:], keeps=True)
        if exchange.prepared.envelope:
            return Answer(200, enveloped(payload, exchange, cached=True), headers, keeps=True)
        return Answer(200, payload.data, [*headers, *payload.headers], keeps=True)

    def _stale(self, exchange: Exchange, entry: Entry, now: float) -> Answer:
        _STALE.inc()
        exchange.outcome = "stale"
        age = entry.age_s(now)
        headers = [
            (b"age", b"%d" % age),
            (b"warning", b'110 - "Response is Stale"'),
            (b"cache-status", b"altsports; hit; ttl=%d; detail=stale" % (entry.fresh_s - age)),
        ]
        warning = _STALE_WARNING.format(age=age)
        return self._answered(exchange, entry.payload, headers, cached=True, warning=warning)

    def _answered(
        self,
        exchange: Exchange,
        payload: Payload,
        extra: list[Header],
        *,
        cached: bool = False,
        warning: str = "",
    ) -> Answer:
        headers = [*self._standing, (b"etag", payload.etag), *extra]
        if not warning and not_modified(exchange, payload.etag):
            return Answer(304, headers=headers, keeps=True)
        envelope = exchange.prepared.envelope
        body, described = rendered(payload, exchange, envelope=envelope, cached=cached, warning=warning)
        return Answer(200, body, described + headers, keeps=True)

    def _asked(self, exchange: Exchange) -> Asked:
        place = (exchange.path, exchange.query)
        asked = self._remembered.get(place)
        if asked is None:
            values = self._reading.of_query(exchange.params, exchange.query)
            envelope = self._envelope and wants_envelope(exchange.query)
            asked = Asked(values, envelope, self._keys.key(values), self._keys.tags(values))
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[place] = asked
        return asked

    def _key_for(self, asked: Asked, exchange: Exchange) -> str:
        if self._policy is None or not self._policy.per_caller:
            return asked.key
        caller = exchange.identity.caller
        return f"{asked.key}:{caller.user_id}.{caller.api_key_id}.{caller.organisation_id}"
