"""Generated from altsports/task/v1/runs.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import struct_to_json, timestamp_to_json
from altsports.task.v1 import runs_pb2 as pb


def start_run_request_to_json(message: pb.StartRunRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "kind": message.kind,
        "request_id": message.request_id if has("request_id") else None,
    }


def start_run_response_to_json(message: pb.StartRunResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "run": run_to_json(message.run) if has("run") else None,
    }


def get_run_request_to_json(message: pb.GetRunRequest) -> dict[str, Any]:
    return {
        "run_id": message.run_id,
    }


def get_run_response_to_json(message: pb.GetRunResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "run": run_to_json(message.run) if has("run") else None,
    }


def list_runs_request_to_json(message: pb.ListRunsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "status": message.status if has("status") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_runs_response_to_json(message: pb.ListRunsResponse) -> dict[str, Any]:
    return {
        "runs": [run_to_json(item) for item in message.runs] if message.runs else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def run_to_json(message: pb.Run) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "kind": message.kind,
        "status": message.status,
        "progress": message.progress,
        "attempts": message.attempts,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "started_at": timestamp_to_json(message.started_at) if has("started_at") else None,
        "completed_at": timestamp_to_json(message.completed_at) if has("completed_at") else None,
        "result": struct_to_json(message.result) if has("result") else None,
        "error": message.error if has("error") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "StartRunRequest": start_run_request_to_json,
    "StartRunResponse": start_run_response_to_json,
    "GetRunRequest": get_run_request_to_json,
    "GetRunResponse": get_run_response_to_json,
    "ListRunsRequest": list_runs_request_to_json,
    "ListRunsResponse": list_runs_response_to_json,
    "Run": run_to_json,
}
