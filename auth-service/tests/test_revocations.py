"""Revocations are written to Redis, and again whenever Redis may have lost them."""

from datetime import timedelta

import pytest

from auth_service.revocations import repository as revocations
from auth_service.revocations.assertion import Revocations
from auth_service.revocations.domain import Mark
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux


@pytest.fixture
def keys(settings) -> RedisKeys:
    return RedisKeys(settings.redis_prefix)


@pytest.fixture
def key_of(keys):
    return keys.revoked_session


async def test_revocations_that_redis_lost_are_written_again(auth, assembly, redis, key_of, settings):
    tokens = await auth.register()
    await auth.call("Logout", refresh_token=tokens.refresh_token)
    await assembly.revocations.reconcile()
    assert await assembly.revocations.reconcile() == 0
    await redis.execute("DEL", key_of(tokens.session_id), f"{settings.redis_prefix}:revoked:sentinel")
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
