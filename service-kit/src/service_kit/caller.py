"""The caller: signed metadata that travels through the mesh, so that every service knows it."""

import base64
import hmac
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final, Literal, get_args

import orjson

from altsports.contract.clubs import club_grants
from altsports.contract.plans import HIGHEST_TIER, LOWEST_TIER
from service_kit.errors import Unauthenticated
from service_kit.lru import Lru

CALLER_KEY: Final = "x-altsports-caller"
REQUEST_ID_KEY: Final = "x-request-id"
LIFETIME_S: Final = 30.0
CLOCK_SKEW_S: Final = 5.0
ALL_TEAMS: Final = "*"
_REUSE_S: Final = 1.0
_CACHE_SIZE: Final = 4096

CallerKind = Literal["anonymous", "user", "api_key", "service"]
_KINDS: Final = frozenset(get_args(CallerKind))


class CallerInvalid(Unauthenticated):
    """The signed metadata is malformed, signed with another secret, or too old."""

    reason = "CALLER_INVALID"


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller and its permissions.

    `role` is the platform role (admin, analyst, partner, user); `permissions` are what access checks use,
    such as "leagues:read", "leagues:*" or "*". `tier` is the plan of the account. `organisation_id` is the
    organisation for which the caller acts, `club_role` the role there, and `team_access` the teams there that
    the caller can see ("*" for all).
    `request_id` and `traceparent` belong to the request and are sent outside the signed part.
    """

    kind: CallerKind = "anonymous"
    user_id: str = ""
    username: str = ""
    role: str = ""
    permissions: frozenset[str] = frozenset()
    tier: str = LOWEST_TIER
    organisation_id: str = ""
    team_access: frozenset[str] = frozenset()
    club_role: str = ""
    session_id: str = ""
    api_key_id: str = ""
    ip: str = ""
    request_id: str = ""
    traceparent: str = ""

    @property
    def is_authenticated(self) -> bool:
        return self.kind != "anonymous"

    @property
    def principal(self) -> str:
        """The key of limits and quotas: the user, otherwise the API key, otherwise the address."""
        return self.user_id or self.api_key_id or self.ip or "anonymous"

    def has_permission(self, permission: str) -> bool:
        """Whether a check for the permission passes. Processes of the mesh pass every check."""
        if self.kind == "service" or permission in self.permissions:
            return True
        scope = permission.partition(":")[0]
        return f"{scope}:*" in self.permissions or "*" in self.permissions

    def may_in_club(self, permission: str) -> bool:
        """Whether the role in the organisation grants the permission, and the credential includes it.

        A platform role grants nothing in a club: an administrator who plays there is a player.
        """
        return (
            bool(self.organisation_id)
            and club_grants(self.club_role, permission)
            and self.has_permission(permission)
        )

    def sees_team(self, team_id: str) -> bool:
        """Whether the caller has access to a team of its organisation. Account managers see all teams."""
        everything = self.club_role == "account_manager" or ALL_TEAMS in self.team_access
        return bool(self.organisation_id) and (everything or team_id in self.team_access)

    def has_role(self, role: str) -> bool:
        """Whether a check for the platform role passes. An admin has every role."""
        return self.kind == "service" or self.role in (role, "admin")

    def for_request(self, request_id: str, traceparent: str) -> "Caller":
        """The same caller in another request."""
        return Caller(*_identity(self), request_id=request_id, traceparent=traceparent)


ANONYMOUS: Final = Caller()
_current: ContextVar[Caller] = ContextVar("caller", default=ANONYMOUS)


def current_caller() -> Caller:
    """The current caller inside a server or a job; anonymous elsewhere."""
    return _current.get()


def set_current_caller(caller: Caller) -> None:
    """Sets the caller for the rest of this task and the tasks it starts."""
    _current.set(caller)


def service_caller(name: str) -> Caller:
    """A process of the mesh that acts for itself, such as "gateway"; INTERNAL methods require it."""
    return Caller(kind="service", username=name, tier=HIGHEST_TIER)


_SETS: Final = ("permissions", "team_access")
_SIGNED_FIELDS: Final = tuple(f.name for f in fields(Caller) if f.name not in ("request_id", "traceparent"))
_identity: Final[Callable[[Caller], tuple[Any, ...]]] = attrgetter(*_SIGNED_FIELDS)


def sign(caller: Caller, secret: bytes, now: float) -> str:
    """Signs the caller as metadata text, valid for LIFETIME_S. `now` is in epoch seconds of the system clock.

    `request_id` and `traceparent` are not signed, because they change with each request and grant nothing.
    """
    content: dict[str, Any] = {"exp": round(now + LIFETIME_S, 3)}
    for name in _SIGNED_FIELDS:
        value = getattr(caller, name)
        if value:
            content[name] = sorted(value) if name in _SETS else value
    payload = base64.urlsafe_b64encode(orjson.dumps(content))
    return f"{payload.decode()}.{_mac(payload, secret)}"


def verify(text: str, secret: bytes, now: float) -> Caller:
    """Verifies a text of `sign` and returns the caller. Raises CallerInvalid. `now` is as in `sign`."""
    return _verify(text, secret, now)[0]


def _verify(text: str, secret: bytes, now: float) -> tuple[Caller, float]:
    payload, _, mac = text.partition(".")
    try:
        encoded = payload.encode("ascii")
        genuine = hmac.compare_digest(mac.encode("ascii"), _mac(encoded, secret).encode())
    except UnicodeEncodeError:
        genuine, encoded = False, b""
    if not genuine:
        raise CallerInvalid("Could not validate credentials")
    content = orjson.loads(base64.urlsafe_b64decode(encoded))
    expires: float = content.pop("exp")
    if not now - CLOCK_SKEW_S <= expires <= now + LIFETIME_S + CLOCK_SKEW_S:
        raise CallerInvalid("Could not validate credentials")
    content |= {name: frozenset(content.get(name, ())) for name in _SETS}
    if content.get("kind") not in _KINDS:
        content["kind"] = "anonymous"
    return Caller(**{name: content[name] for name in _SIGNED_FIELDS if name in content}), expires


def _mac(payload: bytes, secret: bytes) -> str:
    return base64.urlsafe_b64encode(hmac.digest(secret, payload, "sha256")).rstrip(b"=").decode()


class CallerSigner:
    """Signs callers, and reuses the text of a caller for a second, because callers repeat within a burst."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._texts: Lru[tuple[Any, ...], tuple[float, str]] = Lru(_CACHE_SIZE)

    def sign(self, caller: Caller, now: float) -> str:
        key = _identity(caller)
        cached = self._texts.get(key)
        if cached is not None and 0 <= now - cached[0] < _REUSE_S:
            return cached[1]
        text = sign(caller, self._secret, now)
        self._texts.put(key, (now, text))
        return text


class CallerVerifier:
    """Verifies texts, and caches valid ones until they expire."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._callers: Lru[str, tuple[float, Caller]] = Lru(_CACHE_SIZE)

    def verify(self, text: str, now: float) -> Caller:
        """Returns the caller of a text. Raises CallerInvalid."""
        cached = self._callers.get(text)
        if cached is not None and now <= cached[0] + CLOCK_SKEW_S:
            return cached[1]
        caller, expires = _verify(text, self._secret, now)
        self._callers.put(text, (expires, caller))
        return caller
