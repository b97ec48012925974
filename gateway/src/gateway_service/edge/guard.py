"""Lets a request in: who asks, within which limits, and whether this route is open to them."""

from gateway_service.edge.exchange import Exchange
from gateway_service.edge.measures import REFUSALS
from gateway_service.edge.target import Guarded, Target
from service_kit.identity.credentials import CredentialsRefused, Identity
from service_kit.identity.verifier import Verifier
from service_kit.limits.addresses import address_bucket
from service_kit.limits.gatekeeper import Gatekeeper
from service_kit.limits.questions import NO_CACHE, CachePlace
from service_kit.rpc.access import check_access


class Guard:
    """One question to Redis per request; a request with bad credentials is charged to its address."""

    def __init__(self, verifier: Verifier, gatekeeper: Gatekeeper) -> None:
        self._verifier = verifier
        self._gatekeeper = gatekeeper

    async def admit(self, exchange: Exchange, target: Target, guarded: Guarded) -> None:
        """Finds out who asks, and leaves the decision for the answer's headers.

        Raises CredentialsRefused, RateLimited, QuotaExceeded, Unauthenticated, InsufficientPermissions, and
        Unavailable when nobody can know.
        """
        headers = exchange.headers
        if guarded.looks_at_credentials and (b"authorization" in headers or b"x-api-key" in headers):
            exchange.identity = await self._identify(exchange, guarded)
        place = target.operation.place(exchange) if target.operation is not None else NO_CACHE
        await self._decide(exchange, guarded, place)
        if not guarded.is_open:
            check_access(guarded.policy, exchange.identity.caller)

    async def _identify(self, exchange: Exchange, guarded: Guarded) -> Identity:
        authorization, key = exchange.headers.get(b"authorization"), exchange.text(b"x-api-key")
        if authorization is not None and key is None:
            identity = self._verifier.recall(authorization, exchange.now_s)
            if identity is not None:
                return identity
        exchange.enter()  # auth-service is told where a key was used from
        try:
            return await self._verifier.identify(exchange.text(b"authorization"), key)
        except CredentialsRefused:
            await self._decide(exchange, guarded, NO_CACHE)
            raise

    async def _decide(self, exchange: Exchange, guarded: Guarded, place: CachePlace) -> None:
        exchange.decision = decision = await self._gatekeeper.decide(
            exchange.identity, address_bucket(exchange.ip), guarded.terms, place
        )
        if decision.refusal is not None:
            REFUSALS.labels(decision.refusal.reason).inc()
            raise decision.refusal
