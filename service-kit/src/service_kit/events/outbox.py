"""The outbox: events are written in the transaction that changes the data, so both exist or neither.

Numbers do not follow commit order: of two transactions, the one with the higher `seq` may commit first, and a
reader that stores "up to 8" would never see 7. So nobody resumes by the outbox's `seq`. The relay publishes
everything that is visible and unpublished, ordered by `seq`, and the stream numbers it then.
Two changes of the same row keep their order if each event is appended after its change: the second writer
waits for the row lock of the first, so it gets its number after the first has committed.
"""

from datetime import datetime
from typing import Any

import orjson
from psycopg.sql import SQL, Identifier

from altsports.contract.events import load_events
from altsports.contract.model import EventMessage
from service_kit.db.connection import Connection
from service_kit.events.audience import Audience


def channel_of(schema: str) -> str:
    """The notification channel that wakes the relay of a schema."""
    return f"outbox_{schema}"


async def append_events(
    connection: Connection, schema: str, *events: EventMessage, time: datetime
) -> list[str]:
    """Writes events in the caller's transaction, in order, after the reported change; returns their ids.

    An event is a message of the contract, such as `BetPlaced(...)`; its subject, cache tags and audience
    follow from the options of the message. `time` is when it happened, from the service's clock. Readers
    receive it milliseconds after the commit, and never after a rollback. Raises LookupError for an event
    that the contract does not know.
    """
    if not events:
        return []
    rows = orjson.dumps([_row(event) for event in events]).decode()
    statement = SQL(
        "WITH written AS (INSERT INTO {} (type, subject, data, time) SELECT type, subject, data, %s"
        " FROM jsonb_to_recordset(%s::jsonb) AS given (type text, subject text, data jsonb)"
        " RETURNING id, seq)"
        " SELECT array_agg(id::text ORDER BY seq), pg_notify(%s, '') FROM written"
    ).format(Identifier(schema, "outbox"))
    return await connection.fetch_value(statement, [time, rows, channel_of(schema)])


def _row(event: EventMessage) -> dict[str, Any]:
    spec = load_events().of(event)
    data = {
        "audience": Audience.of(spec.audience, event).to_json(),
        "tags": spec.tags_of(event),
        "message": orjson.Fragment(event.model_dump_json(exclude_none=True)),
    }
    return {"type": spec.type, "subject": spec.subject.one(event), "data": data}
