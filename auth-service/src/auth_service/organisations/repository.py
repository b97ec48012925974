"""SQL on organisations and memberships."""

from datetime import datetime
from typing import Any, Final, LiteralString
from uuid import UUID

from auth_service.organisations.domain import Member, Organisation
from auth_service.roles.domain import ClubRole
from auth_service.users.affiliations import AFFILIATION, Affiliation, affiliation_of
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_ORGANISATION: Final = (
    "o.name, o.kind, o.country, o.website, o.created_at, o.updated_at,"
    " (SELECT count(*) FROM auth.memberships c WHERE c.organisation_id = o.id AND c.status = 'active')"
    f" AS member_count, {AFFILIATION}"
)
_MEMBER: Final = (
    "CASE WHEN m.status <> 'invited' THEN m.user_id END AS user_id, coalesce(m.address, u.email) AS email,"
    f" coalesce(m.full_name, CASE WHEN m.status <> 'invited' THEN u.full_name END) AS full_name,"
    f" m.created_at, m.updated_at, {AFFILIATION}"
)
_JOINED: Final = "auth.memberships m JOIN auth.organisations o ON o.id = m.organisation_id"
_PEOPLE: Final = f"{_JOINED} LEFT JOIN auth.users u ON u.id = m.user_id"
_OWN: Final = (
    "(m.status <> 'suspended' AND (m.user_id = %(user)s OR (m.user_id IS NULL AND m.address ="
    " (SELECT own.email FROM auth.users own WHERE own.id = %(user)s AND own.email_verified))))"
)
"""The memberships of an account, and the invitations to its verified address; no suspended ones."""
_CHANGEABLE: Final[dict[str, LiteralString]] = {
    "name": "name = %s",
    "kind": "kind = %s",
    "country": "country = %s",
    "website": "website = %s",
}


async def deleted_among(reader: Reader, ids: list[str]) -> list[str]:
    """Those of the ids that no organisation has."""
    found = await reader.fetch_value(
        "SELECT coalesce(array_agg(given.id), '{}') FROM unnest(%s::text[]) AS given(id)"
        " WHERE NOT EXISTS (SELECT FROM auth.organisations AS o WHERE o.id::text = given.id)",
        [ids],
    )
    return list(found)


async def add(
    connection: Connection,
    id: UUID,
    name: str,
    kind: str,
    country: str | None,
    website: str | None,
    now: datetime,
) -> None:
    await connection.execute(
        "INSERT INTO auth.organisations (id, name, kind, country, website, created_at, updated_at)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (id) DO NOTHING",
        [id, name, kind, country, website, now, now],
    )


async def get(reader: Reader, organisation_id: UUID, user_id: UUID) -> Organisation | None:
    """Returns the organisation as seen by an account that is a member or invited."""
    return await reader.fetch_one(
        _organisation,
        f"SELECT {_ORGANISATION} FROM {_JOINED} WHERE o.id = %(organisation)s AND {_OWN}"
        " ORDER BY m.status LIMIT 1",
        {"organisation": organisation_id, "user": user_id},
    )


async def page(
    connection: Connection, user_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[tuple[Organisation, datetime]]:
    """Lists the organisations of an account in order of joining, with the time of joining."""
    since, id = after or (None, None)
    return await connection.fetch_all(
        _joined_organisation,
        f"SELECT {_ORGANISATION}, m.created_at AS joined_at FROM {_JOINED} WHERE {_OWN}"
        " AND (%(since)s::timestamptz IS NULL"
        " OR (m.created_at, o.id) > (%(since)s::timestamptz, %(id)s::uuid))"
        " ORDER BY m.created_at, o.id LIMIT %(limit)s",
        {"user": user_id, "since": since, "id": id, "limit": limit},
    )


async def count(connection: Connection, user_id: UUID) -> int:
    return await connection.fetch_value(
        f"SELECT count(*) FROM auth.memberships m WHERE {_OWN}", {"user": user_id}
    )


async def count_managed(connection: Connection, user_id: UUID) -> int:
    """Counts the organisations that an account manages."""
    return await connection.fetch_value(
        "SELECT count(*) FROM auth.memberships"
        " WHERE user_id = %s AND status = 'active' AND club_role = 'account_manager'",
        [user_id],
    )


async def change(connection: Connection, organisation_id: UUID, facts: dict[str, Any], now: datetime) -> None:
    """Changes facts by column."""
    parts: list[LiteralString] = [_CHANGEABLE[name] for name in facts]
    await connection.execute(
        f"UPDATE auth.organisations SET {', '.join([*parts, 'updated_at = %s'])} WHERE id = %s",
        [*facts.values(), now, organisation_id],
    )


async def lock(connection: Connection, organisation_id: UUID) -> None:
    """Locks the organisation and its members until the transaction ends."""
    await connection.execute("SELECT FROM auth.organisations WHERE id = %s FOR UPDATE", [organisation_id])


async def lock_managed_by(connection: Connection, user_id: UUID) -> None:
    """Locks every organisation that would lose this account as its manager."""
    await connection.execute(
        "SELECT FROM auth.organisations WHERE id IN (SELECT organisation_id FROM auth.memberships"
        " WHERE user_id = %s AND club_role = 'account_manager') ORDER BY id FOR UPDATE",
        [user_id],
    )


async def affiliation(connection: Connection, organisation_id: UUID, user_id: UUID) -> Affiliation | None:
    """Returns the affiliation of an account, invited or active."""
    return await connection.fetch_one(
        _affiliation,
        f"SELECT {AFFILIATION} FROM {_JOINED} WHERE o.id = %(organisation)s AND {_OWN}"
        " ORDER BY m.status LIMIT 1",
        {"organisation": organisation_id, "user": user_id},
    )


async def add_member(connection: Connection, affiliation: Affiliation, user_id: UUID, now: datetime) -> bool:
    """Adds a membership; returns False if the account already has one."""
    cursor = await connection.execute(
        "INSERT INTO auth.memberships (id, organisation_id, user_id, status, staff_role, club_role,"
        " team_access, created_at, updated_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
        " ON CONFLICT (organisation_id, user_id) DO NOTHING",
        [
            *(affiliation.staff_id, affiliation.organisation_id, user_id, affiliation.status),
            *(affiliation.staff_role, affiliation.club_role, list(affiliation.team_access), now, now),
        ],
    )
    return cursor.rowcount == 1


async def member(connection: Connection, organisation_id: UUID, member_id: UUID) -> Member | None:
    return await connection.fetch_one(
        _member,
        f"SELECT {_MEMBER} FROM {_PEOPLE} WHERE o.id = %s AND m.id = %s",
        [organisation_id, member_id],
    )


async def members(
    connection: Connection,
    organisation_id: UUID,
    statuses: list[str],
    *,
    after: tuple[str, UUID] | None,
    limit: int,
) -> list[Member]:
    """Lists members by name or address."""
    name, id = after or (None, None)
    return await connection.fetch_all(
        _member,
        f"SELECT * FROM (SELECT {_MEMBER} FROM {_PEOPLE}"
        "  WHERE o.id = %(org)s AND m.status = ANY(%(statuses)s)) AS people"
        " WHERE %(name)s::text IS NULL"
        " OR (lower(coalesce(full_name, email)), staff_id) > (%(name)s, %(id)s::uuid)"
        " ORDER BY lower(coalesce(full_name, email)), staff_id LIMIT %(limit)s",
        {"org": organisation_id, "statuses": statuses, "name": name, "id": id, "limit": limit},
    )


async def count_members(connection: Connection, organisation_id: UUID, statuses: list[str]) -> int:
    return await connection.fetch_value(
        "SELECT count(*) FROM auth.memberships WHERE organisation_id = %s AND status = ANY(%s)",
        [organisation_id, statuses],
    )


async def count_other_managers(connection: Connection, organisation_id: UUID, member_id: UUID) -> int:
    return await connection.fetch_value(
        "SELECT count(*) FROM auth.memberships m JOIN auth.users u ON u.id = m.user_id AND u.is_active"
        " WHERE m.organisation_id = %s AND m.id <> %s"
        " AND m.status = 'active' AND m.club_role = 'account_manager'",
        [organisation_id, member_id],
    )


async def count_orphaned_by(connection: Connection, user_id: UUID) -> int:
    """Counts organisations whose other members would lose their only account manager."""
    return await connection.fetch_value(
        "SELECT count(*) FROM auth.memberships own WHERE own.user_id = %(id)s AND own.status = 'active'"
        " AND own.club_role = 'account_manager' AND EXISTS (SELECT FROM auth.memberships other"
        " WHERE other.organisation_id = own.organisation_id AND other.user_id <> %(id)s"
        " AND other.status = 'active') AND NOT EXISTS (SELECT FROM auth.memberships manager"
        " JOIN auth.users u ON u.id = manager.user_id AND u.is_active"
        " WHERE manager.organisation_id = own.organisation_id AND manager.user_id <> %(id)s"
        " AND manager.status = 'active' AND manager.club_role = 'account_manager')",
        {"id": user_id},
    )


async def change_member(
    connection: Connection,
    member_id: UUID,
    staff_role: str,
    club_role: ClubRole,
    team_access: list[str],
    now: datetime,
) -> None:
    await connection.execute(
        "UPDATE auth.memberships SET staff_role = %s, club_role = %s, team_access = %s, updated_at = %s,"
        " version = version + 1 WHERE id = %s",
        [staff_role, club_role, team_access, now, member_id],
    )


async def hand_over_memberships(connection: Connection, from_id: UUID, to_id: UUID, now: datetime) -> None:
    """Lets another account accept the memberships of one; organisations that it founded are left out."""
    await connection.execute(
        "UPDATE auth.memberships m SET user_id = %(to)s, updated_at = %(now)s, version = version + 1,"
        " status = CASE status WHEN 'suspended' THEN status ELSE 'invited' END"
        " WHERE m.user_id = %(from)s AND m.staff_role <> 'owner' AND NOT EXISTS (SELECT"
        " FROM auth.memberships own WHERE own.user_id = %(to)s AND own.organisation_id = m.organisation_id)",
        {"from": from_id, "to": to_id, "now": now},
    )


async def remove_member(connection: Connection, member_id: UUID) -> None:
    await connection.execute("DELETE FROM auth.memberships WHERE id = %s", [member_id])


def _affiliation(**columns: Any) -> Affiliation:
    return affiliation_in(columns)


def _organisation(**columns: Any) -> Organisation:
    id = columns["organisation_id"]
    affiliation = affiliation_in(columns)
    return Organisation(id=id, affiliation=affiliation, **columns)


def _joined_organisation(*, joined_at: datetime, **columns: Any) -> tuple[Organisation, datetime]:
    return _organisation(**columns), joined_at


def _member(**columns: Any) -> Member:
    affiliation = affiliation_in(columns)
    return Member(affiliation=affiliation, **columns)


def affiliation_in(columns: dict[str, Any]) -> Affiliation:
    """Removes the columns of AFFILIATION from a row and converts them."""
    found = affiliation_of(columns)
    if found is None:
        raise LookupError("a membership without an organisation")
    return found
