"""The owner of an account is notified of logins from new networks."""

import asyncio

import pytest

from auth_service.errors import InvalidCredentials

HOME_IP, OTHER_IP = "198.51.100.7", "203.0.113.9"


async def _notices(auth, email: str) -> list[str]:
    return [mail.text for mail in (await auth.call("ListMail", to=email, kind="notice")).mails]


async def test_the_first_login_from_a_new_network_is_reported_and_audited_once(auth):
    tokens = await auth.register(ip=HOME_IP)
    email = tokens.user.email
    await auth.log_in(email, ip=HOME_IP)
    assert await _notices(auth, email) == []
    await asyncio.gather(*(auth.log_in(email, ip=OTHER_IP) for _ in range(3)))
    (notice,) = await _notices(auth, email)
    assert f"logged in to your AltSports account on 01 March 2026 at 12:00 UTC from {OTHER_IP}" in notice
    (entry,) = await auth.audited("session.new_network")
    assert (entry.actor_id, entry.ip) == (tokens.user.id, OTHER_IP)


async def test_a_wrong_password_from_a_new_network_is_no_login(auth):
    email = (await auth.register(ip=HOME_IP)).user.email
    with pytest.raises(InvalidCredentials):
        await auth.log_in(email, "wrong password", ip=OTHER_IP)
    assert await _notices(auth, email) == []


async def test_the_very_first_login_is_not_reported(auth):
    email = (await auth.register(ip=HOME_IP)).user.email
    async with auth.assembly.database.transaction() as connection:
        await connection.execute("DELETE FROM auth.known_networks")
    await auth.log_in(email, ip=OTHER_IP)
    assert await _notices(auth, email) == []
