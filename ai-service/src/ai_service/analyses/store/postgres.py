"""Analyses in PostgreSQL: all SQL on ai.analyses."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from ai_service.analyses.store.announcing import announce
from ai_service.analyses.store.port import Position, StoredAnalysis, Wanted
from service_kit.db.database import Database

_COLUMNS: Final = """
    id, created_at, user_id, analysis_type, confidence, key_insights, recommendations, data_sources,
    league_id, league_name"""
_WANTED: Final = """
    user_id = %(user_id)s AND (%(league_id)s = '' OR league_id = %(league_id)s)
    AND (%(analysis_type)s = '' OR analysis_type = %(analysis_type)s)"""


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    created_at: datetime
    user_id: str
    analysis_type: str
    confidence: float
    key_insights: list[str]
    recommendations: list[str]
    data_sources: list[str]
    league_id: str
    league_name: str
    content: dict[str, Any]


class PostgresAnalyses:
    """Stores analyses in the service's own schema."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, analysis: StoredAnalysis) -> None:
        query = """
            INSERT INTO ai.analyses (id, created_at, user_id, analysis_type, confidence, key_insights,
                recommendations, data_sources, league_id, league_name, content)
            VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
            ON CONFLICT (id) DO UPDATE SET
                confidence = excluded.confidence, key_insights = excluded.key_insights,
                recommendations = excluded.recommendations, data_sources = excluded.data_sources,
                content = excluded.content
            WHERE analyses.user_id = excluded.user_id"""
        lists = (analysis.key_insights, analysis.recommendations, analysis.data_sources)
        values = [
            *(UUID(analysis.analysis_id), analysis.created_at, analysis.user_id, analysis.analysis_type),
            *(analysis.confidence, *(Jsonb(list(each)) for each in lists)),
            *(analysis.league_id, analysis.league_name, Jsonb(dict(analysis.content))),
        ]
        async with self._database.transaction() as connection:
            if (await connection.execute(query, values)).rowcount:
                await announce(connection, analysis)

    async def find(self, user_id: str, analysis_id: str) -> StoredAnalysis | None:
        query = f"SELECT {_COLUMNS}, content FROM ai.analyses WHERE user_id = %s AND id = %s"
        known = _uuid(analysis_id)
        if known is None:
            return None
        row = await self._database.pipelined.fetch_one(_Row, query, [user_id, known])
        return None if row is None else _analysis(row)

    async def page(self, wanted: Wanted, *, after: Position | None, limit: int) -> list[StoredAnalysis]:
        time, last = after or (None, None)
        query = f"""
            SELECT {_COLUMNS}, jsonb_build_object('provider', content->'provider',
                'cost', content->'cost') AS content
            FROM ai.analyses
            WHERE {_WANTED}
              AND (%(time)s::timestamptz IS NULL OR (created_at, id) < (%(time)s, %(last)s::uuid))
            ORDER BY created_at DESC, id DESC LIMIT %(limit)s"""
        values = {**_values(wanted), "time": time, "last": last, "limit": limit}
        async with self._database.read() as connection:
            return [_analysis(row) for row in await connection.fetch_all(_Row, query, values)]

    async def count(self, wanted: Wanted) -> int:
        query = f"SELECT count(*) FROM ai.analyses WHERE {_WANTED}"
        return await self._database.pipelined.fetch_value(query, _values(wanted))

    async def delete(self, user_id: str, analysis_id: str) -> bool:
        known = _uuid(analysis_id)
        if known is None:
            return False
        async with self._database.transaction() as connection:
            query = "DELETE FROM ai.analyses WHERE user_id = %s AND id = %s"
            return (await connection.execute(query, [user_id, known])).rowcount == 1

    async def delete_user(self, user_id: str) -> int:
        async with self._database.transaction() as connection:
            query = "DELETE FROM ai.analyses WHERE user_id = %s"
            return (await connection.execute(query, [user_id])).rowcount

    async def owners(self) -> list[str]:
        async with self._database.read() as connection:
            rows = await connection.fetch_rows("SELECT DISTINCT user_id FROM ai.analyses")
        return [user_id for (user_id,) in rows]


def _values(wanted: Wanted) -> dict[str, str]:
    return {
        "user_id": wanted.user_id,
        "league_id": wanted.league_id,
        "analysis_type": wanted.analysis_type,
    }


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _analysis(row: _Row) -> StoredAnalysis:
    return StoredAnalysis(
        analysis_id=str(row.id),
        created_at=row.created_at,
        user_id=row.user_id,
        analysis_type=row.analysis_type,
        confidence=row.confidence,
        key_insights=tuple(row.key_insights),
        recommendations=tuple(row.recommendations),
        data_sources=tuple(row.data_sources),
        league_id=row.league_id,
        league_name=row.league_name,
        content=row.content,
    )
