"""The limits of a method, the same on all its paths and as a tool, so that all share one bucket."""

from altsports.contract.catalog import Method
from service_kit.limits.questions import RouteTerms
from service_kit.limits.rates import Rate


def terms_of(method: Method) -> RouteTerms:
    """The documented rate limit and the quotas of a method."""
    policy, http = method.policy, method.http
    limit = policy.rate_limit
    return RouteTerms(
        endpoint=f"{http.verb} {http.path}" if http else method.full_path,
        rate=Rate(limit.limit, limit.window_s) if limit else None,
        quota_cost=0 if policy.unmetered else policy.quota_cost,
        spends_tokens=policy.spends_tokens,
        bucket=policy.rate_limit_bucket,
    )
