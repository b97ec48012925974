"""Generated from altsports/ai/v1/model_usage.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import model_usage_pb2 as pb


def model_usage_to_json(message: pb.ModelUsage) -> dict[str, Any]:
    has = message.HasField
    return {
        "day": message.day if has("day") else None,
        "user_id": message.user_id if has("user_id") else None,
        "endpoint": message.endpoint if has("endpoint") else None,
        "provider": message.provider if has("provider") else None,
        "model": message.model if has("model") else None,
        "calls": message.calls,
        "attempts": message.attempts,
        "failed_attempts": message.failed_attempts,
        "input_tokens": message.input_tokens,
        "output_tokens": message.output_tokens,
        "cost_usd": message.cost_usd,
        "platform_cost_usd": message.platform_cost_usd,
        "estimated_attempts": message.estimated_attempts,
    }


def model_call_to_json(message: pb.ModelCall) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "call_id": message.call_id,
        "attempt": message.attempt,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "user_id": message.user_id,
        "api_key_id": message.api_key_id if has("api_key_id") else None,
        "request_id": message.request_id,
        "endpoint": message.endpoint,
        "task": message.task,
        "provider": message.provider,
        "model": message.model,
        "payer": message.payer,
        "input_tokens": message.input_tokens,
        "output_tokens": message.output_tokens,
        "estimated": message.estimated,
        "input_usd_per_million": message.input_usd_per_million,
        "output_usd_per_million": message.output_usd_per_million,
        "price_source": message.price_source,
        "cost_usd": message.cost_usd,
        "user_cost_usd": message.user_cost_usd,
        "duration_ms": message.duration_ms,
        "error": message.error if has("error") else None,
    }


def list_model_usage_request_to_json(message: pb.ListModelUsageRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "group_by": list(message.group_by),
        "user_id": message.user_id if has("user_id") else None,
        "endpoint": message.endpoint if has("endpoint") else None,
        "provider": message.provider if has("provider") else None,
        "start_time": timestamp_to_json(message.start_time) if has("start_time") else None,
        "end_time": timestamp_to_json(message.end_time) if has("end_time") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_model_usage_response_to_json(message: pb.ListModelUsageResponse) -> dict[str, Any]:
    return {
        "usage": [model_usage_to_json(item) for item in message.usage] if message.usage else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def list_model_calls_request_to_json(message: pb.ListModelCallsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "user_id": message.user_id if has("user_id") else None,
        "request_id": message.request_id if has("request_id") else None,
        "endpoint": message.endpoint if has("endpoint") else None,
        "provider": message.provider if has("provider") else None,
        "start_time": timestamp_to_json(message.start_time) if has("start_time") else None,
        "end_time": timestamp_to_json(message.end_time) if has("end_time") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def list_model_calls_response_to_json(message: pb.ListModelCallsResponse) -> dict[str, Any]:
    return {
        "calls": [model_call_to_json(item) for item in message.calls] if message.calls else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ModelUsage": model_usage_to_json,
    "ModelCall": model_call_to_json,
    "ListModelUsageRequest": list_model_usage_request_to_json,
    "ListModelUsageResponse": list_model_usage_response_to_json,
    "ListModelCallsRequest": list_model_calls_request_to_json,
    "ListModelCallsResponse": list_model_calls_response_to_json,
}
