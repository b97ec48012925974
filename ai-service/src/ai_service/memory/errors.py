"""The errors of memories. Reasons are part of the API and are listed in the comments of the RPCs."""

from service_kit.errors import FailedPrecondition, NotFound


class MemoryNotFound(NotFound):
    reason = "MEMORY_NOT_FOUND"

    def __init__(self, memory_id: str) -> None:
        super().__init__("Memory not found", memory_id=memory_id)


class MemoriesFull(FailedPrecondition):
    reason = "MEMORIES_FULL"

    def __init__(self, most: int) -> None:
        super().__init__(
            f"You have {most:,} memories, which is the limit",
            recovery=["Forget a memory with DELETE /api/v1/memories/{memory_id}, or all of them"],
            limit=most,
        )
