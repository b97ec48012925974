"""Logins, concurrent refreshes, stolen tokens, and the end of sessions."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import jwt
import pytest

from auth_service.errors import (
    InvalidCredentials,
    NoSession,
    OrganisationNotFound,
    RefreshTokenReused,
    SessionEnded,
    SessionNotFound,
)
from auth_service.roles.domain import served
from service_kit.errors import Unauthenticated, ValidationFailed
from service_kit.limits.refusals import RateLimited

PASSWORD = "a long walk to the rink"


async def test_login_takes_the_address_or_the_login_name_in_either_field(auth):
    tokens = await auth.register(email="nora@altsports.example", username="NoraN")
    for fields in (
        {"username": "nora@altsports.example"},
        {"email": "Nora@Altsports.example"},
        {"username": "noran"},
        {"email": "NoraN"},
    ):
        granted = (await auth.call("Login", password=PASSWORD, **fields)).tokens
        assert granted.user.id == tokens.user.id


async def test_login_without_any_name_says_which_field_is_missing(auth):
    with pytest.raises(ValidationFailed) as refused:
        await auth.call("Login", password=PASSWORD)
    assert refused.value.violations[0]["loc"] == ["username"]


async def test_a_wrong_name_and_a_wrong_password_read_the_same(auth):
    email = (await auth.register()).user.email
    told = []
    for name, password in ((email, "wrong password"), ("nobody@altsports.example", PASSWORD)):
        with pytest.raises(InvalidCredentials) as refused:
            await auth.log_in(name, password)
        told.append((str(refused.value), refused.value.reason, refused.value.metadata))
    assert told[0] == told[1] == ("Incorrect username or password", "INVALID_CREDENTIALS", {})


async def test_a_token_says_who_acts_where_and_with_what_right(auth, settings):
    tokens = await auth.register(username="nora")
    claims = jwt.decode(tokens.access_token, options={"verify_signature": False})
    header = jwt.get_unverified_header(tokens.access_token)
    assert (header["alg"], header["typ"]) == ("RS256", "at+jwt")
    assert (claims["iss"], claims["aud"]) == (settings.jwt_issuer, settings.jwt_audience)
    assert claims["sub"] == claims["user_id"] == tokens.user.id
    assert (claims["username"], claims["role"], claims["tier"]) == ("nora", "user", "basic")
    assert claims["exp"] - claims["iat"] == 1800
    assert claims["sid"] == tokens.session_id
    assert claims["org"] == tokens.user.organisation.organisation_id
    assert claims["staff_id"] == tokens.user.organisation.staff_id
    assert (claims["app_role"], claims["permission_level"]) == ("account_manager", "manage")
    assert {"leagues:read", "partnerships:read", "profile:write"} <= set(claims["permissions"])
    assert "team_id" in claims
    assert claims["jti"]


async def test_a_token_says_nothing_about_products_that_nobody_serves(auth):
    tokens = await auth.register(username="nora")
    claims = jwt.decode(tokens.access_token, options={"verify_signature": False})
    assert not {"app_permissions", "heartbeat_roles"} & claims.keys()
    for permission in ("hockey:read", "hockey:write"):
        assert permission not in claims["permissions"]
    assert set(claims["permissions"]) <= served()
    assert len(tokens.access_token) < 2000


async def test_the_token_of_staff_says_what_the_coaching_product_documents(auth, database):
    owner = await auth.register()
    async with database.transaction() as connection:
        await connection.execute("UPDATE auth.users SET user_type = 'staff' WHERE id = %s", [owner.user.id])
    tokens = await auth.log_in(owner.user.email)
    claims = jwt.decode(tokens.access_token, options={"verify_signature": False})
    assert set(claims["app_permissions"]) >= {"accounts.create", "football.write", "notes.read"}
    assert claims["heartbeat_roles"] == ["staff"]


async def test_the_edge_takes_a_token_for_the_account_it_was_given_to(auth):
    tokens = await auth.register()
    caller = await auth.caller(tokens)
    assert (caller.user_id, caller.session_id) == (tokens.user.id, tokens.session_id)
    assert caller.organisation_id == tokens.user.organisation.organisation_id


async def test_an_expired_token_is_refused(auth, clock):
    tokens = await auth.register()
    clock.advance(timedelta(seconds=1806))
    with pytest.raises(Unauthenticated):
        await auth.caller(tokens)


async def test_fifty_refreshes_at_once_with_one_token_log_nobody_out(auth):
    tokens = await auth.register()
    answers = await asyncio.gather(
        *(auth.call("RefreshSession", refresh_token=tokens.refresh_token) for _ in range(50))
    )
    following = {answer.tokens.refresh_token for answer in answers}
    assert len(following) == 1
    for answer in answers:
        assert (await auth.caller(answer.tokens)).session_id == tokens.session_id
    assert await auth.call("RefreshSession", refresh_token=following.pop())


async def test_tabs_that_share_their_token_go_on_refreshing_and_stay_logged_in(auth):
    """Each tab refreshes with the newest token that it finds, or the one that another tab just used."""
    token = (await auth.register()).refresh_token
    for _ in range(4):
        tabs = (auth.call("RefreshSession", refresh_token=token) for _ in range(12))
        following = {answer.tokens.refresh_token for answer in await asyncio.gather(*tabs)}
        assert len(following) == 1
        token = following.pop()
    assert await auth.call("RefreshSession", refresh_token=token)


@pytest.mark.parametrize("generation", [0, 1])
@pytest.mark.parametrize("pauses", [(0, 0, 0), (0, 65, 0), (65, 65, 5), (3600, 0, 9)])
async def test_a_token_two_generations_old_is_a_copy_however_recent_the_last_refresh_is(
    auth, clock, generation: int, pauses: tuple[int, ...]
):
    issued = [(await auth.register()).refresh_token]
    for pause in pauses:
        answer = await auth.call("RefreshSession", refresh_token=issued[-1])
        issued.append(answer.tokens.refresh_token)
        clock.advance(timedelta(seconds=pause))
    with pytest.raises(RefreshTokenReused):
        await auth.call("RefreshSession", refresh_token=issued[generation])
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=issued[-1])


async def test_a_client_that_lost_the_answer_gets_the_same_next_token_for_a_minute(auth, clock):
    tokens = await auth.register()
    first = (await auth.call("RefreshSession", refresh_token=tokens.refresh_token)).tokens
    clock.advance(timedelta(seconds=60))
    again = (await auth.call("RefreshSession", refresh_token=tokens.refresh_token)).tokens
    assert again.refresh_token == first.refresh_token


async def test_an_old_token_in_other_hands_ends_the_session(auth, clock, redis, settings):
    tokens = await auth.register()
    current = (await auth.call("RefreshSession", refresh_token=tokens.refresh_token)).tokens
    clock.advance(timedelta(seconds=61))
    with pytest.raises(RefreshTokenReused):
        await auth.call("RefreshSession", refresh_token=tokens.refresh_token)
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=current.refresh_token)
    assert await redis.execute("GET", f"{settings.redis_prefix}:revoked:session:{tokens.session_id}")
    entry = (await auth.audited("session.end"))[0]
    assert (entry.result, entry.user_id) == ("refused", tokens.user.id)
    assert dict(entry.details) == {"reason": "reuse_detected"}


async def test_a_stolen_token_does_not_end_the_other_sessions(auth, clock):
    tokens = await auth.register()
    other = await auth.log_in(tokens.user.email)
    await auth.call("RefreshSession", refresh_token=tokens.refresh_token)
    clock.advance(timedelta(minutes=5))
    with pytest.raises(RefreshTokenReused):
        await auth.call("RefreshSession", refresh_token=tokens.refresh_token)
    assert await auth.call("RefreshSession", refresh_token=other.refresh_token)


async def test_refreshes_are_limited_by_session_and_not_by_the_address_they_share(auth, clock, assembly):
    limit = assembly.settings.plans().of("basic").rate.limit
    busy = await auth.register()
    token = busy.refresh_token
    async with assembly.database.transaction() as connection:
        await connection.execute(
            "UPDATE auth.sessions SET refreshes = %s, refreshes_since = %s WHERE id = %s",
            [limit - 1, clock.now(), busy.session_id],
        )
    token = (await auth.call("RefreshSession", refresh_token=token)).tokens.refresh_token
    with pytest.raises(RateLimited) as refused:
        await auth.call("RefreshSession", refresh_token=token)
    assert refused.value.retry_after_s == 60
    for _ in range(3):  # colleagues behind the same address
        assert await auth.call("RefreshSession", refresh_token=(await auth.register()).refresh_token)
    clock.advance(timedelta(seconds=60))
    assert await auth.call("RefreshSession", refresh_token=token)


async def test_a_session_that_is_not_used_for_a_week_is_over(auth, clock):
    tokens = await auth.register()
    clock.advance(timedelta(days=7))
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=tokens.refresh_token)


async def test_logging_out_ends_this_session_only(auth, redis, settings):
    tokens = await auth.register()
    other = await auth.log_in(tokens.user.email)
    await auth.call("Logout", await auth.caller(tokens))
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=tokens.refresh_token)
    assert await auth.call("RefreshSession", refresh_token=other.refresh_token)
    dead_until = await redis.execute("GET", f"{settings.redis_prefix}:revoked:session:{tokens.session_id}")
    assert int(dead_until) >= jwt.decode(tokens.access_token, options={"verify_signature": False})["iat"]


async def test_logging_out_works_with_the_refresh_token_alone_and_twice(auth):
    tokens = await auth.register()
    for _ in range(2):
        await auth.call("Logout", refresh_token=tokens.refresh_token)
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=tokens.refresh_token)


async def test_logging_out_of_nothing_is_refused(auth):
    with pytest.raises(NoSession):
        await auth.call("Logout")


async def test_logging_out_everywhere_may_keep_the_session_that_asks(auth):
    tokens = await auth.register()
    other = await auth.log_in(tokens.user.email)
    caller = await auth.caller(tokens)
    await auth.call("LogoutAll", caller, keep_current=True)
    assert [s.is_current for s in (await auth.call("ListSessions", caller)).sessions] == [True]
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=other.refresh_token)
    await auth.call("LogoutAll", caller)
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=tokens.refresh_token)


async def test_sessions_of_others_are_neither_seen_nor_ended(auth):
    mine, theirs = await auth.register(), await auth.register()
    caller = await auth.caller(mine)
    assert [s.id for s in (await auth.call("ListSessions", caller)).sessions] == [mine.session_id]
    for stranger in (theirs.session_id, "no-uuid"):
        with pytest.raises(SessionNotFound):
            await auth.call("EndSession", caller, session_id=stranger)


async def test_a_session_is_listed_with_device_and_address_and_ended_by_its_id(auth, clock):
    tokens = await auth.register()
    clock.advance(timedelta(minutes=1))
    phone = (
        await auth.call(
            "Login",
            replace(await auth.caller(tokens), kind="anonymous", ip="203.0.113.9"),
            username=tokens.user.email,
            password=PASSWORD,
            device="phone",
        )
    ).tokens
    caller = await auth.caller(tokens)
    newest = (await auth.call("ListSessions", caller)).sessions[0]
    assert (newest.id, newest.device, newest.ip) == (phone.session_id, "phone", "203.0.113.9")
    await auth.call("EndSession", caller, session_id=phone.session_id)
    assert len((await auth.call("ListSessions", caller)).sessions) == 1


async def test_a_session_can_act_in_another_organisation_from_then_on(auth):
    tokens = await auth.register()
    caller = await auth.caller(tokens)
    club = (await auth.call("CreateOrganisation", caller, name="Harbour Rovers")).organisation
    switched = (await auth.call("SwitchOrganisation", caller, organisation_id=club.id)).tokens
    assert not switched.HasField("refresh_token")
    assert (await auth.caller(switched)).organisation_id == club.id
    later = (await auth.call("RefreshSession", refresh_token=tokens.refresh_token)).tokens
    assert (await auth.caller(later)).organisation_id == club.id


async def test_nobody_acts_in_an_organisation_of_others(auth):
    theirs = (await auth.register()).user.organisation.organisation_id
    tokens = await auth.register()
    with pytest.raises(OrganisationNotFound):
        await auth.call("SwitchOrganisation", await auth.caller(tokens), organisation_id=theirs)
    with pytest.raises(OrganisationNotFound):
        await auth.call("Login", username=tokens.user.email, password=PASSWORD, organisation_id=theirs)
