"""Guards for hand-written routes: the policy that the contract states for all others."""

from dataclasses import dataclass

from gateway_service.edge.target import Guarded
from service_kit.limits.gatekeeper import RouteTerms
from service_kit.rpc.access import PagePermission


@dataclass(frozen=True, slots=True)
class PagePolicy:
    """The access rules of a page."""

    access: str
    role: str = ""
    permissions: tuple[str, ...] = ()


def guarded(endpoint: str, permission: PagePermission, *, role: str = "", quota_cost: int = 1) -> Guarded:
    """A page for callers with a permission, such as "GET /api/v1/admin/metrics"."""
    return Guarded(PagePolicy("REQUIRED", role, (permission,)), RouteTerms(endpoint, quota_cost=quota_cost))
