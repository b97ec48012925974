"""Generated from altsports/analysis/v1/runs.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.analysis.v1 import runs_pb2 as pb
from altsports.analysis.v1.analysis_codec import analysis_run_parameters_to_json, analysis_sync_point_to_json, analysis_unavailable_figure_to_json


def analysis_analyze_match_request_to_json(message: pb.AnalyzeMatchRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id,
        "file_ids": list(message.file_ids),
        "upload_ids": list(message.upload_ids),
        "parameters": analysis_run_parameters_to_json(message.parameters) if has("parameters") else None,
        "sync_points": [analysis_sync_point_to_json(item) for item in message.sync_points] if message.sync_points else [],
    }


def analysis_analyze_match_response_to_json(message: pb.AnalyzeMatchResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "analysis": analysis_started_analysis_to_json(message.analysis) if has("analysis") else None,
    }


def analysis_started_analysis_to_json(message: pb.StartedAnalysis) -> dict[str, Any]:
    return {
        "analysis_id": message.analysis_id,
        "status_url": message.status_url,
        "stream_url": message.stream_url,
    }


def analysis_get_analysis_status_request_to_json(message: pb.GetAnalysisStatusRequest) -> dict[str, Any]:
    return {
        "analysis_id": message.analysis_id,
    }


def analysis_get_analysis_status_response_to_json(message: pb.GetAnalysisStatusResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "analysis": analysis_analysis_run_to_json(message.analysis) if has("analysis") else None,
    }


def analysis_list_analyses_request_to_json(message: pb.ListAnalysesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "match_id": message.match_id if has("match_id") else None,
        "team_id": message.team_id if has("team_id") else None,
        "status": message.status if has("status") else None,
        "since_created_at": timestamp_to_json(message.since_created_at) if has("since_created_at") else None,
        "until_created_at": timestamp_to_json(message.until_created_at) if has("until_created_at") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def analysis_list_analyses_response_to_json(message: pb.ListAnalysesResponse) -> dict[str, Any]:
    return {
        "analyses": [analysis_analysis_run_to_json(item) for item in message.analyses] if message.analyses else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def analysis_retry_analysis_request_to_json(message: pb.RetryAnalysisRequest) -> dict[str, Any]:
    return {
        "analysis_id": message.analysis_id,
        "restart": message.restart,
    }


def analysis_retry_analysis_response_to_json(message: pb.RetryAnalysisResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "analysis": analysis_started_analysis_to_json(message.analysis) if has("analysis") else None,
    }


def analysis_cancel_analysis_request_to_json(message: pb.CancelAnalysisRequest) -> dict[str, Any]:
    return {
        "analysis_id": message.analysis_id,
    }


def analysis_cancel_analysis_response_to_json(message: pb.CancelAnalysisResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "analysis": analysis_analysis_run_to_json(message.analysis) if has("analysis") else None,
    }


def analysis_analysis_run_to_json(message: pb.AnalysisRun) -> dict[str, Any]:
    has = message.HasField
    return {
        "analysis_id": message.analysis_id,
        "match_id": message.match_id,
        "status": message.status,
        "stage": message.stage,
        "progress": message.progress,
        "message": message.message,
        "eta": message.eta if has("eta") else None,
        "segments_done": message.segments_done,
        "alerts": message.alerts,
        "attempt": message.attempt,
        "engine": message.engine if has("engine") else None,
        "error": message.error if has("error") else None,
        "error_code": message.error_code if has("error_code") else None,
        "recovery": list(message.recovery),
        "inputs": [analysis_analysis_input_to_json(item) for item in message.inputs] if message.inputs else [],
        "parameters": analysis_run_parameters_to_json(message.parameters) if has("parameters") else None,
        "formats": list(message.formats),
        "notes": list(message.notes),
        "unavailable": [analysis_unavailable_figure_to_json(item) for item in message.unavailable] if message.unavailable else [],
        "requested_by": message.requested_by,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "started_at": timestamp_to_json(message.started_at) if has("started_at") else None,
        "completed_at": timestamp_to_json(message.completed_at) if has("completed_at") else None,
        "status_url": message.status_url,
        "stream_url": message.stream_url,
    }


def analysis_analysis_input_to_json(message: pb.AnalysisInput) -> dict[str, Any]:
    return {
        "file_id": message.file_id,
        "name": message.name,
        "size": message.size,
        "sha256": message.sha256,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "AnalyzeMatchRequest": analysis_analyze_match_request_to_json,
    "AnalyzeMatchResponse": analysis_analyze_match_response_to_json,
    "StartedAnalysis": analysis_started_analysis_to_json,
    "GetAnalysisStatusRequest": analysis_get_analysis_status_request_to_json,
    "GetAnalysisStatusResponse": analysis_get_analysis_status_response_to_json,
    "ListAnalysesRequest": analysis_list_analyses_request_to_json,
    "ListAnalysesResponse": analysis_list_analyses_response_to_json,
    "RetryAnalysisRequest": analysis_retry_analysis_request_to_json,
    "RetryAnalysisResponse": analysis_retry_analysis_response_to_json,
    "CancelAnalysisRequest": analysis_cancel_analysis_request_to_json,
    "CancelAnalysisResponse": analysis_cancel_analysis_response_to_json,
    "AnalysisRun": analysis_analysis_run_to_json,
    "AnalysisInput": analysis_analysis_input_to_json,
}
