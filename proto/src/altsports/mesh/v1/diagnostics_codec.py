"""Generated from altsports/mesh/v1/diagnostics.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import struct_to_json
from altsports.mesh.v1 import diagnostics_pb2 as pb


def get_diagnostics_request_to_json(_message: pb.GetDiagnosticsRequest) -> dict[str, Any]:
    return {}


def get_diagnostics_response_to_json(message: pb.GetDiagnosticsResponse) -> dict[str, Any]:
    return {
        "service": message.service,
        "checks": [check_to_json(item) for item in message.checks] if message.checks else [],
    }


def check_to_json(message: pb.Check) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "status": message.status,
        "response_time_ms": message.response_time_ms,
        "details": struct_to_json(message.details) if has("details") else None,
        "error": message.error,
        "recovery": message.recovery,
    }


def get_metrics_request_to_json(_message: pb.GetMetricsRequest) -> dict[str, Any]:
    return {}


def get_metrics_response_to_json(message: pb.GetMetricsResponse) -> dict[str, Any]:
    return {
        "text": message.text,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "GetDiagnosticsRequest": get_diagnostics_request_to_json,
    "GetDiagnosticsResponse": get_diagnostics_response_to_json,
    "Check": check_to_json,
    "GetMetricsRequest": get_metrics_request_to_json,
    "GetMetricsResponse": get_metrics_response_to_json,
}
