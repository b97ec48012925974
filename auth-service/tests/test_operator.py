"""What an operator does without a login: resetting an administrator's password, and ending every session."""

import pytest

from auth_service.accounts.operator import end_every_session, has_password, reset_admin_password
from auth_service.errors import (
    InvalidCredentials,
    LoginThrottled,
    NotAnAdministrator,
    PasswordRefused,
    SessionEnded,
)
from service_kit.errors import Unauthenticated
from service_kit.redis.keys import RedisKeys

OLD, NEW = "a long walk to the rink", "a longer walk to the rink"


async def _reset(assembly, name: str, password: str = NEW) -> str:
    return await reset_admin_password(assembly.units, assembly.passwords, assembly.post, name, password)


async def _address_of(auth, caller) -> str:
    return (await auth.call("GetMe", caller)).user.email


async def test_a_reset_ends_what_the_old_password_granted(auth, assembly, mesh_caller):
    admin = await auth.admin()
    address = await _address_of(auth, admin)
    session = await auth.log_in(address)
    key = (await auth.call("CreateApiKey", admin, name="script")).api_key.key

    assert await _reset(assembly, address.upper()) == address

    with pytest.raises(InvalidCredentials):
        await auth.log_in(address, OLD)
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=session.refresh_token)
    with pytest.raises(Unauthenticated):
        await auth.call("ResolveApiKey", mesh_caller, key=key)
    assert (await auth.log_in(address, NEW)).user.role == "admin"
    entry = (await auth.audited("user.reset_password"))[0]
    assert dict(entry.details) == {"by": "operator"}
    assert "by the operator" in (await auth.call("ListMail", to=address, kind="notice")).mails[0].text


async def test_a_reset_lets_an_administrator_in_who_is_locked_out_or_disabled(auth, assembly, database):
    address = await _address_of(auth, await auth.admin())
    for _ in range(5):
        with pytest.raises(InvalidCredentials):
            await auth.log_in(address, "a wrong password")
    with pytest.raises(LoginThrottled):
        await auth.log_in(address)
    async with database.transaction() as connection:
        await connection.execute("UPDATE auth.users SET is_active = false WHERE email = %s", [address])

    await _reset(assembly, address)

    assert await auth.log_in(address, NEW)


async def test_only_passwords_of_administrators_are_reset(auth, assembly):
    admin = await _address_of(auth, await auth.admin())
    user = (await auth.register()).user.email
    for name in (user, "nobody@altsports.example", "nobody", ""):
        with pytest.raises(NotAnAdministrator, match=admin):
            await _reset(assembly, name)
    assert await auth.log_in(user)


@pytest.mark.parametrize("password", ["", "short", "x" * 129, "password1", "aaaaaaaaaa"])
async def test_a_weak_password_is_refused_and_changes_nothing(auth, assembly, password):
    address = await _address_of(auth, await auth.admin())
    with pytest.raises(PasswordRefused):
        await _reset(assembly, address, password)
    assert await auth.log_in(address)


async def test_a_check_of_a_password_leaves_no_trace(auth, assembly):
    address = await _address_of(auth, await auth.admin())
    for _ in range(10):
        assert not await has_password(assembly.units, assembly.passwords, address, "a wrong password")
    assert await has_password(assembly.units, assembly.passwords, address, OLD)
    assert not await has_password(assembly.units, assembly.passwords, "nobody@altsports.example", OLD)
    assert not [entry for entry in await auth.audited("session.login") if entry.result == "failed"]
    assert await auth.log_in(address)


async def test_after_a_restore_everybody_logs_in_again(auth, assembly, redis, settings, clock):
    users = [await auth.register() for _ in range(2)]

    assert await end_every_session(assembly.units) == 2
    await assembly.revocations.reconcile()

    for tokens in users:
        with pytest.raises(SessionEnded):
            await auth.call("RefreshSession", refresh_token=tokens.refresh_token)
        mark = await redis.execute("GET", RedisKeys(settings.redis_prefix).revoked_user(tokens.user.id))
        assert int(mark) >= int(clock.now().timestamp())
        assert await auth.log_in(tokens.user.email)
    assert await end_every_session(assembly.units) == 2  # those of the logins; it may run again
