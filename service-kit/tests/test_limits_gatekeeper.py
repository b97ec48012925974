"""One decision per request, exact over several gateways, on a real Redis."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock, SystemClock
from service_kit.edge.redis_health import check_redis
from service_kit.identity.credentials import NOBODY, CredentialsRefused, Identity
from service_kit.limits.decision import Decision
from service_kit.limits.gatekeeper import CachePlace, Gatekeeper, RouteTerms
from service_kit.limits.plans import Plans
from service_kit.limits.questions import NO_CACHE, Questions
from service_kit.limits.quotas import UsageLedger
from service_kit.limits.rates import Rate
from service_kit.limits.refusals import QuotaExceeded, RateLimited, RevocationsUnknown
from service_kit.limits.settings import LimitSettings
from service_kit.redis.errors import RedisUnavailable
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux
from service_kit.testing.redis_server import RedisServer
from service_kit.testing.restored import mark_restored
from service_kit.testing.waiting import eventually

LEAGUES = RouteTerms("GET /api/v1/leagues")
SPORTS = RouteTerms("GET /api/v1/sports")
SEARCH = RouteTerms("GET /api/v1/leagues/search", Rate(5, 60))
ANALYSIS = RouteTerms("GET /api/v1/ai/analysis", Rate(10, 3600), spends_tokens=True)
IP = "203.0.113.9"


@pytest.fixture
def keys() -> RedisKeys:
    return RedisKeys(f"test-{uuid.uuid4().hex}")


@pytest.fixture
async def redis(redis_url: str, keys: RedisKeys) -> AsyncIterator[RedisMux]:
    mux = RedisMux(redis_url)
    await mux.open()
    await mark_restored(mux, keys)
    yield mux
    await mux.close()


def plans(**settings: object) -> Plans:
    return LimitSettings.model_validate(settings, by_name=True).plans()


def user(tier: str = "basic", *, issued_at: float = 1000.0, session: str = "s1") -> Identity:
    caller = Caller(kind="user", user_id=f"user-{tier}", tier=tier, session_id=session)
    return Identity(caller, issued_at)


def robot() -> Identity:
    return Identity(Caller(kind="api_key", user_id="user-basic", api_key_id="key-1"))


async def admitted(gate: Gatekeeper, identity: Identity, terms: RouteTerms, times: int) -> int:
    decisions = [await gate.decide(identity, IP, terms) for _ in range(times)]
    return sum(decision.refusal is None for decision in decisions)


async def test_200_parallel_requests_through_two_gateways_admit_exactly_the_limit(
    redis_url: str, keys: RedisKeys
) -> None:
    muxes = [RedisMux(redis_url), RedisMux(redis_url)]
    for mux in muxes:
        await mux.open()
    await mark_restored(muxes[0], keys)
    gates = [Gatekeeper(mux, plans(limit_basic="100/minute"), SystemClock(), keys) for mux in muxes]
    decisions = await asyncio.gather(*(gates[n % 2].decide(user(), IP, LEAGUES) for n in range(200)))
    for mux in muxes:
        await mux.close()
    remaining = sorted(d.window.remaining for d in decisions if d.refusal is None and d.window)
    assert remaining == list(range(100))
    assert sum(isinstance(d.refusal, RateLimited) for d in decisions) == 100


async def test_a_refusal_says_when_to_come_back_and_the_window_ends_then(
    redis: RedisMux, keys: RedisKeys
) -> None:
    clock = FixedClock(datetime(2026, 11, 21, 12, tzinfo=UTC))
    gate = Gatekeeper(redis, plans(limit_basic="2/minute"), clock, keys)
    assert await admitted(gate, user(), LEAGUES, 2) == 2
    clock.advance(timedelta(seconds=20))
    refused = await gate.decide(user(), IP, LEAGUES)
    assert isinstance(refused.refusal, RateLimited)
    assert refused.refusal.retry_after_s in {40, 41}
    clock.advance(timedelta(seconds=41))
    assert await admitted(gate, user(), LEAGUES, 3) == 2


async def test_refused_requests_do_not_prolong_the_window_or_use_the_quota(
    redis: RedisMux, keys: RedisKeys
) -> None:
    clock = FixedClock(datetime(2026, 11, 21, 12, tzinfo=UTC))
    gate = Gatekeeper(redis, plans(limit_basic="2/minute"), clock, keys)
    for _ in range(30):
        await gate.decide(user(), IP, LEAGUES)
        clock.advance(timedelta(seconds=1))
    ledger = UsageLedger(redis, clock, keys)
    assert (await ledger.month("user-basic")).api_calls == 2
    clock.advance(timedelta(seconds=31))
    assert await admitted(gate, user(), LEAGUES, 1) == 1


async def test_routes_without_a_limit_of_their_own_share_the_bucket_of_the_tier(
    redis: RedisMux, keys: RedisKeys
) -> None:
    gate = Gatekeeper(redis, plans(limit_basic="4/minute"), SystemClock(), keys)
    assert await admitted(gate, user(), LEAGUES, 2) == 2
    assert await admitted(gate, user(), SPORTS, 3) == 2
    assert await admitted(gate, user(), SEARCH, 6) == 5


@pytest.mark.parametrize(
    ("tier", "terms", "calls"), [("pro", SEARCH, 60), ("pro", ANALYSIS, 60), ("enterprise", SEARCH, 60)]
)
async def test_better_tiers_raise_a_documented_limit_to_at_least_their_own(
    redis: RedisMux, keys: RedisKeys, tier: str, terms: RouteTerms, calls: int
) -> None:
    gate = Gatekeeper(redis, plans(), SystemClock(), keys)
    assert await admitted(gate, user(tier), terms, calls) == calls


async def test_the_hourly_limit_of_analyses_binds_the_basic_tier(redis: RedisMux, keys: RedisKeys) -> None:
    gate = Gatekeeper(redis, plans(), SystemClock(), keys)
    assert await admitted(gate, user(), ANALYSIS, 11) == 10
    refused = await gate.decide(user(), IP, ANALYSIS)
    assert isinstance(refused.refusal, RateLimited)
    assert str(refused.refusal) == "Rate limit exceeded: 10 per 1 hour"
    assert 3590 <= (refused.refusal.retry_after_s or 0) <= 3600


async def test_anonymous_callers_are_counted_by_address(redis: RedisMux, keys: RedisKeys) -> None:
    gate = Gatekeeper(redis, plans(), SystemClock(), keys)
    assert await admitted(gate, NOBODY, SEARCH, 6) == 5
    elsewhere = await gate.decide(NOBODY, "198.51.100.7", SEARCH)
    assert elsewhere.refusal is None


async def test_an_operator_can_set_the_limit_of_a_single_route(redis: RedisMux, keys: RedisKeys) -> None:
    settings = plans(limit_routes={SEARCH.endpoint: "2/minute", SPORTS.endpoint: "1/minute"})
    gate = Gatekeeper(redis, settings, SystemClock(), keys)
    assert await admitted(gate, NOBODY, SEARCH, 4) == 2
    assert await admitted(gate, NOBODY, SPORTS, 4) == 1
    assert await admitted(gate, NOBODY, LEAGUES, 4) == 4


async def test_the_monthly_quota_ends_with_its_numbers_and_starts_again_next_month(
    redis: RedisMux, keys: RedisKeys
) -> None:
    clock = FixedClock(datetime(2026, 12, 31, 23, 59, tzinfo=UTC))
    gate = Gatekeeper(redis, plans(quota_basic_api_calls=3), clock, keys)
    assert await admitted(gate, user(), LEAGUES, 3) == 3
    refusal = (await gate.decide(user(), IP, LEAGUES)).refusal
    assert isinstance(refusal, QuotaExceeded)
    assert (refusal.reason, refusal.kind) == ("quota_exceeded", "permission_denied")
    assert refusal.quota == {
        "metric": "api_calls",
        "limit": 3,
        "used": 3,
        "remaining": 0,
        "resets_at": "2027-01-01T00:00:00Z",
        "tier": "basic",
    }
    assert [option["tier"] for option in refusal.upgrade_options] == ["pro", "enterprise"]
    assert refusal.retry_after_s == 60
    free = await gate.decide(user(), IP, RouteTerms("GET /api/v1/usage", quota_cost=0))
    assert free.refusal is None
    clock.advance(timedelta(minutes=1))
    assert await admitted(gate, user(), LEAGUES, 1) == 1


async def test_used_up_ai_tokens_close_only_what_spends_them(redis: RedisMux, keys: RedisKeys) -> None:
    clock = SystemClock()
    gate = Gatekeeper(redis, plans(quota_basic_ai_tokens=1000), clock, keys)
    ledger = UsageLedger(redis, clock, keys)
    assert await ledger.charge_tokens("user-basic", 999) == 999
    assert await admitted(gate, user(), ANALYSIS, 1) == 1
    assert await ledger.charge_tokens("user-basic", 1000) == 1000
    assert await ledger.charge_tokens("user-basic", 999) == 1000
    refusal = (await gate.decide(user(), IP, ANALYSIS)).refusal
    assert isinstance(refusal, QuotaExceeded)
    assert refusal.quota["metric"] == "ai_tokens"
    assert await admitted(gate, user(), LEAGUES, 1) == 1


async def mark(redis: RedisMux, key: str, value: float) -> None:
    await redis.execute("SET", key, value)


async def test_a_revoked_session_user_or_key_is_refused_at_once(redis: RedisMux, keys: RedisKeys) -> None:
    gate = Gatekeeper(redis, plans(), SystemClock(), keys)
    robot = Identity(Caller(kind="api_key", user_id="user-basic", api_key_id="k1"))
    await mark(redis, keys.revoked_session("s1"), 1000)
    assert _reason(await gate.decide(user(), IP, LEAGUES)) == "CREDENTIALS_REVOKED"
    assert (await gate.decide(user(session="s2"), IP, LEAGUES)).refusal is None
    await mark(redis, keys.revoked_user("user-basic"), 1500)
    assert _reason(await gate.decide(user(session="s2"), IP, LEAGUES)) == "CREDENTIALS_REVOKED"
    assert (await gate.decide(user(session="s3", issued_at=1501), IP, LEAGUES)).refusal is None
    assert (await gate.decide(robot, IP, LEAGUES)).refusal is None
    await mark(redis, keys.revoked_key("k1"), 1)
    assert _reason(await gate.decide(robot, IP, LEAGUES)) == "CREDENTIALS_REVOKED"


def _reason(decision: Decision) -> str | None:
    return decision.refusal.reason if isinstance(decision.refusal, CredentialsRefused) else None


async def test_usage_is_kept_by_caller_endpoint_address_and_time(redis: RedisMux, keys: RedisKeys) -> None:
    clock = FixedClock(datetime(2026, 11, 21, 12, tzinfo=UTC))
    gate = Gatekeeper(redis, plans(limit_basic="2/minute"), clock, keys)
    await admitted(gate, user(), LEAGUES, 3)
    await gate.decide(user("pro"), "198.51.100.7", LEAGUES)
    day = await UsageLedger(redis, clock, keys).day("user-basic", clock.now())
    assert [(use.endpoint, use.ip, use.admitted, use.refused) for use in day] == [
        ("GET /api/v1/leagues", IP, 2, 1)
    ]
    minute = await redis.execute("HGETALL", keys.usage_of_minute("202611211200"))
    assert dict(zip(minute[::2], minute[1::2], strict=True)) == {
        b"GET /api/v1/leagues|admitted": b"3",
        b"GET /api/v1/leagues|refused": b"1",
    }
    assert await redis.execute("TTL", keys.usage_of_day("user-basic", "20261121")) > 30 * 86_400


async def test_the_cached_answer_and_the_versions_of_its_tags_come_with_the_admission(
    redis: RedisMux, keys: RedisKeys
) -> None:
    gate = Gatekeeper(redis, plans(), SystemClock(), keys)
    await redis.execute("SET", keys.cached("answer"), b"body")
    await redis.execute("SET", keys.tag("leagues"), 7)
    decision = await gate.decide(user(), IP, LEAGUES, CachePlace("answer", ("leagues", "other")))
    assert (decision.cached, decision.tag_versions) == (b"body", (b"7", None))
    missing = await gate.decide(user(), IP, LEAGUES, CachePlace("nothing"))
    assert (missing.cached, missing.tag_versions) == (None, ())


async def test_a_copy_at_hand_is_not_sent_again_unless_another_took_its_place(
    redis: RedisMux, keys: RedisKeys
) -> None:
    gate = Gatekeeper(redis, plans(), SystemClock(), keys)
    await redis.execute("SET", keys.cached("answer"), b"first body")
    place = CachePlace("answer", (), b"first")
    same = await gate.decide(user(), IP, LEAGUES, place)
    await redis.execute("SET", keys.cached("answer"), b"second body")
    other = await gate.decide(user(), IP, LEAGUES, place)
    await redis.execute("DEL", keys.cached("answer"))
    gone = await gate.decide(user(), IP, LEAGUES, place)
    assert (same.cached, same.known) == (None, True)
    assert (other.cached, other.known) == (b"second body", False)
    assert (gone.cached, gone.known) == (None, False)


async def test_the_numbers_of_a_decision_become_headers(redis: RedisMux, keys: RedisKeys) -> None:
    gate = Gatekeeper(redis, plans(), SystemClock(), keys)
    headers = dict((await gate.decide(NOBODY, IP, SEARCH)).headers(1_000_000.0))
    assert headers[b"ratelimit-policy"] == b'"route";q=5;w=60'
    assert headers[b"ratelimit"] == b'"route";r=4;t=60'
    assert headers[b"x-ratelimit-limit"] == b"5"
    assert headers[b"x-ratelimit-remaining"] == b"4"
    assert headers[b"x-ratelimit-reset"] == b"1000060"
    assert (await gate.decide(user("enterprise"), IP, SEARCH)).headers(0.0) == []


async def test_without_redis_nobody_is_admitted_by_guessing(keys: RedisKeys) -> None:
    mux = RedisMux("unix:///nowhere/redis.sock")
    with pytest.raises(RedisUnavailable):
        await Gatekeeper(mux, plans(), SystemClock(), keys).decide(user(), IP, LEAGUES)


def test_a_question_in_use_stays_whatever_strangers_ask(
    keys: RedisKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service_kit.limits.questions.time", SimpleNamespace(time=lambda: 0.0))
    questions = Questions(plans(), SystemClock(), keys, None)
    known = questions.about(NOBODY, IP, LEAGUES, NO_CACHE)
    for stranger in range(10_000):
        questions.about(NOBODY, f"stranger {stranger}", LEAGUES, NO_CACHE)
        if stranger % 100 == 0:
            assert questions.about(NOBODY, IP, LEAGUES, NO_CACHE) is known


async def test_credentials_are_refused_until_a_restarted_redis_has_its_revocations_again(
    own_redis: RedisServer, keys: RedisKeys
) -> None:
    async with RedisMux(own_redis.url) as mux:
        gate = Gatekeeper(mux, plans(), SystemClock(), keys)
        await mark_restored(mux, keys)
        assert (await gate.decide(user(), IP, LEAGUES)).refusal is None
        before = mux.run_id
        own_redis.kill()
        own_redis.start()

        async def is_back() -> bool:
            return mux.connected and mux.run_id != before

        assert await eventually(is_back)
        for identity in (user(), robot()):
            with pytest.raises(RevocationsUnknown) as refused:
                await gate.decide(identity, IP, LEAGUES)
            assert (refused.value.reason, refused.value.retry_after_s) == ("REVOCATIONS_UNKNOWN", 1)
        assert (await gate.decide(NOBODY, IP, LEAGUES)).refusal is None
        assert (await check_redis(mux, keys)).get("status") == "unhealthy"
        await mark_restored(mux, keys)
        assert (await gate.decide(user(), IP, LEAGUES)).refusal is None


async def test_credentials_are_refused_by_an_emptied_redis(redis: RedisMux, keys: RedisKeys) -> None:
    gate = Gatekeeper(redis, plans(), SystemClock(), keys)
    await redis.execute("DEL", keys.restored)
    with pytest.raises(RevocationsUnknown):
        await gate.decide(user(), IP, LEAGUES)
    assert await redis.execute("EXISTS", keys.window("default", 60, "user-basic")) == 0


async def test_routes_that_name_the_same_bucket_share_their_calls(redis: RedisMux, keys: RedisKeys) -> None:
    gate = Gatekeeper(redis, plans(), SystemClock(), keys)
    whole = RouteTerms("GET /api/v1/ai/analysis", Rate(3, 3600), bucket="ai_analysis")
    streamed = RouteTerms("GET /api/v1/ai/analysis/stream", Rate(3, 3600), bucket="ai_analysis")
    assert await admitted(gate, user(), whole, 2) == 2
    assert await admitted(gate, user(), streamed, 2) == 1
    assert await admitted(gate, user(), whole, 1) == 0
