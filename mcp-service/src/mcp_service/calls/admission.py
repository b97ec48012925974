"""Decides whether a call is allowed: the policy of the contract, then the limits and quotas of the mesh."""

from mcp_service.calls.context import CallContext
from mcp_service.tools.cards import ToolCard
from service_kit.errors import DomainError
from service_kit.identity.credentials import Identity
from service_kit.limits.gatekeeper import Gatekeeper, RouteTerms
from service_kit.rpc.access import check_access


class Admission:
    """Asks the gatekeeper once for each call."""

    def __init__(self, gatekeeper: Gatekeeper) -> None:
        self._gatekeeper = gatekeeper

    async def admit(self, card: ToolCard, context: CallContext) -> None:
        """Raises Unauthenticated, PermissionDenied, RateLimited or QuotaExceeded."""
        check_access(card.method.policy, context.identity.caller)
        verdict = context.verdict
        if verdict is not None and verdict.tool == card.name:
            refusal = verdict.refusal
        else:
            refusal = await self.refusal(card.terms, context.identity, context.bucket)
        if refusal is not None:
            raise refusal

    async def refusal(self, terms: RouteTerms, identity: Identity, bucket: str) -> DomainError | None:
        """Charges one call and returns None, or returns the refusal; without Redis, every call is refused."""
        try:
            decision = await self._gatekeeper.decide(identity, bucket, terms)
        except DomainError as error:
            return error
        return decision.refusal
