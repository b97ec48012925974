"""What a password reset or change ends, and how the owner of an address gets it back from a stranger."""

import asyncio

import pytest

from auth_service.errors import (
    AccountNotProven,
    ApiKeyLimitReached,
    EmailNotVerified,
    InvalidCredentials,
    LinkInvalid,
    OrganisationLimitReached,
    SessionEnded,
    UserNotFound,
    WrongPassword,
)
from service_kit.errors import Unauthenticated

PASSWORD, NEW_PASSWORD = "a long walk to the rink", "a longer walk to the rink"
VICTIM = "victim@altsports.example"
_FILLERS = {
    "CreateApiKey": (
        "INSERT INTO auth.api_keys (id, user_id, name, scopes, created_at)"
        " VALUES (%(id)s, %(user)s, 'x', '{}', now())",
    ),
    "CreateOrganisation": (
        "INSERT INTO auth.organisations (id, name, kind, created_at, updated_at)"
        " VALUES (%(id)s, 'x', 'club', now(), now())",
        "INSERT INTO auth.memberships (id, organisation_id, user_id, status, staff_role, club_role,"
        " team_access, created_at, updated_at)"
        " VALUES (%(id)s, %(id)s, %(user)s, 'active', 'owner', 'account_manager', '{}', now(), now())",
    ),
}


async def _key(auth, caller, **fields) -> str:
    return (await auth.call("CreateApiKey", caller, **({"name": "k"} | fields))).api_key.key


async def _is_dead(auth, mesh_caller, key: str) -> bool:
    try:
        await auth.call("ResolveApiKey", mesh_caller, key=key)
    except Unauthenticated:
        return True
    return False


async def _reset(auth, email: str, **fields) -> None:
    token = await auth.reset_token(email)
    await auth.call("ResetPassword", token=token, new_password=NEW_PASSWORD, **fields)


async def test_a_reset_revokes_every_key_for_good_and_at_once(auth, mesh_caller, redis, settings):
    tokens = await auth.register_verified()
    caller = await auth.caller(tokens)
    first, second = [await _key(auth, caller) for _ in range(2)]
    credential = (await auth.call("ResolveApiKey", mesh_caller, key=first)).credential_id
    await _reset(auth, tokens.user.email)
    assert await _is_dead(auth, mesh_caller, first)
    assert await _is_dead(auth, mesh_caller, second)
    assert await redis.execute("GET", f"{settings.redis_prefix}:revoked:key:{credential}")
    again = await auth.caller(await auth.log_in(tokens.user.email, NEW_PASSWORD))
    assert again.user_id == tokens.user.id  # a verified account stays the same
    statuses = [k.status for k in (await auth.call("ListApiKeys", again, include_inactive=True)).api_keys]
    assert statuses == ["revoked", "revoked"]
    assert not await _is_dead(auth, mesh_caller, await _key(auth, again))


@pytest.mark.parametrize(("fields", "dead"), [({}, True), ({"keep_api_keys": True}, False)])
async def test_a_change_revokes_the_keys_unless_it_keeps_them(auth, mesh_caller, fields, dead: bool):
    caller = await auth.caller(await auth.register_verified())
    key = await _key(auth, caller)
    await auth.call("ChangePassword", caller, current_password=PASSWORD, new_password=NEW_PASSWORD, **fields)
    assert await _is_dead(auth, mesh_caller, key) is dead


async def test_an_unverified_account_creates_and_rotates_no_keys(auth, database):
    tokens = await auth.register()
    caller = await auth.caller(tokens)
    with pytest.raises(EmailNotVerified):
        await _key(auth, caller)
    admin = await auth.admin()
    await auth.call("UpdateUser", admin, user_id=tokens.user.id, email_verified=True)
    made = (await auth.call("CreateApiKey", caller, name="k")).api_key
    await auth.call("UpdateUser", admin, user_id=tokens.user.id, email_verified=False)
    with pytest.raises(EmailNotVerified):
        await auth.call("RotateApiKey", caller, api_key_id=made.id)


async def test_the_owner_of_an_address_gets_nothing_that_a_stranger_left(auth, mesh_caller):
    stranger = await auth.register(email=VICTIM, full_name="Mallory", username="mallory")
    caller = await auth.caller(stranger)
    await auth.call("ChangeEmail", caller, email="mallory@altsports.example", password=PASSWORD)
    change = await auth.link_token("mallory@altsports.example", "change_email")
    await _reset(auth, VICTIM)
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=stranger.refresh_token)
    with pytest.raises(Unauthenticated):
        await auth.call("GetMe", caller)
    with pytest.raises(InvalidCredentials):
        await auth.log_in(VICTIM, PASSWORD)
    with pytest.raises(LinkInvalid):
        await auth.call("VerifyEmail", token=change)
    owner = await auth.log_in(VICTIM, NEW_PASSWORD)
    assert owner.user.id != stranger.user.id  # what other services store for the old id stays there
    assert owner.user.email_verified
    assert (owner.user.username, owner.user.full_name) == ("victim", "")
    mine = (await auth.call("ListOrganisations", await auth.caller(owner))).organisations
    assert [o.id for o in mine] == [owner.user.organisation.organisation_id]
    assert mine[0].id != stranger.user.organisation.organisation_id
    with pytest.raises(UserNotFound):
        await auth.call("GetUser", await auth.admin(), user_id=stranger.user.id)


async def test_what_administrators_assigned_to_the_address_moves_along(auth, database):
    admin, stranger = await auth.admin(), await auth.register(email=VICTIM)
    await auth.call("UpdateUser", admin, user_id=stranger.user.id, role="analyst", tier="pro")
    await auth.call("SetAccountQuota", admin, user_id=stranger.user.id, monthly_api_calls=77)
    await _reset(auth, VICTIM)
    owner = (await auth.log_in(VICTIM, NEW_PASSWORD)).user
    assert (owner.role, owner.tier) == ("analyst", "pro")
    async with database.read() as connection:
        quota = await connection.fetch_value(
            "SELECT monthly_api_calls FROM auth.account_quotas WHERE user_id = %s", [owner.id]
        )
    assert quota == 77


async def test_whoever_registered_an_account_keeps_it_by_saying_so(auth):
    mine = await auth.register()
    await _reset(auth, mine.user.email, keep_account=True)
    user = (await auth.log_in(mine.user.email, NEW_PASSWORD)).user
    assert (user.id, user.email_verified) == (mine.user.id, True)
    assert user.organisation.organisation_id == mine.user.organisation.organisation_id


async def test_a_proven_new_address_is_taken_from_an_account_that_never_verified_it(auth):
    stranger = await auth.register(email=VICTIM)
    owner = await auth.register_verified()
    caller = await auth.caller(owner)
    await auth.call("ChangeEmail", caller, email=VICTIM, password=PASSWORD)
    await auth.confirm(VICTIM, kind="change_email")
    assert (await auth.call("GetMe", caller)).user.email == VICTIM
    with pytest.raises(SessionEnded):
        await auth.call("RefreshSession", refresh_token=stranger.refresh_token)


async def test_a_new_address_that_has_an_account_gets_the_same_answer_and_no_link(auth):
    taken = (await auth.register_verified(email=VICTIM)).user.email
    caller = await auth.caller(await auth.register())
    answers = [
        (await auth.call("ChangeEmail", caller, email=email, password=PASSWORD)).message
        for email in (taken, "free@altsports.example")
    ]
    assert answers[0] == answers[1]
    (mail,) = (await auth.call("ListMail", to=taken, kind="change_email")).mails
    assert not mail.link_token
    assert "has an account already" in mail.text


@pytest.mark.parametrize("kind", ["verify_email", "change_email"])
async def test_the_owner_of_a_mailbox_hands_it_to_no_account_of_a_stranger(auth, kind):
    """Who clicks a link, but neither knows the password nor is logged in, did not make the account."""
    stranger = await auth.register(email=VICTIM if kind == "verify_email" else "mallory@altsports.example")
    caller = await auth.caller(stranger)
    if kind == "change_email":
        await auth.call("ChangeEmail", caller, email=VICTIM, password=PASSWORD)
    token, other = await auth.link_token(VICTIM, kind), await auth.caller(await auth.register())
    for who in (None, other):
        with pytest.raises(AccountNotProven) as refused:
            await auth.call("VerifyEmail", who, token=token)
        assert any("password" in advice for advice in refused.value.recovery)
    with pytest.raises(WrongPassword):
        await auth.call("VerifyEmail", token=token, password="a guess of the owner")
    assert not (await auth.call("GetMe", caller)).user.email_verified
    await auth.call("VerifyEmail", caller, token=token)  # whoever has the mailbox and the account
    assert (await auth.call("GetMe", caller)).user.email == VICTIM


async def test_a_login_with_a_password_that_is_being_reset_starts_no_session(auth, assembly, monkeypatch):
    """The old password is proven, then the reset commits, then the login goes on."""
    tokens = await auth.register_verified()
    token = await auth.reset_token(tokens.user.email)
    prove, reset = type(assembly.passwords).fits, {"done": False}

    async def fits(self, password, stored):
        fitting = await prove(self, password, stored)
        if not reset["done"]:
            reset["done"] = True
            await auth.call("ResetPassword", token=token, new_password=NEW_PASSWORD)
        return fitting

    monkeypatch.setattr(type(assembly.passwords), "fits", fits)
    with pytest.raises(InvalidCredentials):
        await auth.log_in(tokens.user.email, PASSWORD)


@pytest.mark.parametrize(
    ("method", "most", "refusal"),
    [("CreateApiKey", 100, ApiKeyLimitReached), ("CreateOrganisation", 50, OrganisationLimitReached)],
)
async def test_simultaneous_requests_do_not_pass_a_limit(auth, database, method: str, most: int, refusal):
    caller = await auth.caller(await auth.register_verified())
    room = 3
    held = 1 if method == "CreateOrganisation" else 0  # an account begins with an organisation of its own
    async with database.transaction() as connection:
        for number in range(most - held - room):
            id = f"00000000-0000-4000-8000-{number:012d}"
            for statement in _FILLERS[method]:
                await connection.execute(statement, {"id": id, "user": caller.user_id})
    asked = (auth.call(method, caller, name=f"n{number}") for number in range(12))
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert sum(isinstance(outcome, refusal) for outcome in outcomes) == 12 - room
    assert sum(not isinstance(outcome, BaseException) for outcome in outcomes) == room
