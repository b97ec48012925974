"""The outbox: events written in the transaction that changes the data: both exist or neither.

Numbers are not commit order: of two transactions the one that drew the higher `seq` may commit first, and
a reader that remembers "up to 8" would never see 7. So nobody resumes by the outbox's `seq`. The relay
publishes whatever is visible and not yet published, ordered by `seq`, and the stream numbers it then.
Two changes of the same thing keep their order if each event is appended after its change: the second
writer waits for the row lock of the first, so it draws its number after the first has committed.
"""

from datetime import datetime
from typing import Any

import orjson
from psycopg.sql import SQL, Identifier

from service_kit.db.connection import Connection


def channel_of(schema: str) -> str:
    """Where PostgreSQL tells the relay that something was written."""
    return f"outbox_{schema}"


async def append_event(
    connection: Connection, schema: str, *, type: str, subject: str, data: dict[str, Any], time: datetime
) -> str:
    """Writes an event in the caller's transaction, after the change it tells of; returns its id (a UUID).

    `type` is "league.updated": noun and past participle. `subject` is the id of the thing. `data` must be
    JSON. `time` is when it happened, from the service's clock. Readers hear of it milliseconds after the
    commit, and never after a rollback.
    """
    statement = SQL(
        "WITH event AS (INSERT INTO {} (type, subject, data, time) VALUES (%s, %s, %s::jsonb, %s)"
        " RETURNING id) SELECT id::text, pg_notify(%s, '') FROM event"
    ).format(Identifier(schema, "outbox"))
    body = orjson.dumps(data).decode()
    cursor = await connection.execute(statement, [type, subject, body, time, channel_of(schema)])
    row = await cursor.fetchone()
    if row is None:
        raise RuntimeError("INSERT returned nothing")
    return row[0]
