"""Verifies access tokens locally: only RS256, and only our own tokens."""

import hashlib
from typing import Any

import jwt

from altsports.contract.json_values import is_array
from altsports.contract.plans import LOWEST_TIER
from service_kit.caller import Caller
from service_kit.clock.clocks import Clock
from service_kit.identity.credentials import CredentialsRefused, Identity
from service_kit.identity.jwks import Jwks
from service_kit.lru import Lru

_LEEWAY_S = 5
_LONGEST_TOKEN = 8192
_LATEST_S = 253_402_300_799  # the end of the year 9999
_TYPES = {"at+jwt", "jwt"}
_CLAIMS = ["sub", "exp", "iat", "iss", "aud"]
_OPTIONS: Any = {
    "require": _CLAIMS,
    "verify_exp": False,  # these three are checked below, with the clock of the mesh
    "verify_nbf": False,
    "verify_iat": False,
}


class BearerVerifier:
    """Turns tokens into identities, and caches verified ones by the hash of their text."""

    def __init__(
        self,
        jwks: Jwks,
        clock: Clock,
        *,
        issuer: str,
        audience: str | tuple[str, ...],
        remembered: int = 10_000,
    ) -> None:
        self._jwks = jwks
        self._clock = clock
        self._issuer = issuer
        self._audience = audience
        self._identities: Lru[bytes, Identity] = Lru(remembered)

    @property
    def remembered(self) -> int:
        """The number of cached tokens."""
        return len(self._identities)

    def recall(self, token: bytes, now: float) -> Identity | None:
        """Returns the identity of a cached token that has not expired; cheaper than `verify`."""
        identity = self._identities.get(_digest(token))
        return identity if identity is not None and identity.expires_at > now else None

    async def verify(self, token: str) -> Identity:
        """Returns the identity. Raises CredentialsRefused for an invalid token, Unavailable without keys."""
        digest = _digest(token.encode("utf-8", "surrogateescape"))
        identity = self._identities.get(digest)
        if identity is None:
            identity = await self._verify(token)
            self._identities.put(digest, identity)
        if identity.expires_at + _LEEWAY_S <= self._clock.now().timestamp():
            self._identities.drop(digest)
            raise CredentialsRefused("TOKEN_EXPIRED")
        return identity

    async def _verify(self, token: str) -> Identity:
        key = await self._jwks.key(_key_id(token))
        try:
            claims = jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                audience=self._audience,
                issuer=self._issuer,
                options=_OPTIONS,
            )
        except jwt.InvalidTokenError as error:
            raise CredentialsRefused("TOKEN_INVALID") from error
        return _identity(claims, self._clock.now().timestamp())


def _digest(token: bytes) -> bytes:
    return hashlib.blake2b(token, digest_size=32).digest()  # takes half the time of SHA-256


def _key_id(token: str) -> str:
    if len(token) > _LONGEST_TOKEN or not token.isascii():
        raise CredentialsRefused("TOKEN_INVALID")
    try:
        header = jwt.get_unverified_header(token)
    except jwt.InvalidTokenError as error:
        raise CredentialsRefused("TOKEN_INVALID") from error
    kid, kind = header.get("kid"), header.get("typ")
    sound = header.get("alg") == "RS256" and isinstance(kind, str) and kind.lower() in _TYPES
    if not sound or not isinstance(kid, str) or "crit" in header:
        raise CredentialsRefused("TOKEN_INVALID")
    return kid


def _identity(claims: dict[str, Any], now: float) -> Identity:
    issued_at, expires_at = _moment(claims, "iat"), _moment(claims, "exp")
    if issued_at > now + _LEEWAY_S or _moment(claims, "nbf", issued_at) > now + _LEEWAY_S:
        raise CredentialsRefused("TOKEN_NOT_YET_VALID")
    caller = Caller(
        kind="user",
        user_id=_text(claims, "sub"),
        username=_text(claims, "username"),
        role=_text(claims, "role") or "user",
        permissions=_texts(claims, "permissions"),
        tier=_text(claims, "tier") or LOWEST_TIER,
        organisation_id=_text(claims, "org"),
        team_access=_texts(claims, "team_access"),
        club_role=_text(claims, "club_role"),
        session_id=_text(claims, "sid"),
    )
    if not caller.user_id:
        raise CredentialsRefused("TOKEN_INVALID")
    return Identity(caller, issued_at, expires_at)


def _moment(claims: dict[str, Any], name: str, default: float | None = None) -> float:
    value = claims.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CredentialsRefused("TOKEN_INVALID")
    if not 0 <= value <= _LATEST_S:  # also Infinity and NaN, which Python's JSON accepts
        raise CredentialsRefused("TOKEN_INVALID")
    return float(value)


def _text(claims: dict[str, Any], name: str) -> str:
    value = claims.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise CredentialsRefused("TOKEN_INVALID")
    return value


def _texts(claims: dict[str, Any], name: str) -> frozenset[str]:
    values = claims.get(name, [])
    if not is_array(values) or not all(isinstance(value, str) for value in values):
        raise CredentialsRefused("TOKEN_INVALID")
    return frozenset(map(str, values))
