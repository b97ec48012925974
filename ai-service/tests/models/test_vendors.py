"""The providers of the three vendors over their real wire formats, and everything they can do wrong."""

import asyncio
from typing import Any

import pytest

from ai_service.models.providers import errors, wire
from ai_service.models.providers.failures import report_of
from ai_service.models.providers.port import Answer, Delta, Message, Prompt, Tool, ToolCall
from service_kit.errors import DomainError
from service_kit.testing.fake_models.replies import TEXT, Reply
from service_kit.testing.fake_models.server import VENDORS
from service_kit.testing.waiting import until

from .conftest import MODELS

every_vendor = pytest.mark.parametrize("name", VENDORS)
PROMPT = Prompt.of("Describe the league")
SCHEMA = {"type": "object", "properties": {"teams": {"type": "integer"}}, "required": ["teams"]}


async def _streamed(provider: Any, prompt: Prompt = PROMPT) -> tuple[str, Answer | None]:
    text, answer = "", None
    async for part in provider.stream(prompt, MODELS[provider.name]):
        if isinstance(part, Delta):
            text += part.text
        else:
            answer = part
    return text, answer


@every_vendor
async def test_an_answer_has_text_model_and_usage(fake, vendors, name):
    fake.plans[name].always = Reply(usage=(9, 12))
    answer = await vendors[name].generate(PROMPT, MODELS[name])
    assert (answer.text, answer.model, answer.finish) == (TEXT, MODELS[name], "stop")
    assert (answer.usage.input_tokens, answer.usage.output_tokens, answer.usage.estimated) == (9, 12, False)


@every_vendor
async def test_the_parts_of_a_stream_make_its_answer(fake, vendors, name):
    fake.plans[name].always = Reply(text="One.\n\nTwo\tthree – “four”.", usage=(9, 12))
    text, answer = await _streamed(vendors[name])
    assert text == "One.\n\nTwo\tthree – “four”."
    assert answer is not None
    assert (answer.text, answer.model, answer.usage.total) == (text, MODELS[name], 21)


async def test_what_is_sent_has_the_documented_defaults(fake, vendors):
    for name in VENDORS:
        await vendors[name].generate(PROMPT, MODELS[name])
    anthropic, openai, google = (fake.asked_of(name)[0] for name in VENDORS)
    turn = [{"role": "user", "content": "Describe the league"}]
    common = {"max_tokens": 1000, "temperature": 0.7, "messages": turn}
    assert anthropic.body == common | {"model": "claude-3-opus-20240229"}
    assert openai.body == common | {"model": "gpt-4"}
    assert google.body["generationConfig"] == {"maxOutputTokens": 1000, "temperature": 0.7}
    assert google.path.endswith("/models/gemini-2.5-pro:generateContent")
    keys = [
        anthropic.headers["authorization"],
        openai.headers["authorization"],
        google.headers["x-goog-api-key"],
    ]
    assert keys == ["Bearer key", "Bearer key", "key"]


@every_vendor
async def test_structured_output_is_the_object_of_the_schema(fake, vendors, name):
    prompt = Prompt.of("How many teams?", schema=SCHEMA)
    structured = Reply(text="", tool=("answer", {"teams": 8}))
    fake.plans[name].always = Reply(text='{"teams": 8}') if name == "google" else structured
    answer = await vendors[name].generate(prompt, MODELS[name])
    assert answer.data == {"teams": 8}
    _, streamed = await _streamed(vendors[name], prompt)
    assert streamed is not None
    assert streamed.data == {"teams": 8}


@every_vendor
@pytest.mark.parametrize("data", [{"teams": "eight"}, {"clubs": 8}])
async def test_an_object_that_violates_the_schema_is_no_answer(fake, vendors, name, data):
    text = '{"teams": "eight"}' if "teams" in data else '{"clubs": 8}'
    wrong = Reply(text=text) if name == "google" else Reply(text="", tool=("answer", data))
    fake.plans[name].always = wrong
    with pytest.raises(errors.UnparseableOutput):
        await vendors[name].generate(Prompt.of("?", schema=SCHEMA), MODELS[name])


@every_vendor
async def test_a_model_asks_for_a_tool_and_reads_its_result(fake, vendors, name):
    tool = Tool("find_team", "Finds a team", {"type": "object", "properties": {"city": {"type": "string"}}})
    fake.plans[name].then = [Reply(text="", tool=("find_team", {"city": "Utah"}))] * 2
    prompt = Prompt.of("Which team plays in Utah?", tools=(tool,))
    answer = await vendors[name].generate(prompt, MODELS[name])
    _, streamed = await _streamed(vendors[name], prompt)
    assert streamed is not None
    for found in (answer, streamed):
        assert [(call.name, call.arguments) for call in found.calls] == [("find_team", {"city": "Utah"})]
    turns = (*prompt.messages, Message("assistant", calls=answer.calls))
    turns += (Message("tool", "Archers", call_id=answer.calls[0].id),)
    assert (await vendors[name].generate(Prompt(turns, tools=(tool,)), MODELS[name])).text == TEXT
    assert "Archers" in str(fake.asked[-1].body)


RATE, DOWN, KEY = errors.ProviderRateLimited, errors.ProviderOverloaded, errors.ProviderMisconfigured


@every_vendor
@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(status=429, retry_after="7"), RATE),
        (Reply(status=500), DOWN),
        (Reply(status=503), DOWN),
        (Reply(status=529, error="overloaded_error"), DOWN),
        (Reply(status=401), KEY),
        (Reply(status=404), KEY),
        (
            Reply(status=400, message="prompt is too long: 250000 tokens > 200000 maximum"),
            errors.PromptTooLong,
        ),
        (Reply(status=400, message="messages: roles must alternate"), errors.PromptNotAccepted),
        (Reply(dies_after=0), DOWN),
        (Reply(refusal=True, text=""), errors.ProviderRefused),
        (Reply(text=""), errors.UnparseableOutput),
        (Reply(text="a\x00b"), errors.UnparseableOutput),
        (Reply(raw=b"<html>Bad gateway</html>", content_type="text/html"), errors.UnparseableOutput),
        (Reply(raw=b'{"unexpected": true}'), errors.UnparseableOutput),
        (Reply(raw=b"[1, 2]"), errors.UnparseableOutput),
        (Reply(raw=b'{"choices": "no", "content": 5, "candidates": [3]}'), errors.UnparseableOutput),
    ],
)
async def test_each_failure_is_a_typed_error_for_answers_and_streams(fake, vendors, name, reply, expected):
    fake.plans[name].always = reply
    with pytest.raises(DomainError) as whole:
        await vendors[name].generate(PROMPT, MODELS[name])
    with pytest.raises(DomainError) as streamed:
        await _streamed(vendors[name])
    assert (type(whole.value), type(streamed.value)) == (expected, expected)
    if expected is not errors.PromptTooLong:
        label = {"anthropic": "Anthropic", "openai": "OpenAI", "google": "Google"}[name]
        assert str(whole.value).startswith(f"{label} generation failed: ")
    if reply.retry_after:
        assert whole.value.retry_after_s == 7.0
    assert len(fake.asked_of(name)) == 2  # no SDK repeats a request by itself


@every_vendor
async def test_a_stream_that_dies_after_any_part_never_looks_complete(fake, vendors, name):
    parts = Reply().parts
    for count in range(len(parts) + 1):
        for reply in (Reply(dies_after=count), Reply(fails_after=count, error="overloaded_error")):
            fake.plans[name].always = reply
            seen = ""
            try:
                async for part in vendors[name].stream(PROMPT, MODELS[name]):
                    assert isinstance(part, Delta)
                    seen += part.text
            except errors.ProviderOverloaded:
                assert seen == "".join(parts[:count])
            else:
                pytest.fail("a broken stream looked complete")


@every_vendor
async def test_an_impossible_usage_is_replaced_by_an_estimate(fake, vendors, name):
    for reply in (
        Reply(usage=(5, 10**9)),
        Reply(usage=(10**9, 5)),
        Reply(usage=(-5, 5)),
        Reply(no_usage=True),
    ):
        fake.plans[name].always = reply
        answer = await vendors[name].generate(PROMPT, MODELS[name])
        _, streamed = await _streamed(vendors[name])
        assert streamed is not None
        for usage in (answer.usage, streamed.usage):
            assert usage.estimated
            assert 0 < usage.output_tokens <= PROMPT.max_tokens


@every_vendor
async def test_a_provider_that_writes_on_and_on_is_cut_off(fake, vendors, name):
    fake.plans[name].always = Reply(text="on " * 500)
    with pytest.raises(errors.UnparseableOutput):
        await _streamed(vendors[name], Prompt.of("?", max_tokens=10))


async def test_an_answer_that_is_larger_than_any_honest_one_is_cut_off(fake, vendors, monkeypatch):
    monkeypatch.setattr(wire, "LARGEST", 1000)
    fake.plans["openai"].always = Reply(text="word " * 1000)
    with pytest.raises(errors.UnparseableOutput, match="longer than it may be"):
        await vendors["openai"].generate(PROMPT, MODELS["openai"])


@every_vendor
async def test_cancelling_closes_the_request(fake, vendors, name):
    fake.plans[name].always = Reply(stalls_after=2)
    for started in (_streamed(vendors[name]), vendors[name].generate(PROMPT, MODELS[name])):
        count = len(fake.asked)
        task = asyncio.ensure_future(started)
        await until(lambda count=count: len(fake.asked) > count)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await until(lambda: fake.asked[-1].client_left)


@pytest.mark.parametrize(
    ("name", "replies", "sent"),
    [
        (
            "openai",
            [Reply(status=400, param="max_tokens", error="unsupported_parameter")],
            "max_completion_tokens",
        ),
        (
            "anthropic",
            [Reply(status=400, message="`temperature` is deprecated for this model.")],
            "max_tokens",
        ),
    ],
)
async def test_a_newer_model_that_refuses_a_parameter_is_asked_without_it(fake, vendors, name, replies, sent):
    fake.plans[name].then = list(replies)
    assert (await vendors[name].generate(PROMPT, "newer")).text == TEXT
    await vendors[name].generate(PROMPT, "newer")
    assert len(fake.asked) == 3
    assert sent in fake.asked[-1].body
    assert replies[0].param not in fake.asked[-1].body
    assert name != "anthropic" or "temperature" not in fake.asked[-1].body


@pytest.mark.parametrize("name", ["openai", "google"])
async def test_texts_become_vectors_in_their_order(fake, vendors, name):
    found = await vendors[name].embed(["a", "bcd", "ef"], "embedding-model")
    assert [vector[0] for vector in found.vectors] == [1.0, 3.0, 2.0]
    assert (found.dimension, len(fake.asked)) == (3, 1)
    assert found.usage.input_tokens > 0


async def test_tool_calls_are_sent_back_in_the_form_of_each_vendor(fake, vendors):
    call = ToolCall("c1", "find_team", {"city": "Utah"})
    prompt = Prompt(
        (Message("user", "?"), Message("assistant", calls=(call,)), Message("tool", "x", call_id="c1"))
    )
    for name in VENDORS:
        await vendors[name].generate(prompt, MODELS[name])
    anthropic, openai, google = (fake.asked_of(name)[0].body for name in VENDORS)
    assert anthropic["messages"][1]["content"][0]["input"] == {"city": "Utah"}
    assert openai["messages"][1]["tool_calls"][0]["function"]["arguments"] == '{"city":"Utah"}'
    assert google["contents"][2]["parts"][0]["functionResponse"]["name"] == "find_team"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "Fri, 27 Nov 2026 10:00:30 GMT", "date": "Fri, 27 Nov 2026 10:00:10 GMT"}, 20.0),
        ({"retry-after": "Fri, 27 Nov 2026 10:00:30 GMT"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "999999"}, None),
        ({}, None),
    ],
)
def test_the_wait_that_is_stated_may_be_seconds_or_a_date(headers, seconds):
    assert report_of(429, {}, headers).retry_after_s == seconds
