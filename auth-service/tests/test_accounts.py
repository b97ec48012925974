"""Registration, the profile, passwords, addresses, and administration."""

import pytest

from auth_service.errors import (
    AccountDisabled,
    AccountGone,
    EmailTaken,
    InvalidCredentials,
    LastAdmin,
    LinkInvalid,
    PasswordRefused,
    RefreshTokenInvalid,
    SessionEnded,
    SessionNeeded,
    UsernameTaken,
    UserNotFound,
    WrongPassword,
)
from service_kit.errors import ValidationFailed
from service_kit.rpc.access import InsufficientPermissions

PASSWORD = "a long walk to the rink"
NEW_PASSWORD = "a longer walk to the rink"
NOBODY = "00000000-0000-4000-8000-000000000000"


async def test_a_new_account_is_an_owner_with_an_organisation_and_a_session(auth):
    tokens = await auth.register(email="Nora.New@Altsports.Example", full_name="Nora New")
    assert (tokens.token_type, tokens.expires_in) == ("bearer", 1800)
    user = tokens.user
    assert (user.email, user.username) == ("nora.new@altsports.example", "Nora.New")
    assert (user.role, user.tier, user.user_type) == ("user", "basic", "owner")
    assert user.organisation.app_role == "account_manager"
    assert "football:write" in user.permissions
    me = (await auth.call("GetMe", await auth.caller(tokens))).user
    assert (me.id, me.full_name) == (user.id, "Nora New")


async def test_an_address_is_taken_whatever_its_case(auth):
    await auth.register(email="one@altsports.example")
    with pytest.raises(EmailTaken):
        await auth.register(email="ONE@altsports.example")


async def test_a_login_name_is_taken_whatever_its_case(auth):
    await auth.register(username="nora")
    with pytest.raises(UsernameTaken):
        await auth.register(username="Nora")


async def test_a_login_name_made_from_an_address_gives_way(auth):
    first = await auth.register(email="nora@one.example")
    second = await auth.register(email="nora@two.example")
    assert first.user.username == "nora"
    assert second.user.username != "nora"
    assert second.user.username.startswith("nora")


@pytest.mark.parametrize("password", ["password123", "aaaaaaaa", "Person1@altsports.example"])
async def test_a_password_that_everybody_tries_first_is_refused(auth, password: str):
    with pytest.raises(PasswordRefused) as refused:
        await auth.register(email="person1@altsports.example", password=password)
    assert refused.value.violations[0]["loc"] == ["password"]


async def test_passwords_may_be_long_and_are_not_cut(auth):
    password = "x" + "walk" * 31
    tokens = await auth.register(password=password)
    with pytest.raises(InvalidCredentials):
        await auth.log_in(tokens.user.email, password[:-1])
    assert await auth.log_in(tokens.user.email, password)


@pytest.mark.parametrize("field", ["role", "tier", "permissions", "is_active", "email_verified"])
async def test_privileges_cannot_be_asked_for(auth, field: str):
    from altsports.contract.catalog import load_catalog

    method = load_catalog().by_path["/altsports.auth.v1.AccountService/Register"]
    with pytest.raises(ValueError, match="Extra inputs are not permitted"):
        method.request_model.model_validate({"email": "a@b.example", "password": PASSWORD, field: "admin"})


async def test_a_profile_keeps_what_is_left_out_and_clears_what_is_empty(auth):
    caller = await auth.caller(await auth.register(full_name="Nora New"))
    await auth.call("UpdateMe", caller, timezone="Europe/Oslo", locale="nb-NO")
    user = (await auth.call("UpdateMe", caller, full_name="")).user
    assert not user.HasField("full_name")
    assert (user.timezone, user.locale) == ("Europe/Oslo", "nb-NO")


async def test_a_changed_password_ends_the_other_sessions_only(auth):
    tokens = await auth.register()
    other = await auth.log_in(tokens.user.email)
    caller = await auth.caller(tokens)
    await auth.call("ChangePassword", caller, current_password=PASSWORD, new_password=NEW_PASSWORD)
    assert await auth.call("RefreshSession", refresh_token=tokens.refresh_token)
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=other.refresh_token)
    assert await auth.log_in(tokens.user.email, NEW_PASSWORD)


async def test_changing_a_password_needs_the_current_one(auth):
    caller = await auth.caller(await auth.register())
    with pytest.raises(WrongPassword):
        await auth.call("ChangePassword", caller, current_password="wrong", new_password=NEW_PASSWORD)


async def test_an_api_key_cannot_change_the_password(auth):
    caller = await auth.caller(await auth.register_verified())
    key = (await auth.call("CreateApiKey", caller, name="k", scopes=["profile:write"])).api_key.key
    with pytest.raises(SessionNeeded):
        await auth.call(
            "ChangePassword", await auth.key_caller(key), current_password=PASSWORD, new_password=NEW_PASSWORD
        )


async def test_a_reset_sets_the_password_once_and_ends_every_session(auth, assembly):
    tokens = await auth.register()
    await auth.call("RequestPasswordReset", email=tokens.user.email)
    assert await assembly.desk.answer_one()
    token = await auth.link_token(tokens.user.email, "reset_password")
    await auth.call("ResetPassword", token=token, new_password=NEW_PASSWORD)
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=tokens.refresh_token)
    with pytest.raises(LinkInvalid):
        await auth.call("ResetPassword", token=token, new_password=NEW_PASSWORD)
    assert await auth.log_in(tokens.user.email, NEW_PASSWORD)
    notices = (await auth.call("ListMail", to=tokens.user.email, kind="notice")).mails
    assert [mail.subject for mail in notices] == ["Your password was reset"]


async def test_a_link_expires(auth, assembly, clock):
    from datetime import timedelta

    tokens = await auth.register()
    await auth.call("RequestPasswordReset", email=tokens.user.email)
    await assembly.desk.answer_one()
    token = await auth.link_token(tokens.user.email, "reset_password")
    clock.advance(timedelta(minutes=30))
    with pytest.raises(LinkInvalid):
        await auth.call("ResetPassword", token=token, new_password=NEW_PASSWORD)


async def test_a_link_of_one_kind_does_not_do_the_work_of_another(auth):
    tokens = await auth.register()
    token = await auth.link_token(tokens.user.email, "verify_email")
    with pytest.raises(LinkInvalid):
        await auth.call("ResetPassword", token=token, new_password=NEW_PASSWORD)


async def test_an_unknown_address_gets_the_same_answer_and_no_mail(auth, assembly):
    known = (await auth.register()).user.email
    first = await auth.call("RequestPasswordReset", email=known)
    second = await auth.call("RequestPasswordReset", email="nobody@altsports.example")
    assert first == second
    while await assembly.desk.answer_one():
        pass
    assert not (await auth.call("ListMail", to="nobody@altsports.example")).mails


async def test_links_to_one_address_are_limited(auth, assembly):
    email = (await auth.register()).user.email
    for _ in range(8):
        await auth.call("RequestPasswordReset", email=email)
        await assembly.desk.answer_one()
    assert len((await auth.call("ListMail", to=email, kind="reset_password")).mails) == 5


async def test_an_address_is_confirmed_by_its_link(auth):
    tokens = await auth.register()
    token = await auth.link_token(tokens.user.email, "verify_email")
    answer = await auth.confirm(tokens.user.email)
    assert (answer.email, answer.email_verified) == (tokens.user.email, True)
    assert (await auth.call("GetMe", await auth.caller(tokens))).user.email_verified
    with pytest.raises(LinkInvalid):
        await auth.call("VerifyEmail", token=token, password=PASSWORD)


async def test_a_new_address_counts_once_its_link_is_used(auth):
    tokens = await auth.register()
    caller = await auth.caller(tokens)
    await auth.call("ChangeEmail", caller, email="new@altsports.example", password=PASSWORD)
    assert (await auth.call("GetMe", caller)).user.email == tokens.user.email
    notices = (await auth.call("ListMail", to=tokens.user.email, kind="notice")).mails
    assert "new@altsports.example" in notices[0].text
    await auth.confirm("new@altsports.example", kind="change_email")
    assert (await auth.call("GetMe", caller)).user.email == "new@altsports.example"
    assert await auth.log_in("new@altsports.example")


async def test_an_address_that_somebody_took_meanwhile_is_not_confirmed(auth):
    caller = await auth.caller(await auth.register())
    await auth.call("ChangeEmail", caller, email="new@altsports.example", password=PASSWORD)
    token = await auth.link_token("new@altsports.example", "change_email")
    await auth.register_verified(email="new@altsports.example")
    with pytest.raises(EmailTaken):
        await auth.call("VerifyEmail", token=token, password=PASSWORD)


async def test_a_closed_account_is_gone_with_its_credentials(auth, redis, settings):
    tokens = await auth.register()
    caller = await auth.caller(tokens)
    await auth.call("CloseAccount", caller, password=PASSWORD)
    with pytest.raises(AccountGone):
        await auth.call("GetMe", caller)
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=tokens.refresh_token)
    with pytest.raises(InvalidCredentials):
        await auth.log_in(tokens.user.email)
    assert await redis.execute("GET", f"{settings.redis_prefix}:revoked:user:{tokens.user.id}")
    assert await auth.register(email=tokens.user.email)


async def test_only_administrators_see_the_accounts_of_others(auth):
    tokens = await auth.register()
    with pytest.raises(InsufficientPermissions) as refused:
        await auth.call("ListUsers", await auth.caller(tokens))
    assert str(refused.value) == "Insufficient permissions. Required role: admin"
    admin = await auth.admin()
    assert (await auth.call("GetUser", admin, user_id=tokens.user.id)).user.email == tokens.user.email
    with pytest.raises(UserNotFound):
        await auth.call("GetUser", admin, user_id=NOBODY)
    with pytest.raises(UserNotFound):
        await auth.call("GetUser", admin, user_id="no-uuid")


async def test_accounts_are_listed_page_by_page_and_narrowed(auth):
    admin = await auth.admin()
    made = {(await auth.register()).user.id for _ in range(4)}
    first = await auth.call("ListUsers", admin, page_size=3)
    second = await auth.call("ListUsers", admin, page_size=3, page_token=first.next_page_token)
    seen = [user.id for user in (*first.users, *second.users)]
    assert (first.total_size, len(seen), second.next_page_token) == (5, 5, "")
    assert made <= set(seen)
    found = await auth.call("ListUsers", admin, role="admin")
    assert [user.id for user in found.users] == [admin.user_id]
    assert (await auth.call("ListUsers", admin, query="PERSON3")).total_size == 1


async def test_a_page_token_of_another_list_is_refused(auth):
    admin = await auth.admin()
    with pytest.raises(ValidationFailed):
        await auth.call("ListUsers", admin, page_token="AAAA")


async def test_a_new_role_kills_access_tokens_and_keeps_the_session(auth, redis, settings):
    admin, tokens = await auth.admin(), await auth.register()
    changed = await auth.call("UpdateUser", admin, user_id=tokens.user.id, role="analyst")
    assert changed.user.role == "analyst"
    key = f"{settings.redis_prefix}:revoked:user:{tokens.user.id}"
    dead_until = int(await redis.execute("GET", key))
    assert _issued_at(tokens) <= dead_until
    fresh = (await auth.call("RefreshSession", refresh_token=tokens.refresh_token)).tokens
    assert _issued_at(fresh) > dead_until
    assert (await auth.caller(fresh)).role == "analyst"


async def test_a_disabled_account_loses_everything_until_it_is_enabled(auth):
    admin, tokens = await auth.admin(), await auth.register_verified()
    key = (await auth.call("CreateApiKey", await auth.caller(tokens), name="k")).api_key.key
    await auth.call("UpdateUser", admin, user_id=tokens.user.id, is_active=False)
    with pytest.raises(AccountDisabled):
        await auth.log_in(tokens.user.email)
    with pytest.raises(InvalidCredentials):
        await auth.log_in(tokens.user.email, "wrong password")
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=tokens.refresh_token)
    await auth.call("UpdateUser", admin, user_id=tokens.user.id, is_active=True)
    assert await auth.log_in(tokens.user.email)
    assert await auth.key_caller(key)


async def test_the_last_administrator_stays(auth):
    admin = await auth.admin()
    for change in ({"role": "user"}, {"is_active": False}):
        with pytest.raises(LastAdmin):
            await auth.call("UpdateUser", admin, user_id=admin.user_id, **change)
    with pytest.raises(LastAdmin):
        await auth.call("DeleteUser", admin, user_id=admin.user_id)


async def test_a_forged_refresh_token_is_refused(auth):
    tokens = await auth.register()
    forged = tokens.refresh_token[:-4] + ("AAAA" if not tokens.refresh_token.endswith("AAAA") else "BBBB")
    with pytest.raises(RefreshTokenInvalid):
        await auth.call("RefreshSession", refresh_token=forged)


def _issued_at(tokens) -> int:
    import jwt

    return jwt.decode(tokens.access_token, options={"verify_signature": False})["iat"]
