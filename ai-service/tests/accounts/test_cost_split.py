"""Who pays when providers fail, over the wire formats of the vendors and on a real database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from typing import Any

import orjson
import pytest

from ai_service.models.calls.errors import AIIntegrationError
from ai_service.models.calls.model_calls import ModelCalls
from ai_service.models.calls.values import Done, Failed, ModelRequest
from ai_service.models.providers.anthropic import AnthropicProvider
from ai_service.models.providers.counting import most_input_tokens
from ai_service.models.providers.google import GoogleProvider
from ai_service.models.providers.local import LocalProvider
from ai_service.models.providers.openai import OpenAIProvider
from ai_service.models.providers.port import Delta, Prompt
from ai_service.models.routing.router import Member, Router
from service_kit.errors import DomainError
from service_kit.testing.fake_models.replies import TEXT, Reply
from service_kit.testing.fake_models.server import FakeModels

PROMPT = Prompt.of("Describe the league", max_tokens=50)
CENT = Decimal("0.01")
MODELS = {"anthropic": "claude-3-opus-20240229", "openai": "gpt-4", "google": "gemini-2.5-pro"}


for sdk in ("aiohttp", "anthropic", "google.genai", "openai"):
    import_module(sdk)  # otherwise it counts as time of the first call


@pytest.fixture
async def fake() -> AsyncIterator[FakeModels]:
    async with FakeModels() as models:
        yield models


@pytest.fixture
async def calls_of(fake: FakeModels, world) -> AsyncIterator[Any]:
    """`calls_of("openai", "google")`: calls that ask the two in this order, whose health is not known."""
    kinds = {"anthropic": AnthropicProvider, "openai": OpenAIProvider, "google": GoogleProvider}
    vendors: dict[str, Any] = {
        name: kind("key", timeout_s=5, base_url=fake.url(name)) for name, kind in kinds.items()
    }

    def make(first: str = "anthropic", second: str = "openai") -> ModelCalls:
        members = [Member(vendors[name], {"default": MODELS[name]}) for name in (first, second)]
        local = Member(LocalProvider(), {"default": "deterministic-1"})
        router = Router(members, local=local, price_of=lambda *_: CENT, first=first)
        return ModelCalls(router, world.accounts(), timeout_s=5)

    yield make
    for vendor in vendors.values():
        await vendor.close()


def _request(made, call_id: str, **changes: Any) -> ModelRequest:
    return ModelRequest(
        PROMPT, "business_analysis", "GetAnalysis", call_id=call_id, caller=made.ANN, **changes
    )


async def _stream(calls: ModelCalls, request: ModelRequest) -> list[Any]:
    async with aclosing(calls.stream(request)) as events:
        return [event async for event in events]


@pytest.mark.parametrize(
    ("first", "second"), [("anthropic", "openai"), ("openai", "google"), ("google", "anthropic")]
)
async def test_wherever_a_stream_dies_the_answer_is_paid_once_and_the_rest_by_the_platform(
    fake, calls_of, world, made, first, second
):
    fake.plans[second].always = Reply(usage=(20, 12))
    counts = range(len(Reply().parts) + 1)
    deaths = [Reply(dies_after=k) for k in counts]
    deaths += [Reply(fails_after=k, error="overloaded_error") for k in (0, 3)]
    deaths += [Reply(status=429), Reply(raw=b"garbage", content_type="text/event-stream")]
    for k, death in enumerate(deaths):
        fake.plans[first].then = [death]
        *_, last = await _stream(calls_of(first, second), _request(made, f"c{k}"))
        assert isinstance(last, Done)
        assert (last.completion.answer.text, last.completion.provider) == (TEXT, second)
        assert last.completion.settlement.user_cost == 32 * CENT
    by_call: dict[str, list[Any]] = {}
    for call_id, attempt, payer, cost, user_cost in await world.ledger():
        by_call.setdefault(call_id, []).append((attempt, payer, user_cost))
        assert (user_cost == cost) == (payer == "user" or not cost)
    assert set(by_call) == {f"c{k}" for k in range(len(deaths))}
    assert all(rows == [(1, "platform", 0), (2, "user", 32 * CENT)] for rows in by_call.values())
    spending = await world.spending()
    assert (spending.spent_usd, spending.spent_tokens) == (len(deaths) * 32 * CENT, len(deaths) * 32)
    assert (spending.reserved_usd, spending.reserved_tokens) == (0, 0)
    platform = await world.spending("platform", "platform")
    ledger = await world.ledger()
    assert platform.spent_usd == sum(cost for *_, cost, _ in ledger)
    assert platform.reserved_usd == 0


async def test_if_everybody_fails_the_user_pays_nothing(fake, calls_of, world, made):
    fake.plans["anthropic"].always = Reply(refusal=True)
    fake.plans["openai"].always = Reply(status=401)
    *_, last = await _stream(calls_of(), _request(made, "c"))
    assert isinstance(last, Failed)
    assert isinstance(last.error, AIIntegrationError)
    spending = await world.spending()
    assert (spending.spent_usd, spending.spent_tokens, spending.reserved_usd) == (0, 0, 0)
    assert (await world.spending("platform", "platform")).spent_usd > 0


@pytest.mark.parametrize(
    "lie",
    [
        Reply(no_usage=True),
        Reply(usage=(-5, 12)),
        Reply(usage=(20, -1)),
        Reply(usage=(10**9, 12)),
        Reply(usage=(20, 10**9)),
        Reply(usage=(20, 0)),
        Reply(usage=(0, 12)),
        Reply(usage=(20, 1), text=TEXT * 3),
    ],
    ids=lambda lie: f"{lie.usage} of {len(lie.text)}",
)
async def test_a_lie_about_usage_is_replaced_by_our_own_count_and_flagged(fake, calls_of, world, made, lie):
    fake.plans["anthropic"].always = lie
    completion = await calls_of().generate(_request(made, "c"))
    text = completion.answer.text
    assert text == lie.text
    tokens = completion.settlement.tokens
    assert len(text) / 5 < tokens < most_input_tokens(PROMPT) + PROMPT.max_tokens
    assert completion.settlement.user_cost == tokens * CENT
    async with world.database.read() as connection:
        assert await connection.fetch_rows("SELECT estimated, cost_usd FROM ai.model_usage") == [
            (True, tokens * CENT)
        ]


async def test_a_model_whose_name_cannot_be_stored_is_booked_nevertheless(fake, calls_of, world, made):
    answer = {
        "model": "gpt\0",
        "choices": [{"message": {"content": TEXT}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 20, "completion_tokens": 12},
    }
    fake.plans["openai"].always = Reply(raw=orjson.dumps(answer))
    completion = await calls_of("openai", "anthropic").generate(_request(made, "c"))
    assert completion.settlement.user_cost == 32 * CENT
    async with world.database.read() as connection:
        assert await connection.fetch_value("SELECT model FROM ai.model_usage") == r"'gpt\x00'"


async def test_an_honest_report_is_not_flagged(fake, calls_of, world, made):
    fake.plans["anthropic"].always = Reply(usage=(20, 12))
    completion = await calls_of().generate(_request(made, "c"))
    assert completion.settlement.user_cost == 32 * CENT
    async with world.database.read() as connection:
        assert not await connection.fetch_value("SELECT estimated FROM ai.model_usage")


async def test_twenty_parallel_calls_at_a_cap_stay_below_it_while_a_provider_fails(
    fake, calls_of, world, made
):
    worst = most_input_tokens(PROMPT) + PROMPT.max_tokens
    cap = worst * 5 * CENT
    await world.budget("user", "ann", str(cap))
    fake.plans["anthropic"].then = [Reply(dies_after=n % 5) for n in range(10)]
    calls = calls_of()

    async def ask(number: int) -> str:
        request = _request(made, f"c{number}")
        prompt = replace(PROMPT, temperature=number / 100)  # so that no two requests are equal
        try:
            return (await calls.generate(replace(request, prompt=prompt))).provider
        except DomainError as error:
            return error.reason

    outcomes = await asyncio.gather(*(ask(number) for number in range(20)))
    assert set(outcomes) <= {"anthropic", "openai", "BUDGET_EXHAUSTED"}
    assert "BUDGET_EXHAUSTED" in outcomes
    spending = await world.spending()
    assert 0 < spending.spent_usd <= cap
    assert spending.reserved_usd == 0
    async with world.database.read() as connection:
        booked = await connection.fetch_value("SELECT sum(user_cost_usd) FROM ai.model_usage")
    assert booked == spending.spent_usd


async def test_a_client_that_leaves_pays_for_what_it_received(fake, calls_of, world, made):
    fake.plans["anthropic"].always = Reply(delay_s=0.02)
    calls, received = calls_of(), 0
    async with aclosing(calls.stream(_request(made, "c"))) as events:
        async for event in events:
            received += isinstance(event, Delta)
            if received == 3:
                break
    await calls.settled()
    spending = await world.spending()
    assert spending.reserved_usd == 0
    assert 0 < spending.spent_usd < (most_input_tokens(PROMPT) + PROMPT.max_tokens) * CENT
