"""Access tokens: valid ones are accepted, and all others get the same answer."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import RSAAlgorithm

from service_kit.clock.clocks import FixedClock
from service_kit.errors import Unavailable
from service_kit.identity.bearer import BearerVerifier
from service_kit.identity.credentials import REFUSED_TEXT, CredentialsRefused
from service_kit.identity.jwks import Jwks

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
OLD_KEY = rsa.generate_private_key(65537, 2048)
NEW_KEY = rsa.generate_private_key(65537, 2048)


def public(kid: str, key: rsa.RSAPrivateKey) -> dict[str, Any]:
    return {**RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"}


def claims(**changes: Any) -> dict[str, Any]:
    content = {
        "sub": "u1",
        "username": "ann",
        "role": "admin",
        "permissions": ["leagues:read"],
        "tier": "pro",
        "org": "o1",
        "sid": "s1",
        "jti": "t1",
        "iss": "altsports",
        "aud": "altsports-api",
        "iat": NOW.timestamp(),
        "exp": NOW.timestamp() + 1800,
    }
    return {name: value for name, value in {**content, **changes}.items() if value is not None}


def token(key: Any = OLD_KEY, *, kid: str | None = "old", algorithm: str = "RS256", **changes: Any) -> str:
    headers = {"kid": kid, "typ": changes.pop("typ", "at+jwt")}
    return jwt.encode(claims(**changes), key, algorithm, {k: v for k, v in headers.items() if v is not None})


class AuthService:
    """The key set as auth-service serves it, with a way to stop answering."""

    def __init__(self) -> None:
        self.keys = [public("old", OLD_KEY)]
        self.away = False
        self.asked = 0

    async def fetch(self) -> dict[str, Any]:
        self.asked += 1
        if self.away:
            raise Unavailable("away")
        return {"keys": self.keys}


@pytest.fixture
def auth() -> AuthService:
    return AuthService()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def verifier(auth: AuthService, clock: FixedClock) -> BearerVerifier:
    return BearerVerifier(Jwks(auth.fetch, clock), clock, issuer="altsports", audience="altsports-api")


async def test_a_good_token_says_who_asks(verifier: BearerVerifier) -> None:
    identity = await verifier.verify(token())
    caller = identity.caller
    assert (caller.kind, caller.user_id, caller.username, caller.role) == ("user", "u1", "ann", "admin")
    assert (caller.tier, caller.organisation_id, caller.session_id) == ("pro", "o1", "s1")
    assert caller.permissions == {"leagues:read"}
    assert (identity.issued_at, identity.expires_at) == (NOW.timestamp(), NOW.timestamp() + 1800)


def _signed_with_the_public_key_as_a_secret() -> str:
    secret = OLD_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    parts = [{"alg": "HS256", "typ": "at+jwt", "kid": "old"}, claims()]
    text = b".".join(base64.urlsafe_b64encode(orjson.dumps(part)).rstrip(b"=") for part in parts)
    mac = base64.urlsafe_b64encode(hmac.digest(secret, text, hashlib.sha256)).rstrip(b"=")
    return (text + b"." + mac).decode()


BAD_TOKENS: dict[str, Callable[[], str]] = {
    "signed by another key": lambda: token(NEW_KEY),
    "signed with the public key as a secret": _signed_with_the_public_key_as_a_secret,
    "unsigned": lambda: token(None, algorithm="none"),
    "RS512": lambda: token(algorithm="RS512"),
    "PS256": lambda: token(algorithm="PS256"),
    "without kid": lambda: token(kid=None),
    "with an unknown kid": lambda: token(kid="../../etc/passwd"),
    "an ID token": lambda: token(typ="id+jwt"),
    "expired": lambda: token(exp=NOW.timestamp() - 6),
    "from the future": lambda: token(iat=NOW.timestamp() + 60),
    "not valid yet": lambda: token(nbf=NOW.timestamp() + 60),
    "of another issuer": lambda: token(iss="someone"),
    "for another audience": lambda: token(aud="mobile"),
    "without expiry": lambda: token(exp=None),
    "without subject": lambda: token(sub=None),
    "with an empty subject": lambda: token(sub=""),
    "with permissions that are no list": lambda: token(permissions="*"),
    "with an expiry that is no number": lambda: token(exp="9999999999"),
    "with an endless expiry": lambda: token(exp=float("inf")),
    "with an expiry that is not a number": lambda: token(exp=float("nan")),
    "with an expiry beyond every calendar": lambda: token(exp=10**400),
    "with a true expiry": lambda: token(exp=True),
    "with an expiry in a list": lambda: token(exp=[NOW.timestamp() + 60]),
    "issued at minus infinity": lambda: token(iat=float("-inf")),
    "issued at a text": lambda: token(iat="1"),
    "issued at no number": lambda: token(iat=float("nan")),
    "valid from no number": lambda: token(nbf=float("nan")),
    "valid from a text": lambda: token(nbf="0"),
    "with a role that is no text": lambda: token(role=["admin"]),
    "with a session that is a number": lambda: token(sid=7),
    "with an organisation that is an object": lambda: token(org={"id": "o1"}),
    "with permissions of numbers": lambda: token(permissions=[1]),
    "with permissions in an object": lambda: token(permissions={"leagues:read": True}),
    "with teams that are a text": lambda: token(team_access="*"),
    "too long": lambda: token(username="x" * 9000),
    "no token at all": lambda: "a.b.c",
    "not even text": lambda: "\udcff\udcfe",
    "empty": lambda: "",
}


@pytest.mark.parametrize("make", BAD_TOKENS.values(), ids=BAD_TOKENS.keys())
async def test_a_bad_token_is_refused_without_saying_why(
    verifier: BearerVerifier, make: Callable[[], str]
) -> None:
    with pytest.raises(CredentialsRefused) as refusal:
        await verifier.verify(make())
    assert str(refusal.value) == REFUSED_TEXT


async def test_a_remembered_token_still_expires(verifier: BearerVerifier, clock: FixedClock) -> None:
    text = token()
    await verifier.verify(text)
    clock.advance(timedelta(seconds=1800 + 6))
    with pytest.raises(CredentialsRefused) as refusal:
        await verifier.verify(text)
    assert refusal.value.reason == "TOKEN_EXPIRED"


async def test_a_few_seconds_of_skew_are_allowed_for(verifier: BearerVerifier) -> None:
    await verifier.verify(token(iat=NOW.timestamp() + 4))
    await verifier.verify(token(exp=NOW.timestamp() - 4))


async def test_a_new_key_is_found_without_a_failed_request(
    verifier: BearerVerifier, auth: AuthService, clock: FixedClock
) -> None:
    await verifier.verify(token())
    auth.keys.append(public("new", NEW_KEY))
    clock.advance(timedelta(seconds=4))
    await verifier.verify(token(NEW_KEY, kid="new"))
    await verifier.verify(token(jti="t2"))
    assert auth.asked == 2


async def test_a_new_key_is_found_and_made_up_ones_cost_little_after_the_clock_was_put_back(
    verifier: BearerVerifier, auth: AuthService, clock: FixedClock
) -> None:
    await verifier.verify(token())
    clock.advance(timedelta(hours=-1))
    auth.keys.append(public("new", NEW_KEY))
    past: dict[str, Any] = {"iat": clock.now().timestamp(), "exp": clock.now().timestamp() + 1800}
    await verifier.verify(token(NEW_KEY, kid="new", **past))
    for n in range(50):
        with pytest.raises(CredentialsRefused):
            await verifier.verify(token(kid=f"made-up-{n}", **past))
    assert auth.asked == 2


async def test_made_up_key_ids_do_not_make_us_ask_again_and_again(
    verifier: BearerVerifier, auth: AuthService, clock: FixedClock
) -> None:
    await verifier.verify(token())
    clock.advance(timedelta(seconds=4))
    for n in range(50):
        with pytest.raises(CredentialsRefused):
            await verifier.verify(token(kid=f"made-up-{n}"))
    assert auth.asked == 2


async def test_known_keys_outlive_an_outage_of_auth_service(
    verifier: BearerVerifier, auth: AuthService, clock: FixedClock
) -> None:
    await verifier.verify(token())
    auth.away = True
    clock.advance(timedelta(seconds=900))
    assert (await verifier.verify(token(jti="t2"))).caller.user_id == "u1"


async def test_without_any_keys_nobody_can_know(verifier: BearerVerifier, auth: AuthService) -> None:
    auth.away = True
    with pytest.raises(Unavailable):
        await verifier.verify(token())
    auth.away = False
    await verifier.verify(token())


async def test_memory_of_tokens_is_bounded(auth: AuthService, clock: FixedClock) -> None:
    small = BearerVerifier(
        Jwks(auth.fetch, clock), clock, issuer="altsports", audience="altsports-api", remembered=3
    )
    for n in range(10):
        await small.verify(token(jti=f"t{n}"))
    assert small.remembered == 3
