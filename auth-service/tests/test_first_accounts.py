"""The first administrator and the demo account: created once, and then kept unchanged."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from pydantic import SecretStr

from altsports.contract.clubs import CLUB_ROLES
from auth_service.errors import InvalidCredentials, SessionEnded
from auth_service.seeds.club_logins import CLUB_LOGINS, ensure_club_logins
from auth_service.seeds.first_accounts import (
    DEMO_EMAIL,
    DEMO_ORGANISATION,
    DEMO_PASSWORD,
    ensure_admin,
    ensure_demo,
)
from service_kit.demo import DEMO_TEAMS, FIRST_ADMIN

EMAIL = "Boss@Altsports.local"
PASSWORD = "the first password"


async def _ensure(assembly, password: str | None = PASSWORD, email: str = EMAIL, **more: Any) -> None:
    secret = SecretStr(password) if password else None
    key = assembly.keys.admin_password
    await ensure_admin(assembly.units, assembly.passwords, key, email, secret, **more)


async def test_the_first_administrator_is_made_once_even_by_several_replicas(auth, assembly):
    await asyncio.gather(*(_ensure(assembly) for _ in range(3)))
    tokens = await auth.log_in("boss@altsports.local", PASSWORD)
    assert (tokens.user.role, tokens.user.email_verified) == ("admin", True)
    assert (await auth.call("ListUsers", await auth.caller(tokens))).total_size == 1


async def test_the_first_administrator_owns_the_rows_of_examples_and_a_later_one_does_not(auth, assembly):
    for email in (EMAIL, "second@altsports.local"):
        await _ensure(assembly, email=email, id=UUID(FIRST_ADMIN))
    assert (await auth.log_in(EMAIL, PASSWORD)).user.id == FIRST_ADMIN
    assert (await auth.log_in("second@altsports.local", PASSWORD)).user.id != FIRST_ADMIN


async def test_a_password_changed_by_its_owner_survives_a_restart(auth, assembly):
    await _ensure(assembly)
    caller = await auth.caller(await auth.log_in(EMAIL, PASSWORD))
    await auth.call("ChangePassword", caller, current_password=PASSWORD, new_password="chosen by myself")
    await _ensure(assembly)
    assert await auth.log_in(EMAIL, "chosen by myself")


async def test_another_password_in_the_settings_is_set_and_ends_sessions(auth, assembly):
    await _ensure(assembly)
    await _ensure(assembly, "the second password")
    with pytest.raises(InvalidCredentials):
        await auth.log_in(EMAIL, PASSWORD)
    assert await auth.log_in(EMAIL, "the second password")


async def test_an_account_of_that_address_becomes_the_administrator(auth, assembly):
    tokens = await auth.register_verified(email="boss@altsports.local")
    await _ensure(assembly, None)
    fresh = await auth.log_in(tokens.user.email)
    assert fresh.user.role == "admin"


async def test_a_stranger_who_registered_that_address_never_becomes_the_administrator(auth, assembly):
    stranger = await auth.register(email="boss@altsports.local")
    await _ensure(assembly, None)
    assert (await auth.log_in(EMAIL)).user.role == "user"
    await _ensure(assembly)
    tokens = await auth.log_in(EMAIL, PASSWORD)
    assert (tokens.user.role, tokens.user.email_verified) == ("admin", True)
    assert tokens.user.id != stranger.user.id
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=stranger.refresh_token)


async def test_the_demo_account_is_the_one_of_the_examples(auth, assembly):
    assert await ensure_demo(assembly.units, assembly.passwords)
    assert not await ensure_demo(assembly.units, assembly.passwords)
    caller = await auth.caller(await auth.log_in(DEMO_EMAIL, DEMO_PASSWORD))
    club = (await auth.call("GetOrganisation", caller, organisation_id=str(DEMO_ORGANISATION))).organisation
    assert club.name == "Harbour Rovers"


async def test_every_role_of_the_demo_club_has_a_login(auth, assembly):
    await ensure_demo(assembly.units, assembly.passwords)
    for _ in range(2):
        await ensure_club_logins(assembly.units, assembly.passwords)
    assert {"account_manager", *(login.role for login in CLUB_LOGINS)} == set(CLUB_ROLES)
    for login in CLUB_LOGINS:
        caller = await auth.caller(await auth.log_in(login.email, DEMO_PASSWORD))
        assert (caller.organisation_id, caller.club_role) == (str(DEMO_ORGANISATION), login.role)
        assert caller.team_access == frozenset(DEMO_TEAMS[team] for team in login.teams)
