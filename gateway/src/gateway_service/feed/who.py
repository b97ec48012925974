"""The callers of the feed: identified by token, ticket or headers, and counted by leases."""

import secrets
from typing import Final

from gateway_service.edge.exchange import Exchange
from gateway_service.edge.guard import Guard
from gateway_service.edge.target import Guarded
from gateway_service.feed.leases import Leases
from gateway_service.feed.parts import FeedLimitSettings
from gateway_service.feed.tickets import Tickets
from gateway_service.pages.guarded import PagePolicy
from service_kit.identity.credentials import Identity
from service_kit.identity.verifier import Verifier
from service_kit.limits.addresses import address_bucket
from service_kit.limits.gatekeeper import Gatekeeper
from service_kit.limits.questions import RouteTerms
from service_kit.limits.rates import Rate
from service_kit.rpc.access import check_access

Lease = tuple[str, str]

PATH: Final = "/ws/updates"
TERMS: Final = RouteTerms(f"WS {PATH}", Rate(100, 60), quota_cost=0)
GUARDED: Final = Guarded(PagePolicy("OPTIONAL", permissions=("feed:read",)), TERMS)


class Callers:
    """Identifies callers and enforces their limits, as on every route."""

    def __init__(
        self,
        guard: Guard,
        verifier: Verifier,
        *,
        gatekeeper: Gatekeeper,
        tickets: Tickets,
        leases: Leases,
        limits: FeedLimitSettings,
    ) -> None:
        self._guard = guard
        self._verifier = verifier
        self._gatekeeper = gatekeeper
        self._tickets = tickets
        self._leases = leases
        self._limits = limits

    async def admit(self, exchange: Exchange, *, token: str | None, ticket: str | None) -> None:
        """Admits a request; a token or ticket in the URL takes precedence. Raises the errors of the guard."""
        if token is not None:
            exchange.headers.pop(b"x-api-key", None)
            exchange.headers[b"authorization"] = b"Bearer " + token.encode()
        elif ticket is not None:
            exchange.headers.pop(b"x-api-key", None)
            exchange.headers.pop(b"authorization", None)
            exchange.identity = await self._tickets.redeem(ticket)
        if GUARDED.looks_at(exchange.headers):
            await self._guard.identify(exchange, GUARDED)
        await self._guard.admit(exchange, GUARDED)

    async def recognise(self, exchange: Exchange, *, token: str | None, ticket: str | None) -> None:
        """Identifies the caller of an admitted request. Raises CredentialsRefused, Unavailable."""
        if token is not None:
            exchange.identity = await self.of_token(token, exchange.ip)
        elif ticket is not None:
            exchange.identity = await self._tickets.redeem(ticket)

    async def of_token(self, token: str, ip: str) -> Identity:
        """Returns the identity of a token.

        Raises CredentialsRefused, InsufficientPermissions, RateLimited, Unavailable.
        """
        identity = await self._verifier.identify(f"Bearer {token}", None)
        check_access(GUARDED.policy, identity.caller)
        decision = await self._gatekeeper.decide(identity, address_bucket(ip), TERMS)
        if decision.refusal is not None:
            raise decision.refusal
        return identity

    async def take(self, exchange: Exchange) -> Lease:
        """Takes a lease for the caller. Raises TooManyConnections, RedisUnavailable."""
        return await self._take(exchange.identity, exchange.ip)

    async def move(self, lease: Lease, identity: Identity) -> Lease:
        """Replaces the lease of a client that has authenticated. Raises the errors of `take`."""
        taken = await self._take(identity, "")
        await self._leases.give_back(*lease)
        return taken

    async def give_back(self, lease: Lease) -> None:
        """Ends a lease. Raises RedisUnavailable."""
        await self._leases.give_back(*lease)

    async def _take(self, identity: Identity, ip: str) -> Lease:
        known = identity.principal is not None
        holder = f"user:{identity.principal}" if known else f"ip:{address_bucket(ip)}"
        place = secrets.token_hex(8)
        most = self._limits.per_user if known else self._limits.per_address
        await self._leases.take(holder, place, most=most)
        return holder, place
