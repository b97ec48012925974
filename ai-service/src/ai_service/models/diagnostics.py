"""What the service tells about its providers: without keys it is limited, not down."""

from collections.abc import Sequence

from ai_service.models.domain import Provider, is_limited
from service_kit.rpc.diagnostics import Check, CheckResult


def providers_check(providers: Sequence[Provider]) -> Check:
    """The check of the providers; it looks at the settings and asks nobody."""
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
