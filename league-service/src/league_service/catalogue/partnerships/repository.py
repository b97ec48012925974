"""Stores the partnership prospects of a league as last analysed, and what partners recorded about them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, LiteralString

from psycopg.errors import ForeignKeyViolation

from league_service.catalogue.errors import LeagueNotFound
from league_service.catalogue.partnerships.analysis import Analysis
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_UPSERT = (
    "INSERT INTO league.partnerships AS p"
    " (league_id, partner_type, estimated_value, probability, confidence, timeline, analysed_at)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (league_id, partner_type) DO UPDATE"
    " SET estimated_value = excluded.estimated_value, probability = excluded.probability,"
    " confidence = excluded.confidence, timeline = excluded.timeline, analysed_at = excluded.analysed_at"
    " WHERE (p.estimated_value, p.probability, p.confidence, p.timeline) IS DISTINCT FROM"
    " (excluded.estimated_value, excluded.probability, excluded.confidence, excluded.timeline)"
)

_STORED: Final = (
    "SELECT league_id, partner_type, estimated_value::float8 AS estimated_value, probability, confidence,"
    " timeline, analysed_at, status, partner_name, agreed_value::float8 AS agreed_value, note, recorded_at"
    " FROM league.partnerships WHERE league_id = %s"
)
_RECORDED: Final[dict[str, LiteralString]] = {
    "status": "status = %s",
    "partner_name": "partner_name = %s",
    "agreed_value": "agreed_value = %s",
    "note": "note = %s",
}


@dataclass(frozen=True, slots=True)
class Partnership:
    """One kind of partnership of a league as stored."""

    league_id: str
    partner_type: str
    estimated_value: float
    probability: float
    confidence: float
    timeline: str
    analysed_at: datetime
    status: str
    partner_name: str | None
    agreed_value: float | None
    note: str | None
    recorded_at: datetime | None


async def list_partnerships(reader: Reader, league_id: str) -> list[Partnership]:
    """Returns the partnerships of a league, most valuable estimate first."""
    order = " ORDER BY estimated_value DESC, partner_type"
    return await reader.fetch_all(Partnership, _STORED + order, [league_id])


async def get_partnership(connection: Connection, league_id: str, partner_type: str) -> Partnership | None:
    return await connection.fetch_one(
        Partnership, _STORED + " AND partner_type = %s", [league_id, partner_type]
    )


async def record(
    connection: Connection, place: tuple[str, str], facts: dict[str, Any], by: str, now: datetime
) -> None:
    """Stores what an account recorded about the partnership of a league with a kind of partner."""
    parts: list[LiteralString] = [_RECORDED[name] for name in facts]
    await connection.execute(
        f"UPDATE league.partnerships SET {', '.join([*parts, 'recorded_by = %s', 'recorded_at = %s'])}"
        " WHERE league_id = %s AND partner_type = %s",
        [*facts.values(), by, now, *place],
    )


async def store_analysis(connection: Connection, league_id: str, analysis: Analysis, now: datetime) -> None:
    """Stores the estimates; writes nothing if they are unchanged.

    Raises LeagueNotFound if the league was deleted in the meantime.
    """
    rows = [
        (
            league_id,
            each.estimate.partner_type,
            each.estimate.value,
            each.estimate.probability,
            each.estimate.confidence,
            each.timeline,
            now,
        )
        for each in analysis.opportunities
    ]
    try:
        async with connection.cursor() as cursor:
            await cursor.executemany(_UPSERT, rows)
    except ForeignKeyViolation as error:
        raise LeagueNotFound(league_id) from error
