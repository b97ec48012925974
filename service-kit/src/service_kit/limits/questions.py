"""The gatekeeper's call to Redis for a request: the script with its keys, packed once per minute."""

import time
from datetime import datetime
from importlib.resources import files
from typing import NamedTuple

from service_kit.clock.clocks import Clock, SystemClock
from service_kit.identity.credentials import Identity
from service_kit.limits.arranged import ArrangedQuotas
from service_kit.limits.plans import Plan, Plans, Window
from service_kit.limits.rates import Rate
from service_kit.lru import Lru
from service_kit.redis.keys import Calendar, RedisKeys
from service_kit.redis.mux import Argument, Script, ScriptCall

SCRIPT = Script((files("service_kit.limits") / "script.lua").read_text(encoding="utf-8"))

_DAY_S = 86_400
_KEEP_QUOTA_S = 70 * _DAY_S
_KEEP_USAGE_S = 40 * _DAY_S
_KEEP_ANONYMOUS_USAGE_S = 2 * _DAY_S
_MOST_REMEMBERED = 4096


class RouteTerms(NamedTuple):
    """The limits of a route; created once per route.

    `endpoint` names it in usage and settings, such as "GET /api/v1/leagues". `rate` is its documented limit.
    Routes with the same `bucket` share their calls.
    """

    endpoint: str
    rate: Rate | None = None
    quota_cost: int = 1
    spends_tokens: bool = False
    bucket: str = ""


class CachePlace(NamedTuple):
    """The cache key of an answer, the tags that invalidate it, and the head of a copy at hand."""

    key: str = ""
    tags: tuple[str, ...] = ()
    known: bytes = b""


NO_CACHE = CachePlace()


class Question(NamedTuple):
    """A script call, and what is needed to read its reply; keeps the identity, so its id is not reused."""

    call: ScriptCall
    plan: Plan
    window: Window | None
    identity: Identity


class Questions:
    """Creates and caches questions: callers repeat requests, and a question stays the same for a minute."""

    def __init__(self, plans: Plans, clock: Clock, keys: RedisKeys, arranged: ArrangedQuotas | None) -> None:
        self._plans = plans
        self._clock = clock
        self._keys = keys
        self._arranged = arranged
        self._remembered: Lru[tuple[int, str, str, CachePlace], Question] = Lru(_MOST_REMEMBERED)
        self._run_id = ""
        self._true_for: tuple[int, object, str] = (0, None, "")
        self._is_real = isinstance(clock, SystemClock)

    def plan_of(self, identity: Identity) -> Plan:
        """What the caller may use, with what was arranged for the account."""
        plan = self._plans.of(identity.tier)
        return self._arranged.applied(plan, identity.principal) if self._arranged else plan

    def about(
        self, identity: Identity, ip: str, terms: RouteTerms, place: CachePlace, *, run_id: str = ""
    ) -> Question:
        """Returns the question for one request to the given run of Redis."""
        self._run_id = run_id
        if not self._is_real:
            return self._make(identity, ip, terms, place)
        self._forget_old()
        key = (id(identity), ip, terms.endpoint, place)
        question = self._remembered.get(key)
        if question is None:
            question = self._make(identity, ip, terms, place)
            self._remembered.put(key, question)
        return question

    def _forget_old(self) -> None:
        arranged = self._arranged.known if self._arranged else None
        minute = int(time.time()) // 60
        if self._true_for != (minute, arranged, self._run_id):
            self._remembered.clear()
            self._true_for = (minute, arranged, self._run_id)

    def _make(self, identity: Identity, ip: str, terms: RouteTerms, place: CachePlace) -> Question:
        now = self._clock.now()
        plan = self.plan_of(identity)
        window = self._plans.window(terms.endpoint, terms.rate, identity.tier, bucket=terms.bucket)
        calendar = Calendar.at(now)
        known = identity.principal is not None
        principal = identity.principal or f"ip:{ip}"
        metered = known and (terms.quota_cost > 0 or terms.spends_tokens)
        keys: list[Argument] = list(identity.revocation_keys(self._keys))
        if keys:
            keys.append(self._keys.restored)
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
            1 if place.key else 0,
            place.known,
            self._run_id,
        )
        if place.key:
            keys.append(self._keys.cached(place.key))
        keys += [self._keys.tag(tag) for tag in place.tags]
        return Question(ScriptCall(SCRIPT, keys, arguments), plan, window, identity)

    def _ahead_ms(self, now: datetime) -> int:
        if self._is_real:
            return 0
        return round((now - SystemClock().now()).total_seconds() * 1000)
