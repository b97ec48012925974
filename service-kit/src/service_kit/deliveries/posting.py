"""Posts a call to another service in the transaction that changes the data: both happen, or neither."""

from uuid import UUID

from google.protobuf.message import Message
from psycopg.sql import SQL, Identifier

from service_kit.db.connection import Connection


def channel_of(schema: str) -> str:
    """The notification channel that wakes the courier of a schema."""
    return f"deliveries_{schema}"


async def post(connection: Connection, schema: str, method: str, request: Message, *, id: UUID) -> None:
    """Stores a call of a unary INTERNAL method, which the courier makes after the commit, at least once.

    The method must be idempotent by `id`, which its request contains. Posting the same id again while the
    first call is not delivered changes nothing; if the first call was refused, the new one replaces it.
    """
    statement = SQL(
        "WITH posted AS (INSERT INTO {} (id, method, request) VALUES (%s, %s, %s)"
        " ON CONFLICT (id) DO UPDATE SET request = excluded.request, refusal = NULL, next_at = now()"
        " WHERE deliveries.refusal IS NOT NULL RETURNING id)"
        " SELECT count(*), pg_notify(%s, '') FROM posted"
    ).format(Identifier(schema, "deliveries"))
    await connection.execute(statement, [id, method, request.SerializeToString(), channel_of(schema)])


async def take_back(connection: Connection, schema: str, method: str, containing: str) -> None:
    """Deletes the posted calls of a method whose request contains a text, unless they are delivered."""
    statement = SQL("DELETE FROM {} WHERE method = %s AND position(%s::bytea IN request) > 0").format(
        Identifier(schema, "deliveries")
    )
    await connection.execute(statement, [method, containing.encode()])
