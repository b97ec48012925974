"""Accounts and tokens as messages of the contract."""

from altsports.auth.v1 import accounts_pb2 as pb
from auth_service.accounts.domain import User
from auth_service.moments import to_pb
from auth_service.organisations.domain import Affiliation
from auth_service.organisations.messages import affiliation_to_pb
from auth_service.roles import domain as roles
from auth_service.sessions.issuing import Grant


def user_to_pb(user: User, affiliation: Affiliation | None) -> pb.User:
    """The account as it acts in an organisation, or in none."""
    club_role = affiliation.club_role if affiliation else None
    return pb.User(
        id=str(user.id),
        username=user.username,
        email=user.email,
        email_verified=user.email_verified,
        full_name=user.full_name,
        user_type=user.user_type,
        role=user.role,
        tier=user.tier,
        permissions=roles.permissions_of(user.role, club_role),
        is_active=user.is_active,
        avatar_url=user.avatar_url,
        timezone=user.timezone,
        locale=user.locale,
        organisation=affiliation_to_pb(affiliation) if affiliation else None,
        created_at=to_pb(user.created_at),
        updated_at=to_pb(user.updated_at),
        last_login_at=to_pb(user.last_login_at),
    )


def tokens_to_pb(grant: Grant) -> pb.Tokens:
    return pb.Tokens(
        access_token=grant.access_token,
        token_type="bearer",  # noqa: S106 - RFC 6750
        expires_in=grant.expires_in,
        refresh_token=grant.refresh_token,
        session_id=str(grant.session_id),
        user=user_to_pb(grant.profile.user, grant.profile.affiliation),
    )
