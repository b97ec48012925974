"""Generated from altsports/ai/v1/texts.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.ai.v1 import texts_pb2 as pb
from altsports.ai.v1.streams_codec import stream_event_to_json, stream_result_to_json


def generate_text_request_to_json(message: pb.GenerateTextRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "prompt": message.prompt,
        "system": message.system,
        "task": message.task,
        "provider": message.provider,
        "max_tokens": message.max_tokens if has("max_tokens") else None,
        "temperature": message.temperature if has("temperature") else None,
    }


def generate_text_response_to_json(message: pb.GenerateTextResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "result": stream_result_to_json(message.result) if has("result") else None,
    }


def stream_text_request_to_json(message: pb.StreamTextRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "prompt": message.prompt,
        "system": message.system,
        "task": message.task,
        "provider": message.provider,
        "max_tokens": message.max_tokens if has("max_tokens") else None,
        "temperature": message.temperature if has("temperature") else None,
        "last_event_id": message.last_event_id,
    }


def stream_text_response_to_json(message: pb.StreamTextResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "event": stream_event_to_json(message.event) if has("event") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "GenerateTextRequest": generate_text_request_to_json,
    "GenerateTextResponse": generate_text_response_to_json,
    "StreamTextRequest": stream_text_request_to_json,
    "StreamTextResponse": stream_text_response_to_json,
}
