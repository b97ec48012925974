"""Analyses while they are written: typed events, stored at the end, resumed and restarted."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from importlib import import_module
from typing import Any

import pytest
import pytest_asyncio

from ai_service.models.providers.anthropic import AnthropicProvider
from ai_service.models.providers.openai import OpenAIProvider
from ai_service.models.routing.router import Member
from ai_service.models.routing.tasks import ModelKind
from service_kit.errors import NotFound, Unavailable, ValidationFailed
from service_kit.testing.fake_models.replies import Reply
from service_kit.testing.fake_models.server import FakeModels
from service_kit.testing.in_process import ServiceCalls
from service_kit.testing.waiting import until

from .conftest import ANN, BEN, PLL, Start, calls_of

for sdk in ("anthropic", "openai"):
    import_module(sdk)  # otherwise it counts as time of the first call

TEXT = "## Summary\nA fine league [S1].\n\n## Key insights\n- line one\n- line two\n"


@pytest_asyncio.fixture
async def fake() -> AsyncGenerator[FakeModels]:
    async with FakeModels() as models:
        yield models


@pytest_asyncio.fixture
async def vendors(fake: FakeModels) -> AsyncGenerator[list[Member]]:
    claude = AnthropicProvider("key", timeout_s=5, base_url=fake.url("anthropic"))
    gpt = OpenAIProvider("key", timeout_s=5, base_url=fake.url("openai"))
    models: dict[ModelKind, str] = {
        "default": "claude-3-opus-20240229",
        "stream": "claude-3-sonnet-20240229",
    }
    yield [Member(claude, models), Member(gpt, {"default": "gpt-4"})]
    await claude.close()
    await gpt.close()


def _kinds(events: list[Any]) -> list[str]:
    return [each["event"]["event_type"] for each in events]


def _text(events: list[Any]) -> str:
    return "".join(each["event"]["text"] or "" for each in events)


async def _events(calls: ServiceCalls, *, last: str = "", caller: Any = ANN, most: int = 10**6) -> list[Any]:
    method = calls.method("StreamAnalysis")
    request = method.request_from_json({"league_id": PLL, "last_event_id": last})
    found: list[Any] = []
    async with aclosing(calls.client.stream(method, request, caller=caller, timeout_s=20)) as messages:
        async for message in messages:
            found.append(method.response_to_json(message))
            if len(found) == most:
                break
    return found


async def test_without_a_key_the_computed_text_is_streamed_and_stored(start: Start):
    calls = await start()
    events = await _events(calls)
    kinds = _kinds(events)
    assert (kinds[0], set(kinds[1:-1]), kinds[-1]) == ("attempt", {"delta"}, "done")
    result = events[-1]["event"]["result"]
    assert result["text"] == _text(events)
    assert (result["provider"], result["details"]["notes"][0][:24]) == ("local", "No language model took p")
    stored = await calls.call("GetAnalysis", {"analysis_id": result["details"]["analysis_id"]}, caller=ANN)
    assert stored["analysis"]["text"] == result["text"]
    assert stored["analysis"]["confidence"] == result["details"]["confidence"]


async def test_the_stream_asks_the_documented_model_with_the_documented_settings(
    start: Start, fake: FakeModels, vendors: list[Member]
):
    fake.plans["anthropic"].always = Reply(text=TEXT)
    events = await _events(await start(calls_of(*vendors)))
    (asked,) = fake.asked_of("anthropic")
    assert asked.body["model"] == "claude-3-sonnet-20240229"
    assert (asked.body["max_tokens"], asked.body["temperature"]) == (2000, 0.3)
    assert _text(events) == TEXT
    assert events[-1]["event"]["result"]["details"]["structured"]["key_insights"] == ["line one", "line two"]


async def test_a_provider_that_dies_in_the_middle_is_replaced_after_a_restart(
    start: Start, fake: FakeModels, vendors: list[Member]
):
    fake.plans["anthropic"].always = Reply(text=TEXT, dies_after=2)
    fake.plans["openai"].always = Reply(text=TEXT)
    events = await _events(await start(calls_of(*vendors)))
    kinds = _kinds(events)
    assert kinds.count("restart") == 1
    assert kinds[-1] == "done"
    assert _text(events[kinds.index("restart") :]) == TEXT
    assert events[-1]["event"]["result"]["provider"] == "openai"


async def test_a_finished_stream_is_resumed_after_any_event_by_its_owner_only(start: Start):
    calls = await start()
    events = await _events(calls)
    ids = [each["event"]["event_id"] for each in events]
    assert await _events(calls, last=ids[2]) == events[3:]
    with pytest.raises(NotFound) as foreign:
        await _events(calls, last=ids[2], caller=BEN)
    assert foreign.value.reason == "STREAM_NOT_FOUND"
    with pytest.raises(ValidationFailed):
        await _events(calls, last="nonsense")


async def test_a_client_that_leaves_stops_the_provider_and_returns_to_a_restart(
    start: Start, fake: FakeModels, vendors: list[Member]
):
    fake.plans["anthropic"].then = [Reply(text=TEXT, stalls_after=3)]
    fake.plans["anthropic"].always = Reply(text=TEXT)
    calls = await start(calls_of(*vendors))
    first = await _events(calls, most=2)
    await until(lambda: fake.asked_of("anthropic")[0].client_left)
    last = first[-1]["event"]["event_id"]
    again = await _events(calls, last=last)
    kinds = _kinds(again)
    assert kinds.count("restart") == 1
    assert kinds[-1] == "done"
    assert _text(again[kinds.index("restart") :]) == TEXT
    assert (await calls.call("ListAnalyses", {}, caller=ANN))["total_size"] == 1


async def test_a_stream_whose_providers_all_fail_ends_with_the_error_and_stores_nothing(
    start: Start, fake: FakeModels, vendors: list[Member]
):
    for vendor in ("anthropic", "openai"):
        fake.plans[vendor].always = Reply(status=503, error="overloaded_error")
    calls = await start(calls_of(*vendors, timeout_s=1.0))
    async with asyncio.timeout(20):
        with pytest.raises(Unavailable):
            await _events(calls)
    assert (await calls.call("ListAnalyses", {}, caller=ANN))["total_size"] == 0


async def test_what_cannot_be_analysed_begins_no_stream(start: Start):
    calls = await start()
    with pytest.raises(ValidationFailed) as long:
        await calls.stream("StreamAnalysis", {"league_id": PLL, "question": "?" * 4001}, caller=ANN)
    assert long.value.reason == "PROMPT_TOO_LONG"
    with pytest.raises(NotFound):
        await calls.stream("StreamAnalysis", {"league_id": "nowhere"}, caller=ANN)
