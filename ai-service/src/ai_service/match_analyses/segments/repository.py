"""All SQL on ai.analysis_segments."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_INSERT: Final = """
    INSERT INTO ai.analysis_segments (organisation_id, analysis_id, index, id, match_id, period, start_s,
      end_s, severity, figures)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (organisation_id, analysis_id, index) DO NOTHING"""
_AFTER: Final = """
    SELECT index, id, figures FROM ai.analysis_segments
    WHERE organisation_id = %s AND analysis_id = %s AND index > %s ORDER BY index LIMIT %s"""
_LAST: Final = "SELECT max(index) FROM ai.analysis_segments WHERE organisation_id = %s AND analysis_id = %s"
MOST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class StoredSegment:
    """A segment. `figures` is the JSON of the engine's message."""

    index: int
    id: UUID
    figures: dict[str, Any]


async def insert(
    connection: Connection, organisation_id: str, analysis_id: UUID, match_id: str, stored: StoredSegment
) -> bool:
    """Stores a segment once; returns False if it was stored before."""
    figures = stored.figures
    values = [organisation_id, analysis_id, stored.index, stored.id, match_id, figures["period"]]
    values += [figures.get("start_s", 0.0), figures.get("end_s", 0.0), figures.get("severity", 0.0)]
    return (await connection.execute(_INSERT, [*values, Jsonb(figures)])).rowcount == 1


async def last_index(reader: Reader, organisation_id: str, analysis_id: UUID) -> int | None:
    """The index of the last stored segment."""
    return await reader.fetch_value(_LAST, [organisation_id, analysis_id])


async def after(
    reader: Reader, organisation_id: str, analysis_id: UUID, index: int = -1, *, limit: int = MOST
) -> list[StoredSegment]:
    """The segments behind an index, in order."""
    return await reader.fetch_all(StoredSegment, _AFTER, [organisation_id, analysis_id, index, limit])
