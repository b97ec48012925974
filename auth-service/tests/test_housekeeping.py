"""Obsolete rows are deleted, others are kept, and the loops survive an outage."""

import asyncio
from datetime import timedelta

import pytest

from auth_service.assembly import Assembly
from auth_service.errors import EmailTaken, InvalidCredentials, SessionEnded
from auth_service.housekeeping import Housekeeper
from auth_service.sessions.domain import Lifetime
from service_kit.db.connection import Cursor
from service_kit.db.database import Database
from service_kit.db.settings import PoolSettings
from service_kit.redis.mux import RedisMux


@pytest.fixture
def housekeeper(database, clock) -> Housekeeper:
    return Housekeeper(database, clock, Lifetime())


async def _counts(database) -> dict[str, int]:
    tables = ("sessions", "login_failures", "known_networks", "links", "mails", "revocations")
    async with database.read() as connection:
        return {table: await connection.fetch_value(f"SELECT count(*) FROM auth.{table}") for table in tables}


async def test_old_things_go_and_young_ones_stay(auth, housekeeper, clock, database):
    tokens = await auth.register()
    await auth.call("Logout", refresh_token=tokens.refresh_token)
    with pytest.raises(InvalidCredentials):
        await auth.log_in("nobody@altsports.example", ip="203.0.113.9")
    before = await _counts(database)
    assert min(before.values()) > 0
    await housekeeper.tidy()
    assert await _counts(database) == before
    clock.advance(timedelta(days=91))
    await housekeeper.tidy()
    assert set((await _counts(database)).values()) == {0}


async def test_the_loops_survive_a_database_and_a_redis_that_are_away(settings, clock, pairs):
    away = Database(
        "postgresql://nobody:nothing@127.0.0.1:1/none", PoolSettings(timeout_s=0.2), service="auth"
    )
    built = Assembly.build(settings, away, RedisMux("redis://127.0.0.1:1"), clock, make_pair=pairs)
    loops = [asyncio.ensure_future(loop.run()) for loop in built.loops()]
    done, _ = await asyncio.wait(loops, timeout=1.5)
    for loop in loops:
        loop.cancel()
    await asyncio.wait(loops)
    built.passwords.close()
    await away.close()
    assert done == set()


async def test_the_loops_do_their_work(auth, assembly, settings):
    """The loops answer requests, chain entries, and assert a revocation by themselves."""
    loops = [asyncio.ensure_future(loop.run()) for loop in assembly.loops()]
    tokens = await auth.register()
    await auth.call("RequestPasswordReset", email=tokens.user.email)
    async with asyncio.timeout(20):
        while not (await auth.call("ListMail", to=tokens.user.email, kind="reset_password")).mails:
            pass
        while not (await auth.audited("user.register"))[0].HasField("sequence"):
            pass
    for loop in loops:
        loop.cancel()
    await asyncio.wait(loops)


async def test_reading_the_own_account_takes_one_statement(auth, monkeypatch):
    caller = await auth.caller(await auth.register())
    statements: list[str] = []
    genuine = Cursor.execute

    async def counting(self, query, *arguments, **options):
        statements.append(str(query))
        return await genuine(self, query, *arguments, **options)

    monkeypatch.setattr(Cursor, "execute", counting)
    await auth.call("GetMe", caller)
    assert len(statements) == 1


async def test_of_many_who_take_one_address_at_once_one_gets_it(auth):
    outcomes = await asyncio.gather(
        *(auth.register(email="one@altsports.example") for _ in range(10)), return_exceptions=True
    )
    assert sum(isinstance(outcome, EmailTaken) for outcome in outcomes) == 9


async def test_a_refresh_and_a_logout_at_once_leave_no_live_token(auth, redis, settings):
    tokens = await auth.register()
    await asyncio.gather(
        *(auth.call("RefreshSession", refresh_token=tokens.refresh_token) for _ in range(5)),
        auth.call("Logout", refresh_token=tokens.refresh_token),
        return_exceptions=True,
    )
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=tokens.refresh_token)
    assert await redis.execute("GET", f"{settings.redis_prefix}:revoked:session:{tokens.session_id}")


async def test_changes_of_role_and_refreshes_at_once_end_in_tokens_with_the_last_role(auth):
    admin, tokens = await auth.admin(), await auth.register()

    async def refresh() -> None:
        for _ in range(5):
            await auth.call("RefreshSession", refresh_token=tokens.refresh_token)

    async def promote() -> None:
        for role in ("analyst", "partner", "user", "analyst"):
            await auth.call("UpdateUser", admin, user_id=tokens.user.id, role=role)

    await asyncio.gather(refresh(), refresh(), promote())
    fresh = (await auth.call("RefreshSession", refresh_token=tokens.refresh_token)).tokens
    assert (await auth.caller(fresh)).role == "analyst"


async def test_the_own_confirmation_can_be_asked_for_again_until_it_is_given(auth, assembly):
    email = (await auth.register()).user.email
    await auth.call("RequestEmailVerification", email=email)
    await assembly.desk.answer_one()
    assert (await auth.call("ListMail", to=email, kind="verify_email")).total_size == 2
    await auth.confirm(email)
    await auth.call("RequestEmailVerification", email=email)
    await assembly.desk.answer_one()
    assert (await auth.call("ListMail", to=email, kind="verify_email")).total_size == 2
