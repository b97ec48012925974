"""Generated from altsports/analysis/v1/alerts.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.analysis.v1 import alerts_pb2 as pb
from altsports.analysis.v1.analysis_codec import analysis_alert_evidence_to_json


def analysis_list_match_alerts_request_to_json(message: pb.ListMatchAlertsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "analysis_id": message.analysis_id if has("analysis_id") else None,
        "include_suppressed": message.include_suppressed,
    }


def analysis_list_match_alerts_response_to_json(message: pb.ListMatchAlertsResponse) -> dict[str, Any]:
    return {
        "alerts": [analysis_tactical_alert_to_json(item) for item in message.alerts] if message.alerts else [],
        "suppressed": message.suppressed,
    }


def analysis_record_decision_request_to_json(message: pb.RecordDecisionRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "alert_id": message.alert_id,
        "decision": message.decision,
        "note": message.note if has("note") else None,
    }


def analysis_record_decision_response_to_json(message: pb.RecordDecisionResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "decision": analysis_alert_decision_to_json(message.decision) if has("decision") else None,
    }


def analysis_get_decision_metrics_request_to_json(message: pb.GetDecisionMetricsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id if has("match_id") else None,
        "team_id": message.team_id if has("team_id") else None,
        "rule": message.rule if has("rule") else None,
    }


def analysis_get_decision_metrics_response_to_json(message: pb.GetDecisionMetricsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "metrics": analysis_decision_metrics_to_json(message.metrics) if has("metrics") else None,
    }


def analysis_tactical_alert_to_json(message: pb.TacticalAlert) -> dict[str, Any]:
    has = message.HasField
    return {
        "alert_id": message.alert_id,
        "match_id": message.match_id,
        "analysis_id": message.analysis_id,
        "segment_id": message.segment_id,
        "rule": message.rule,
        "team_id": message.team_id,
        "player_id": message.player_id if has("player_id") else None,
        "severity": message.severity,
        "level": message.level,
        "message": message.message,
        "evidence": [analysis_alert_evidence_to_json(item) for item in message.evidence] if message.evidence else [],
        "advisory": analysis_alert_advisory_to_json(message.advisory) if has("advisory") else None,
        "period": message.period,
        "match_s": message.match_s,
        "video_s": message.video_s if has("video_s") else None,
        "suppressed_by": message.suppressed_by if has("suppressed_by") else None,
        "decision": analysis_alert_decision_to_json(message.decision) if has("decision") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
    }


def analysis_alert_advisory_to_json(message: pb.AlertAdvisory) -> dict[str, Any]:
    return {
        "text": message.text,
        "source": message.source,
    }


def analysis_alert_decision_to_json(message: pb.AlertDecision) -> dict[str, Any]:
    has = message.HasField
    return {
        "decision_id": message.decision_id,
        "alert_id": message.alert_id,
        "decision": message.decision,
        "note": message.note if has("note") else None,
        "user_id": message.user_id,
        "decided_at": timestamp_to_json(message.decided_at) if has("decided_at") else None,
        "effect": message.effect if has("effect") else None,
        "severity_before": message.severity_before if has("severity_before") else None,
        "severity_after": message.severity_after if has("severity_after") else None,
    }


def analysis_decision_metrics_to_json(message: pb.DecisionMetrics) -> dict[str, Any]:
    return {
        "alerts": message.alerts,
        "suppressed": message.suppressed,
        "undecided": message.undecided,
        "accepted": message.accepted,
        "dismissed": message.dismissed,
        "effective": message.effective,
        "risky": message.risky,
        "no_change": message.no_change,
        "not_enough_data": message.not_enough_data,
        "pending": message.pending,
        "comparisons": [analysis_decision_comparison_to_json(item) for item in message.comparisons] if message.comparisons else [],
    }


def analysis_decision_comparison_to_json(message: pb.DecisionComparison) -> dict[str, Any]:
    has = message.HasField
    return {
        "rule": message.rule,
        "decision": message.decision,
        "decided": message.decided,
        "undecided": message.undecided,
        "decided_change": message.decided_change if has("decided_change") else None,
        "undecided_change": message.undecided_change if has("undecided_change") else None,
        "difference": message.difference if has("difference") else None,
        "low": message.low if has("low") else None,
        "high": message.high if has("high") else None,
        "differs": message.differs,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListMatchAlertsRequest": analysis_list_match_alerts_request_to_json,
    "ListMatchAlertsResponse": analysis_list_match_alerts_response_to_json,
    "RecordDecisionRequest": analysis_record_decision_request_to_json,
    "RecordDecisionResponse": analysis_record_decision_response_to_json,
    "GetDecisionMetricsRequest": analysis_get_decision_metrics_request_to_json,
    "GetDecisionMetricsResponse": analysis_get_decision_metrics_response_to_json,
    "TacticalAlert": analysis_tactical_alert_to_json,
    "AlertAdvisory": analysis_alert_advisory_to_json,
    "AlertDecision": analysis_alert_decision_to_json,
    "DecisionMetrics": analysis_decision_metrics_to_json,
    "DecisionComparison": analysis_decision_comparison_to_json,
}
