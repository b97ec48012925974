"""The input and output schemas of tools."""

import jsonschema
import pytest

from altsports.contract.catalog import load_catalog
from altsports.league.v1 import leagues_pb2
from altsports.options.v1 import options_pb2
from mcp_service.tools.registry import contract_registry
from mcp_service.tools.schemas import output_schema

REGISTRY = contract_registry()
CARDS = pytest.mark.parametrize("card", list(REGISTRY), ids=lambda card: card.name)


def keys_in(node) -> set[str]:
    if isinstance(node, dict):
        return set(node).union(*map(keys_in, node.values()))
    return set().union(*map(keys_in, node)) if isinstance(node, list) else set()


def test_every_exposed_method_is_a_tool_and_no_internal_one_is():
    exposed = {m.tool.name for m in load_catalog().methods if m.tool and m.policy.access != "INTERNAL"}
    assert {card.name for card in REGISTRY} == exposed
    assert not [card for card in REGISTRY if card.method.policy.access == "INTERNAL"]


def test_search_leagues_is_the_documented_tool():
    card = REGISTRY.get("search_leagues")
    assert card.description == "Search for sports leagues by sport, level, and location"
    properties = card.parameters["properties"]
    assert card.parameters["required"] == ["sport"]
    assert properties["sport"]["description"] == "Sport name (e.g., 'soccer', 'basketball')"
    assert properties["level"]["enum"] == ["professional", "amateur", "youth"]
    assert properties["level"]["default"] == "professional"
    assert properties["location"]["description"] == "Geographic location filter"
    assert card.output_schema["properties"]["result"]["items"]["required"] == ["name", "id"]


@CARDS
def test_schemas_are_valid_flat_and_closed(card):
    for schema in (card.parameters, card.output_schema):
        jsonschema.Draft202012Validator.check_schema(schema)
        assert schema["type"] == "object"
        assert not keys_in(schema) & {"$ref", "$defs"}
    assert card.parameters["additionalProperties"] is False
    assert "anyOf" not in card.parameters


@CARDS
def test_examples_satisfy_the_input_schema_and_the_model(card):
    assert card.meta["examples"]
    for example in card.meta["examples"]:
        jsonschema.validate(example["arguments"], card.parameters)
        card.method.request_model.model_validate(example["arguments"])


@CARDS
def test_an_answer_without_a_single_fact_fits_the_output_schema(card):
    answer = card.method.response_to_json(card.method.response_class())
    jsonschema.validate(answer, output_schema(card.method.response_model))


@CARDS
@pytest.mark.parametrize("depth", [1, 2, 3])
def test_an_answer_whose_lists_and_parts_are_there_and_empty_fits_the_output_schema(card, depth):
    answer = card.method.response_class()
    fill(answer, depth=depth)
    jsonschema.validate(card.method.response_to_json(answer), output_schema(card.method.response_model))


def fill(message, *, depth: int) -> None:
    """Gives each list one item, and sets message fields and times that every row has: no other value."""
    for field in message.DESCRIPTOR.fields:
        if field.message_type is None or field.message_type.GetOptions().map_entry:
            continue
        if field.message_type.full_name.startswith("google.protobuf."):
            if field.GetOptions().Extensions[options_pb2.rules].required:
                getattr(message, field.name).SetInParent()
        elif depth:
            part = getattr(message, field.name)
            if field.is_repeated:
                part = part.add()
            else:
                part.SetInParent()
            fill(part, depth=depth - 1)


def test_a_full_answer_fits_the_output_schema():
    card = REGISTRY.get("get_league")
    league = leagues_pb2.League(id="1", name="x", status="not a status", founded_year=1, website="nothing")
    league.aliases.add(name="y")
    league.created_at.GetCurrentTime()
    answer = card.method.response_to_json(leagues_pb2.GetLeagueResponse(league=league))
    jsonschema.validate(answer, card.output_schema)


@CARDS
def test_words_name_only_tools_that_exist(card):
    for name in (*card.related, *card.alternatives, *card.word_searches):
        assert REGISTRY.get(name) is not None


@CARDS
def test_each_tool_says_what_it_needs(card):
    auth, policy = card.meta["auth"], card.method.policy
    assert auth["scopes"] == list(policy.permissions)
    assert auth["required"] == (policy.access == "REQUIRED")
    assert card.title
    assert card.description
    assert "Errors:" not in card.description
