"""Generated from altsports/task/v1/notices.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.task.v1 import notices_pb2 as pb


def run_failed_to_json(message: pb.RunFailed) -> dict[str, Any]:
    has = message.HasField
    return {
        "run_id": message.run_id,
        "title": message.title,
        "error": message.error,
        "recovery": list(message.recovery),
        "fence": message.fence if has("fence") else None,
    }


def run_completed_to_json(message: pb.RunCompleted) -> dict[str, Any]:
    return {
        "run_id": message.run_id,
        "title": message.title,
        "duration": message.duration,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "RunFailed": run_failed_to_json,
    "RunCompleted": run_completed_to_json,
}
