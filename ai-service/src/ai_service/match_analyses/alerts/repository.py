"""All SQL on ai.tactical_alerts."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from ai_service.match_analyses.alerts.domain import Alert
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_NAMES: Final = tuple(each.name for each in fields(Alert))
_COLUMNS: Final = (
    "organisation_id, id, analysis_id, match_id, team_ids, segment_index, segment_id, rule, side, team_id,"
    " player, player_id, severity, level, message, evidence, advisory, advisory_source, period, match_s,"
    " video_s, suppressed_by, listed, severity_before, severity_after, created_at"
)
_INSERT: Final = f"""
    INSERT INTO ai.tactical_alerts ({_COLUMNS})
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,
      %s, %s)
    ON CONFLICT (organisation_id, id) DO NOTHING"""
_ORDER: Final = "ORDER BY segment_index, rule, side, player"
_SHOWN: Final = f"""
    SELECT {_COLUMNS} FROM ai.tactical_alerts
    WHERE organisation_id = %s AND analysis_id = %s AND suppressed_by IS NULL {_ORDER}"""
_DISMISSED: Final = f"""
    SELECT {_COLUMNS} FROM ai.tactical_alerts AS a
    WHERE organisation_id = %s AND match_id = %s AND rule = %s AND side = %s AND player = %s
      AND (SELECT d.decision FROM ai.decision_feedback AS d
           WHERE d.organisation_id = a.organisation_id AND d.alert_id = a.id
           ORDER BY d.number DESC LIMIT 1) = 'DISMISS'"""
_OF_MATCH: Final = f"""
    SELECT {_COLUMNS} FROM ai.tactical_alerts
    WHERE organisation_id = %(organisation)s AND match_id = %(match)s
      AND ((%(analysis)s::uuid IS NULL AND listed) OR analysis_id = %(analysis)s) {_ORDER}"""
_FIND: Final = f"SELECT {_COLUMNS} FROM ai.tactical_alerts WHERE organisation_id = %s AND id = %s"


async def insert(connection: Connection, alert: Alert) -> bool:
    """Stores an alert once; returns False if it was stored before."""
    values: list[Any] = [getattr(alert, name) for name in _NAMES]
    values[_NAMES.index("evidence")] = Jsonb(alert.evidence)
    return (await connection.execute(_INSERT, values)).rowcount == 1


async def shown(reader: Reader, organisation_id: str, analysis_id: UUID) -> list[Alert]:
    """The alerts of an analysis that were shown, in order."""
    return await reader.fetch_all(Alert, _SHOWN, [organisation_id, analysis_id])


async def dismissed(reader: Reader, alert: Alert) -> list[Alert]:
    """Alerts of the match about the same that were dismissed, in any analysis."""
    values = [alert.organisation_id, alert.match_id, alert.rule, alert.side, alert.player]
    return await reader.fetch_all(Alert, _DISMISSED, values)


async def of_match(
    reader: Reader, organisation_id: str, match_id: str, analysis_id: UUID | None
) -> list[Alert]:
    """The alerts in the list of a match, or all of an analysis."""
    values = {"organisation": organisation_id, "match": match_id, "analysis": analysis_id}
    return await reader.fetch_all(Alert, _OF_MATCH, values)


async def of_analysis(reader: Reader, organisation_id: str, analysis_id: UUID) -> list[Alert]:
    """All alerts of an analysis, in order."""
    query = (
        f"SELECT {_COLUMNS} FROM ai.tactical_alerts WHERE organisation_id = %s AND analysis_id = %s {_ORDER}"
    )
    return await reader.fetch_all(Alert, query, [organisation_id, analysis_id])


async def find(reader: Reader, organisation_id: str, alert_id: UUID) -> Alert | None:
    return await reader.fetch_one(Alert, _FIND, [organisation_id, alert_id])


async def take_from_list(connection: Connection, organisation_id: str, match_id: str) -> None:
    """Takes the alerts of a match from its list."""
    query = """
        UPDATE ai.tactical_alerts SET listed = false
        WHERE organisation_id = %s AND match_id = %s AND listed"""
    await connection.execute(query, [organisation_id, match_id])


async def advise(
    connection: Connection, organisation_id: str, alert_id: UUID, text: str, source: str
) -> Alert | None:
    """Adds an advisory; None if the alert has one, or is gone."""
    query = f"""
        UPDATE ai.tactical_alerts SET advisory = %s, advisory_source = %s
        WHERE organisation_id = %s AND id = %s AND advisory IS NULL RETURNING {_COLUMNS}"""
    return await connection.fetch_one(Alert, query, [text, source, organisation_id, alert_id])


async def measure(
    connection: Connection, organisation_id: str, measured: Sequence[tuple[UUID, float | None, float | None]]
) -> None:
    """Stores the severities before and after alerts, as if somebody had decided when they were raised."""
    query = """
        UPDATE ai.tactical_alerts SET severity_before = %s, severity_after = %s
        WHERE organisation_id = %s AND id = %s"""
    for id, before, after in measured:
        await connection.execute(query, [before, after, organisation_id, id])
