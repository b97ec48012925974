"""All SQL on task.files and task.file_owners."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from service_kit.db.connection import Connection
from service_kit.owners import Owner
from task_service.files.domain import File, Rights, Usage

_COLUMNS: Final = """
    id, name, owner_kind, owner_id, purpose, content_type, size, sha256, md5, key, uploaded_by, created_at"""
_VISIBLE: Final = """
    status = 'stored'
    AND (%(is_admin)s OR owner_kind = 'league'
         OR (owner_kind = 'user' AND owner_id = %(user_id)s)
         OR (owner_kind = 'organisation' AND owner_id = %(organisation_id)s))
    AND (%(owner_kind)s::text IS NULL OR owner_kind = %(owner_kind)s)
    AND (%(owner_id)s::text IS NULL OR owner_id = %(owner_id)s)"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose files to list; None for all."""

    owner_kind: str | None
    owner_id: str | None


@dataclass(frozen=True, slots=True)
class NewUpload:
    """An upload that begins."""

    id: UUID
    name: str
    owner: Owner
    purpose: str
    key: str
    uploaded_by: str
    request_id: str | None
    reserved: int


@dataclass(frozen=True, slots=True)
class Doomed:
    """A file whose bytes are to be deleted."""

    id: UUID
    key: str


async def find(connection: Connection, file_id: UUID) -> File | None:
    query = f"SELECT {_COLUMNS} FROM task.files WHERE id = %s AND status = 'stored'"
    return await connection.fetch_one(File, query, [file_id])


async def find_by_request(connection: Connection, uploaded_by: str, request_id: str) -> File | None:
    query = f"""
        SELECT {_COLUMNS} FROM task.files
        WHERE uploaded_by = %s AND request_id = %s AND status = 'stored'"""
    return await connection.fetch_one(File, query, [uploaded_by, request_id])


async def page(
    connection: Connection, rights: Rights, wanted: Wanted, *, after: Sequence[Any] | None, limit: int
) -> list[File]:
    """The files that somebody can read, newest first; `after` is the sort key of the last row."""
    time, file_id = after or (None, None)
    query = f"""
        SELECT {_COLUMNS} FROM task.files
        WHERE {_VISIBLE}
          AND (%(time)s::timestamptz IS NULL OR (created_at, id) < (%(time)s, %(file_id)s::uuid))
        ORDER BY created_at DESC, id DESC LIMIT %(limit)s"""
    values = {**_values(rights, wanted), "time": time, "file_id": file_id, "limit": limit}
    return await connection.fetch_all(File, query, values)


async def count(connection: Connection, rights: Rights, wanted: Wanted) -> int:
    query = f"SELECT count(*) FROM task.files WHERE {_VISIBLE}"
    return await connection.fetch_value(query, _values(rights, wanted))


def _values(rights: Rights, wanted: Wanted) -> dict[str, Any]:
    return {**asdict(rights), **asdict(wanted)}


async def usage(connection: Connection, owner: Owner) -> Usage:
    """The space of an owner; locked until the end of the transaction by `lock_owner`."""
    query = "SELECT used_bytes, file_count FROM task.file_owners WHERE owner_kind = %s AND owner_id = %s"
    return await connection.fetch_one(Usage, query, [owner.kind, owner.id]) or Usage()


async def lock_owner(connection: Connection, owner: Owner) -> None:
    """Lets one transaction at a time change the space of an owner."""
    query = """
        INSERT INTO task.file_owners (owner_kind, owner_id) VALUES (%s, %s)
        ON CONFLICT (owner_kind, owner_id) DO UPDATE SET used_bytes = file_owners.used_bytes"""
    await connection.execute(query, [owner.kind, owner.id])


async def add(connection: Connection, upload: NewUpload, now: datetime) -> bool:
    """Stores a pending upload and reserves its space. Returns False if another file has the key."""
    query = """
        INSERT INTO task.files (id, name, owner_kind, owner_id, purpose, status, size, key, uploaded_by,
                                request_id, created_at)
        VALUES (%s, %s, %s, %s, %s, 'pending', %s, %s, %s, %s, %s)
        ON CONFLICT (key) DO NOTHING"""
    owner = upload.owner
    facts = [upload.id, upload.name, owner.kind, owner.id, upload.purpose, upload.reserved, upload.key]
    cursor = await connection.execute(query, [*facts, upload.uploaded_by, upload.request_id, now])
    if cursor.rowcount:
        await _count(connection, owner, size=upload.reserved, files=1)
    return cursor.rowcount == 1


async def finish(
    connection: Connection, file_id: UUID, *, size: int, sha256: str, md5: str, content_type: str
) -> File | None:
    """Makes a pending file visible, and releases what was reserved too much. None if it is not pending."""
    query = f"""
        WITH before AS (SELECT id, size AS reserved FROM task.files
                        WHERE id = %(id)s AND status = 'pending' FOR UPDATE),
        finished AS (
            UPDATE task.files SET status = 'stored', size = %(size)s, sha256 = %(sha256)s, md5 = %(md5)s,
                                  content_type = %(content_type)s
            FROM before WHERE files.id = before.id
            RETURNING files.*, before.reserved),
        counted AS (
            UPDATE task.file_owners AS o SET used_bytes = o.used_bytes - f.reserved + f.size
            FROM finished AS f WHERE o.owner_kind = f.owner_kind AND o.owner_id = f.owner_id)
        SELECT {_COLUMNS} FROM finished"""
    values = {"id": file_id, "size": size, "sha256": sha256, "md5": md5, "content_type": content_type}
    return await connection.fetch_one(File, query, values)


async def doom(connection: Connection, file_ids: Sequence[UUID]) -> list[Doomed]:
    """Hides files, and releases their space."""
    return await _doom(connection, "id = ANY(%(ids)s)", {"ids": list(file_ids)})


async def doom_owner(connection: Connection, owner: Owner) -> list[Doomed]:
    """The same for all files of an owner."""
    return await _doom(
        connection, "owner_kind = %(kind)s AND owner_id = %(id)s", {"kind": owner.kind, "id": owner.id}
    )


async def doom_request(connection: Connection, uploaded_by: str, request_id: str) -> list[Doomed]:
    """The same for an upload that its client starts again."""
    where = "uploaded_by = %(by)s AND request_id = %(request)s"
    return await _doom(connection, where, {"by": uploaded_by, "request": request_id})


async def doom_stale(connection: Connection, before: datetime) -> list[Doomed]:
    """The same for uploads that began before a time and never ended."""
    return await _doom(connection, "status = 'pending' AND created_at < %(before)s", {"before": before})


async def _doom(connection: Connection, where: str, values: dict[str, Any]) -> list[Doomed]:
    query = f"""
        WITH hit AS (
            UPDATE task.files SET status = 'doomed', request_id = NULL
            WHERE status <> 'doomed' AND {where}
            RETURNING id, key, owner_kind, owner_id, size),
        released AS (
            UPDATE task.file_owners AS o
            SET used_bytes = o.used_bytes - h.size, file_count = o.file_count - h.files
            FROM (SELECT owner_kind, owner_id, sum(size) AS size, count(*) AS files
                  FROM hit GROUP BY owner_kind, owner_id) AS h
            WHERE o.owner_kind = h.owner_kind AND o.owner_id = h.owner_id)
        SELECT id, key FROM hit"""
    return await connection.fetch_all(Doomed, query.encode(), values)


async def doomed(connection: Connection, limit: int) -> list[Doomed]:
    """Files whose bytes are still to be deleted."""
    query = "SELECT id, key FROM task.files WHERE status = 'doomed' ORDER BY created_at LIMIT %s"
    return await connection.fetch_all(Doomed, query, [limit])


async def bury(connection: Connection, file_ids: Sequence[UUID]) -> None:
    """Forgets files whose bytes are deleted."""
    query = "DELETE FROM task.files WHERE id = ANY(%s) AND status = 'doomed'"
    await connection.execute(query, [list(file_ids)])


async def owners(connection: Connection) -> list[Owner]:
    """All owners of files."""
    query = "SELECT owner_kind AS kind, owner_id AS id FROM task.file_owners WHERE file_count > 0"
    return await connection.fetch_all(Owner, query)


async def known_keys(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Which of these keys belong to a file."""
    rows = await connection.fetch_rows("SELECT key FROM task.files WHERE key = ANY(%s)", [list(keys)])
    return {row[0] for row in rows}


async def put(connection: Connection, file: File) -> None:
    """Stores a file as it is, for the demo; changes nothing if it exists."""
    query = f"""
        INSERT INTO task.files (status, {_COLUMNS})
        VALUES ('stored', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        ON CONFLICT (id) DO NOTHING"""
    facts = [file.id, file.name, file.owner_kind, file.owner_id, file.purpose, file.content_type, file.size]
    rest = [file.sha256, file.md5, file.key, file.uploaded_by, file.created_at]
    if (await connection.execute(query, [*facts, *rest])).rowcount:
        await _count(connection, file.owner, size=file.size, files=1)


async def _count(connection: Connection, owner: Owner, *, size: int, files: int) -> None:
    query = """
        INSERT INTO task.file_owners (owner_kind, owner_id, used_bytes, file_count) VALUES (%s, %s, %s, %s)
        ON CONFLICT (owner_kind, owner_id) DO UPDATE
        SET used_bytes = file_owners.used_bytes + excluded.used_bytes,
            file_count = file_owners.file_count + excluded.file_count"""
    await connection.execute(query, [owner.kind, owner.id, size, files])
