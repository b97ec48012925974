"""Routes that change something: read the body, make the change once, and purge stale cached answers."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from altsports.contract.catalog import Method
from gateway_service.cache.keys import filled
from gateway_service.cache.store import CacheStore
from gateway_service.edge.exchange import Exchange
from gateway_service.edge.problems import problem_answer
from gateway_service.edge.target import Prepared
from gateway_service.idempotency import KEPT_S, Claim, IdempotencyKeys, expiry_header
from gateway_service.routes.encoding import rendered
from gateway_service.routes.envelope import wants_envelope
from gateway_service.routes.followed import is_followed, location_of
from gateway_service.routes.reading import RequestReading, Values
from gateway_service.routes.upstream import Upstream
from gateway_service.routes.versions import EXPECTED, expected_version
from service_kit.edge.answer import Answer
from service_kit.edge.asgi import Receive
from service_kit.edge.body import BodyReader
from service_kit.edge.presence import while_present
from service_kit.edge.reply import Reply
from service_kit.errors import DomainError
from service_kit.logging import logs
from service_kit.redis.errors import RedisUnavailable

log = logs.get_logger(__name__)

AfterChange = Callable[[Method], Awaitable[None]]


class WriteOperation:
    """Answers the POST, PUT, PATCH and DELETE requests of one route."""

    def __init__(
        self,
        method: Method,
        reading: RequestReading,
        upstream: Upstream,
        store: CacheStore,
        bodies: BodyReader,
        *,
        has_body: bool,
        envelope: bool,
        purges: tuple[str, ...],
        keys: IdempotencyKeys,
        takes_key: bool,
        after_change: AfterChange,
    ) -> None:
        self._method = method
        self._reading = reading
        self._upstream = upstream
        self._store = store
        self._bodies = bodies
        self._has_body = has_body
        self._envelope = envelope
        self._purges = purges
        self._keys = keys
        self._takes_key = takes_key
        self._after_change = after_change
        self._is_followed = is_followed(method)
        self._takes_request_id = "request_id" in method.request_model.model_fields
        self._takes_version = EXPECTED in method.request_model.model_fields

    def prepare(self, exchange: Exchange) -> Prepared:
        """Changes are not cached; the body is read after the request is admitted."""
        return Prepared(partial(self._answer, exchange))

    async def _answer(self, exchange: Exchange, receive: Receive, reply: Reply) -> Answer:  # noqa: ARG002
        """Returns the service's answer, or the earlier one with the same Idempotency-Key."""
        exchange.enter()
        body = await self._bodies.read(exchange.headers, receive)
        values = self._values(exchange, body)
        if self._takes_version and (version := expected_version(exchange)) is not None:
            values[EXPECTED] = version
        envelope = self._envelope and wants_envelope(exchange.query)
        change = partial(self._change, exchange, values, envelope=envelope)
        claim = await self._claim(exchange, body)
        if isinstance(claim, Answer):
            exchange.outcome = "replayed"
            return claim
        if claim is None:
            return await while_present(change(), receive)
        if self._takes_request_id:
            values.setdefault("request_id", claim.key[:100])
        # From here on, the work finishes even if the client disconnects: it will retry to get the answer.
        return await asyncio.shield(asyncio.create_task(self._change_once(exchange, claim, change)))

    async def _claim(self, exchange: Exchange, body: bytes) -> Claim | Answer | None:
        path, timeout_s = self._method.full_path, self._method.policy.timeout_s
        if not self._takes_key:
            return None
        return await self._keys.claim(exchange, path, body, timeout_s=timeout_s)

    async def _change_once(
        self, exchange: Exchange, claim: Claim, change: Callable[[], Awaitable[Answer]]
    ) -> Answer:
        keys = self._keys
        try:
            answer = await change()
        except DomainError as error:
            if error.retry != "never" or error.kind == "unauthenticated":  # the same after a new login
                await keys.abandon(claim)
                raise
            answer = problem_answer(error, exchange)
        except BaseException:
            await keys.abandon(claim)
            raise
        try:
            await keys.finish(claim, answer)
        except RedisUnavailable:
            log.warning("The answer for an idempotency key could not be stored: redis is down")
            return answer
        answer.headers.append(expiry_header(KEPT_S))
        return answer

    async def _change(self, exchange: Exchange, values: Values, *, envelope: bool) -> Answer:
        payload = await self._upstream.ask(values)
        await self._purge(values)
        await self._after_change(self._method)
        status = self._method.policy.success_status
        if status == 204:
            return Answer(204)
        body, headers = rendered(payload, exchange, envelope=envelope)
        if self._upstream.is_versioned:
            headers.append((b"etag", payload.etag))
        if self._is_followed:
            headers.append(location_of(payload))
        return Answer(status, body, headers)

    async def _purge(self, values: Values) -> None:
        try:
            await self._store.purge(filled(self._purges, values))
        except RedisUnavailable:
            log.warning("Cached answers could not be purged: redis is down", rpc=self._method.full_path)

    def _values(self, exchange: Exchange, body: bytes) -> dict[str, Any]:
        if not self._has_body:
            return self._reading.of_query(exchange.params, exchange.query)
        content_type = exchange.text(b"content-type") or ""
        return self._reading.of_body(exchange.params, content_type, body, exchange.query)
