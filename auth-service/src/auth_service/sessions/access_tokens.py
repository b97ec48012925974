"""Access tokens: signed statements about an identity, valid for minutes and verified locally."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from auth_service.roles import domain as roles
from auth_service.users.affiliations import Affiliation
from auth_service.users.domain import User

TOKEN_TYPE: Final = "at+jwt"  # noqa: S105 - RFC 9068
INTERNAL_LIFETIME_S: Final = 15 * 60
"""The lifetime of tokens that the mesh issues for itself."""


@dataclass(frozen=True, slots=True)
class SigningPair:
    """The key that currently signs."""

    kid: str
    private: RSAPrivateKey


@dataclass(frozen=True, slots=True)
class TokenTerms:
    """The issuer and audience of tokens."""

    issuer: str
    audience: str


def claims_of(user: User, affiliation: Affiliation | None, session_id: str) -> dict[str, Any]:
    """The claims about an account and its affiliation."""
    club_role = affiliation.club_role if affiliation else None
    claims: dict[str, Any] = {
        "sub": str(user.id),
        "user_id": str(user.id),
        "username": user.username,
        "user_type": user.user_type,
        "role": user.role,
        "permissions": list(roles.usable(roles.permissions_of(user.role, club_role))),
        "tier": user.tier,
        "sid": session_id,
    }
    if affiliation is not None:
        claims |= _affiliation_claims(affiliation)
        if user.user_type == "staff":
            claims |= _staff_claims(affiliation)
    return claims


def _staff_claims(affiliation: Affiliation) -> dict[str, Any]:
    """What the coaching and hockey products document for the staff of a club."""
    role = affiliation.club_role
    return {
        "app_permissions": list(roles.CLUB_PERMISSIONS[role]),
        "heartbeat_roles": [roles.hockey_role(role)],
    }


def _affiliation_claims(affiliation: Affiliation) -> dict[str, Any]:
    """`role` stays the platform role; the role of the coaching product is `staff_role`."""
    role = affiliation.club_role
    return {
        "org": str(affiliation.organisation_id),
        "staff_id": str(affiliation.staff_id),
        "staff_role": affiliation.staff_role,
        "club_role": role,
        "team_id": affiliation.team_id,
        "team_access": list(affiliation.team_access),
        "permission_level": roles.permission_level(role),
        "app_role": roles.app_role(role),
    }


def sign(
    claims: dict[str, Any],
    pair: SigningPair,
    terms: TokenTerms,
    *,
    issued_at: int,
    lifetime_s: int = INTERNAL_LIFETIME_S,
) -> str:
    """Signs a token. `issued_at` is in epoch seconds; it expires `lifetime_s` later."""
    stamped = claims | {
        "iss": terms.issuer,
        "aud": terms.audience,
        "iat": issued_at,
        "exp": issued_at + lifetime_s,
        "jti": uuid4().hex,
    }
    headers = {"kid": pair.kid, "typ": TOKEN_TYPE}
    return jwt.encode(stamped, pair.private, algorithm="RS256", headers=headers)
