"""Lets a request in: who asks, within which limits, and whether this route is open to them."""

from gateway_service.edge.exchange import Exchange
from gateway_service.edge.measures import REFUSALS
from gateway_service.edge.target import CacheQuestion, Guarded, Target
from service_kit.access import check_access
from service_kit.caller import Caller, set_current_caller
from service_kit.identity.credentials import NOBODY, CredentialsRefused, Identity
from service_kit.identity.verifier import Verifier
from service_kit.limits.addresses import address_bucket
from service_kit.limits.gatekeeper import Gatekeeper

_NOTHING = CacheQuestion("", ())


class Guard:
    """One question to Redis per request; a request with bad credentials is charged to its address."""

    def __init__(self, verifier: Verifier, gatekeeper: Gatekeeper) -> None:
        self._verifier = verifier
        self._gatekeeper = gatekeeper

    async def admit(self, exchange: Exchange, target: Target, guarded: Guarded) -> None:
        """Makes the caller known to everything below, and the decision to the answer's headers.

        Raises CredentialsRefused, RateLimited, QuotaExceeded, Unauthenticated, InsufficientPermissions, and
        Unavailable when nobody can know.
        """
        exchange.identity = await self._identify(exchange, guarded)
        set_current_caller(_caller(exchange))
        question = target.operation.question(exchange) if target.operation else None
        await self._decide(exchange, guarded, question or _NOTHING)
        check_access(guarded.policy, exchange.identity.caller)

    async def _identify(self, exchange: Exchange, guarded: Guarded) -> Identity:
        if guarded.policy.access == "PUBLIC":
            return NOBODY
        if b"x-api-key" in exchange.headers:
            set_current_caller(_caller(exchange))  # auth-service is told where a key was used from
        try:
            return await self._verifier.identify(exchange.text(b"authorization"), exchange.text(b"x-api-key"))
        except CredentialsRefused:
            await self._decide(exchange, guarded, _NOTHING)
            raise

    async def _decide(self, exchange: Exchange, guarded: Guarded, question: CacheQuestion) -> None:
        decision = await self._gatekeeper.decide(
            exchange.identity,
            address_bucket(exchange.ip),
            guarded.terms,
            cache_key=question.key or None,
            tags=question.tags,
        )
        exchange.decision = decision
        if decision.refusal is not None:
            REFUSALS.labels(decision.refusal.reason).inc()
            raise decision.refusal


def _caller(exchange: Exchange) -> Caller:
    """The caller with the facts of this request; spelled out: dataclasses.replace costs twice as much."""
    known = exchange.identity.caller
    return Caller(
        known.kind,
        known.user_id,
        known.username,
        known.role,
        known.permissions,
        known.tier,
        known.organisation_id,
        known.session_id,
        known.api_key_id,
        exchange.ip,
        exchange.request_id,
        exchange.span.place.traceparent,
    )
