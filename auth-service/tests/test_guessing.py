"""Guessing passwords: slow for the guesser, unnoticed by the owner, and equally slow for unknown names."""

import asyncio
from datetime import timedelta

import bcrypt
import pytest

from auth_service.errors import InvalidCredentials, LoginBusy, LoginThrottled, WrongPassword
from auth_service.users import passwords as hashing
from auth_service.users.passwords import Passwords, is_outdated

HOME_IP, OTHER_IP = "198.51.100.7", "203.0.113.9"
PASSWORD = "a long walk to the rink"


async def _fail(auth, name: str, times: int, *, ip: str = OTHER_IP) -> None:
    for _ in range(times):
        with pytest.raises(InvalidCredentials):
            await auth.log_in(name, "wrong password", ip=ip)


async def test_after_five_failures_the_network_waits_even_with_the_right_password(auth, clock):
    email = (await auth.register()).user.email
    await _fail(auth, email, 5)
    with pytest.raises(LoginThrottled) as refused:
        await auth.log_in(email, ip=OTHER_IP)
    assert refused.value.retry_after_s == 30
    clock.advance(timedelta(seconds=30))
    assert await auth.log_in(email, ip=OTHER_IP)


async def test_an_attacker_does_not_lock_the_owner_out(auth):
    email = (await auth.register(ip=HOME_IP)).user.email
    for number in range(4):
        await _fail(auth, email, 5, ip=f"203.0.113.{number}")
    assert await auth.log_in(email, ip=HOME_IP)


async def test_an_account_attacked_from_many_networks_is_slow_for_strange_ones(auth, clock):
    email = (await auth.register(ip=HOME_IP)).user.email
    for number in range(20):
        await _fail(auth, email, 1, ip=f"203.0.113.{number}")
    with pytest.raises(LoginThrottled) as refused:
        await auth.log_in(email, ip="192.0.2.1")
    assert refused.value.retry_after_s == 60
    assert await auth.log_in(email, ip=HOME_IP)
    clock.advance(timedelta(seconds=60))
    assert await auth.log_in(email, ip="192.0.2.1")


async def test_a_lockout_does_not_touch_sessions_and_a_refresh_does_not_end_it(auth):
    tokens = await auth.register()
    await _fail(auth, tokens.user.email, 5, ip=HOME_IP)
    refreshed = await auth.call("RefreshSession", refresh_token=tokens.refresh_token)
    assert await auth.call("GetMe", await auth.caller(refreshed.tokens))
    with pytest.raises(LoginThrottled):
        await auth.log_in(tokens.user.email, ip=HOME_IP)


async def test_a_name_that_nobody_has_is_throttled_like_any_other(auth):
    await _fail(auth, "nobody@altsports.example", 5)
    with pytest.raises(LoginThrottled) as refused:
        await auth.log_in("nobody@altsports.example", ip=OTHER_IP)
    assert refused.value.retry_after_s == 30


async def test_a_success_clears_the_failures_of_the_pair(auth):
    email = (await auth.register()).user.email
    for _ in range(3):
        await _fail(auth, email, 4, ip=HOME_IP)
        assert await auth.log_in(email, ip=HOME_IP)


async def test_guesses_sent_at_once_do_not_slip_through_together(auth, settings):
    email = (await auth.register()).user.email
    outcomes = await asyncio.gather(
        *(auth.log_in(email, "wrong password", ip=OTHER_IP) for _ in range(40)), return_exceptions=True
    )
    tried = sum(isinstance(outcome, InvalidCredentials) for outcome in outcomes)
    assert sum(isinstance(outcome, LoginThrottled) for outcome in outcomes) == 40 - tried
    assert 5 <= tried < 5 + settings.password_checks


async def test_many_right_logins_at_once_all_succeed(auth):
    email = (await auth.register()).user.email
    granted = await asyncio.gather(*(auth.log_in(email) for _ in range(20)))
    assert len({tokens.session_id for tokens in granted}) == 20


async def test_the_current_password_cannot_be_guessed_with_a_stolen_session(auth):
    caller = await auth.caller(await auth.register())
    for _ in range(5):
        with pytest.raises(WrongPassword):
            await auth.call("CloseAccount", caller, password="wrong password")
    with pytest.raises(LoginThrottled):
        await auth.call("CloseAccount", caller, password=PASSWORD)


async def test_failures_and_lockouts_are_audited_without_the_password(auth):
    tokens = await auth.register()
    await _fail(auth, tokens.user.email, 5)
    entries = [entry for entry in await auth.audited("session.login") if entry.result == "failed"]
    assert [dict(entry.details).get("locked_s") for entry in entries] == [30, None, None, None, None]
    assert {entry.user_id for entry in entries} == {tokens.user.id}
    assert "wrong password" not in str(entries)


async def test_a_name_without_an_account_costs_the_same_check(auth, assembly, monkeypatch):
    """Counts work, not time, because a clock would also measure other tests."""
    checks: list[int] = []
    genuine = hashing._ARGON2.verify

    class Counting:
        def verify(self, *arguments):
            checks.append(1)
            return genuine(*arguments)

    email = (await auth.register()).user.email
    monkeypatch.setattr(hashing, "_ARGON2", Counting())
    await _fail(auth, email, 1)
    await _fail(auth, "nobody@altsports.example", 1)
    assert len(checks) == 2


async def test_a_bcrypt_hash_is_accepted_and_made_anew(auth, database):
    tokens = await auth.register()
    old = bcrypt.hashpw(b"imported password", bcrypt.gensalt(4)).decode()
    await _store_hash(database, tokens.user.id, old)
    assert await auth.log_in(tokens.user.email, "imported password")
    async with database.read() as connection:
        stored = await connection.fetch_value("SELECT password_hash FROM auth.users")
    assert stored.startswith("$argon2id$")
    assert not is_outdated(stored)
    assert await auth.log_in(tokens.user.email, "imported password")


async def test_a_bcrypt_hash_of_a_long_password_still_fits(auth, database):
    tokens = await auth.register()
    password = "walk " * 20
    old = bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(4)).decode()
    await _store_hash(database, tokens.user.id, old)
    assert await auth.log_in(tokens.user.email, password)


async def test_an_accent_fits_however_the_keyboard_composes_it(auth):
    tokens = await auth.register(password="caf\u00e9 au lait")
    assert await auth.log_in(tokens.user.email, "cafe\u0301 au lait")


async def test_too_many_waiting_checks_are_refused(monkeypatch):
    monkeypatch.setattr(hashing, "_LONGEST_QUEUE", 1)
    passwords = Passwords(1)
    async with passwords.place():
        waiting = asyncio.create_task(passwords.hash("one"))
        await asyncio.sleep(0)
        with pytest.raises(LoginBusy):
            await passwords.hash("two")
    await waiting
    passwords.close()


async def _store_hash(database, user_id: str, password_hash: str) -> None:
    async with database.transaction() as connection:
        await connection.execute(
            "UPDATE auth.users SET password_hash = %s WHERE id = %s", [password_hash, user_id]
        )
