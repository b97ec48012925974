"""Stores the partnership prospects of a league as last analysed."""

from datetime import datetime

from psycopg.errors import ForeignKeyViolation

from league_service.catalogue.errors import LeagueNotFound
from league_service.catalogue.partnerships.analysis import Analysis
from service_kit.db.connection import Connection

_UPSERT = (
    "INSERT INTO league.partnerships AS p"
    " (league_id, partner_type, estimated_value, probability, confidence, timeline, analysed_at)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (league_id, partner_type) DO UPDATE"
    " SET estimated_value = excluded.estimated_value, probability = excluded.probability,"
    " confidence = excluded.confidence, timeline = excluded.timeline, analysed_at = excluded.analysed_at"
    " WHERE (p.estimated_value, p.probability, p.confidence, p.timeline) IS DISTINCT FROM"
    " (excluded.estimated_value, excluded.probability, excluded.confidence, excluded.timeline)"
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
