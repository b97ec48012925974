"""API keys and the choice between the two kinds of credentials."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.errors import Unauthenticated, Unavailable
from service_kit.identity.api_keys import ApiKeyVerifier
from service_kit.identity.bearer import BearerVerifier
from service_kit.identity.credentials import NOBODY, REFUSED_TEXT, CredentialsRefused, Identity
from service_kit.identity.jwks import Jwks
from service_kit.identity.verifier import Verifier

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
KEY = "alt_ab12_topsecret"
ROBOT = Identity(Caller(kind="api_key", user_id="u1", api_key_id="k1"), expires_at=NOW.timestamp() + 3600)


class AuthService:
    """Answers one key with an identity or a reason; counts the questions."""

    def __init__(self) -> None:
        self.answer: Identity | str = ROBOT
        self.away = False
        self.asked = 0

    async def resolve(self, key: str) -> Identity:
        self.asked += 1
        await asyncio.sleep(0)
        if self.away:
            raise Unavailable("away")
        if isinstance(self.answer, str):
            raise Unauthenticated("no", reason=self.answer)
        return self.answer

    async def no_keys(self) -> dict[str, object]:
        return {"keys": []}


@pytest.fixture
def auth() -> AuthService:
    return AuthService()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def keys(auth: AuthService, clock: FixedClock) -> ApiKeyVerifier:
    return ApiKeyVerifier(auth.resolve, clock, remembered=3)


@pytest.fixture
def verifier(auth: AuthService, clock: FixedClock, keys: ApiKeyVerifier) -> Verifier:
    bearer = BearerVerifier(Jwks(auth.no_keys, clock), clock, issuer="altsports", audience="altsports-api")
    return Verifier(bearer, keys)


async def test_many_requests_with_one_key_ask_once_in_a_few_seconds(
    keys: ApiKeyVerifier, auth: AuthService, clock: FixedClock
) -> None:
    identities = await asyncio.gather(*(keys.verify(KEY) for _ in range(20)))
    assert identities == [ROBOT] * 20
    assert auth.asked == 1
    clock.advance(timedelta(seconds=6))
    await keys.verify(KEY)
    assert auth.asked == 2


async def test_an_answer_does_not_stay_fresh_because_the_clock_was_put_back(
    keys: ApiKeyVerifier, auth: AuthService, clock: FixedClock
) -> None:
    await keys.verify(KEY)
    clock.advance(timedelta(hours=-1))
    auth.answer = "API_KEY_REVOKED"
    with pytest.raises(CredentialsRefused):
        await keys.verify(KEY)


@pytest.mark.parametrize(
    "reason", ["API_KEY_EXPIRED", "API_KEY_REVOKED", "API_KEY_ROTATED", "API_KEY_UNKNOWN"]
)
async def test_the_reason_of_a_refusal_is_kept_and_the_text_is_always_the_same(
    keys: ApiKeyVerifier, auth: AuthService, reason: str
) -> None:
    auth.answer = reason
    for _ in range(2):
        with pytest.raises(CredentialsRefused) as refusal:
            await keys.verify(KEY)
        assert (refusal.value.reason, str(refusal.value)) == (reason, REFUSED_TEXT)
    assert auth.asked == 1


async def test_a_known_key_works_through_an_outage_and_an_unknown_one_is_not_guessed(
    keys: ApiKeyVerifier, auth: AuthService, clock: FixedClock
) -> None:
    await keys.verify(KEY)
    auth.away = True
    clock.advance(timedelta(seconds=60))
    assert await keys.verify(KEY) is ROBOT
    with pytest.raises(Unavailable):
        await keys.verify("alt_cd34_other")
    clock.advance(timedelta(seconds=300))
    with pytest.raises(Unavailable):
        await keys.verify(KEY)


async def test_a_key_ends_at_its_expiry_even_while_it_is_remembered(
    auth: AuthService, clock: FixedClock
) -> None:
    patient = ApiKeyVerifier(auth.resolve, clock, fresh_s=1e9)
    await patient.verify(KEY)
    clock.advance(timedelta(hours=1))
    with pytest.raises(CredentialsRefused) as refusal:
        await patient.verify(KEY)
    assert refusal.value.reason == "API_KEY_EXPIRED"


@pytest.mark.parametrize("key", ["", "alt", "sk_live_x", "alt_" + "x" * 300, "alt_\u00e9_x"])
async def test_what_cannot_be_a_key_is_refused_without_asking(
    keys: ApiKeyVerifier, auth: AuthService, key: str
) -> None:
    with pytest.raises(CredentialsRefused):
        await keys.verify(key)
    assert auth.asked == 0


async def test_one_abandoned_question_does_not_fail_the_others(
    keys: ApiKeyVerifier, auth: AuthService
) -> None:
    first, second = (asyncio.create_task(keys.verify(KEY)) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    assert await second is ROBOT


async def test_no_credentials_are_nobody(verifier: Verifier) -> None:
    assert await verifier.identify(None, None) is NOBODY


@pytest.mark.parametrize("authorization", [None, f"Bearer {KEY}", f"bearer  {KEY}"])
async def test_a_key_comes_in_its_own_header_or_as_a_bearer(
    verifier: Verifier, authorization: str | None
) -> None:
    assert await verifier.identify(authorization, KEY if authorization is None else None) is ROBOT


@pytest.mark.parametrize(
    ("authorization", "api_key"),
    [
        ("Basic YTpi", None),
        ("Bearer", None),
        ("Bearer ", None),
        ("", None),
        ("Bearer a.b.c", None),
        (f"Bearer {KEY}", KEY),
    ],
)
async def test_credentials_that_are_present_and_wrong_are_refused(
    verifier: Verifier, authorization: str, api_key: str | None
) -> None:
    with pytest.raises(CredentialsRefused):
        await verifier.identify(authorization, api_key)
