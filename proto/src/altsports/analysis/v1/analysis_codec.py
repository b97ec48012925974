"""Generated from altsports/analysis/v1/analysis.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.analysis.v1 import analysis_pb2 as pb


def analysis_analyze_request_to_json(message: pb.AnalyzeRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "start": analysis_run_start_to_json(message.start) if has("start") else None,
        "chunk": analysis_input_chunk_to_json(message.chunk) if has("chunk") else None,
    }


def analysis_run_start_to_json(message: pb.RunStart) -> dict[str, Any]:
    has = message.HasField
    return {
        "analysis_id": message.analysis_id,
        "attempt": message.attempt,
        "match": analysis_match_facts_to_json(message.match) if has("match") else None,
        "inputs": [analysis_input_reference_to_json(item) for item in message.inputs] if message.inputs else [],
        "parameters": analysis_run_parameters_to_json(message.parameters) if has("parameters") else None,
        "resume_after_segment": message.resume_after_segment if has("resume_after_segment") else None,
    }


def analysis_match_facts_to_json(message: pb.MatchFacts) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "home": analysis_match_side_to_json(message.home) if has("home") else None,
        "away": analysis_match_side_to_json(message.away) if has("away") else None,
        "pitch_length_m": message.pitch_length_m if has("pitch_length_m") else None,
        "pitch_width_m": message.pitch_width_m if has("pitch_width_m") else None,
        "sync_points": [analysis_sync_point_to_json(item) for item in message.sync_points] if message.sync_points else [],
    }


def analysis_match_side_to_json(message: pb.MatchSide) -> dict[str, Any]:
    return {
        "team_id": message.team_id,
        "name": message.name,
        "players": [analysis_side_player_to_json(item) for item in message.players] if message.players else [],
    }


def analysis_side_player_to_json(message: pb.SidePlayer) -> dict[str, Any]:
    return {
        "player_id": message.player_id,
        "shirt_number": message.shirt_number,
        "name": message.name,
    }


def analysis_sync_point_to_json(message: pb.SyncPoint) -> dict[str, Any]:
    return {
        "period": message.period,
        "period_s": message.period_s,
        "video_s": message.video_s,
    }


def analysis_input_reference_to_json(message: pb.InputReference) -> dict[str, Any]:
    return {
        "name": message.name,
        "size": message.size,
        "sha256": message.sha256,
        "location": message.location,
    }


def analysis_input_chunk_to_json(message: pb.InputChunk) -> dict[str, Any]:
    return {
        "input": message.input,
        "data": message.data,
    }


def analysis_run_parameters_to_json(message: pb.RunParameters) -> dict[str, Any]:
    has = message.HasField
    return {
        "segment_s": message.segment_s if has("segment_s") else None,
        "high_speed_kmh": message.high_speed_kmh if has("high_speed_kmh") else None,
        "sprint_kmh": message.sprint_kmh if has("sprint_kmh") else None,
        "sprint_s": message.sprint_s if has("sprint_s") else None,
        "pressing_m": message.pressing_m if has("pressing_m") else None,
        "attacking_side": message.attacking_side if has("attacking_side") else None,
    }


def analysis_analyze_response_to_json(message: pb.AnalyzeResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "number": message.number,
        "progress": analysis_packet_progress_to_json(message.progress) if has("progress") else None,
        "segment_done": analysis_segment_to_json(message.segment_done) if has("segment_done") else None,
        "alert": analysis_segment_alert_to_json(message.alert) if has("alert") else None,
        "done": analysis_packet_done_to_json(message.done) if has("done") else None,
    }


def analysis_packet_progress_to_json(message: pb.PacketProgress) -> dict[str, Any]:
    return {
        "percent": message.percent,
        "stage": message.stage,
        "message": message.message,
    }


def analysis_segment_to_json(message: pb.Segment) -> dict[str, Any]:
    has = message.HasField
    return {
        "index": message.index,
        "period": message.period,
        "start_s": message.start_s,
        "end_s": message.end_s,
        "video_s": message.video_s if has("video_s") else None,
        "teams": [analysis_team_figures_to_json(item) for item in message.teams] if message.teams else [],
        "players": [analysis_player_figures_to_json(item) for item in message.players] if message.players else [],
        "severities": [analysis_rule_severity_to_json(item) for item in message.severities] if message.severities else [],
        "severity": message.severity,
        "coverage": message.coverage,
        "unavailable": [analysis_unavailable_figure_to_json(item) for item in message.unavailable] if message.unavailable else [],
    }


def analysis_team_figures_to_json(message: pb.TeamFigures) -> dict[str, Any]:
    has = message.HasField
    return {
        "side": message.side,
        "team_id": message.team_id,
        "formation": analysis_team_formation_to_json(message.formation) if has("formation") else None,
        "formation_in_possession": analysis_team_formation_to_json(message.formation_in_possession) if has("formation_in_possession") else None,
        "formation_out_of_possession": analysis_team_formation_to_json(message.formation_out_of_possession) if has("formation_out_of_possession") else None,
        "possession": message.possession if has("possession") else None,
        "ppda": message.ppda if has("ppda") else None,
        "pressures": message.pressures if has("pressures") else None,
        "length_m": message.length_m if has("length_m") else None,
        "width_m": message.width_m if has("width_m") else None,
        "hull_m2": message.hull_m2 if has("hull_m2") else None,
        "stretch_m": message.stretch_m if has("stretch_m") else None,
        "line_m": message.line_m if has("line_m") else None,
        "thirds": analysis_pitch_thirds_to_json(message.thirds) if has("thirds") else None,
        "field_tilt": message.field_tilt if has("field_tilt") else None,
        "distance_m": message.distance_m if has("distance_m") else None,
        "high_speed_m": message.high_speed_m if has("high_speed_m") else None,
        "sprint_m": message.sprint_m if has("sprint_m") else None,
        "sprint_count": message.sprint_count if has("sprint_count") else None,
        "shots": message.shots if has("shots") else None,
        "expected_goals": message.expected_goals if has("expected_goals") else None,
    }


def analysis_team_formation_to_json(message: pb.TeamFormation) -> dict[str, Any]:
    return {
        "shape": message.shape,
        "confidence": message.confidence,
        "source": message.source,
    }


def analysis_pitch_thirds_to_json(message: pb.PitchThirds) -> dict[str, Any]:
    return {
        "own": message.own,
        "middle": message.middle,
        "attacking": message.attacking,
    }


def analysis_player_figures_to_json(message: pb.PlayerFigures) -> dict[str, Any]:
    has = message.HasField
    return {
        "side": message.side,
        "player_id": message.player_id,
        "name": message.name,
        "shirt_number": message.shirt_number if has("shirt_number") else None,
        "x_m": message.x_m if has("x_m") else None,
        "y_m": message.y_m if has("y_m") else None,
        "distance_m": message.distance_m if has("distance_m") else None,
        "high_speed_m": message.high_speed_m if has("high_speed_m") else None,
        "sprint_m": message.sprint_m if has("sprint_m") else None,
        "sprint_count": message.sprint_count if has("sprint_count") else None,
        "top_speed_kmh": message.top_speed_kmh if has("top_speed_kmh") else None,
        "coverage": message.coverage,
    }


def analysis_rule_severity_to_json(message: pb.RuleSeverity) -> dict[str, Any]:
    return {
        "rule": message.rule,
        "side": message.side,
        "player": message.player,
        "severity": message.severity,
    }


def analysis_unavailable_figure_to_json(message: pb.UnavailableFigure) -> dict[str, Any]:
    return {
        "figure": message.figure,
        "side": message.side,
        "reason": message.reason,
        "message": message.message,
    }


def analysis_segment_alert_to_json(message: pb.SegmentAlert) -> dict[str, Any]:
    has = message.HasField
    return {
        "segment_index": message.segment_index,
        "opened_in_segment": message.opened_in_segment,
        "rule": message.rule,
        "side": message.side,
        "team_id": message.team_id,
        "player": message.player,
        "player_id": message.player_id,
        "severity": message.severity,
        "level": message.level,
        "message": message.message,
        "evidence": [analysis_alert_evidence_to_json(item) for item in message.evidence] if message.evidence else [],
        "period": message.period,
        "match_s": message.match_s,
        "video_s": message.video_s if has("video_s") else None,
    }


def analysis_alert_evidence_to_json(message: pb.AlertEvidence) -> dict[str, Any]:
    return {
        "figure": message.figure,
        "value": message.value,
        "baseline": message.baseline,
        "segments": list(message.segments),
        "baseline_segments": list(message.baseline_segments),
    }


def analysis_packet_done_to_json(message: pb.PacketDone) -> dict[str, Any]:
    has = message.HasField
    return {
        "engine": message.engine,
        "formats": list(message.formats),
        "segments": message.segments,
        "alerts": message.alerts,
        "digest": message.digest,
        "artifacts": [analysis_packet_artifact_to_json(item) for item in message.artifacts] if message.artifacts else [],
        "unavailable": [analysis_unavailable_figure_to_json(item) for item in message.unavailable] if message.unavailable else [],
        "parameters": analysis_run_parameters_to_json(message.parameters) if has("parameters") else None,
        "notes": list(message.notes),
        "pitch_length_m": message.pitch_length_m,
        "pitch_width_m": message.pitch_width_m,
    }


def analysis_packet_artifact_to_json(message: pb.PacketArtifact) -> dict[str, Any]:
    return {
        "name": message.name,
        "kind": message.kind,
        "content_type": message.content_type,
        "sha256": message.sha256,
        "data": message.data,
    }


def analysis_get_engine_request_to_json(_message: pb.GetEngineRequest) -> dict[str, Any]:
    return {}


def analysis_get_engine_response_to_json(message: pb.GetEngineResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "version": message.version,
        "formats": [analysis_engine_format_to_json(item) for item in message.formats] if message.formats else [],
        "figures": [analysis_engine_figure_to_json(item) for item in message.figures] if message.figures else [],
        "rules": [analysis_engine_rule_to_json(item) for item in message.rules] if message.rules else [],
        "defaults": analysis_run_parameters_to_json(message.defaults) if has("defaults") else None,
        "max_input_bytes": message.max_input_bytes,
        "reads_locations": message.reads_locations,
    }


def analysis_engine_format_to_json(message: pb.EngineFormat) -> dict[str, Any]:
    return {
        "name": message.name,
        "kind": message.kind,
        "description": message.description,
    }


def analysis_engine_figure_to_json(message: pb.EngineFigure) -> dict[str, Any]:
    return {
        "name": message.name,
        "unit": message.unit,
        "formats": list(message.formats),
    }


def analysis_engine_rule_to_json(message: pb.EngineRule) -> dict[str, Any]:
    return {
        "name": message.name,
        "figures": list(message.figures),
        "description": message.description,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "AnalyzeRequest": analysis_analyze_request_to_json,
    "RunStart": analysis_run_start_to_json,
    "MatchFacts": analysis_match_facts_to_json,
    "MatchSide": analysis_match_side_to_json,
    "SidePlayer": analysis_side_player_to_json,
    "SyncPoint": analysis_sync_point_to_json,
    "InputReference": analysis_input_reference_to_json,
    "InputChunk": analysis_input_chunk_to_json,
    "RunParameters": analysis_run_parameters_to_json,
    "AnalyzeResponse": analysis_analyze_response_to_json,
    "PacketProgress": analysis_packet_progress_to_json,
    "Segment": analysis_segment_to_json,
    "TeamFigures": analysis_team_figures_to_json,
    "TeamFormation": analysis_team_formation_to_json,
    "PitchThirds": analysis_pitch_thirds_to_json,
    "PlayerFigures": analysis_player_figures_to_json,
    "RuleSeverity": analysis_rule_severity_to_json,
    "UnavailableFigure": analysis_unavailable_figure_to_json,
    "SegmentAlert": analysis_segment_alert_to_json,
    "AlertEvidence": analysis_alert_evidence_to_json,
    "PacketDone": analysis_packet_done_to_json,
    "PacketArtifact": analysis_packet_artifact_to_json,
    "GetEngineRequest": analysis_get_engine_request_to_json,
    "GetEngineResponse": analysis_get_engine_response_to_json,
    "EngineFormat": analysis_engine_format_to_json,
    "EngineFigure": analysis_engine_figure_to_json,
    "EngineRule": analysis_engine_rule_to_json,
}
