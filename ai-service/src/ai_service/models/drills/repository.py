"""The SQL of fault drills."""

from datetime import datetime

from ai_service.models.drills.domain import Drill
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader


async def running(reader: Reader, now: datetime) -> list[Drill]:
    """The drills that have not ended."""
    return await reader.fetch_all(
        Drill,
        "SELECT provider, failure, after_parts, ends_at, started_by FROM ai.fault_drills"
        " WHERE ends_at > %s ORDER BY provider",
        [now],
    )


async def start(connection: Connection, drill: Drill) -> None:
    """Stores a drill, in place of another one of the same provider."""
    await connection.execute(
        "INSERT INTO ai.fault_drills (provider, failure, after_parts, ends_at, started_by)"
        " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (provider) DO UPDATE SET failure = excluded.failure,"
        " after_parts = excluded.after_parts, ends_at = excluded.ends_at, started_by = excluded.started_by",
        [drill.provider, drill.failure, drill.after_parts, drill.ends_at, drill.started_by],
    )


async def stop(connection: Connection, provider: str) -> None:
    await connection.execute("DELETE FROM ai.fault_drills WHERE provider = %s", [provider])
