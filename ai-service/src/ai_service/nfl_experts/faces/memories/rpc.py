"""The gRPC handlers of memories."""

# ruff: noqa: ARG002 - the contract gives the signatures

from ai_service.nfl_experts.experts.roster import find_expert
from ai_service.nfl_experts.faces.memories.repository import MemoryRow, newest_memories
from ai_service.nfl_experts.faces.open_book import book_to_pb
from ai_service.nfl_experts.faces.shelf import Shelf
from altsports.ai.v1 import memories_pb2 as pb
from altsports.ai.v1.memories_pb2_grpc import MemoryServiceServicer
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class MemoryRpc(MemoryServiceServicer):
    """Lists memories."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def ListMemories(
        self, request: pb.ListMemoriesRequest, context: Context
    ) -> pb.ListMemoriesResponse:
        find_expert(request.expert_id)
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            rows, total = await newest_memories(
                opened.reader,
                opened.book.id,
                request.expert_id,
                least=request.importance_min,
                limit=request.limit,
                offset=request.offset,
            )
        return pb.ListMemoriesResponse(
            expert_id=request.expert_id,
            memories=map(_memory_to_pb, rows),
            total_count=total,
            pagination=pb.MemoryPagination(
                offset=request.offset,
                limit=request.limit,
                has_more=request.offset + len(rows) < total,
            ),
            book=book_to_pb(opened),
        )


def _memory_to_pb(row: MemoryRow) -> pb.Memory:
    return pb.Memory(
        memory_id=row.id,
        game_id=row.game_id,
        memory_type=row.kind,
        content=row.content,
        emotional_valence=row.emotional_valence,
        importance_score=row.importance,
        recalled_count=row.recalled_count,
        created_at=time_to_pb(row.created_at),
    )
