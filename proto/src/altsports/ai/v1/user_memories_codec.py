"""Generated from altsports/ai/v1/user_memories.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import user_memories_pb2 as pb


def store_memory_request_to_json(message: pb.StoreMemoryRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "content": message.content,
        "league_id": message.league_id if has("league_id") else None,
        "importance": message.importance if has("importance") else None,
    }


def store_memory_response_to_json(message: pb.StoreMemoryResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "memory": user_memory_to_json(message.memory) if has("memory") else None,
    }


def recall_memories_request_to_json(message: pb.RecallMemoriesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "query": message.query if has("query") else None,
        "league_id": message.league_id if has("league_id") else None,
        "page_size": message.page_size if has("page_size") else None,
        "page_token": message.page_token if has("page_token") else None,
    }


def recall_memories_response_to_json(message: pb.RecallMemoriesResponse) -> dict[str, Any]:
    return {
        "memories": [user_memory_to_json(item) for item in message.memories] if message.memories else [],
        "next_page_token": message.next_page_token,
        "total_size": message.total_size,
    }


def forget_memory_request_to_json(message: pb.ForgetMemoryRequest) -> dict[str, Any]:
    return {
        "memory_id": message.memory_id,
    }


def forget_memories_request_to_json(message: pb.ForgetMemoriesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "league_id": message.league_id if has("league_id") else None,
    }


def forget_memories_response_to_json(message: pb.ForgetMemoriesResponse) -> dict[str, Any]:
    return {
        "forgotten": message.forgotten,
    }


def user_memory_to_json(message: pb.UserMemory) -> dict[str, Any]:
    has = message.HasField
    return {
        "id": message.id,
        "content": message.content,
        "league_id": message.league_id if has("league_id") else None,
        "importance": message.importance,
        "score": message.score if has("score") else None,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
        "updated_at": timestamp_to_json(message.updated_at) if has("updated_at") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "StoreMemoryRequest": store_memory_request_to_json,
    "StoreMemoryResponse": store_memory_response_to_json,
    "RecallMemoriesRequest": recall_memories_request_to_json,
    "RecallMemoriesResponse": recall_memories_response_to_json,
    "ForgetMemoryRequest": forget_memory_request_to_json,
    "ForgetMemoriesRequest": forget_memories_request_to_json,
    "ForgetMemoriesResponse": forget_memories_response_to_json,
    "UserMemory": user_memory_to_json,
}
