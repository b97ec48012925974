"""Decides about each request with one Redis script: revocation, window, quota, usage, cached answer."""

import asyncio
from typing import cast

from service_kit.clock.clocks import Clock
from service_kit.errors import DomainError
from service_kit.identity.credentials import CredentialsRefused, Identity
from service_kit.limits.arranged import ArrangedQuotas
from service_kit.limits.decision import Decision, WindowState
from service_kit.limits.plans import Plan, Plans
from service_kit.limits.questions import NO_CACHE, CachePlace, Question, Questions, RouteTerms
from service_kit.limits.refusals import QuotaExceeded, RateLimited, RevocationsUnknown
from service_kit.redis.connection import Reply
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux

__all__ = ["CachePlace", "Gatekeeper", "RouteTerms"]

_REVOKED, _CALLS_USED_UP, _TOKENS_USED_UP, _UNKNOWN = 1, 3, 4, 5


class Gatekeeper:
    """Decides atomically in Redis, so it is exact under concurrency and over any number of gateways."""

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
        self._questions = Questions(plans, clock, keys, arranged)

    def plan_of(self, identity: Identity) -> Plan:
        """The plan of the caller, with individual quotas."""
        return self._questions.plan_of(identity)

    async def decide(
        self,
        identity: Identity,
        ip: str,
        terms: RouteTerms,
        place: CachePlace = NO_CACHE,
    ) -> Decision:
        """Charges one call or refuses it; a refused call is not charged, but counted as refused.

        `ip` is the result of `addresses.address_bucket`. An admission contains the entry at `place` and the
        versions of its tags. Raises RedisUnavailable if Redis is down, or RevocationsUnknown if it lost its
        revocations and they are not restored yet.
        """
        question = self.question(identity, ip, terms, place)
        return self.read(await self._redis.run(question.call), question)

    def question(self, identity: Identity, ip: str, terms: RouteTerms, place: CachePlace) -> Question:
        """The call to Redis that decides about a request."""
        return self._questions.about(identity, ip, terms, place, run_id=self._redis.run_id)

    def begin(self, question: Question) -> asyncio.Future[Reply]:
        """Sends the question without waiting, for callers without a task. Raises RedisUnavailable."""
        return self._redis.begin(question.call)

    def read(self, reply: Reply, question: Question) -> Decision:
        """The decision in a reply. Raises RevocationsUnknown."""
        verdict, (used, left_ms), quota, cached, versions = reply
        if verdict == _UNKNOWN:
            raise RevocationsUnknown
        window = question.window
        state = None if window is None else WindowState(window, used, left_ms)
        refusal = None if verdict == 0 else self._refusal(verdict, question.plan, state, quota)
        if cached == 1:
            return Decision(refusal, state, None, tuple(versions), known=True)
        return Decision(refusal, state, cached, tuple(versions))

    def _refusal(self, verdict: int, plan: Plan, state: WindowState | None, used: list[int]) -> DomainError:
        if verdict == _REVOKED:
            return CredentialsRefused("CREDENTIALS_REVOKED")
        if verdict in {_CALLS_USED_UP, _TOKENS_USED_UP}:
            tokens = verdict == _TOKENS_USED_UP
            return QuotaExceeded(
                plan,
                metric="ai_tokens" if tokens else "api_calls",
                used=used[1] if tokens else used[0],
                now=self._clock.now(),
                upgrade_options=self._plans.upgrades(plan.tier),
            )
        state = cast("WindowState", state)
        return RateLimited(state.window.rate, state.reset_s)
