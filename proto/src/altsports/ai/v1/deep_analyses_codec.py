"""Generated from altsports/ai/v1/deep_analyses.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import struct_to_json, timestamp_to_json
from altsports.ai.v1 import deep_analyses_pb2 as pb


def start_deep_analysis_request_to_json(message: pb.StartDeepAnalysisRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id,
        "subjects": list(message.subjects),
        "question": message.question if has("question") else None,
        "provider": message.provider if has("provider") else None,
    }


def start_deep_analysis_response_to_json(message: pb.StartDeepAnalysisResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "task": analysis_task_to_json(message.task) if has("task") else None,
    }


def analysis_task_to_json(message: pb.AnalysisTask) -> dict[str, Any]:
    has = message.HasField
    return {
        "task_id": message.task_id,
        "status": message.status,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "completed_at": timestamp_to_json(message.completed_at) if has("completed_at") else None,
        "progress": message.progress,
        "result": struct_to_json(message.result) if has("result") else None,
        "error": message.error if has("error") else None,
        "estimated_duration": message.estimated_duration if has("estimated_duration") else None,
        "status_url": message.status_url,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "StartDeepAnalysisRequest": start_deep_analysis_request_to_json,
    "StartDeepAnalysisResponse": start_deep_analysis_response_to_json,
    "AnalysisTask": analysis_task_to_json,
}
