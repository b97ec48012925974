"""Alerts as the contract shows them."""

from ai_service.match_analyses.alerts.domain import Alert
from ai_service.match_analyses.decisions.domain import Decision
from ai_service.match_analyses.decisions.messages import decision_to_pb
from ai_service.match_analyses.messages import from_json
from altsports.analysis.v1 import alerts_pb2 as pb
from altsports.analysis.v1 import analysis_pb2
from service_kit.timestamps import time_to_pb


def alert_to_pb(alert: Alert, decision: Decision | None = None) -> pb.TacticalAlert:
    return pb.TacticalAlert(
        alert_id=str(alert.id),
        match_id=alert.match_id,
        analysis_id=str(alert.analysis_id),
        segment_id=str(alert.segment_id),
        rule=alert.rule,
        team_id=alert.team_id,
        player_id=alert.player_id,
        severity=alert.severity,
        level=alert.level,
        message=alert.message,
        evidence=[from_json(analysis_pb2.AlertEvidence, each) for each in alert.evidence],
        advisory=None
        if alert.advisory is None
        else pb.AlertAdvisory(text=alert.advisory, source=alert.advisory_source or ""),
        period=alert.period,
        match_s=alert.match_s,
        video_s=alert.video_s,
        suppressed_by=alert.suppressed_by,
        decision=None if decision is None else decision_to_pb(decision),
        created_at=time_to_pb(alert.created_at),
    )
