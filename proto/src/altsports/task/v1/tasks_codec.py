"""Generated from altsports/task/v1/tasks.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import struct_to_json, timestamp_to_json
from altsports.task.v1 import tasks_pb2 as pb


def start_task_request_to_json(message: pb.StartTaskRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "type": message.type,
        "request_id": message.request_id if has("request_id") else None,
    }


def start_task_response_to_json(message: pb.StartTaskResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "task": task_to_json(message.task) if has("task") else None,
    }


def get_task_status_request_to_json(message: pb.GetTaskStatusRequest) -> dict[str, Any]:
    return {
        "task_id": message.task_id,
    }


def get_task_status_response_to_json(message: pb.GetTaskStatusResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "task": task_to_json(message.task) if has("task") else None,
    }


def get_task_result_request_to_json(message: pb.GetTaskResultRequest) -> dict[str, Any]:
    return {
        "task_id": message.task_id,
    }


def get_task_result_response_to_json(message: pb.GetTaskResultResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "result": struct_to_json(message.result) if has("result") else None,
        "task_id": message.task_id,
        "type": message.type,
        "completed_at": timestamp_to_json(message.completed_at) if has("completed_at") else None,
        "expires_at": timestamp_to_json(message.expires_at) if has("expires_at") else None,
    }


def list_tasks_request_to_json(message: pb.ListTasksRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "status": message.status if has("status") else None,
        "type": message.type if has("type") else None,
        "shared": message.shared,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_tasks_response_to_json(message: pb.ListTasksResponse) -> dict[str, Any]:
    return {
        "tasks": [task_to_json(item) for item in message.tasks] if message.tasks else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def cancel_task_request_to_json(message: pb.CancelTaskRequest) -> dict[str, Any]:
    return {
        "task_id": message.task_id,
    }


def cancel_task_response_to_json(message: pb.CancelTaskResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "cancellation": task_cancellation_to_json(message.cancellation) if has("cancellation") else None,
    }


def task_cancellation_to_json(message: pb.TaskCancellation) -> dict[str, Any]:
    return {
        "message": message.message,
    }


def retry_task_request_to_json(message: pb.RetryTaskRequest) -> dict[str, Any]:
    return {
        "task_id": message.task_id,
    }


def retry_task_response_to_json(message: pb.RetryTaskResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "task": task_to_json(message.task) if has("task") else None,
    }


def share_task_request_to_json(message: pb.ShareTaskRequest) -> dict[str, Any]:
    return {
        "task_id": message.task_id,
        "user_ids": list(message.user_ids),
        "with_organisation": message.with_organisation,
    }


def share_task_response_to_json(message: pb.ShareTaskResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "task": task_to_json(message.task) if has("task") else None,
    }


def task_to_json(message: pb.Task) -> dict[str, Any]:
    has = message.HasField
    return {
        "task_id": message.task_id,
        "type": message.type,
        "status": message.status,
        "progress": message.progress,
        "message": message.message,
        "waiting_reason": message.waiting_reason if has("waiting_reason") else None,
        "attempt": message.attempt,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "starts_at": timestamp_to_json(message.starts_at) if has("starts_at") else None,
        "started_at": timestamp_to_json(message.started_at) if has("started_at") else None,
        "completed_at": timestamp_to_json(message.completed_at) if has("completed_at") else None,
        "expires_at": timestamp_to_json(message.expires_at) if has("expires_at") else None,
        "estimated_duration": message.estimated_duration if has("estimated_duration") else None,
        "estimated_time_remaining": message.estimated_time_remaining if has("estimated_time_remaining") else None,
        "partial_result": struct_to_json(message.partial_result) if has("partial_result") else None,
        "result": struct_to_json(message.result) if has("result") else None,
        "error": message.error if has("error") else None,
        "error_code": message.error_code if has("error_code") else None,
        "recovery": list(message.recovery),
        "organisation_id": message.organisation_id if has("organisation_id") else None,
        "shared_with": list(message.shared_with),
        "status_url": message.status_url,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "StartTaskRequest": start_task_request_to_json,
    "StartTaskResponse": start_task_response_to_json,
    "GetTaskStatusRequest": get_task_status_request_to_json,
    "GetTaskStatusResponse": get_task_status_response_to_json,
    "GetTaskResultRequest": get_task_result_request_to_json,
    "GetTaskResultResponse": get_task_result_response_to_json,
    "ListTasksRequest": list_tasks_request_to_json,
    "ListTasksResponse": list_tasks_response_to_json,
    "CancelTaskRequest": cancel_task_request_to_json,
    "CancelTaskResponse": cancel_task_response_to_json,
    "TaskCancellation": task_cancellation_to_json,
    "RetryTaskRequest": retry_task_request_to_json,
    "RetryTaskResponse": retry_task_response_to_json,
    "ShareTaskRequest": share_task_request_to_json,
    "ShareTaskResponse": share_task_response_to_json,
    "Task": task_to_json,
}
