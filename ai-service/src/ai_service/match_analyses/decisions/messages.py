"""Decisions as the contract shows them."""

from ai_service.match_analyses.decisions.domain import Decision
from altsports.analysis.v1 import alerts_pb2 as pb
from service_kit.timestamps import time_to_pb


def decision_to_pb(decision: Decision) -> pb.AlertDecision:
    return pb.AlertDecision(
        decision_id=str(decision.id),
        alert_id=str(decision.alert_id),
        decision=decision.decision,
        note=decision.note,
        user_id=decision.user_id,
        decided_at=time_to_pb(decision.decided_at),
        effect=decision.effect,
        severity_before=decision.severity_before,
        severity_after=decision.severity_after,
    )
