"""Generated from altsports/task/v1/queue.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.task.v1 import queue_pb2 as pb


def enqueue_run_request_to_json(message: pb.EnqueueRunRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "run_id": message.run_id,
        "area": message.area,
        "kind": message.kind,
        "user_id": message.user_id if has("user_id") else None,
        "params": message.params,
        "run_at": timestamp_to_json(message.run_at) if has("run_at") else None,
        "priority": message.priority,
        "organisation_id": message.organisation_id if has("organisation_id") else None,
        "shared_with": list(message.shared_with),
        "estimated_s": message.estimated_s if has("estimated_s") else None,
    }


def enqueue_run_response_to_json(message: pb.EnqueueRunResponse) -> dict[str, Any]:
    return {
        "created": message.created,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "EnqueueRunRequest": enqueue_run_request_to_json,
    "EnqueueRunResponse": enqueue_run_response_to_json,
}
