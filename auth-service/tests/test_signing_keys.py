"""Signing keys: the active key at each time, rotation without failed requests, and configured keys."""

import asyncio
from datetime import timedelta
from pathlib import Path

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from pydantic import SecretStr

from auth_service.assembly import Assembly
from auth_service.errors import RotationPending
from auth_service.keys.configured import configured_key
from auth_service.keys.pem import KeyPair, generate, jwk_of, read_private, seal, unseal
from service_kit.rpc.access import InsufficientPermissions
from service_kit.settings.files import SettingsError

LEAD = timedelta(seconds=5)


def _kid(tokens) -> str:
    return jwt.get_unverified_header(tokens.access_token)["kid"]


def _pem(pair: KeyPair) -> str:
    return pair.private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


async def test_the_key_set_is_exactly_a_key_set_with_the_next_key_published_ahead(auth):
    answer = await auth.call("GetJwks")
    kids = {key.kid for key in answer.keys}
    assert len(kids) == 2
    assert {(key.kty, key.use, key.alg) for key in answer.keys} == {("RSA", "sig", "RS256")}
    assert _kid(await auth.register()) in kids


async def test_any_verifier_can_check_a_token_with_the_key_set(auth, settings):
    tokens = await auth.register()
    jwk = next(key for key in (await auth.call("GetJwks")).keys if key.kid == _kid(tokens))
    fields = {name: getattr(jwk, name) for name in ("kty", "use", "alg", "kid", "n", "e")}
    claims = jwt.decode(
        tokens.access_token,
        jwt.PyJWK(fields),
        algorithms=["RS256"],
        audience=settings.jwt_audience,
        issuer=settings.jwt_issuer,
        options={"verify_exp": False, "verify_iat": False},
    )
    assert claims["sub"] == tokens.user.id


async def test_a_rotation_lets_the_published_key_sign_at_once_and_old_tokens_stay_good(auth):
    admin, before = await auth.admin(), await auth.register()
    known = {key.kid for key in (await auth.call("GetJwks")).keys}
    rotated = (await auth.call("RotateSigningKey", admin, reason="planned")).signing_key
    after = await auth.register()
    assert rotated.status == "active"
    assert _kid(after) == rotated.kid != _kid(before)
    assert rotated.kid in known
    assert len((await auth.call("GetJwks")).keys) == 3
    for tokens in (before, after):
        assert await auth.caller(tokens)


async def test_a_key_that_was_published_only_now_signs_after_the_lead(auth, clock):
    admin = await auth.admin()
    clock.advance(timedelta(seconds=1))
    first = (await auth.call("RotateSigningKey", admin)).signing_key
    second = (await auth.call("RotateSigningKey", admin)).signing_key
    assert (first.status, second.status) == ("active", "next")
    assert _kid(await auth.register()) == first.kid
    with pytest.raises(RotationPending):
        await auth.call("RotateSigningKey", admin)
    clock.advance(LEAD)
    assert _kid(await auth.register()) == second.kid


@pytest.mark.parametrize("back", [timedelta(minutes=1), timedelta(days=400)])
@pytest.mark.parametrize("rotated_before", [0, 2])
async def test_keys_rotate_and_tokens_are_accepted_after_the_clock_was_put_back(
    auth, assembly, clock, back: timedelta, rotated_before: int
):
    admin = await auth.admin()
    for _ in range(rotated_before):
        await auth.call("RotateSigningKey", admin)
        clock.advance(LEAD)
        assert await auth.caller(await auth.register())
    clock.advance(-back)
    signed_by = [_kid(await auth.register())]
    for _ in range(3):
        rotated = (await auth.call("RotateSigningKey", admin)).signing_key
        clock.advance(LEAD)
        tokens = await auth.register()
        assert (await auth.caller(tokens)).user_id == tokens.user.id
        assert _kid(tokens) == rotated.kid
        signed_by.append(rotated.kid)
    assert len(set(signed_by)) == 4
    clock.advance(back)  # keys from the time before do not sign again when the clock gets there
    assert _kid(await auth.register()) == signed_by[-1]
    await assembly.keyring.tidy()


async def test_an_old_key_is_published_until_its_last_token_has_expired(auth, assembly, clock):
    admin, before = await auth.admin(), await auth.register()
    await auth.call("RotateSigningKey", admin)
    clock.advance(timedelta(minutes=34))
    assert _kid(before) in {key.kid for key in (await auth.call("GetJwks")).keys}
    clock.advance(timedelta(minutes=2))
    assert _kid(before) not in {key.kid for key in (await auth.call("GetJwks")).keys}
    await assembly.keyring.tidy()
    await assembly.keyring.reload()
    assert _kid(before) not in {key.kid for key in assembly.keyring.all()}


async def test_a_retired_key_keeps_no_private_half(auth, assembly, database):
    admin, before = await auth.admin(), await auth.register()
    await auth.call("RotateSigningKey", admin)
    await assembly.keyring.tidy()
    async with database.read() as connection:
        sealed = await connection.fetch_value(
            "SELECT sealed_private FROM auth.signing_keys WHERE kid = %s", [_kid(before)]
        )
    assert sealed is None


async def test_a_key_that_signed_for_long_is_replaced_by_itself(auth, assembly, clock):
    first = _kid(await auth.register())
    clock.advance(timedelta(days=91))
    await assembly.keyring.tidy()
    assert _kid(await auth.register()) != first


async def test_every_replica_follows_a_rotation(auth, assembly, settings, database, redis, clock, pairs):
    other = Assembly.build(settings, database, redis, clock, make_pair=pairs)
    await other.keyring.open()
    assert other.keyring.signing_pair().kid == assembly.keyring.signing_pair().kid
    rotated = await assembly.keyring.rotate(None)
    await other.keyring.reload()
    assert other.keyring.signing_pair().kid == rotated.kid
    other.passwords.close()


async def test_replicas_that_start_at_once_make_one_set_of_keys(settings, database, redis, clock):
    built = [Assembly.build(settings, database, redis, clock) for _ in range(3)]
    await asyncio.gather(*(each.keyring.open() for each in built))
    assert len({each.keyring.signing_pair().kid for each in built}) == 1
    assert {len(each.keyring.all()) for each in built} == {2}
    for each in built:
        each.passwords.close()


async def test_tokens_are_given_and_accepted_while_keys_rotate(auth, assembly, clock):
    """Every token is checked by a separate verifier, which fetches keys as rarely as allowed."""
    refused = 0

    async def customer() -> None:
        nonlocal refused
        tokens = await auth.register()
        for _ in range(6):
            tokens = (await auth.call("RefreshSession", refresh_token=tokens.refresh_token)).tokens
            refused += (await auth.caller(tokens)).user_id != tokens.user.id

    async def operator() -> None:
        for _ in range(3):
            await assembly.keyring.rotate("load")
            clock.advance(LEAD + timedelta(seconds=1))
            await asyncio.sleep(0)

    await asyncio.gather(*(customer() for _ in range(6)), operator())
    assert refused == 0


async def test_only_an_administrator_rotates_and_lists(auth):
    caller = await auth.caller(await auth.register())
    for name in ("RotateSigningKey", "ListSigningKeys"):
        with pytest.raises(InsufficientPermissions):
            await auth.call(name, caller)
    listed = (await auth.call("ListSigningKeys", await auth.admin())).signing_keys
    assert sorted(key.status for key in listed) == ["active", "next"]


async def test_another_mesh_secret_leads_to_new_keys_and_keeps_the_old_ones_published(
    settings, assembly, database, redis, clock, pairs
):
    old = assembly.keyring.signing_pair().kid
    changed = settings.model_copy(update={"mesh_secret": SecretStr("another secret of forty characters....")})
    changed.__dict__.pop("secret", None)
    other = Assembly.build(changed, database, redis, clock, make_pair=generate)
    await other.keyring.open()
    assert other.keyring.signing_pair().kid != old
    assert old in {key["kid"] for key in other.keyring.jwks()}
    other.passwords.close()


def test_a_sealed_key_opens_only_with_its_secret_and_under_its_name(pairs):
    pair = pairs()
    sealed = seal(pair.private, pair.kid, b"k" * 32)
    assert unseal(sealed, pair.kid, b"k" * 32) is not None
    assert unseal(sealed, pair.kid, b"o" * 32) is None
    assert unseal(sealed, "another", b"k" * 32) is None


def test_the_name_of_a_key_is_its_thumbprint(pairs):
    pair = pairs()
    assert jwk_of(pair.public_pem, pair.kid)["kid"] == pair.kid
    assert read_private(_pem(pair), "the same key").kid == pair.kid


async def test_a_configured_key_signs_from_the_first_start(settings, database, redis, clock, pairs):
    pair = pairs()
    configured = settings.model_copy(update={"jwt_private_key": SecretStr(_pem(pair))})
    built = Assembly.build(configured, database, redis, clock, make_pair=pairs)
    await built.keyring.open()
    assert built.keyring.signing_pair().kid == pair.kid
    assert len(built.keyring.jwks()) == 2
    built.passwords.close()


async def test_another_configured_key_takes_over_after_the_lead(
    settings, assembly, database, redis, clock, pairs
):
    before, pair = assembly.keyring.signing_pair().kid, generate()
    configured = settings.model_copy(update={"jwt_private_key": SecretStr(_pem(pair))})
    built = assembly
    for _ in range(2):  # a restart with the same key changes nothing
        built = Assembly.build(configured, database, redis, clock, make_pair=pairs)
        await built.keyring.open()
        assert built.keyring.signing_pair().kid == before
        built.passwords.close()
    clock.advance(LEAD)
    assert built.keyring.signing_pair().kid == pair.kid
    assert before in {key["kid"] for key in built.keyring.jwks()}


def test_a_configured_key_is_looked_for_in_text_then_path_then_files(settings, pairs, tmp_path, monkeypatch):
    by_text, by_path, by_file = pairs(), pairs(), pairs()
    monkeypatch.chdir(tmp_path)
    assert configured_key(settings) is None
    folder = settings.home / "secrets" / "jwt"
    folder.mkdir(parents=True)
    (folder / "jwt_private.pem").write_text(_pem(by_file))
    assert _configured(settings) == by_file.kid
    certs = tmp_path / "auth-service" / "certs"
    certs.mkdir(parents=True)
    (certs / "jwt_private.pem").write_text(_pem(by_path))
    assert _configured(settings) == by_path.kid
    settings = settings.model_copy(update={"jwt_private_key_path": folder / "jwt_private.pem"})
    assert _configured(settings) == by_file.kid
    folded = _pem(by_text).replace("\n", "\\n")
    settings = settings.model_copy(update={"jwt_private_key": SecretStr(folded)})
    assert _configured(settings) == by_text.kid


def _configured(settings) -> str | None:
    pair = configured_key(settings)
    return pair.kid if pair else None


@pytest.mark.parametrize(
    "change",
    [
        {"jwt_private_key": SecretStr("no PEM")},
        {"jwt_private_key_path": Path("/nowhere/key.pem")},
    ],
)
def test_a_key_that_cannot_be_used_is_named_and_not_shown(settings, change):
    with pytest.raises(SettingsError) as refused:
        configured_key(settings.model_copy(update=change))
    assert next(iter(change)).upper() in str(refused.value)
    assert "no PEM" not in str(refused.value)


def test_a_public_key_must_belong_to_the_private_one(settings, pairs):
    pair, other = pairs(), pairs()
    facts = {"jwt_private_key": SecretStr(_pem(pair)), "jwt_public_key": pair.public_pem}
    assert _configured(settings.model_copy(update=facts)) == pair.kid
    with pytest.raises(SettingsError):
        configured_key(settings.model_copy(update=facts | {"jwt_public_key": other.public_pem}))


async def test_a_damaged_key_is_left_out_and_the_others_stay_in_use(auth, database, assembly):
    before = {key.kid for key in (await auth.call("GetJwks")).keys}
    async with database.transaction() as connection:
        await connection.execute(
            "INSERT INTO auth.signing_keys (kid, public_pem, sealed_private, source, created_at) VALUES"
            " ('no-pem', 'x', '\\x00', 'generated', now()), ('no-seal', %s, '\\x00', 'generated', now())",
            [generate().public_pem],
        )
    await assembly.keyring.reload()
    assert {key.kid for key in (await auth.call("GetJwks")).keys} == before | {"no-seal"}
    rotated = (await auth.call("RotateSigningKey", await auth.admin(), reason="planned")).signing_key
    assert rotated.kid in before
    assert _kid(await auth.register()) == rotated.kid
    await assembly.keyring.open()  # as a new process does
