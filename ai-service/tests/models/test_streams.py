"""Streams of generated text: followed by several clients, resumed anywhere, stopped when nobody is left."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from ai_service.models.calls.values import ModelRequest
from ai_service.models.providers.port import Prompt
from ai_service.models.streams.errors import (
    InvalidLastEventId,
    StreamLost,
    StreamNotFound,
    StreamStopped,
)
from ai_service.models.streams.store import StreamStore
from ai_service.models.streams.streams import Streams, parse_event_id
from service_kit.errors import DomainError
from service_kit.redis.mux import RedisMux
from service_kit.testing.fake_models.replies import TEXT, Reply
from service_kit.testing.fake_models.server import VENDORS
from service_kit.testing.waiting import until

OWNER = "user-1"


@pytest.fixture
async def processes(redis_url: str) -> AsyncIterator[list[Streams]]:
    """The streams of two processes that share a Redis."""
    async with RedisMux(redis_url) as one, RedisMux(redis_url) as two:
        made = [Streams(StreamStore(redis, "test")) for redis in (one, two)]
        yield made
        for streams in made:
            await streams.close()


def _request() -> ModelRequest:
    return ModelRequest(Prompt.of("Describe the league"), "business_analysis", "Test")


async def _read(
    streams: Streams, stream_id: str, after: int = 0, count: int = 10**6
) -> list[tuple[str, str]]:
    """The types and texts of the events; an error is the last type."""
    found: list[tuple[str, str]] = []
    try:
        async with aclosing(streams.follow(stream_id, owner=OWNER, after=after)) as events:
            async for event in events:
                assert event.event_id == f"{stream_id}.{after + len(found) + 1}"
                found.append((event.event_type, event.text or event.result.text))
                if len(found) == count:
                    break
    except DomainError as error:
        found.append((error.reason, ""))
    return found


def _text(events: list[tuple[str, str]]) -> str:
    return "".join(text for kind, text in events if kind == "delta")


async def test_a_stream_is_followed_and_resumed_in_any_process_running_or_finished(fake, calls_of, processes):
    fake.plans["anthropic"].always = Reply(text="One\n\ntwo three four five", delay_s=0.1)
    here = processes[0]
    stream_id = here.begin(calls_of().stream(_request()), owner=OWNER)
    first = await _read(here, stream_id, count=3)
    found = await asyncio.gather(*(_read(streams, stream_id, after=3) for streams in processes))
    assert found[0] == found[1]
    whole = first + found[0]
    assert [whole[0][0], whole[-1]] == ["attempt", ("done", "One\n\ntwo three four five")]
    assert _text(whole) == "One\n\ntwo three four five"
    for streams in processes:
        assert await _read(streams, stream_id) == whole
        assert await _read(streams, stream_id, after=len(whole)) == []
    assert len(fake.asked) == 1


async def test_what_the_product_adds_is_part_of_done(fake, calls_of, processes):
    async def finish(completion):
        return {"analysis_id": f"of {completion.provider}"}

    stream_id = processes[0].begin(calls_of().stream(_request()), owner=OWNER, finish=finish)
    async with aclosing(processes[0].follow(stream_id, owner=OWNER)) as events:
        (*_, done) = [event async for event in events]
    assert done.result.details["analysis_id"] == "of anthropic"
    assert (done.result.cost_usd, done.result.usage.output_tokens) == (
        str(done.result.usage.input_tokens + 13),
        13,
    )
    assert [(a.provider, a.paid_by, a.error) for a in done.result.attempts] == [("anthropic", "user", "")]


async def test_a_stream_that_nobody_follows_any_more_is_stopped_and_says_so(fake, calls_of, books, processes):
    fake.plans["anthropic"].always = Reply(stalls_after=3)
    stream_id = processes[0].begin(calls_of().stream(_request()), owner=OWNER)
    await _read(processes[0], stream_id, count=2)
    await until(lambda: fake.asked[0].client_left)
    await until(lambda: books.settled)
    for streams in processes:
        ended = await _read(streams, stream_id)
        assert [kind for kind, _ in ended if kind != "delta"] == ["attempt", StreamStopped.reason]
        assert TEXT.startswith(_text(ended))


async def test_a_client_that_comes_back_at_once_finds_the_stream_running(fake, calls_of, processes):
    fake.plans["anthropic"].always = Reply(delay_s=0.12)
    stream_id = processes[0].begin(calls_of().stream(_request()), owner=OWNER)
    seen = await _read(processes[0], stream_id, count=2)
    while seen[-1][0] != "done":
        seen += await _read(processes[len(seen) % 2], stream_id, after=len(seen), count=2)
    assert (_text(seen), len(fake.asked)) == (TEXT, 1)


async def test_a_stream_that_fails_ends_with_its_error_however_often_it_is_followed(
    fake, calls_of, processes
):
    for name in VENDORS:
        fake.plans[name].always = Reply(status=401)
    stream_id = processes[0].begin(calls_of().stream(_request()), owner=OWNER)
    for streams in (*processes, *processes):
        assert (await _read(streams, stream_id))[-1] == ("AI_PROVIDERS_FAILED", "")


async def test_a_process_that_ends_in_the_middle_leaves_an_error(fake, calls_of, processes):
    fake.plans["anthropic"].always = Reply(stalls_after=3)
    stream_id = processes[0].begin(calls_of().stream(_request()), owner=OWNER)
    elsewhere = asyncio.ensure_future(_read(processes[1], stream_id))
    await until(lambda: fake.asked)
    await asyncio.sleep(0.3)
    await processes[0].close()
    assert (await elsewhere)[-1][0] in (StreamLost.reason, StreamNotFound.reason)


async def test_a_stream_of_somebody_else_does_not_exist(fake, calls_of, processes):
    stream_id = processes[0].begin(calls_of().stream(_request()), owner=OWNER)
    await _read(processes[0], stream_id)
    for streams in processes:
        for known, owner in ((stream_id, "user-2"), ("unknown", OWNER)):
            with pytest.raises(StreamNotFound):
                await anext(streams.follow(known, owner=owner))


async def test_ids_of_events_that_do_not_exist_are_refused(calls_of, processes):
    stream_id = processes[0].begin(calls_of().stream(_request()), owner=OWNER)
    with pytest.raises(InvalidLastEventId):
        await anext(processes[0].follow(stream_id, owner=OWNER, after=99))
    assert parse_event_id("4f6c.12") == ("4f6c", 12)
    for text in ("4f6c", ".3", "4f6c.", "4f6c.x", "4f6c.-1", "4f6c.١", "4f6c.9999999999"):
        with pytest.raises(InvalidLastEventId):
            parse_event_id(text)
