"""API keys: shown once, limited to their owner's permissions, rotated with an overlap, revocable."""

import asyncio
from datetime import timedelta

import pytest

from auth_service.api_keys import domain
from auth_service.errors import ApiKeyNotActive, ApiKeyNotFound, ExpiryInThePast, ScopeNotHeld
from service_kit.errors import Unauthenticated
from service_kit.rpc.access import InsufficientPermissions


@pytest.fixture
async def owner(auth):
    return await auth.caller(await auth.register_verified())


async def _create(auth, owner, **fields):
    return (await auth.call("CreateApiKey", owner, **({"name": "nightly"} | fields))).api_key


async def _refusal(auth, key: str, mesh_caller) -> str:
    with pytest.raises(Unauthenticated) as refused:
        await auth.call("ResolveApiKey", mesh_caller, key=key)
    assert str(refused.value) == "Could not validate credentials"
    return refused.value.reason


async def test_a_key_is_shown_once_and_stored_as_a_hash(auth, owner, database):
    made = await _create(auth, owner, scopes=["leagues:read"])
    assert made.key.startswith(f"{made.prefix}_")
    assert len(made.key) > 45
    read = (await auth.call("GetApiKey", owner, api_key_id=made.id)).api_key
    assert (read.prefix, read.HasField("key")) == (made.prefix, False)
    async with database.read() as connection:
        rows = await connection.execute(
            "SELECT k::text || s::text FROM auth.api_keys k, auth.api_key_secrets s"
        )
        assert made.key.removeprefix(f"{made.prefix}_") not in str(await rows.fetchall())


async def test_a_key_acts_for_its_owner_with_its_scopes_only(auth, owner, mesh_caller):
    made = await _create(auth, owner, scopes=["leagues:read"])
    resolved = await auth.call("ResolveApiKey", mesh_caller, key=made.key)
    assert (resolved.user_id, resolved.api_key_id) == (owner.user_id, made.id)
    assert list(resolved.permissions) == ["leagues:read"]
    assert resolved.role == "user"
    caller = await auth.key_caller(made.key)
    with pytest.raises(InsufficientPermissions):
        await auth.call("CreateApiKey", caller, name="another")


async def test_without_scopes_a_key_only_reads(auth, owner):
    made = await _create(auth, owner)
    assert "leagues:read" in made.scopes
    assert all(scope.endswith(":read") for scope in made.scopes)


@pytest.mark.parametrize("scope", ["leagues:write", "users:*", "*", "nonsense", "nonsense:read"])
async def test_nobody_gives_away_what_they_do_not_hold(auth, owner, scope: str):
    with pytest.raises(ScopeNotHeld):
        await _create(auth, owner, scopes=["leagues:read", scope])


async def test_a_key_of_an_administrator_may_do_everything_only_when_it_says_so(auth, mesh_caller):
    admin = await auth.admin()
    wide = await _create(auth, admin, scopes=["*"])
    narrow = await _create(auth, admin, scopes=["leagues:write"])
    assert (await auth.call("ResolveApiKey", mesh_caller, key=wide.key)).role == "admin"
    resolved = await auth.call("ResolveApiKey", mesh_caller, key=narrow.key)
    assert (resolved.role, list(resolved.permissions)) == ("admin", ["leagues:write"])
    with pytest.raises(InsufficientPermissions):
        await auth.call("ListUsers", await auth.key_caller(narrow.key))
    assert await auth.call("ListUsers", await auth.key_caller(wide.key))


async def test_a_key_loses_what_its_owner_loses(auth, mesh_caller):
    admin, tokens = await auth.admin(), await auth.register_verified()
    await auth.call("UpdateUser", admin, user_id=tokens.user.id, role="partner")
    fresh = (await auth.call("RefreshSession", refresh_token=tokens.refresh_token)).tokens
    made = await _create(auth, await auth.caller(fresh), scopes=["partnerships:write", "leagues:read"])
    await auth.call("UpdateUser", admin, user_id=tokens.user.id, role="user")
    resolved = await auth.call("ResolveApiKey", mesh_caller, key=made.key)
    assert list(resolved.permissions) == ["leagues:read"]


async def test_a_revoked_key_is_dead_at_once_and_revoking_again_changes_nothing(
    auth, owner, mesh_caller, redis, settings
):
    made = await _create(auth, owner)
    credential = (await auth.call("ResolveApiKey", mesh_caller, key=made.key)).credential_id
    for _ in range(2):
        await auth.call("RevokeApiKey", owner, api_key_id=made.id)
    assert await redis.execute("GET", f"{settings.redis_prefix}:revoked:key:{credential}")
    assert await _refusal(auth, made.key, mesh_caller) == "API_KEY_REVOKED"
    assert (await auth.call("GetApiKey", owner, api_key_id=made.id)).api_key.status == "revoked"
    assert not (await auth.call("ListApiKeys", owner)).api_keys
    assert (await auth.call("ListApiKeys", owner, include_inactive=True)).total_size == 1
    assert len(await auth.audited("api_key.revoke")) == 1


async def test_a_key_expires(auth, owner, mesh_caller, clock):
    made = await _create(auth, owner, expires_in_days=1)
    resolved = await auth.call("ResolveApiKey", mesh_caller, key=made.key)
    assert resolved.expires_at == made.expires_at
    clock.advance(timedelta(days=1))
    assert await _refusal(auth, made.key, mesh_caller) == "API_KEY_EXPIRED"
    with pytest.raises(ApiKeyNotActive):
        await auth.call("RotateApiKey", owner, api_key_id=made.id)


async def test_a_key_cannot_expire_in_the_past(auth, owner, clock):
    with pytest.raises(ExpiryInThePast):
        await _create(auth, owner, expires_at=clock.now())


async def test_both_keys_work_during_the_overlap_and_only_the_new_one_after_it(
    auth, owner, mesh_caller, clock
):
    made = await _create(auth, owner)
    rotated = (await auth.call("RotateApiKey", owner, api_key_id=made.id, overlap_hours=2)).api_key
    assert (rotated.id, rotated.scopes) == (made.id, made.scopes)
    assert rotated.key != made.key
    old = await auth.call("ResolveApiKey", mesh_caller, key=made.key)
    new = await auth.call("ResolveApiKey", mesh_caller, key=rotated.key)
    assert old.credential_id != new.credential_id
    assert old.expires_at == rotated.old_key_expires_at
    clock.advance(timedelta(hours=2))
    assert await _refusal(auth, made.key, mesh_caller) == "API_KEY_ROTATED"
    assert await auth.call("ResolveApiKey", mesh_caller, key=rotated.key)


async def test_without_an_overlap_the_old_key_is_dead_at_once_and_the_new_one_is_not(
    auth, owner, mesh_caller, redis, settings
):
    made = await _create(auth, owner)
    old = (await auth.call("ResolveApiKey", mesh_caller, key=made.key)).credential_id
    rotated = (await auth.call("RotateApiKey", owner, api_key_id=made.id, overlap_hours=0)).api_key
    new = (await auth.call("ResolveApiKey", mesh_caller, key=rotated.key)).credential_id
    marks = [f"{settings.redis_prefix}:revoked:key:{id}" for id in (old, new)]
    dead, alive = await redis.execute("MGET", *marks)
    assert dead is not None
    assert alive is None
    assert await _refusal(auth, made.key, mesh_caller) == "API_KEY_ROTATED"


async def test_a_second_rotation_ends_the_oldest_key(auth, owner, mesh_caller):
    first = await _create(auth, owner)
    second = (await auth.call("RotateApiKey", owner, api_key_id=first.id)).api_key
    third = (await auth.call("RotateApiKey", owner, api_key_id=first.id)).api_key
    assert await _refusal(auth, first.key, mesh_caller) == "API_KEY_ROTATED"
    for key in (second.key, third.key):
        assert await auth.call("ResolveApiKey", mesh_caller, key=key)


async def test_rotations_at_once_leave_one_current_key(auth, owner, database):
    made = await _create(auth, owner)
    await asyncio.gather(*(auth.call("RotateApiKey", owner, api_key_id=made.id) for _ in range(8)))
    async with database.read() as connection:
        current = await connection.fetch_value(
            "SELECT count(*) FROM auth.api_key_secrets WHERE valid_until IS NULL"
        )
    assert current == 1


@pytest.mark.parametrize("key", ["alt_", "alt_abc", "alt_abc_def", "sk-live-123", "alt_é_x", "x" * 200])
async def test_what_is_no_key_is_unknown(auth, mesh_caller, key: str):
    assert await _refusal(auth, key, mesh_caller) == "API_KEY_UNKNOWN"


async def test_the_prefix_alone_opens_nothing(auth, owner, mesh_caller):
    made = await _create(auth, owner)
    changed = made.key[:-1] + ("a" if made.key[-1] != "a" else "b")
    assert await _refusal(auth, changed, mesh_caller) == "API_KEY_UNKNOWN"


async def test_keys_of_others_are_not_found(auth, owner):
    made = await _create(auth, owner)
    stranger = await auth.caller(await auth.register_verified())
    for name in ("GetApiKey", "RotateApiKey", "RevokeApiKey"):
        for api_key_id in (made.id, "no-uuid"):
            with pytest.raises(ApiKeyNotFound):
                await auth.call(name, stranger, api_key_id=api_key_id)


async def test_only_processes_of_the_mesh_may_ask_whose_a_key_is(auth, owner):
    made = await _create(auth, owner)
    with pytest.raises(InsufficientPermissions):
        await auth.call("ResolveApiKey", owner, key=made.key)


async def test_the_last_use_is_noted_to_the_minute(auth, owner, mesh_caller, clock):
    made = await _create(auth, owner)
    used = clock.now()
    await auth.call("ResolveApiKey", mesh_caller, key=made.key, ip="203.0.113.9")
    clock.advance(timedelta(seconds=30))
    await auth.call("ResolveApiKey", mesh_caller, key=made.key)
    read = (await auth.call("GetApiKey", owner, api_key_id=made.id)).api_key
    assert (read.last_used_at.ToDatetime(tzinfo=used.tzinfo), read.last_used_ip) == (used, "203.0.113.9")


def test_keys_are_random_and_their_prefix_finds_them():
    made = {domain.new_secret().text for _ in range(1000)}
    assert len(made) == 1000
    secret = domain.new_secret()
    assert domain.prefix_of(secret.text) == secret.prefix
    assert domain.fits(secret.text, secret.digest)
