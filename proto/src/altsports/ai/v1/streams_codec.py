"""Generated from altsports/ai/v1/streams.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import struct_to_json
from altsports.ai.v1 import streams_pb2 as pb


def follow_stream_request_to_json(message: pb.FollowStreamRequest) -> dict[str, Any]:
    return {
        "stream_id": message.stream_id,
        "last_event_id": message.last_event_id,
    }


def follow_stream_response_to_json(message: pb.FollowStreamResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "event": stream_event_to_json(message.event) if has("event") else None,
    }


def stream_event_to_json(message: pb.StreamEvent) -> dict[str, Any]:
    has = message.HasField
    return {
        "event_id": message.event_id,
        "event_type": message.event_type,
        "attempt": stream_attempt_to_json(message.attempt) if has("attempt") else None,
        "text": message.text if has("text") else None,
        "restart": stream_restart_to_json(message.restart) if has("restart") else None,
        "result": stream_result_to_json(message.result) if has("result") else None,
    }


def stream_attempt_to_json(message: pb.StreamAttempt) -> dict[str, Any]:
    return {
        "number": message.number,
        "provider": message.provider,
        "model": message.model,
    }


def stream_restart_to_json(message: pb.StreamRestart) -> dict[str, Any]:
    return {
        "next_attempt": message.next_attempt,
        "reason": message.reason,
    }


def stream_result_to_json(message: pb.StreamResult) -> dict[str, Any]:
    has = message.HasField
    return {
        "text": message.text,
        "provider": message.provider,
        "model": message.model,
        "usage": stream_usage_to_json(message.usage) if has("usage") else None,
        "cost_usd": message.cost_usd,
        "attempts": [stream_attempt_outcome_to_json(item) for item in message.attempts] if message.attempts else [],
        "details": struct_to_json(message.details) if has("details") else None,
    }


def stream_usage_to_json(message: pb.StreamUsage) -> dict[str, Any]:
    return {
        "input_tokens": message.input_tokens,
        "output_tokens": message.output_tokens,
        "estimated": message.estimated,
    }


def stream_attempt_outcome_to_json(message: pb.StreamAttemptOutcome) -> dict[str, Any]:
    return {
        "number": message.number,
        "provider": message.provider,
        "model": message.model,
        "error": message.error,
        "paid_by": message.paid_by,
        "duration_ms": message.duration_ms,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "FollowStreamRequest": follow_stream_request_to_json,
    "FollowStreamResponse": follow_stream_response_to_json,
    "StreamEvent": stream_event_to_json,
    "StreamAttempt": stream_attempt_to_json,
    "StreamRestart": stream_restart_to_json,
    "StreamResult": stream_result_to_json,
    "StreamUsage": stream_usage_to_json,
    "StreamAttemptOutcome": stream_attempt_outcome_to_json,
}
