"""The gRPC handlers of memories."""

# ruff: noqa: ARG002 - the contract gives the signatures

from collections.abc import Awaitable, Callable

from google.protobuf.empty_pb2 import Empty

from ai_service.memory import operations, repository
from ai_service.memory.domain import Memory
from altsports.ai.v1 import user_memories_pb2 as pb
from altsports.ai.v1.user_memories_pb2_grpc import UserMemoryServiceServicer
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb

CheckLeague = Callable[[str], Awaitable[None]]
"""Raises NotFound unless the league exists."""


class UserMemoryRpc(UserMemoryServiceServicer):
    """Stores, recalls and forgets the memories of the caller."""

    def __init__(self, database: Database, check_league: CheckLeague, clock: Clock) -> None:
        self._database = database
        self._check_league = check_league
        self._clock = clock

    async def StoreMemory(self, request: pb.StoreMemoryRequest, context: Context) -> pb.StoreMemoryResponse:
        if request.league_id:
            await self._check_league(request.league_id)
        async with self._database.transaction() as connection:
            stored = await operations.store(
                connection,
                current_caller().principal,
                content=request.content.strip(),
                league_id=request.league_id,
                importance=request.importance,
                now=self._clock.now(),
            )
        return pb.StoreMemoryResponse(memory=memory_to_pb(stored))

    async def RecallMemories(
        self, request: pb.RecallMemoriesRequest, context: Context
    ) -> pb.RecallMemoriesResponse:
        async with self._database.read() as connection:
            found = await operations.find(
                connection,
                current_caller().principal,
                question=request.query,
                league_id=request.league_id,
                now=self._clock.now(),
            )
        page = operations.page_of(found, size=request.page_size, token=request.page_token)
        return pb.RecallMemoriesResponse(
            memories=map(memory_to_pb, page.memories),
            next_page_token=page.next_page_token,
            total_size=page.total_size,
        )

    async def ForgetMemory(self, request: pb.ForgetMemoryRequest, context: Context) -> Empty:
        async with self._database.transaction() as connection:
            await operations.forget(connection, current_caller().principal, request.memory_id)
        return Empty()

    async def ForgetMemories(
        self, request: pb.ForgetMemoriesRequest, context: Context
    ) -> pb.ForgetMemoriesResponse:
        async with self._database.transaction() as connection:
            number = await repository.delete_all(connection, current_caller().principal, request.league_id)
        return pb.ForgetMemoriesResponse(forgotten=number)


def memory_to_pb(memory: Memory) -> pb.UserMemory:
    return pb.UserMemory(
        id=str(memory.id),
        content=memory.content,
        league_id=memory.league_id,
        importance=memory.importance,
        score=memory.score,
        created_at=time_to_pb(memory.created_at),
        updated_at=time_to_pb(memory.updated_at),
    )
