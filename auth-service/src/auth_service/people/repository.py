"""SQL on the people of an organisation: its memberships and invitations."""

from datetime import datetime
from typing import Any, Final, LiteralString
from uuid import UUID

from auth_service.people.domain import Facts, Person, Wanted
from service_kit.db.connection import Connection
from service_kit.db.folding import folded
from service_kit.db.reader import Reader

_PERSON: Final = (
    "m.id, m.version, m.created_at, m.updated_at, m.status, m.staff_role, m.club_role, m.team_access,"
    " CASE WHEN m.status <> 'invited' THEN m.user_id END AS user_id, coalesce(m.address, u.email) AS email,"
    " coalesce(m.full_name, CASE WHEN m.status <> 'invited' THEN u.full_name END) AS full_name"
)
_FROM: Final = "auth.memberships m LEFT JOIN auth.users u ON u.id = m.user_id"
_NAME: Final = "lower(coalesce(p.full_name, p.email))"
_KEYS: Final[dict[str, tuple[LiteralString, LiteralString]]] = {
    "full_name": (_NAME, "text"),
    "created_at": ("p.created_at", "timestamptz"),
    "updated_at": ("p.updated_at", "timestamptz"),
}
_WANTED: Final = (
    f"SELECT p.* FROM (SELECT {_PERSON} FROM {_FROM} WHERE m.organisation_id = %(organisation)s) p"
    " WHERE (%(user_type)s::text IS NULL OR (p.club_role = 'account_manager') = (%(user_type)s = 'owner'))"
    " AND (%(is_active)s::boolean IS NULL OR (p.status <> 'suspended') = %(is_active)s)"
    " AND (NOT %(with_job)s OR p.staff_role <> '')"
    " AND (%(job)s::text IS NULL OR p.staff_role = %(job)s)"
    " AND (%(team_id)s::text IS NULL OR %(team_id)s = ANY(p.team_access))"
    " AND (%(query)s::text IS NULL OR strpos(lower(p.email), lower(%(query)s)) > 0"
    f" OR strpos({folded('p.full_name')}, {folded('%(query)s::text')}) > 0)"
)


async def find(reader: Reader, organisation_id: UUID, id: UUID) -> Person | None:
    """Returns a person by the id of the membership, or of the account."""
    return await reader.fetch_one(
        _person,
        f"SELECT {_PERSON} FROM {_FROM} WHERE m.organisation_id = %s"
        " AND (m.id = %s OR (m.user_id = %s AND m.status <> 'invited')) LIMIT 1",
        [organisation_id, id, id],
    )


async def find_address(reader: Reader, organisation_id: UUID, address: str, now: datetime) -> Person | None:
    """Returns the person with an address: a member, or somebody with an open invitation."""
    return await reader.fetch_one(
        _person,
        f"SELECT {_PERSON} FROM {_FROM} WHERE m.organisation_id = %(organisation)s"
        " AND ((m.status <> 'invited' AND u.email = %(address)s)"
        " OR (m.address = %(address)s AND (m.expires_at IS NULL OR m.expires_at > %(now)s)))"
        " LIMIT 1",
        {"organisation": organisation_id, "address": address, "now": now},
    )


async def page(
    reader: Reader, organisation_id: UUID, wanted: Wanted, *, after: tuple[Any, UUID] | None, limit: int
) -> list[Person]:
    """Lists people in the wanted order, after a position in it."""
    key, kind = _KEYS[wanted.order]
    sign: LiteralString = "<" if wanted.descending else ">"
    way: LiteralString = "DESC" if wanted.descending else "ASC"
    since, id = after or (None, None)
    return await reader.fetch_all(
        _person,
        f"{_WANTED} AND (%(since)s::{kind} IS NULL OR ({key}, p.id) {sign} (%(since)s::{kind}, %(id)s::uuid))"
        f" ORDER BY {key} {way}, p.id {way} LIMIT %(limit)s",
        {**_params(organisation_id, wanted), "since": since, "id": id, "limit": limit},
    )


async def count(reader: Reader, organisation_id: UUID, wanted: Wanted) -> int:
    return await reader.fetch_value(
        f"SELECT count(*) FROM ({_WANTED}) AS found", _params(organisation_id, wanted)
    )


async def change(connection: Connection, id: UUID, facts: Facts, now: datetime) -> None:
    """Changes a person. A suspended one becomes what it was: a member, or an invitation."""
    await connection.execute(
        "UPDATE auth.memberships SET staff_role = %(job)s, club_role = %(club_role)s,"
        " team_access = %(team_access)s,"
        " full_name = CASE WHEN %(full_name)s::text IS NULL THEN full_name"
        " ELSE nullif(%(full_name)s, '') END,"
        " status = CASE WHEN NOT %(is_active)s THEN 'suspended' WHEN status <> 'suspended' THEN status"
        " WHEN user_id IS NULL THEN 'invited' ELSE 'active' END,"
        " updated_at = %(now)s, version = version + 1 WHERE id = %(id)s",
        {
            "job": facts.job,
            "club_role": facts.club_role,
            "team_access": list(facts.team_access),
            "full_name": facts.full_name,
            "is_active": facts.is_active,
            "now": now,
            "id": id,
        },
    )


async def belongs_to_nobody_else(connection: Connection, user_id: UUID, organisation_id: UUID) -> bool:
    """Whether an organisation made the account, and no other one has it. Administrators are left out."""
    return await connection.fetch_value(
        "SELECT EXISTS (SELECT FROM auth.users u WHERE u.id = %(user)s AND u.made_by = %(organisation)s"
        " AND u.role <> 'admin' AND NOT EXISTS (SELECT FROM auth.memberships m WHERE m.user_id = u.id"
        " AND m.organisation_id <> %(organisation)s))",
        {"user": user_id, "organisation": organisation_id},
    )


def _params(organisation_id: UUID, wanted: Wanted) -> dict[str, Any]:
    return {
        "organisation": organisation_id,
        "user_type": wanted.user_type,
        "is_active": wanted.is_active,
        "with_job": wanted.with_job,
        "job": wanted.job,
        "team_id": wanted.team_id,
        "query": wanted.query,
    }


def _person(*, team_access: list[str], **columns: Any) -> Person:
    return Person(team_access=tuple(team_access), **columns)
