"""Generated from altsports/analysis/v1/reports.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.analysis.v1 import reports_pb2 as pb
from altsports.analysis.v1.analysis_codec import analysis_run_parameters_to_json, analysis_unavailable_figure_to_json


def analysis_start_match_analysis_request_to_json(message: pb.StartMatchAnalysisRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "file_ids": list(message.file_ids),
        "parameters": analysis_run_parameters_to_json(message.parameters) if has("parameters") else None,
    }


def analysis_start_match_analysis_response_to_json(message: pb.StartMatchAnalysisResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "job": analysis_started_job_to_json(message.job) if has("job") else None,
    }


def analysis_started_job_to_json(message: pb.StartedJob) -> dict[str, Any]:
    return {
        "job_id": message.job_id,
        "match_id": message.match_id,
        "status": message.status,
        "status_url": message.status_url,
    }


def analysis_get_analysis_job_request_to_json(message: pb.GetAnalysisJobRequest) -> dict[str, Any]:
    return {
        "job_id": message.job_id,
    }


def analysis_get_analysis_job_response_to_json(message: pb.GetAnalysisJobResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "job": analysis_analysis_job_to_json(message.job) if has("job") else None,
    }


def analysis_get_match_analysis_request_to_json(message: pb.GetMatchAnalysisRequest) -> dict[str, Any]:
    return {
        "match_id": message.match_id,
    }


def analysis_get_match_analysis_response_to_json(message: pb.GetMatchAnalysisResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "report": analysis_analysis_report_to_json(message.report) if has("report") else None,
    }


def analysis_analysis_job_to_json(message: pb.AnalysisJob) -> dict[str, Any]:
    has = message.HasField
    return {
        "job_id": message.job_id,
        "match_id": message.match_id,
        "status": message.status,
        "progress": analysis_job_progress_to_json(message.progress) if has("progress") else None,
        "error": message.error if has("error") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "completed_at": timestamp_to_json(message.completed_at) if has("completed_at") else None,
    }


def analysis_job_progress_to_json(message: pb.JobProgress) -> dict[str, Any]:
    return {
        "percent": message.percent,
        "stage": message.stage,
        "message": message.message,
        "segments_done": message.segments_done,
        "alerts": message.alerts,
    }


def analysis_analysis_report_to_json(message: pb.AnalysisReport) -> dict[str, Any]:
    has = message.HasField
    return {
        "job": analysis_analysis_job_to_json(message.job) if has("job") else None,
        "engine": message.engine if has("engine") else None,
        "formats": list(message.formats),
        "parameters": analysis_run_parameters_to_json(message.parameters) if has("parameters") else None,
        "teams": [analysis_team_totals_to_json(item) for item in message.teams] if message.teams else [],
        "notes": list(message.notes),
        "unavailable": [analysis_unavailable_figure_to_json(item) for item in message.unavailable] if message.unavailable else [],
    }


def analysis_team_totals_to_json(message: pb.TeamTotals) -> dict[str, Any]:
    has = message.HasField
    return {
        "side": message.side,
        "team_id": message.team_id,
        "shape": message.shape if has("shape") else None,
        "possession": message.possession if has("possession") else None,
        "pressures": message.pressures if has("pressures") else None,
        "distance_m": message.distance_m if has("distance_m") else None,
        "high_speed_m": message.high_speed_m if has("high_speed_m") else None,
        "sprint_m": message.sprint_m if has("sprint_m") else None,
        "sprint_count": message.sprint_count if has("sprint_count") else None,
        "shots": message.shots if has("shots") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "StartMatchAnalysisRequest": analysis_start_match_analysis_request_to_json,
    "StartMatchAnalysisResponse": analysis_start_match_analysis_response_to_json,
    "StartedJob": analysis_started_job_to_json,
    "GetAnalysisJobRequest": analysis_get_analysis_job_request_to_json,
    "GetAnalysisJobResponse": analysis_get_analysis_job_response_to_json,
    "GetMatchAnalysisRequest": analysis_get_match_analysis_request_to_json,
    "GetMatchAnalysisResponse": analysis_get_match_analysis_response_to_json,
    "AnalysisJob": analysis_analysis_job_to_json,
    "JobProgress": analysis_job_progress_to_json,
    "AnalysisReport": analysis_analysis_report_to_json,
    "TeamTotals": analysis_team_totals_to_json,
}
