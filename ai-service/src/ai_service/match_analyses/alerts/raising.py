"""Stores the alerts of an engine, and asks for their advisories."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from ai_service.match_analyses.alerts import repository as alerts
from ai_service.match_analyses.alerts.announcing import announce_alert
from ai_service.match_analyses.alerts.domain import Alert, alert_id, suppressed_by
from ai_service.match_analyses.messages import to_json
from ai_service.match_analyses.runs.domain import SCHEMA, Run, segment_id
from altsports.analysis.v1 import analysis_pb2 as pb
from service_kit.db.connection import Connection
from service_kit.runs.requests import RunRequest, enqueue_run

ADVISORY: Final = "match_alert_advisory"


async def raise_alert(
    connection: Connection, run: Run, packet: pb.SegmentAlert, now: datetime, payer: dict[str, Any]
) -> bool:
    """Stores an alert once; returns False if it was stored before. The row of the run is locked."""
    alert = alert_of(run, packet, now)
    shown = await alerts.shown(connection, run.organisation_id, run.id)
    dismissed = await alerts.dismissed(connection, alert)
    alert = replace(alert, suppressed_by=suppressed_by(alert, shown, dismissed))
    if not await alerts.insert(connection, alert):
        return False
    await announce_alert(connection, alert, "raised", now)
    if alert.suppressed_by is None:
        params = {"organisation_id": run.organisation_id, "alert_id": str(alert.id), "caller": payer}
        await enqueue_run(connection, SCHEMA, RunRequest(ADVISORY, params=params))
    return True


def alert_of(run: Run, packet: pb.SegmentAlert, now: datetime) -> Alert:
    """The packet as a row."""
    index = packet.segment_index
    return Alert(
        organisation_id=run.organisation_id,
        id=alert_id(run.id, index, packet.rule, packet.side, packet.player),
        analysis_id=run.id,
        match_id=run.match_id,
        team_ids=run.team_ids,
        segment_index=index,
        segment_id=segment_id(run.id, index),
        rule=packet.rule,
        side=packet.side,
        team_id=packet.team_id,
        player=packet.player,
        player_id=packet.player_id or None,
        severity=packet.severity,
        level=packet.level,
        message=packet.message,
        evidence=[to_json(each) for each in packet.evidence],
        advisory=None,
        advisory_source=None,
        period=packet.period,
        match_s=packet.match_s,
        video_s=packet.video_s if packet.HasField("video_s") else None,
        suppressed_by=None,
        listed=True,
        severity_before=None,
        severity_after=None,
        created_at=now,
    )
