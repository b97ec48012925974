"""Generated from altsports/ai/v1/memories.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import memories_pb2 as pb
from altsports.ai.v1.books_codec import book_to_json


def list_memories_request_to_json(message: pb.ListMemoriesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "limit": message.limit if has("limit") else None,
        "offset": message.offset if has("offset") else None,
        "importance_min": message.importance_min if has("importance_min") else None,
        "season": message.season if has("season") else None,
        "replay": message.replay,
    }


def list_memories_response_to_json(message: pb.ListMemoriesResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "memories": [memory_to_json(item) for item in message.memories] if message.memories else [],
        "total_count": message.total_count,
        "pagination": memory_pagination_to_json(message.pagination) if has("pagination") else None,
        "book": book_to_json(message.book) if has("book") else None,
    }


def memory_to_json(message: pb.Memory) -> dict[str, Any]:
    has = message.HasField
    return {
        "memory_id": message.memory_id,
        "game_id": message.game_id,
        "memory_type": message.memory_type,
        "content": message.content,
        "emotional_valence": message.emotional_valence,
        "importance_score": message.importance_score,
        "recalled_count": message.recalled_count,
        "created_at": timestamp_to_json(message.created_at) if has("created_at") else None,
    }


def memory_pagination_to_json(message: pb.MemoryPagination) -> dict[str, Any]:
    return {
        "offset": message.offset,
        "limit": message.limit,
        "has_more": message.has_more,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListMemoriesRequest": list_memories_request_to_json,
    "ListMemoriesResponse": list_memories_response_to_json,
    "Memory": memory_to_json,
    "MemoryPagination": memory_pagination_to_json,
}
