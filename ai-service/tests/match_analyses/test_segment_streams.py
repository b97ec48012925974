"""Streams of segments: stored, then live, resumed anywhere, ended once."""

import asyncio
from typing import Any

import pytest

from service_kit.errors import NotFound, ValidationFailed

from .conftest import COACH, MATCH, STRANGER, Product


async def events_of(product: Product, name: str = "StreamAnalysisSegments", **fields: Any) -> list[Any]:
    return [each["event"] for each in await product.calls.stream(name, fields, caller=COACH)]


async def test_a_stream_has_what_is_stored_then_what_is_found_and_ends_once(product: Product) -> None:
    run_id = await product.start()
    following = asyncio.create_task(events_of(product, analysis_id=run_id))
    await asyncio.sleep(0)
    await product.attempt(run_id)
    product.analyses.wakes.wake(run_id)
    live = await following
    stored = await product.segments(run_id)
    for events in (live, await events_of(product, "StreamMatchSegments", match_id=MATCH)):
        found = [each for each in events if each["event_type"] == "segment"]
        assert [each["segment"] for each in found] == stored
        assert [each["event_id"] for each in found] == [f"{run_id}.{n + 1}" for n in range(len(stored))]
        assert [each["event_type"] for each in events].count("done") == 1
        assert events[-1]["event_type"] == "done"
        assert events[-1]["analysis"]["status"] == "completed"


async def test_a_stream_goes_on_behind_the_last_event(product: Product) -> None:
    run_id = await product.start()
    await product.attempt(run_id)
    whole = await events_of(product, analysis_id=run_id)
    for index, event in enumerate(whole[:-1]):
        last = {"last_event_id": event["event_id"]}
        assert await events_of(product, analysis_id=run_id, **last) == whole[index + 1 :]
        assert await events_of(product, "StreamMatchSegments", match_id=MATCH, **last) == whole[index + 1 :]
    assert await events_of(product, analysis_id=run_id, last_event_id=whole[-1]["event_id"]) == []
    for wrong in ("nonsense", f"{run_id}.x", f"{run_id}.1.end"):
        with pytest.raises(ValidationFailed):
            await events_of(product, analysis_id=run_id, last_event_id=wrong)
        with pytest.raises(ValidationFailed):
            await events_of(product, "StreamMatchSegments", match_id=MATCH, last_event_id=wrong)
    with pytest.raises(NotFound):
        await product.calls.stream("StreamAnalysisSegments", {"analysis_id": run_id}, caller=STRANGER)
