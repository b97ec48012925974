"""Generated from altsports/task/v1/work.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.task.v1 import work_pb2 as pb


def carry_out_request_to_json(message: pb.CarryOutRequest) -> dict[str, Any]:
    return {
        "run_id": message.run_id,
        "kind": message.kind,
        "params": message.params,
        "saved": message.saved,
        "attempt": message.attempt,
        "fence": message.fence,
        "user_id": message.user_id,
        "organisation_id": message.organisation_id,
        "stored": message.stored,
    }


def carry_out_response_to_json(message: pb.CarryOutResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "started": work_started_to_json(message.started) if has("started") else None,
        "progress": work_progress_to_json(message.progress) if has("progress") else None,
        "saved": message.saved if has("saved") else None,
        "result": message.result if has("result") else None,
    }


def work_started_to_json(_message: pb.WorkStarted) -> dict[str, Any]:
    return {}


def work_progress_to_json(message: pb.WorkProgress) -> dict[str, Any]:
    has = message.HasField
    return {
        "percent": message.percent,
        "message": message.message,
        "partial": message.partial if has("partial") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "CarryOutRequest": carry_out_request_to_json,
    "CarryOutResponse": carry_out_response_to_json,
    "WorkStarted": work_started_to_json,
    "WorkProgress": work_progress_to_json,
}
