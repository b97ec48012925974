"""Memories of users: stored once, recalled by relevance and recency, forgotten for good."""

from datetime import timedelta
from uuid import UUID

import pytest

from ai_service.memory import operations, repository
from ai_service.memory.domain import MOST_PER_USER, Memory, recall, score
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import FailedPrecondition, NotFound, ValidationFailed

from .conftest import ANN, BEN, NOW, PLL, Start


def _memory(number: int, content: str, *, days: int = 0, importance: float = 0.5) -> Memory:
    time = NOW - timedelta(days=days)
    return Memory(UUID(int=number), content, None, importance, created_at=time, updated_at=time)


def test_the_score_is_the_stated_sum():
    memory = _memory(1, "venue", days=30, importance=0.8)
    assert score(memory, 0.5, NOW) == pytest.approx(0.6 * 0.5 + 0.25 * 0.5 + 0.15 * 0.8)


def test_relevance_comes_before_recency_and_unrelated_memories_are_left_out():
    memories = [
        _memory(1, "We look for venue partners in the north east", days=60),
        _memory(2, "The partners meet on Mondays"),
        _memory(3, "The colour of the logo is green"),
    ]
    found = recall(memories, "Which venues would be partners?", NOW)
    assert [each.id.int for each in found] == [1, 2]
    assert found[0].score is not None
    assert 0.6 < found[0].score < 1


def test_of_equally_relevant_memories_the_newer_and_the_more_important_come_first():
    memories = [
        _memory(1, "sponsor budget", days=90),
        _memory(2, "sponsor budget"),
        _memory(3, "sponsor budget", importance=1.0),
    ]
    assert [each.id.int for each in recall(memories, "Budgets of SPONSORS", NOW)] == [3, 2, 1]


def test_accents_and_endings_do_not_matter_and_a_question_without_words_lists_everything():
    memories = [_memory(1, "Stade de Genève", days=1), _memory(2, "Broadcasting starts in May")]
    assert [each.id.int for each in recall(memories, "geneve", NOW)] == [1]
    assert [each.id.int for each in recall(memories, "broadcasters", NOW)] == [2]
    assert [each.id.int for each in recall(memories, "?!", NOW)] == [2, 1]


async def test_a_memory_is_stored_once_recalled_and_forgotten(start: Start, clock: FixedClock):
    calls = await start()
    given = {"content": "The board wants a venue", "league_id": PLL}
    first = (await calls.call("StoreMemory", given, caller=ANN))["memory"]
    clock.advance(timedelta(minutes=1))
    again = (await calls.call("StoreMemory", {**given, "importance": 0.9}, caller=ANN))["memory"]
    assert (again["id"], again["importance"]) == (first["id"], 0.9)
    await calls.call("StoreMemory", {"content": "I prefer short texts"}, caller=ANN)
    found = await calls.call("RecallMemories", {"query": "venues", "league_id": PLL}, caller=ANN)
    assert [each["content"] for each in found["memories"]] == ["The board wants a venue"]
    assert (await calls.call("RecallMemories", {}, caller=BEN))["total_size"] == 0
    with pytest.raises(NotFound) as foreign:
        await calls.call("ForgetMemory", {"memory_id": first["id"]}, caller=BEN)
    assert foreign.value.reason == "MEMORY_NOT_FOUND"
    await calls.call("ForgetMemory", {"memory_id": first["id"]}, caller=ANN)
    left = await calls.call("RecallMemories", {"league_id": PLL}, caller=ANN)
    assert [each["content"] for each in left["memories"]] == ["I prefer short texts"]
    assert (await calls.call("ForgetMemories", {"league_id": PLL}, caller=ANN))["forgotten"] == 0
    assert (await calls.call("ForgetMemories", {}, caller=ANN))["forgotten"] == 1


async def test_memories_come_in_pages(start: Start):
    calls = await start()
    for number in range(5):
        await calls.call("StoreMemory", {"content": f"memory {number}"}, caller=ANN)
    token, seen = "", list[str]()
    while True:
        page = await calls.call("RecallMemories", {"page_size": 2, "page_token": token}, caller=ANN)
        seen += [each["content"] for each in page["memories"]]
        token = page["next_page_token"]
        if not token:
            break
    assert (sorted(seen), page["total_size"]) == ([f"memory {number}" for number in range(5)], 5)
    with pytest.raises(ValidationFailed):
        await calls.call("RecallMemories", {"page_token": "x"}, caller=ANN)


async def test_a_memory_of_an_unknown_league_and_one_too_many_are_refused(start: Start, database: Database):
    calls = await start()
    with pytest.raises(NotFound) as unknown:
        await calls.call("StoreMemory", {"content": "x", "league_id": "nowhere"}, caller=ANN)
    assert unknown.value.reason == "LEAGUE_NOT_FOUND"
    async with database.transaction() as connection:
        for number in range(MOST_PER_USER):
            await repository.put(connection, "ann", _memory(number, f"memory {number}"))
    with pytest.raises(FailedPrecondition) as full:
        await calls.call("StoreMemory", {"content": "one more"}, caller=ANN)
    assert full.value.reason == "MEMORIES_FULL"
    await calls.call("StoreMemory", {"content": "memory 7"}, caller=ANN)  # it exists
    async with database.transaction() as connection:
        with pytest.raises(FailedPrecondition):
            await operations.store(
                connection, "ann", content="one more", league_id="", importance=0.5, now=NOW
            )
