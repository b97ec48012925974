"""The caller's usage of this month and recent days; available even if the quota is used up."""

from datetime import datetime, timedelta
from typing import Any

from fastapi import FastAPI, Query, Request
from pydantic import BaseModel, Field

from gateway_service.edge.exchange import Exchange
from gateway_service.openapi.alias import page_words
from gateway_service.openapi.shared import PROBLEM_REF, Metadata
from gateway_service.pages.scope import exchange_of
from service_kit.clock.clocks import Clock
from service_kit.errors import Unauthenticated
from service_kit.limits.gatekeeper import Gatekeeper
from service_kit.limits.quotas import EndpointUse, UsageLedger

PATHS = ("/api/v1/users/me/usage", "/users/me/usage")
_MOST_DAYS = 31

_WORDS = "Returns this month's calls and AI tokens, their quotas, and calls by route."


class Metered(BaseModel):
    """One quota."""

    limit: int | None = Field(description="The monthly limit of the plan; null: no limit.")
    used: int = Field(description="The usage of this month.")
    remaining: int | None = Field(description="The remaining amount; null: no limit.")
    resets_at: str = Field(description="The time when counting restarts.")


class EndpointUsage(BaseModel):
    """Calls of one route from one address on one day."""

    day: str = Field(description="The day, in UTC.", examples=["2026-11-21"])
    endpoint: str = Field(description="The route.", examples=["GET /api/v1/leagues"])
    ip: str = Field(description="The address, or the /64 network of an IPv6 address.")
    admitted: int = Field(description="Calls that were admitted.")
    refused: int = Field(description="Calls refused by a limit or quota.")


class Usage(BaseModel):
    """The caller's usage and limits."""

    tier: str = Field(description="The plan.")
    rate_limit: str | None = Field(description="Calls per window; null: no limit.")
    api_calls: Metered = Field(description="Calls of routes and tools.")
    ai_tokens: Metered = Field(description="Tokens of language models, input and output.")
    endpoints: list[EndpointUsage] = Field(description="Calls by day, route and address, latest day first.")


class UsageAnswer(BaseModel):
    """The answer to GetUsage."""

    data: Usage = Field(description="The requested data.")
    metadata: Metadata = Field(description="Facts about the answer.")


def install(app: FastAPI, ledger: UsageLedger, gatekeeper: Gatekeeper, clock: Clock) -> None:
    """Adds the route and its alias."""

    async def usage(
        request: Request, days: int = Query(1, ge=1, le=_MOST_DAYS, description="The number of days to list.")
    ) -> UsageAnswer:
        exchange = exchange_of(request)
        principal = exchange.identity.principal
        if principal is None:
            raise Unauthenticated("Could not validate credentials")
        now = clock.now()
        endpoints = await _by_endpoint(
            ledger, principal, [now - timedelta(days=back) for back in range(days)]
        )
        month = await ledger.month(principal)
        plan = gatekeeper.plan_of(exchange.identity)
        resets_at = f"{month.resets_at:%Y-%m-%dT%H:%M:%SZ}"
        return UsageAnswer(
            data=Usage(
                tier=plan.tier,
                rate_limit=str(plan.rate) if plan.rate else None,
                api_calls=_metered(plan.monthly_api_calls, month.api_calls, resets_at),
                ai_tokens=_metered(plan.monthly_ai_tokens, month.ai_tokens, resets_at),
                endpoints=endpoints,
            ),
            metadata=_metadata(exchange, now),
        )

    for number, path in enumerate(PATHS):
        app.add_api_route(
            path,
            usage,
            summary="Get my usage",
            responses=_errors(),
            **page_words("plans", "GetUsage", _WORDS, paths=PATHS, number=number),
        )


def _metadata(exchange: Exchange, now: datetime) -> Metadata:
    return Metadata(
        request_id=exchange.request_id,
        trace_id=exchange.trace_id,
        cached=False,
        generated_at=f"{now:%Y-%m-%dT%H:%M:%SZ}",
    )


async def _by_endpoint(ledger: UsageLedger, principal: str, days: list[datetime]) -> list[EndpointUsage]:
    return [_shown(use, f"{day:%Y-%m-%d}") for day in days for use in await ledger.day(principal, day)]


def _errors() -> dict[int | str, dict[str, Any]]:
    texts = {
        401: "The credentials are missing, wrong or expired",
        422: "The request violates its schema",
        429: "A rate limit is exceeded",
        503: "Redis is unavailable",
    }
    return {status: {"description": text, "content": PROBLEM_REF} for status, text in texts.items()}


def _metered(limit: int, used: int, resets_at: str) -> Metered:
    return Metered(
        limit=limit or None,
        used=used,
        remaining=max(limit - used, 0) if limit else None,
        resets_at=resets_at,
    )


def _shown(use: EndpointUse, day: str) -> EndpointUsage:
    return EndpointUsage(
        day=day, endpoint=use.endpoint, ip=use.ip, admitted=use.admitted, refused=use.refused
    )
