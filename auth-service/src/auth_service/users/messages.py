"""Converts accounts and affiliations to messages of the contract."""

from altsports.auth.v1 import accounts_pb2 as pb
from altsports.auth.v1 import organisations_pb2
from auth_service.roles import domain as roles
from auth_service.users.affiliations import Affiliation
from auth_service.users.domain import User
from service_kit.timestamps import time_to_pb


def user_to_pb(user: User, affiliation: Affiliation | None) -> pb.User:
    """Converts an account with its affiliation, if any."""
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
        created_at=time_to_pb(user.created_at),
        updated_at=time_to_pb(user.updated_at),
        last_login_at=time_to_pb(user.last_login_at),
    )


def affiliation_to_pb(affiliation: Affiliation) -> organisations_pb2.Affiliation:
    role = affiliation.club_role
    return organisations_pb2.Affiliation(
        organisation_id=str(affiliation.organisation_id),
        organisation_name=affiliation.organisation_name,
        staff_id=str(affiliation.staff_id),
        status=affiliation.status,
        staff_role=affiliation.staff_role,
        club_role=role,
        app_role=roles.app_role(role),
        app_permissions=roles.CLUB_PERMISSIONS[role],
        permission_level=roles.permission_level(role),
        team_id=affiliation.team_id,
        team_access=affiliation.team_access,
    )
