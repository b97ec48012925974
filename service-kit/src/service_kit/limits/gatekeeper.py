"""Decides about each request with one Redis script: revocation, window, quota, usage, cached answer."""

from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import cast

from service_kit.clock import Clock, SystemClock
from service_kit.errors import DomainError
from service_kit.identity.credentials import CredentialsRefused, Identity
from service_kit.limits.arranged import ArrangedQuotas
from service_kit.limits.decision import Decision, WindowState
from service_kit.limits.plans import Plan, Plans, Window
from service_kit.limits.rates import Rate
from service_kit.limits.refusals import QuotaExceeded, RateLimited
from service_kit.redis_connection import Reply
from service_kit.redis_keys import Calendar, RedisKeys
from service_kit.redis_mux import Argument, RedisMux, Script

_SCRIPT = Script((files("service_kit.limits") / "script.lua").read_text(encoding="utf-8"))
_REVOKED, _CALLS_USED_UP, _TOKENS_USED_UP = 1, 3, 4
_DAY_S = 86_400
_KEEP_QUOTA_S = 70 * _DAY_S
_KEEP_USAGE_S = 40 * _DAY_S
_KEEP_ANONYMOUS_USAGE_S = 2 * _DAY_S


@dataclass(frozen=True, slots=True)
class RouteTerms:
    """What a route says about its limits; made once per route.

    `endpoint` names it in usage and settings, such as "GET /api/v1/leagues". `rate` is its documented limit.
    """

    endpoint: str
    rate: Rate | None = None
    quota_cost: int = 1
    spends_tokens: bool = False


class Gatekeeper:
    """Exact under concurrency and over any number of gateways: Redis decides, in one step."""

    def __init__(
        self,
        redis: RedisMux,
        plans: Plans,
        clock: Clock,
        keys: RedisKeys,
        arranged: ArrangedQuotas | None = None,
    ) -> None:
        self._redis = redis
        self._plans = plans
        self._clock = clock
        self._keys = keys
        self._arranged = arranged

    def plan_of(self, identity: Identity) -> Plan:
        """What the caller may use, with what was arranged for the account."""
        plan = self._plans.of(identity.tier)
        return self._arranged.applied(plan, identity.principal) if self._arranged else plan

    async def decide(
        self,
        identity: Identity,
        ip: str,
        terms: RouteTerms,
        *,
        cache_key: str | None = None,
        tags: tuple[str, ...] = (),
    ) -> Decision:
        """Charges one call or says why not; a refused call charges nothing and is counted as refused.

        `ip` is the bucketed address of `addresses.address_bucket`. `cache_key` and `tags` are names inside
        the cache; what is stored and the versions of the tags come back with an admission.
        RedisUnavailable when nobody can know.
        """
        now = self._clock.now()
        plan = self.plan_of(identity)
        window = self._plans.window(terms.endpoint, terms.rate, identity.tier)
        keys, arguments = self._question(identity, ip, terms, plan, window, now)
        arguments.append(0 if cache_key is None else 1)
        if cache_key is not None:
            keys.append(self._keys.cached(cache_key))
        keys += [self._keys.tag(tag) for tag in tags]
        reply = await self._redis.run_script(_SCRIPT, keys, arguments)
        return self._read(reply, plan, window, now)

    def _question(
        self,
        identity: Identity,
        ip: str,
        terms: RouteTerms,
        plan: Plan,
        window: Window | None,
        now: datetime,
    ) -> tuple[list[Argument], list[Argument]]:
        calendar = Calendar.at(now)
        known = identity.principal is not None
        principal = identity.principal or f"ip:{ip}"
        metered = known and (terms.quota_cost > 0 or terms.spends_tokens)
        keys: list[Argument] = list(identity.revocation_keys(self._keys))
        arguments: list[Argument] = [len(keys), identity.issued_at, self._ahead_ms(now)]
        if window is None:
            arguments += (0, 0, 0)
        else:
            keys.append(self._keys.window(window.bucket, window.rate.window_s, principal))
            arguments += (1, window.rate.limit, window.rate.window_s * 1000)
        if metered:
            keys.append(self._keys.quota(principal, calendar.month))
        keys.append(self._keys.usage_of_day(principal, calendar.day))
        keys.append(self._keys.usage_of_minute(calendar.minute))
        arguments += (
            1 if metered else 0,
            plan.monthly_api_calls,
            terms.quota_cost,
            plan.monthly_ai_tokens if terms.spends_tokens else 0,
            _KEEP_QUOTA_S,
            f"{terms.endpoint}|{ip}|",
            _KEEP_USAGE_S if known else _KEEP_ANONYMOUS_USAGE_S,
            f"{terms.endpoint}|",
        )
        return keys, arguments

    def _ahead_ms(self, now: datetime) -> int:
        if isinstance(self._clock, SystemClock):
            return 0
        return round((now - SystemClock().now()).total_seconds() * 1000)

    def _read(self, reply: Reply, plan: Plan, window: Window | None, now: datetime) -> Decision:
        verdict, (used, left_ms), (calls, tokens), cached, versions = reply
        state = None if window is None else WindowState(window, used, left_ms)
        refusal = None if verdict == 0 else self._refusal(verdict, plan, state, (calls, tokens), now)
        return Decision(refusal, state, cached, tuple(versions))

    def _refusal(
        self, verdict: int, plan: Plan, state: WindowState | None, used: tuple[int, int], now: datetime
    ) -> DomainError:
        if verdict == _REVOKED:
            return CredentialsRefused("CREDENTIALS_REVOKED")
        if verdict in {_CALLS_USED_UP, _TOKENS_USED_UP}:
            tokens = verdict == _TOKENS_USED_UP
            return QuotaExceeded(
                plan,
                metric="ai_tokens" if tokens else "api_calls",
                used=used[1] if tokens else used[0],
                now=now,
                upgrade_options=self._plans.upgrades(plan.tier),
            )
        state = cast("WindowState", state)
        return RateLimited(state.window.rate, state.reset_s)
