"""The operations on memories: store, recall and forget."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from ai_service.memory import repository
from ai_service.memory.domain import MOST_PER_USER, Memory, recall
from ai_service.memory.errors import MemoriesFull, MemoryNotFound
from service_kit import paging
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader


@dataclass(frozen=True, slots=True)
class Page:
    """Some memories, the token of the next page (empty on the last one), and their number on all pages."""

    memories: list[Memory]
    next_page_token: str
    total_size: int


async def store(
    connection: Connection, user_id: str, *, content: str, league_id: str, importance: float, now: datetime
) -> Memory:
    """Stores a memory, or renews the same one. Raises MemoriesFull."""
    await repository.lock_user(connection, user_id)
    new = Memory(uuid4(), content, league_id or None, importance, created_at=now, updated_at=now)
    stored = await repository.put(connection, user_id, new)
    if stored.id == new.id and await repository.count(connection, user_id) > MOST_PER_USER:
        raise MemoriesFull(MOST_PER_USER)
    return stored


async def find(reader: Reader, user_id: str, *, question: str, league_id: str, now: datetime) -> list[Memory]:
    """The memories that fit a question, best first; without a question, newest first."""
    return recall(await repository.list_for(reader, user_id, league_id), question, now)


def page_of(found: list[Memory], *, size: int, token: str) -> Page:
    """One page of the memories that were found. Raises paging.InvalidPageToken.

    The token names the last memory of the page. If that one was forgotten since, its position counts.
    """
    start = 0
    if token:
        last, position = paging.decode(token, str, int)
        places = [place for place, each in enumerate(found, 1) if str(each.id) == last]
        start = places[0] if places else min(position, len(found))
    shown = found[start : start + size]
    end = start + len(shown)
    following = paging.encode([str(shown[-1].id), end]) if end < len(found) else ""
    return Page(shown, following, len(found))


async def forget(connection: Connection, user_id: str, memory_id: str) -> None:
    """Forgets a memory. Raises MemoryNotFound, also for another user's memory."""
    try:
        known = UUID(memory_id)
    except ValueError:
        raise MemoryNotFound(memory_id) from None
    if not await repository.delete(connection, user_id, known):
        raise MemoryNotFound(memory_id)
