"""All SQL on ai.documents."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from ai_service.knowledge.domain import Document, Reader
from service_kit.db.connection import Connection

_COLUMNS: Final = """
    id, league_id, name, owner_kind, owner_id, uploaded_by, file_id, object_key, content_type, size, sha256,
    md5, pages, characters, passages, status, run_id, created_at"""
READABLE: Final = """
    (%(is_admin)s OR owner_kind = 'league'
     OR (owner_kind = 'user' AND owner_id = %(user_id)s)
     OR (owner_kind = 'organisation' AND owner_id = %(organisation_id)s))"""


def reader_values(reader: Reader) -> dict[str, Any]:
    """The values of READABLE."""
    return {
        "user_id": reader.user_id,
        "organisation_id": reader.organisation_id,
        "is_admin": reader.is_admin,
    }


async def find(connection: Connection, league_id: str, document_id: UUID) -> Document | None:
    query = f"SELECT {_COLUMNS} FROM ai.documents WHERE league_id = %s AND id = %s"
    return await connection.fetch_one(Document, query, [league_id, document_id])


async def find_by_name(
    connection: Connection, league_id: str, owner_kind: str, owner_id: str, name: str
) -> Document | None:
    query = f"""
        SELECT {_COLUMNS} FROM ai.documents
        WHERE league_id = %s AND owner_kind = %s AND owner_id = %s AND name = %s"""
    return await connection.fetch_one(Document, query, [league_id, owner_kind, owner_id, name])


async def find_by_file(connection: Connection, file_id: UUID) -> Document | None:
    query = f"SELECT {_COLUMNS} FROM ai.documents WHERE file_id = %s"
    return await connection.fetch_one(Document, query, [file_id])


async def count_passages(
    connection: Connection, league_id: str, reader: Reader, *, document_id: UUID | None
) -> int:
    """The passages of a league, or of one document, that somebody can read."""
    query = f"""
        SELECT coalesce(sum(passages), 0) FROM ai.documents
        WHERE league_id = %(league_id)s AND {READABLE}
          AND (%(document_id)s::uuid IS NULL OR id = %(document_id)s)"""
    values = {"league_id": league_id, "document_id": document_id, **reader_values(reader)}
    return await connection.fetch_value(query, values)


async def page(
    connection: Connection, league_id: str, reader: Reader, *, after: Sequence[Any] | None, limit: int
) -> list[Document]:
    """The documents of a league that somebody can read, newest first; `after` is the last sort key."""
    time, document_id = after or (None, None)
    query = f"""
        SELECT {_COLUMNS} FROM ai.documents
        WHERE league_id = %(league_id)s AND {READABLE}
          AND (%(time)s::timestamptz IS NULL OR (created_at, id) < (%(time)s, %(document_id)s::uuid))
        ORDER BY created_at DESC, id DESC LIMIT %(limit)s"""
    values = {"league_id": league_id, "time": time, "document_id": document_id, "limit": limit}
    return await connection.fetch_all(Document, query, {**values, **reader_values(reader)})


async def count(connection: Connection, league_id: str, reader: Reader) -> int:
    query = f"SELECT count(*) FROM ai.documents WHERE league_id = %(league_id)s AND {READABLE}"
    return await connection.fetch_value(query, {"league_id": league_id, **reader_values(reader)})


async def add(connection: Connection, document: Document) -> bool:
    """Returns False if the owner has another document of this name."""
    query = f"""
        INSERT INTO ai.documents ({_COLUMNS})
        VALUES (%(id)s, %(league_id)s, %(name)s, %(owner_kind)s, %(owner_id)s, %(uploaded_by)s, %(file_id)s,
                %(object_key)s, %(content_type)s, %(size)s, %(sha256)s, %(md5)s, %(pages)s, %(characters)s,
                %(passages)s, %(status)s, %(run_id)s, %(created_at)s)
        ON CONFLICT DO NOTHING"""
    values = {name: getattr(document, name) for name in Document.__slots__}
    return (await connection.execute(query, values)).rowcount == 1


async def set_status(connection: Connection, document_id: UUID, status: str) -> None:
    await connection.execute("UPDATE ai.documents SET status = %s WHERE id = %s", [status, document_id])


async def delete(connection: Connection, document_id: UUID) -> None:
    """Deletes a document with its passages."""
    await connection.execute("DELETE FROM ai.documents WHERE id = %s", [document_id])


async def delete_owned(connection: Connection, owner_kind: str, owner_id: str) -> list[UUID]:
    """Deletes the documents of a user or an organisation, or all about a league; returns their files."""
    query = """
        WITH gone AS (
            DELETE FROM ai.documents
            WHERE (owner_kind = %(kind)s AND owner_id = %(id)s)
               OR (%(kind)s = 'league' AND league_id = %(id)s)
            RETURNING file_id)
        SELECT file_id FROM gone"""
    rows = await connection.fetch_rows(query, {"kind": owner_kind, "id": owner_id})
    return [row[0] for row in rows]


async def leagues(connection: Connection) -> list[str]:
    """The leagues that have documents."""
    return [row[0] for row in await connection.fetch_rows("SELECT DISTINCT league_id FROM ai.documents")]


async def owners(connection: Connection, kind: str) -> list[str]:
    """The owners of documents of a kind."""
    query = "SELECT DISTINCT owner_id FROM ai.documents WHERE owner_kind = %s"
    return [row[0] for row in await connection.fetch_rows(query, [kind])]
