"""Events of alerts. They are appended in the transaction that changes the rows."""

from datetime import datetime
from typing import Literal

from ai_service.match_analyses.alerts.domain import Alert
from ai_service.match_analyses.alerts.messages import alert_to_pb
from ai_service.match_analyses.decisions.domain import Decision
from ai_service.match_analyses.decisions.messages import decision_to_pb
from ai_service.match_analyses.messages import to_json
from ai_service.match_analyses.runs.domain import SCHEMA
from altsports.analysis.v1.events_models import AnalysisTacticalAlertChanged
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events

Change = Literal["raised", "advised", "decided", "measured"]


async def announce_alert(
    connection: Connection,
    alert: Alert,
    change: Change,
    now: datetime,
    *,
    decision: Decision | None = None,
) -> None:
    """Reports a change of an alert that is shown. Notes are for their author alone."""
    if alert.suppressed_by is not None:
        return
    told = None if decision is None else decision_to_pb(decision)
    if told is not None:
        told.ClearField("note")
    events = [
        AnalysisTacticalAlertChanged.model_validate(
            {
                "organisation_id": alert.organisation_id,
                "team_id": team_id,
                "match_id": alert.match_id,
                "analysis_id": str(alert.analysis_id),
                "alert_id": str(alert.id),
                "change": change,
                "alert": to_json(alert_to_pb(alert)),
                "decision": None if told is None else to_json(told),
                "timestamp": now,
            }
        )
        for team_id in (alert.team_ids or [None])
    ]
    await append_events(connection, SCHEMA, *events, time=now)
