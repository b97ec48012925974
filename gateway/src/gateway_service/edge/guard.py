"""Admits a request: identity, limits, and access to the route."""

import asyncio

from gateway_service.edge.exchange import Exchange
from gateway_service.edge.measures import REFUSALS
from gateway_service.edge.target import Guarded
from service_kit.identity.credentials import NOBODY, CredentialsRefused
from service_kit.identity.verifier import Verifier
from service_kit.limits.addresses import address_bucket
from service_kit.limits.gatekeeper import Gatekeeper
from service_kit.limits.questions import NO_CACHE, CachePlace, Question
from service_kit.limits.strangers import RefusedAddresses
from service_kit.redis.connection import Reply
from service_kit.redis.errors import RedisUnavailable
from service_kit.rpc.access import check_access


class Guard:
    """Calls Redis once per request; a request with invalid credentials is charged to its address.

    An address whose window is used up is charged first, so that the keys it makes up cost no call to
    auth-service. A key that is known to be valid is not affected.
    """

    def __init__(self, verifier: Verifier, gatekeeper: Gatekeeper) -> None:
        self._verifier = verifier
        self._gatekeeper = gatekeeper
        self._refused = RefusedAddresses()

    async def identify(self, exchange: Exchange, guarded: Guarded) -> None:
        """Identifies the caller. Raises CredentialsRefused, or Unavailable if this cannot be decided."""
        authorization, key = exchange.headers.get(b"authorization"), exchange.text(b"x-api-key")
        if authorization is not None and key is None:
            identity = self._verifier.recall(authorization, exchange.now_s)
            if identity is not None:
                exchange.identity = identity
                return
        given = exchange.text(b"authorization")
        is_charged = self._refused.has(address_bucket(exchange.ip), guarded.terms)
        is_charged = is_charged and not self._verifier.trusts(given, key)
        if is_charged:
            await self._charge(exchange, guarded, NO_CACHE)
        exchange.enter()  # auth-service records the address from which a key was used
        try:
            exchange.identity = await self._verifier.identify(given, key)
        except CredentialsRefused:
            if not is_charged:
                await self._charge(exchange, guarded, NO_CACHE)
            raise

    def begin(
        self, exchange: Exchange, guarded: Guarded, place: CachePlace
    ) -> tuple[asyncio.Future[Reply], Question] | None:
        """Charges a request without waiting, if its caller is known; `decided` reads the reply."""
        authorization = exchange.headers.get(b"authorization")
        if authorization is not None and guarded.looks_at(exchange.headers):
            identity = self._verifier.recall(authorization, exchange.now_s)
            if identity is None:
                return None
            exchange.identity = identity
        question = self._gatekeeper.question(
            exchange.identity, address_bucket(exchange.ip), guarded.terms, place
        )
        try:
            return self._gatekeeper.begin(question), question
        except RedisUnavailable:
            return None

    def decided(self, exchange: Exchange, reply: Reply, question: Question) -> None:
        """Stores the decision in a reply to `begin`. Raises RevocationsUnknown."""
        exchange.decision = self._gatekeeper.read(reply, question)

    async def admit(self, exchange: Exchange, guarded: Guarded, place: CachePlace = NO_CACHE) -> None:
        """Charges the request, reads the cache, and stores the decision for the answer's headers.

        Raises RateLimited, QuotaExceeded, Unauthenticated, InsufficientPermissions, and Unavailable if
        this cannot be decided.
        """
        await self._charge(exchange, guarded, place)
        if not guarded.is_open:
            check_access(guarded.policy, exchange.identity.caller)

    async def _charge(self, exchange: Exchange, guarded: Guarded, place: CachePlace) -> None:
        address = address_bucket(exchange.ip)
        decision = exchange.decision
        if decision is None:  # otherwise the lane has charged it already
            decision = await self._gatekeeper.decide(exchange.identity, address, guarded.terms, place)
            exchange.decision = decision
        if decision.refusal is not None:
            if exchange.identity is NOBODY:
                self._refused.note(address, guarded.terms, decision.refusal)
            REFUSALS.labels(decision.refusal.reason).inc()
            raise decision.refusal
