"""The health check of the model providers: without keys, the service is limited but not down."""

from collections.abc import Sequence

from ai_service.models.domain import Provider, is_limited
from service_kit.rpc.diagnostics import Check, CheckResult


def providers_check(providers: Sequence[Provider]) -> Check:
    """The check of the providers. It reads the settings and calls no provider."""
    result: CheckResult = {
        "status": "healthy",
        "details": {"available": [provider.name for provider in providers if provider.available]},
    }
    if is_limited(providers):
        missing = [provider.reason for provider in providers if provider.reason]
        result |= {
            "status": "limited",
            "error": "Only the deterministic local provider can answer",
            "recovery": "; or ".join(dict.fromkeys(missing)),
        }

    async def check() -> CheckResult:
        return result

    return check
