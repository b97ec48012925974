"""The provider that answers without any key, and the counting of tokens."""

from ai_service.models.providers.counting import estimated_usage, most_input_tokens, plausible
from ai_service.models.providers.local import NOTE, LocalProvider
from ai_service.models.providers.port import Answer, Delta, Prompt, Usage

FACTS = {
    "league": "Premier Lacrosse League",
    "teams": 8,
    "scores": {"reach": 71},
    "markets": ["Boston", "Utah"],
}


async def test_the_local_provider_states_the_facts_and_that_no_model_took_part():
    answer = await LocalProvider().generate(Prompt.of("Analyse the league", facts=FACTS))
    assert answer.text == (
        f"League: Premier Lacrosse League.\nTeams: 8.\nScores, reach: 71.\nMarkets: Boston; Utah.\n\n{NOTE}"
    )
    assert answer == await LocalProvider().generate(Prompt.of("Analyse the league", facts=FACTS))


async def test_a_stream_of_the_local_provider_ends_with_the_answer_that_its_parts_make():
    *deltas, answer = [
        part async for part in LocalProvider().stream(Prompt.of("?", draft="One.\n\nTwo  words."))
    ]
    assert isinstance(answer, Answer)
    assert answer.text == f"One.\n\nTwo  words.\n\n{NOTE}"
    assert "".join(delta.text for delta in deltas if isinstance(delta, Delta)) == answer.text


async def test_structured_output_of_the_local_provider_has_the_properties_of_the_schema():
    kinds = {"teams": "integer", "league": "string", "text": "string", "risks": "array", "open": "boolean"}
    schema = {"type": "object", "properties": {name: {"type": kind} for name, kind in kinds.items()}}
    answer = await LocalProvider().generate(Prompt.of("?", schema=schema, facts=FACTS, draft="Well."))
    assert answer.data == {
        "teams": 8,
        "league": "Premier Lacrosse League",
        "text": f"Well.\n\n{NOTE}",
        "risks": [],
        "open": False,
    }


async def test_local_vectors_are_near_if_texts_share_words():
    found = await LocalProvider().embed(["ice hockey arena", "hockey arena", "tax law"])
    one, two, other = found.vectors

    def near(a: tuple[float, ...], b: tuple[float, ...]) -> float:
        return sum(x * y for x, y in zip(a, b, strict=True))

    assert near(one, two) > 0.7 > 0.3 > near(one, other)


def test_a_report_of_usage_that_is_impossible_is_replaced_by_an_estimate():
    prompt, text = Prompt.of("How large is the league?", max_tokens=50), "It has eight teams."
    honest = Usage(6, 5)
    assert plausible(honest, prompt, text) is honest
    for lie in (None, Usage(0, 5), Usage(6, 51), Usage(10**9, 5), Usage(6, -1), Usage(6, 0)):
        found = plausible(lie, prompt, text)
        assert found == estimated_usage(prompt, text)
        assert found.input_tokens <= most_input_tokens(prompt)
        assert found.output_tokens <= prompt.max_tokens
