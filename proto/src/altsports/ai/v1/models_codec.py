"""Generated from altsports/ai/v1/models.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.ai.v1 import models_pb2 as pb


def list_providers_request_to_json(_message: pb.ListProvidersRequest) -> dict[str, Any]:
    return {}


def list_providers_response_to_json(message: pb.ListProvidersResponse) -> dict[str, Any]:
    return {
        "providers": [provider_to_json(item) for item in message.providers] if message.providers else [],
        "limited": message.limited,
    }


def provider_to_json(message: pb.Provider) -> dict[str, Any]:
    has = message.HasField
    return {
        "name": message.name,
        "model": message.model,
        "available": message.available,
        "reason": message.reason,
        "local": message.local,
        "state": message.state,
        "last_error": message.last_error,
        "ready_in_s": message.ready_in_s,
        "latency_ms": message.latency_ms if has("latency_ms") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListProvidersRequest": list_providers_request_to_json,
    "ListProvidersResponse": list_providers_response_to_json,
    "Provider": provider_to_json,
}
