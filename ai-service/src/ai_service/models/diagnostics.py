"""The health check of the model providers: without any that is ready, the service is limited but not down."""

from collections.abc import Mapping, Sequence
from typing import Any

from ai_service.models.domain import Availability, is_limited
from ai_service.models.routing.router import Member
from service_kit.rpc.diagnostics import Check, CheckResult


def providers_check(providers: Sequence[Availability], members: Mapping[str, Member]) -> Check:
    """The check of the providers. It reports what is known about them and calls none."""
    available = [provider.name for provider in providers if provider.available]
    missing = dict.fromkeys(provider.reason for provider in providers if provider.reason)

    async def check() -> CheckResult:
        details: dict[str, Any] = {"available": available}
        resting = {member.name: _described(member) for member in members.values() if not _is_ready(member)}
        if resting:
            details["cooling_down"] = resting
        if is_limited(providers):
            return {
                "status": "limited",
                "details": details,
                "error": "Only the deterministic local provider can answer",
                "recovery": "; or ".join(missing),
            }
        if len(resting) == len(members):
            return {
                "status": "limited",
                "details": details,
                "error": "No model provider is ready",
                "recovery": "Wait for the cooldowns; see the details for what happened",
            }
        return {"status": "healthy", "details": details}

    return check


def _is_ready(member: Member) -> bool:
    return member.health.state == "ready"


def _described(member: Member) -> dict[str, Any]:
    health = member.health
    return {"state": health.state, "error": health.last_error, "ready_in_s": round(health.ready_in_s, 1)}
