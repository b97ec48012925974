"""SQL on invitations: memberships that belong to an address until they are accepted."""

from datetime import datetime
from typing import Any
from uuid import UUID

from auth_service.organisations.domain import Invitation
from auth_service.organisations.repository import affiliation_in
from auth_service.users.affiliations import AFFILIATION, Affiliation
from service_kit.db.connection import Connection


async def is_known(connection: Connection, organisation_id: UUID, address: str, now: datetime) -> bool:
    """Whether the address belongs to a member, or has an invitation that is still open."""
    return await connection.fetch_value(
        "SELECT EXISTS (SELECT FROM auth.memberships m LEFT JOIN auth.users u ON u.id = m.user_id"
        " WHERE m.organisation_id = %s AND (u.email = %s OR (m.address = %s AND m.expires_at > %s)))",
        [organisation_id, address, address, now],
    )


async def add(connection: Connection, invitation: Invitation, token_hash: bytes, now: datetime) -> bool:
    """Adds an invitation in place of an expired one; returns False if there is an open one."""
    affiliation, address = invitation.affiliation, invitation.address
    await connection.execute(
        "DELETE FROM auth.memberships WHERE organisation_id = %s AND address = %s AND expires_at <= %s",
        [affiliation.organisation_id, address, now],
    )
    cursor = await connection.execute(
        "INSERT INTO auth.memberships (id, organisation_id, status, staff_role, club_role, team_access,"
        " address, full_name, token_hash, expires_at, created_at, updated_at)"
        " VALUES (%s, %s, 'invited', %s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (organisation_id, address) DO NOTHING",
        [
            *(affiliation.staff_id, affiliation.organisation_id, affiliation.staff_role),
            *(affiliation.club_role, list(affiliation.team_access), address, invitation.full_name),
            *(token_hash, invitation.expires_at, now, now),
        ],
    )
    return cursor.rowcount == 1


async def find(connection: Connection, token_hash: bytes, now: datetime) -> Invitation | None:
    """Returns an open invitation by its token, locked until the transaction ends."""
    return await connection.fetch_one(
        _invitation,
        f"SELECT m.address, m.full_name, m.expires_at, {AFFILIATION} FROM auth.memberships m"
        " JOIN auth.organisations o ON o.id = m.organisation_id"
        " WHERE m.token_hash = %s AND m.status = 'invited' AND m.expires_at > %s FOR UPDATE OF m",
        [token_hash, now],
    )


async def accept(connection: Connection, affiliation: Affiliation, user_id: UUID, now: datetime) -> bool:
    """Makes an invitation the membership of an account; returns False if somebody was faster."""
    member_id = affiliation.staff_id
    await connection.execute(
        "DELETE FROM auth.memberships WHERE organisation_id = %s AND user_id = %s AND id <> %s"
        " AND status = 'invited'",
        [affiliation.organisation_id, user_id, member_id],
    )
    cursor = await connection.execute(
        "UPDATE auth.memberships SET status = 'active', user_id = %s, address = NULL, full_name = NULL,"
        " token_hash = NULL, expires_at = NULL, updated_at = %s, version = version + 1"
        " WHERE id = %s AND status = 'invited'",
        [user_id, now, member_id],
    )
    return cursor.rowcount == 1


async def forget_expired(connection: Connection, now: datetime) -> None:
    await connection.execute(
        "DELETE FROM auth.memberships WHERE status = 'invited' AND expires_at <= %s", [now]
    )


def _invitation(*, address: str, full_name: str | None, expires_at: datetime, **columns: Any) -> Invitation:
    return Invitation(affiliation_in(columns), address, full_name, expires_at)
