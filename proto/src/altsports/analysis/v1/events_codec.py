"""Generated from altsports/analysis/v1/events.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.analysis.v1 import events_pb2 as pb
from altsports.analysis.v1.alerts_codec import analysis_alert_decision_to_json, analysis_tactical_alert_to_json


def analysis_match_analysis_updated_to_json(message: pb.MatchAnalysisUpdated) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation_id": message.organisation_id,
        "team_id": message.team_id if has("team_id") else None,
        "match_id": message.match_id,
        "analysis_id": message.analysis_id,
        "status": message.status,
        "stage": message.stage,
        "progress": message.progress,
        "message": message.message,
        "segments_done": message.segments_done,
        "attempt": message.attempt,
        "error": message.error if has("error") else None,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
    }


def analysis_match_segment_stored_to_json(message: pb.MatchSegmentStored) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation_id": message.organisation_id,
        "team_id": message.team_id if has("team_id") else None,
        "match_id": message.match_id,
        "analysis_id": message.analysis_id,
        "segment_id": message.segment_id,
        "index": message.index,
        "period": message.period,
        "start_s": message.start_s,
        "end_s": message.end_s,
        "severity": message.severity,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
    }


def analysis_tactical_alert_changed_to_json(message: pb.TacticalAlertChanged) -> dict[str, Any]:
    has = message.HasField
    return {
        "organisation_id": message.organisation_id,
        "team_id": message.team_id if has("team_id") else None,
        "match_id": message.match_id,
        "analysis_id": message.analysis_id,
        "alert_id": message.alert_id,
        "change": message.change,
        "alert": analysis_tactical_alert_to_json(message.alert) if has("alert") else None,
        "decision": analysis_alert_decision_to_json(message.decision) if has("decision") else None,
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "MatchAnalysisUpdated": analysis_match_analysis_updated_to_json,
    "MatchSegmentStored": analysis_match_segment_stored_to_json,
    "TacticalAlertChanged": analysis_tactical_alert_changed_to_json,
}
