"""All SQL on ai.decision_feedback."""

from dataclasses import dataclass, fields
from typing import Any, Final
from uuid import UUID

from ai_service.match_analyses.decisions.domain import Decision
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_NAMES: Final = tuple(each.name for each in fields(Decision))
_COLUMNS: Final = (
    "organisation_id, id, alert_id, analysis_id, match_id, user_id, decision, note, segment_index,"
    " decided_at, effect, severity_before, severity_after"
)
_INSERT: Final = f"""
    INSERT INTO ai.decision_feedback ({_COLUMNS})
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""
_CURRENT: Final = f"""
    SELECT DISTINCT ON (alert_id, user_id) {_COLUMNS} FROM ai.decision_feedback
    WHERE organisation_id = %(organisation)s AND alert_id = ANY(%(alerts)s)
      AND (%(user)s::text IS NULL OR user_id = %(user)s)
    ORDER BY alert_id, user_id, number DESC"""
_UNMEASURED: Final = f"""
    SELECT {_COLUMNS} FROM ai.decision_feedback
    WHERE organisation_id = %s AND analysis_id = %s AND effect IS NULL ORDER BY number"""
_MEASURE: Final = f"""
    UPDATE ai.decision_feedback SET effect = %s, severity_before = %s, severity_after = %s
    WHERE organisation_id = %s AND id = %s AND effect IS NULL RETURNING {_COLUMNS}"""
# An alert counts once for each user who decided, and once if nobody did.
_COUNTED: Final = """
    SELECT a.rule, a.suppressed_by IS NOT NULL, d.decision, d.effect,
      coalesce(d.severity_before, CASE WHEN d.decision IS NULL THEN a.severity_before END),
      coalesce(d.severity_after, CASE WHEN d.decision IS NULL THEN a.severity_after END), a.id
    FROM ai.tactical_alerts AS a
    LEFT JOIN (
      SELECT DISTINCT ON (alert_id, user_id) organisation_id, alert_id, decision, effect, severity_before,
        severity_after
      FROM ai.decision_feedback WHERE organisation_id = %(organisation)s
      ORDER BY alert_id, user_id, number DESC
    ) AS d ON d.organisation_id = a.organisation_id AND d.alert_id = a.id
    WHERE a.organisation_id = %(organisation)s
      AND (%(teams)s::text[] IS NULL OR a.team_ids = '{}' OR a.team_ids && %(teams)s)
      AND (%(match)s::text IS NULL OR a.match_id = %(match)s)
      AND (%(team)s::text IS NULL OR a.team_id = %(team)s)
      AND (%(rule)s::text IS NULL OR a.rule = %(rule)s)"""


@dataclass(frozen=True, slots=True)
class Counted:
    """An alert with one decision, or with none."""

    rule: str
    is_suppressed: bool
    decision: str | None
    effect: str | None
    before: float | None
    after: float | None
    alert_id: UUID

    @property
    def change(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before


async def insert(connection: Connection, decision: Decision) -> None:
    """Adds a decision to the history."""
    await connection.execute(_INSERT, [getattr(decision, name) for name in _NAMES])


async def current(
    reader: Reader, organisation_id: str, alert_ids: list[UUID], user_id: str | None
) -> list[Decision]:
    """The decisions about some alerts that count: the last one of each user, or of one."""
    values = {"organisation": organisation_id, "alerts": alert_ids, "user": user_id}
    return await reader.fetch_all(Decision, _CURRENT, values)


async def unmeasured(reader: Reader, organisation_id: str, analysis_id: UUID) -> list[Decision]:
    """The decisions of an analysis whose effect is not known."""
    return await reader.fetch_all(Decision, _UNMEASURED, [organisation_id, analysis_id])


async def measure(
    connection: Connection, decision: Decision, effect: str, before: float | None, after: float | None
) -> Decision | None:
    """Stores an effect; None if it is known."""
    values = [effect, before, after, decision.organisation_id, decision.id]
    return await connection.fetch_one(Decision, _MEASURE, values)


async def counted(reader: Reader, wanted: dict[str, Any]) -> list[Counted]:
    """Alerts that a member sees, each with each decision that counts."""
    return [Counted(*row) for row in await reader.fetch_rows(_COUNTED, wanted)]
