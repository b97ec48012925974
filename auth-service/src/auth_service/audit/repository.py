"""SQL on the audit log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, LiteralString
from uuid import UUID, uuid4

import orjson

from auth_service.audit.domain import Entry, NewEntry
from auth_service.core.ids import uuid_or_none
from service_kit.caller import Caller
from service_kit.db.connection import Connection

_ENTRY: Final = (
    "e.id, e.number, e.created_at, e.action, e.result, e.actor_id, e.actor_kind, e.user_id, e.target_kind,"
    " e.target_id, e.ip, e.request_id, e.details, c.sequence, c.hash"
)
_MOST_COUNTED: Final = "10000"
_WRITE: Final = """
WITH entry AS (
  INSERT INTO auth.audit_events (id, created_at, action, result, actor_id, actor_kind, user_id, target_kind,
    target_id, ip, request_id, details)
  VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::jsonb) ON CONFLICT (id) DO NOTHING RETURNING id
) INSERT INTO auth.audit_queue (event_id) SELECT id FROM entry
"""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of entries; None means any."""

    about: UUID | None = None
    action: str | None = None
    result: str | None = None
    start: datetime | None = None
    end: datetime | None = None


async def write(
    connection: Connection, entry: NewEntry, caller: Caller, now: datetime, *, actor: UUID | None = None
) -> None:
    """Adds an entry in the caller's transaction. `actor` is an account that has just authenticated."""
    kind = "user" if actor is not None else caller.kind
    actor = actor or uuid_or_none(caller.user_id)
    facts = [uuid4(), now, entry.action, entry.result, actor, kind, entry.user_id or actor]
    target = [entry.target_kind, entry.target_id, caller.ip or None, caller.request_id or None]
    await connection.execute(_WRITE, [*facts, *target, orjson.dumps(entry.details).decode()])


async def write_once(connection: Connection, entry: Entry) -> None:
    """Adds an entry of another service; an entry with the same id is kept as it is."""
    facts = [entry.id, entry.created_at, entry.action, entry.result, entry.actor_id, entry.actor_kind]
    target = [entry.user_id or entry.actor_id, entry.target_kind, entry.target_id, entry.ip, entry.request_id]
    await connection.execute(_WRITE, [*facts, *target, orjson.dumps(entry.details).decode()])


async def page(connection: Connection, wanted: Filter, *, before: int | None, limit: int) -> list[Entry]:
    """Lists entries, newest first, with their position in the chain."""
    where, params = _where(wanted)
    if before is not None:
        where, params = f"{where} AND e.number < %s", [*params, before]
    return await connection.fetch_all(
        Entry,
        f"SELECT {_ENTRY} FROM auth.audit_events e LEFT JOIN auth.audit_chain c ON c.event_id = e.id"
        f" WHERE {where} ORDER BY e.number DESC LIMIT %s",
        [*params, limit],
    )


async def count(connection: Connection, wanted: Filter) -> int:
    """Counts entries, up to 10000."""
    where, params = _where(wanted)
    return await connection.fetch_value(
        f"SELECT count(*) FROM (SELECT FROM auth.audit_events e WHERE {where} LIMIT {_MOST_COUNTED}) found",
        params,
    )


async def take_waiting(connection: Connection, limit: int) -> list[Entry]:
    """Takes entries from the queue in order of their numbers; one process at a time."""
    await connection.execute("SELECT pg_advisory_xact_lock(hashtext('auth.audit_chain'))")
    return await connection.fetch_all(
        Entry,
        "WITH taken AS (DELETE FROM auth.audit_queue WHERE event_id IN"
        " (SELECT q.event_id FROM auth.audit_queue q JOIN auth.audit_events n ON n.id = q.event_id"
        " ORDER BY n.number LIMIT %s) RETURNING event_id)"
        f" SELECT {_ENTRY.replace('c.sequence, c.hash', 'NULL AS sequence, NULL AS hash')}"
        " FROM auth.audit_events e JOIN taken ON taken.event_id = e.id ORDER BY e.number",
        [limit],
    )


async def head(connection: Connection) -> tuple[int, bytes] | None:
    """Returns the position and hash of the last link."""
    cursor = await connection.execute(
        "SELECT sequence, hash FROM auth.audit_chain ORDER BY sequence DESC LIMIT 1"
    )
    row = await cursor.fetchone()
    return None if row is None else (row[0], bytes(row[1]))


async def append_links(connection: Connection, links: Sequence[tuple[int, UUID, bytes]]) -> None:
    """Appends links to the chain: position, entry, hash."""
    sequences, events, hashes = zip(*links, strict=True)
    await connection.execute(
        "INSERT INTO auth.audit_chain (sequence, event_id, hash)"
        " SELECT * FROM unnest(%s::bigint[], %s::uuid[], %s::bytea[])",
        [list(sequences), list(events), list(hashes)],
    )


async def chained(connection: Connection, after: int, limit: int) -> list[Entry]:
    """Lists entries in the order of the chain."""
    return await connection.fetch_all(
        Entry,
        f"SELECT {_ENTRY} FROM auth.audit_chain c JOIN auth.audit_events e ON e.id = c.event_id"
        " WHERE c.sequence > %s ORDER BY c.sequence LIMIT %s",
        [after, limit],
    )


async def count_unchained(connection: Connection) -> int:
    """Counts entries that are neither in the chain nor in the queue: their links were removed."""
    return await connection.fetch_value(
        "SELECT count(*) FROM auth.audit_events e"
        " WHERE NOT EXISTS (SELECT FROM auth.audit_chain c WHERE c.event_id = e.id)"
        " AND NOT EXISTS (SELECT FROM auth.audit_queue q WHERE q.event_id = e.id)"
    )


def _where(wanted: Filter) -> tuple[LiteralString, list[Any]]:
    parts: list[tuple[LiteralString, list[Any]]] = [("true", [])]
    if wanted.about is not None:
        parts.append(("(e.user_id = %s OR e.actor_id = %s)", [wanted.about, wanted.about]))
    if wanted.action is not None:
        parts.append(("(e.action = %s OR starts_with(e.action, %s))", [wanted.action, f"{wanted.action}."]))
    if wanted.result is not None:
        parts.append(("e.result = %s", [wanted.result]))
    if wanted.start is not None:
        parts.append(("e.created_at >= %s", [wanted.start]))
    if wanted.end is not None:
        parts.append(("e.created_at < %s", [wanted.end]))
    return " AND ".join(text for text, _ in parts), [value for _, values in parts for value in values]
