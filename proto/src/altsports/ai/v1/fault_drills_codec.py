"""Generated from altsports/ai/v1/fault_drills.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import fault_drills_pb2 as pb


def fault_drill_to_json(message: pb.FaultDrill) -> dict[str, Any]:
    has = message.HasField
    return {
        "provider": message.provider,
        "failure": message.failure,
        "after_parts": message.after_parts,
        "ends_at": timestamp_to_json(message.ends_at) if has("ends_at") else None,
        "started_by": message.started_by,
    }


def list_fault_drills_request_to_json(_message: pb.ListFaultDrillsRequest) -> dict[str, Any]:
    return {}


def list_fault_drills_response_to_json(message: pb.ListFaultDrillsResponse) -> dict[str, Any]:
    return {
        "drills": [fault_drill_to_json(item) for item in message.drills] if message.drills else [],
    }


def start_fault_drill_request_to_json(message: pb.StartFaultDrillRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "provider": message.provider,
        "failure": message.failure,
        "seconds": message.seconds if has("seconds") else None,
        "after_parts": message.after_parts if has("after_parts") else None,
    }


def start_fault_drill_response_to_json(message: pb.StartFaultDrillResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "drill": fault_drill_to_json(message.drill) if has("drill") else None,
    }


def stop_fault_drill_request_to_json(message: pb.StopFaultDrillRequest) -> dict[str, Any]:
    return {
        "provider": message.provider,
    }


def stop_fault_drill_response_to_json(message: pb.StopFaultDrillResponse) -> dict[str, Any]:
    return {
        "drills": [fault_drill_to_json(item) for item in message.drills] if message.drills else [],
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "FaultDrill": fault_drill_to_json,
    "ListFaultDrillsRequest": list_fault_drills_request_to_json,
    "ListFaultDrillsResponse": list_fault_drills_response_to_json,
    "StartFaultDrillRequest": start_fault_drill_request_to_json,
    "StartFaultDrillResponse": start_fault_drill_response_to_json,
    "StopFaultDrillRequest": stop_fault_drill_request_to_json,
    "StopFaultDrillResponse": stop_fault_drill_response_to_json,
}
