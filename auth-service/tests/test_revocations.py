"""Revocations are written to Redis, and again whenever Redis may have lost them."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from auth_service.revocations import repository as revocations
from auth_service.revocations.assertion import Revocations
from auth_service.revocations.domain import Mark
from service_kit.caller import Caller
from service_kit.clock.clocks import SystemClock
from service_kit.identity.credentials import Identity
from service_kit.limits.gatekeeper import Gatekeeper, RouteTerms
from service_kit.limits.refusals import RevocationsUnknown
from service_kit.limits.settings import LimitSettings
from service_kit.process.loops import Loop
from service_kit.redis.errors import RedisUnavailable
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux
from service_kit.testing.redis_server import RedisServer
from service_kit.testing.waiting import until


@pytest.fixture
def keys(settings) -> RedisKeys:
    return RedisKeys(settings.redis_prefix)


@pytest.fixture
def key_of(keys):
    return keys.revoked_session


async def test_revocations_that_redis_lost_are_written_again(auth, assembly, redis, key_of, keys):
    tokens = await auth.register()
    await auth.call("Logout", refresh_token=tokens.refresh_token)
    await assembly.revocations.reconcile()
    assert await assembly.revocations.reconcile() == 0
    await redis.execute("DEL", key_of(tokens.session_id), keys.restored)
    assert await assembly.revocations.reconcile() == 1
    assert await redis.execute("GET", key_of(tokens.session_id))


async def test_a_revocation_is_reported_with_the_change_that_causes_it(auth, assembly, database):
    tokens = await auth.register()
    await auth.call("Logout", refresh_token=tokens.refresh_token)
    async with database.read() as connection:
        cursor = await connection.execute(
            "SELECT data->'message' FROM auth.outbox WHERE type = 'credentials.revoked'"
        )
        ((told,),) = await cursor.fetchall()
    assert (told["kind"], told["id"]) == ("session", tokens.session_id)
    assert told["dead_until"] > assembly.units.clock.now().timestamp()


async def test_a_revocation_without_redis_waits_for_it(auth, assembly, database, clock, redis, keys, key_of):
    away = RedisMux("redis://127.0.0.1:1")
    tokens = await auth.register()
    unit_of_work = assembly.units
    unit_of_work._revocations = Revocations(database, away, clock, keys)
    await auth.call("Logout", refresh_token=tokens.refresh_token)
    assert await redis.execute("GET", key_of(tokens.session_id)) is None
    await assembly.revocations.reconcile()
    assert await redis.execute("GET", key_of(tokens.session_id))


async def test_a_later_mark_is_never_replaced_by_an_earlier_one(assembly, redis, keys, clock):
    end = clock.now() + timedelta(minutes=30)
    for dead_until in (100, 300, 200):
        await assembly.revocations.assert_now([Mark("user", "u1", dead_until, end)])
    assert await redis.execute("GET", keys.revoked_user("u1")) == b"300"


async def test_a_mark_goes_when_everything_it_speaks_of_has_expired(assembly, redis, keys, clock, database):
    mark = Mark("user", "u1", 100, clock.now() + timedelta(minutes=30))
    await assembly.revocations.assert_now([mark])
    assert 1790 < int(await redis.execute("TTL", keys.revoked_user("u1"))) <= 1801
    async with database.transaction() as connection:
        await revocations.record(connection, [mark], clock.now())
    clock.advance(timedelta(minutes=31))
    async with database.transaction() as connection:
        assert await revocations.unasserted(connection, clock.now()) == []
        await revocations.forget_expired(connection, clock.now())


async def test_a_mark_renewed_while_redis_is_written_stays_due(database, clock):
    end = clock.now() + timedelta(minutes=30)
    old, new = Mark("user", "u1", 100, end), Mark("user", "u1", 200, end)
    async with database.transaction() as connection:
        await revocations.record(connection, [old], clock.now())
        await revocations.record(connection, [new], clock.now())
        await revocations.mark_asserted(connection, [old], clock.now())
        assert await revocations.unasserted(connection, clock.now()) == [new]


async def test_any_number_of_revocations_reaches_redis(assembly, redis, keys, clock, database):
    end = clock.now() + timedelta(minutes=30)
    async with database.transaction() as connection:
        marks = [Mark("user", f"u{number}", 100, end) for number in range(2500)]
        await revocations.record(connection, marks, clock.now())
    assert await assembly.revocations.reconcile() == 2500
    assert await redis.execute("GET", keys.revoked_user("u2499")) == b"100"


@pytest.fixture
async def forgetful_redis(tmp_path: Path) -> AsyncGenerator[RedisServer]:
    """A Redis that comes back empty."""
    server = RedisServer(tmp_path / "redis")
    server.start()
    yield server
    server.remove()


@dataclass
class LoggedOut:
    """A token that was revoked, and the verifier that it is shown to."""

    identity: Identity
    gate: Gatekeeper

    async def outcome(self) -> str:
        try:
            decision = await self.gate.decide(self.identity, "ip", RouteTerms("GET /x"))
        except RevocationsUnknown:
            return "unknown"
        except RedisUnavailable:
            return "away"
        return "admitted" if decision.refusal is None else decision.refusal.reason

    async def until_refused(self, *, after: set[str]) -> None:
        """Shows the token until it is refused, after an outcome that shows that marks were lost."""
        seen: list[str] = []
        while not after & set(seen) or seen[-1] != "CREDENTIALS_REVOKED":
            seen.append(await self.outcome())
            await asyncio.sleep(0.001)
        assert set(seen) <= {"away", "unknown", "CREDENTIALS_REVOKED"}


async def test_a_logged_out_token_never_passes_while_a_lost_redis_gets_its_marks_back(
    forgetful_redis, database, clock, keys
):
    mark = Mark("session", "s1", int(clock.now().timestamp()), clock.now() + timedelta(minutes=30))
    async with database.transaction() as connection:
        await revocations.record(connection, [mark], clock.now())
    caller = Caller(kind="user", user_id="u1", tier="basic", session_id="s1")
    async with RedisMux(forgetful_redis.url) as own, RedisMux(forgetful_redis.url) as verifiers:
        gate = Gatekeeper(verifiers, LimitSettings().plans(), SystemClock(), keys)
        token = LoggedOut(Identity(caller, mark.dead_until - 60.0), gate)
        marks = Revocations(database, own, clock, keys)
        loop = asyncio.create_task(Loop("revocations", marks.keep, rest=marks.rest).run())
        try:
            async with asyncio.timeout(20):
                await token.until_refused(after={"CREDENTIALS_REVOKED"})
                forgetful_redis.kill()
                forgetful_redis.start()
                await token.until_refused(after={"away", "unknown"})
                await until(lambda: own.connected)
                await own.execute("FLUSHALL")
                await token.until_refused(after={"unknown"})
        finally:
            loop.cancel()


async def test_marks_are_written_again_when_redis_has_evicted_keys(
    auth, assembly, redis, key_of, monkeypatch
):
    tokens = await auth.register()
    await auth.call("Logout", refresh_token=tokens.refresh_token)
    await assembly.revocations.reconcile()
    execute = redis.execute

    async def with_evictions(*command):
        answer = await execute(*command)
        return answer.replace(b"evicted_keys:0", b"evicted_keys:7") if command[0] == "INFO" else answer

    await redis.execute("DEL", key_of(tokens.session_id))
    assert await assembly.revocations.reconcile() == 0
    monkeypatch.setattr(redis, "execute", with_evictions)
    assert await assembly.revocations.reconcile() == 1
    assert await execute("GET", key_of(tokens.session_id))
