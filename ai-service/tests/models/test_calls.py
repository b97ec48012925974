"""Calls of models: routing, fallback, waiting, streams that restart, and who pays."""

import asyncio
from contextlib import aclosing
from decimal import Decimal

import pytest
from structlog.testing import capture_logs

from ai_service.models.calls.errors import AIIntegrationError
from ai_service.models.calls.model_calls import LONGEST_PROMPT
from ai_service.models.calls.values import Done, Failed, ModelRequest, Restarted
from ai_service.models.providers.counting import most_input_tokens
from ai_service.models.providers.errors import PromptNotAccepted, PromptTooLong
from ai_service.models.providers.port import Delta, Prompt
from ai_service.models.routing.pace import Pace, parse_rate
from ai_service.models.routing.router import ProviderNotAvailable
from service_kit.errors import PermissionDenied
from service_kit.rpc.deadline import set_deadline
from service_kit.testing.fake_models.replies import TEXT, Reply
from service_kit.testing.fake_models.server import VENDORS
from service_kit.testing.waiting import until

DOWN = Reply(status=529, error="overloaded_error")
LIMITED = Reply(status=429, retry_after="0.2")
GARBAGE = Reply(raw=b"<html>", content_type="text/html")


def _request(task: str = "business_analysis", provider: str = "", **prompt: object) -> ModelRequest:
    return ModelRequest(Prompt.of("Describe the league", **prompt), task, "Test", provider)


async def _events(calls, request=None) -> list[object]:
    async with aclosing(calls.stream(request or _request())) as events:
        return [event async for event in events]


def _shape(events: list[object]) -> list[str]:
    """The types of the events, with consecutive deltas as one."""
    names = [type(event).__name__ for event in events]
    return [name for n, name in enumerate(names) if name != "Delta" or names[n - 1] != "Delta"]


def _text_of_last_attempt(events: list[object]) -> str:
    text = ""
    for event in events:
        if isinstance(event, Restarted):
            text = ""
        elif isinstance(event, Delta):
            text += event.text
    return text


async def test_the_first_choice_answers_and_the_user_pays(fake, calls_of, books):
    fake.plans["anthropic"].always = Reply(usage=(9, 12))
    done = await calls_of().generate(_request())
    assert (done.answer.text, done.provider, done.settlement.tokens) == (TEXT, "anthropic", 21)
    ((attempt,),) = books.settled
    assert (attempt.payer, attempt.error, attempt.usage.total) == ("user", "", 21)
    (worst,) = books.reserved
    assert [candidate.provider for candidate in worst.candidates] == list(VENDORS)
    assert (worst.input_tokens, worst.output_tokens) == (most_input_tokens(_request().prompt), 1000)


@pytest.mark.parametrize(
    "failure", [DOWN, LIMITED, GARBAGE, Reply(dies_after=0), Reply(refusal=True, text="")]
)
async def test_the_documented_providers_take_over_in_their_order(fake, calls_of, books, failure):
    fake.plans["anthropic"].always = failure
    with capture_logs() as logs:
        assert (await calls_of().generate(_request())).provider == "openai"
    assert "Falling back to openai" in [entry["event"] for entry in logs]
    fake.plans["openai"].always = failure
    done = await calls_of().generate(_request())
    assert (done.provider, [attempt.payer for attempt in done.attempts]) == (
        "google",
        ["platform", "platform", "user"],
    )
    assert done.settlement.tokens == done.attempts[2].usage.total


async def test_the_callers_own_error_asks_nobody_else(fake, calls_of, books):
    fake.plans["anthropic"].always = Reply(status=400, message="messages: must not be empty")
    with pytest.raises(PromptNotAccepted):
        await calls_of().generate(_request())
    fake.plans["anthropic"].always = Reply(status=400, message="prompt is too long: 9 tokens > 8 maximum")
    with pytest.raises(PromptTooLong):
        await calls_of().generate(_request())
    assert {asked.vendor for asked in fake.asked} == {"anthropic"}
    assert all(attempt.usage.total == 0 for attempts in books.settled for attempt in attempts)


async def test_a_prompt_over_the_limit_is_refused_with_the_count(fake, calls_of, books):
    with pytest.raises(PromptTooLong, match=f"has {LONGEST_PROMPT + 1:,} characters"):
        await calls_of().generate(ModelRequest(Prompt.of("x" * (LONGEST_PROMPT + 1)), "chat", "Test"))
    assert (fake.asked, books.reserved) == ([], [])


async def test_a_budget_that_is_used_up_asks_nobody(fake, calls_of, books):
    books.refuses = PermissionDenied("used up")
    with pytest.raises(PermissionDenied):
        await calls_of().generate(_request())
    assert [type(event) for event in await _events(calls_of())] == [Failed]
    assert fake.asked == []


async def test_if_all_fail_the_error_names_what_happened_and_no_texts_of_the_vendors(fake, calls_of):
    for name in VENDORS:
        fake.plans[name].always = Reply(status=401, message="the key of org-123 is wrong")
    with capture_logs() as logs, pytest.raises(AIIntegrationError) as caught:
        await calls_of().generate(_request())
    assert str(caught.value) == (
        "All AI providers failed for business analysis: anthropic is misconfigured; "
        "openai is misconfigured; google is misconfigured"
    )
    said = "All AI providers failed for business analysis: Anthropic generation failed: the key of"
    assert any(said in entry["event"] for entry in logs)


async def test_rate_limits_are_waited_for_with_growing_gaps_within_the_deadline(fake, calls_of):
    fake.plans["anthropic"].then = [Reply(status=429), Reply(status=429)]
    done = await calls_of("anthropic").generate(_request())
    assert [attempt.error for attempt in done.attempts] == ["PROVIDER_RATE_LIMITED"] * 2 + [""]
    first, second, third = (asked.at for asked in fake.asked)
    assert third - second > second - first > 0.4


async def test_the_wait_that_a_provider_states_is_kept(fake, calls_of):
    fake.plans["anthropic"].then = [Reply(status=429, retry_after="0.8")]
    await calls_of("anthropic").generate(_request())
    first, second = (asked.at for asked in fake.asked)
    assert second - first >= 0.8


async def test_a_wait_beyond_the_deadline_fails_at_once_and_says_when_to_return(fake, calls_of):
    fake.plans["anthropic"].always = Reply(status=429, retry_after="90")
    calls = calls_of("anthropic")
    set_deadline(2.0)
    with pytest.raises(AIIntegrationError, match="anthropic is rate limited") as caught:
        await calls.generate(_request())
    assert 80 < (caught.value.retry_after_s or 0) <= 90
    assert len(fake.asked) == 1
    with pytest.raises(AIIntegrationError):
        await calls.generate(_request())
    assert len(fake.asked) == 1  # it is left alone until then


async def test_a_forced_provider_is_the_only_one_and_an_unknown_one_is_named(fake, calls_of):
    assert (await calls_of().generate(_request(provider="openai"))).provider == "openai"
    assert (await calls_of().generate(_request(provider="local"))).provider == "local"
    fake.plans["openai"].always = GARBAGE
    with pytest.raises(AIIntegrationError, match="openai gave no usable answer"):
        await calls_of().generate(_request(provider="openai"))
    with pytest.raises(ProviderNotAvailable, match="anthropic, openai, google, local"):
        await calls_of().generate(_request(provider="mistral"))
    assert {asked.vendor for asked in fake.asked} == {"openai"}


async def test_tasks_choose_by_order_cost_or_latency(fake, calls_of):
    assert (await calls_of().generate(_request("summary"))).provider == "google"
    calls = calls_of()
    for name, seconds in zip(VENDORS, (0.9, 0.2, 0.5), strict=True):
        calls.router.members[name].health.latency_s = seconds
    assert (await calls.generate(_request("chat"))).provider == "openai"
    assert (await calls_of(first="google").generate(_request())).provider == "google"


async def test_a_provider_that_is_down_is_left_alone_and_then_probed_once(fake, calls_of):
    calls = calls_of("anthropic", "openai")
    health = calls.router.members["anthropic"].health
    now = [100.0]
    health._now = lambda: now[0]
    fake.plans["anthropic"].always = DOWN
    for _ in range(5):
        await calls.generate(_request())
    assert (len(fake.asked_of("anthropic")), health.state) == (3, "cooling_down")
    now[0] += 11
    fake.plans["anthropic"].always = Reply(delay_s=0.05)
    found = await asyncio.gather(*(calls.generate(_request(temperature=n / 10)) for n in range(4)))
    assert sorted(done.provider for done in found) == ["anthropic", "openai", "openai", "openai"]
    assert health.state == "ready"


async def test_requests_over_the_rate_of_a_provider_wait_in_line(fake, calls_of):
    now = [0.0]
    pace = Pace(parse_rate("60/minute"), now=lambda: now[0])
    assert [pace.take(), pace.take(), pace.take()] == [0.0, 1.0, 2.0]
    now[0] = 2.5
    assert (pace.wait_s, pace.take()) == (0.5, 0.5)
    calls = calls_of("anthropic", pace=Pace(20))
    found = await asyncio.gather(*(calls.generate(_request(temperature=n / 10)) for n in range(5)))
    assert [len(done.attempts) for done in found] == [1] * 5
    assert fake.asked[-1].at - fake.asked[0].at > 0.1


async def test_equal_requests_of_one_caller_share_an_answer(fake, calls_of, books):
    fake.plans["anthropic"].always = Reply(delay_s=0.1)
    calls = calls_of()
    answers = await asyncio.gather(*(calls.generate(_request()) for _ in range(5)))
    assert len({id(answer) for answer in answers}) == 1
    assert (len(fake.asked), len(books.settled)) == (1, 1)
    await calls.generate(_request())
    assert len(fake.asked) == 2  # a later one is asked again


async def test_the_last_of_equal_requests_that_leaves_stops_the_provider(fake, calls_of, books):
    fake.plans["anthropic"].always = Reply(stalls_after=0)
    calls = calls_of()
    one, two = (asyncio.ensure_future(calls.generate(_request())) for _ in range(2))
    await until(lambda: fake.asked)
    one.cancel()
    await asyncio.wait([one])
    assert not fake.asked[0].client_left
    two.cancel()
    await until(lambda: fake.asked[0].client_left)
    await until(lambda: books.settled)
    assert [attempt.error for attempt in books.settled[0]] == ["CANCELLED"]


async def test_a_slow_provider_leaves_time_for_the_next_one(fake, calls_of):
    fake.plans["anthropic"].always = Reply(stalls_after=0)
    set_deadline(2.0)
    done = await calls_of("anthropic", "openai").generate(_request())
    assert [(a.provider, a.error) for a in done.attempts] == [
        ("anthropic", "PROVIDER_TIMED_OUT"),
        ("openai", ""),
    ]


async def test_a_stream_that_dies_after_any_part_restarts_and_ends_once(fake, calls_of, books):
    for count in range(len(Reply().parts) + 1):
        fake.plans["anthropic"].always = Reply(dies_after=count)
        events = await _events(calls_of())
        middle = ["Delta", "Restarted"] if count else []
        assert _shape(events) == ["Started", *middle, "Started", "Delta", "Done"]
        assert _text_of_last_attempt(events) == TEXT
        done = events[-1]
        assert isinstance(done, Done)
        assert (done.completion.answer.text, done.completion.provider) == (TEXT, "openai")
        failed, answered = books.settled[-1]
        assert (failed.payer, failed.error, answered.payer) == ("platform", "PROVIDER_OVERLOADED", "user")
        assert (failed.usage.output_tokens > 0) == (count > 0)
        assert done.completion.settlement.tokens == answered.usage.total


async def test_a_stream_that_fails_everywhere_ends_with_one_error(fake, calls_of, books):
    for name in VENDORS:
        fake.plans[name].always = Reply(fails_after=2, error="overloaded_error")
    set_deadline(1.0)
    events = await _events(calls_of())
    assert [type(event) for event in events].count(Failed) == 1
    assert isinstance(events[-1], Failed)
    assert not any(isinstance(event, Done) for event in events)
    assert all(attempt.payer == "platform" for attempt in books.settled[0])


async def test_a_client_that_leaves_stops_the_provider_and_pays_for_what_it_received(fake, calls_of, books):
    fake.plans["anthropic"].always = Reply(stalls_after=3)
    received = ""
    async with aclosing(calls_of().stream(_request())) as events:
        async for event in events:
            if isinstance(event, Delta):
                received += event.text
            if received.count(" ") == 2:
                break
    await until(lambda: fake.asked[0].client_left)
    ((attempt,),) = books.settled
    assert (attempt.payer, attempt.error, attempt.usage.estimated) == ("user", "CANCELLED", True)
    assert 0 < attempt.usage.output_tokens <= len(received)


async def test_without_any_vendor_the_local_provider_answers(calls_of):
    calls = calls_of("openai")
    calls.router.members.clear()
    done = await calls.generate(_request(facts={"teams": 8, "value": Decimal("1.50")}))
    assert (done.local, done.answer.model) == (True, "deterministic-1")
    assert _shape(await _events(calls)) == ["Started", "Delta", "Done"]
