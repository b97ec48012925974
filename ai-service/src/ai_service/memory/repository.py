"""All SQL on ai.user_memories."""

from typing import Final
from uuid import UUID

from ai_service.memory.domain import Memory
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_COLUMNS: Final = "id, content, nullif(league_id, '') AS league_id, importance, created_at, updated_at"


async def put(connection: Connection, user_id: str, memory: Memory) -> Memory:
    """Stores a memory. One with the same text about the same league is renewed in its place."""
    query = f"""
        INSERT INTO ai.user_memories (id, user_id, league_id, content, importance, created_at, updated_at)
        VALUES (%s, %s, %s, %s, %s, %s, %s)
        ON CONFLICT (user_id, league_id, md5(content))
        DO UPDATE SET importance = excluded.importance, updated_at = excluded.updated_at
        RETURNING {_COLUMNS}"""
    values = [memory.id, user_id, memory.league_id or "", memory.content, memory.importance]
    stored = await connection.fetch_one(Memory, query, [*values, memory.created_at, memory.updated_at])
    assert stored is not None  # an upsert returns its row
    return stored


async def lock_user(connection: Connection, user_id: str) -> None:
    """Lets only one transaction at a time add memories of a user, so that the count is exact."""
    key = f"user_memories:{user_id}"
    await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


async def list_for(reader: Reader, user_id: str, league_id: str = "") -> list[Memory]:
    """The memories of a user; with a league, those about it and those that concern all leagues."""
    query = f"""
        SELECT {_COLUMNS} FROM ai.user_memories
        WHERE user_id = %(user_id)s AND (%(league_id)s = '' OR league_id IN ('', %(league_id)s))"""
    return await reader.fetch_all(Memory, query, {"user_id": user_id, "league_id": league_id})


async def count(reader: Reader, user_id: str) -> int:
    return await reader.fetch_value("SELECT count(*) FROM ai.user_memories WHERE user_id = %s", [user_id])


async def delete(connection: Connection, user_id: str, memory_id: UUID) -> bool:
    """Returns False if the user has no such memory."""
    query = "DELETE FROM ai.user_memories WHERE user_id = %s AND id = %s"
    return (await connection.execute(query, [user_id, memory_id])).rowcount == 1


async def delete_all(connection: Connection, user_id: str, league_id: str = "") -> int:
    """Deletes the memories of a user; with a league, only those about it. Returns their number."""
    query = """
        DELETE FROM ai.user_memories
        WHERE user_id = %(user_id)s AND (%(league_id)s = '' OR league_id = %(league_id)s)"""
    return (await connection.execute(query, {"user_id": user_id, "league_id": league_id})).rowcount


async def owners(reader: Reader) -> list[str]:
    """The users who have memories."""
    rows = await reader.fetch_rows("SELECT DISTINCT user_id FROM ai.user_memories")
    return [user_id for (user_id,) in rows]
