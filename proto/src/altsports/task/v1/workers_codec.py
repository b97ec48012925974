"""Generated from altsports/task/v1/workers.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.task.v1 import workers_pb2 as pb


def list_workers_request_to_json(_message: pb.ListWorkersRequest) -> dict[str, Any]:
    return {}


def list_workers_response_to_json(message: pb.ListWorkersResponse) -> dict[str, Any]:
    return {
        "workers": [worker_to_json(item) for item in message.workers] if message.workers else [],
    }


def worker_to_json(message: pb.Worker) -> dict[str, Any]:
    has = message.HasField
    return {
        "worker_id": message.worker_id,
        "host": message.host,
        "pid": message.pid,
        "status": message.status,
        "concurrency": message.concurrency,
        "active": [worker_task_to_json(item) for item in message.active] if message.active else [],
        "processed": message.processed,
        "completed": message.completed,
        "failed": message.failed,
        "retried": message.retried,
        "started_at": timestamp_to_json(message.started_at) if has("started_at") else None,
        "seen_at": timestamp_to_json(message.seen_at) if has("seen_at") else None,
    }


def worker_task_to_json(message: pb.WorkerTask) -> dict[str, Any]:
    has = message.HasField
    return {
        "task_id": message.task_id,
        "type": message.type,
        "progress": message.progress,
        "attempt": message.attempt,
        "started_at": timestamp_to_json(message.started_at) if has("started_at") else None,
    }


def get_task_queue_request_to_json(message: pb.GetTaskQueueRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "minutes": message.minutes if has("minutes") else None,
    }


def get_task_queue_response_to_json(message: pb.GetTaskQueueResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "queue": task_queue_to_json(message.queue) if has("queue") else None,
    }


def task_queue_to_json(message: pb.TaskQueue) -> dict[str, Any]:
    return {
        "queued": message.queued,
        "held_back": message.held_back,
        "scheduled": message.scheduled,
        "running": message.running,
        "oldest_queued_s": message.oldest_queued_s,
        "workers": message.workers,
        "minutes": message.minutes,
        "types": [task_type_figures_to_json(item) for item in message.types] if message.types else [],
        "timeline": [task_minute_to_json(item) for item in message.timeline] if message.timeline else [],
    }


def task_type_figures_to_json(message: pb.TaskTypeFigures) -> dict[str, Any]:
    has = message.HasField
    return {
        "type": message.type,
        "pending": message.pending,
        "running": message.running,
        "completed": message.completed,
        "failed": message.failed,
        "cancelled": message.cancelled,
        "retries": message.retries,
        "mean_duration_s": message.mean_duration_s if has("mean_duration_s") else None,
        "p95_duration_s": message.p95_duration_s if has("p95_duration_s") else None,
    }


def task_minute_to_json(message: pb.TaskMinute) -> dict[str, Any]:
    has = message.HasField
    return {
        "minute_at": timestamp_to_json(message.minute_at) if has("minute_at") else None,
        "completed": message.completed,
        "failed": message.failed,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListWorkersRequest": list_workers_request_to_json,
    "ListWorkersResponse": list_workers_response_to_json,
    "Worker": worker_to_json,
    "WorkerTask": worker_task_to_json,
    "GetTaskQueueRequest": get_task_queue_request_to_json,
    "GetTaskQueueResponse": get_task_queue_response_to_json,
    "TaskQueue": task_queue_to_json,
    "TaskTypeFigures": task_type_figures_to_json,
    "TaskMinute": task_minute_to_json,
}
