"""The health check of the upstream: without one, results of Formula 1 come from imports alone."""

from urllib.parse import urlsplit

from service_kit.rpc.diagnostics import Check, CheckResult


def upstream_check(url: str) -> Check:
    """The check of the address in the settings. It asks nobody."""

    async def check() -> CheckResult:
        if url:
            return {"status": "healthy", "details": {"f1_results": urlsplit(url).hostname or ""}}
        return {
            "status": "limited",
            "details": {"f1_results": "not configured"},
            "error": "Results of Formula 1 are not looked for",
            "recovery": "Set F1_RESULTS_URL to an API in the Ergast format, or import results",
        }

    return check
