"""The values that a handler gets for fields that a client does not set."""

import json

import pytest

from altsports.contract.catalog import load_catalog
from altsports.options.v1 import options_pb2
from service_kit.caller import CallerVerifier
from service_kit.rpc.incoming import Incoming

VERIFIER = CallerVerifier(b"a secret of the tests")


def _defaults(method) -> dict:
    fields = method.request_class.DESCRIPTOR.fields
    stated = {field.name: field.GetOptions().Extensions[options_pb2.rules].default for field in fields}
    return {name: json.loads(text) for name, text in stated.items() if text}


def _example(method) -> dict:
    shown = [method.tool.example] if method.tool else [*method.policy.examples, method.body_example]
    return dict(shown[0])


METHODS = [method for method in load_catalog().methods if _defaults(method) and not method.client_streaming]


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.rpc)
def test_an_unset_field_has_the_default_that_the_contract_documents(method):
    defaults = _defaults(method)
    given = {name: value for name, value in _example(method).items() if name not in defaults}
    sent = method.request_from_json(given).SerializeToString()
    request = Incoming(method, VERIFIER).decode(sent)
    assert {name: getattr(request, name) for name in defaults} == defaults


@pytest.mark.parametrize(
    ("rpc", "field"),
    [("BattleService/ListActiveBattles", "min_difference"), ("GameService/ListWeekGames", "include_odds")],
)
def test_a_zero_that_a_client_sends_is_not_taken_for_an_unset_field(rpc, field):
    method = load_catalog().by_path[f"/altsports.ai.v1.{rpc}"]
    zero = type(_defaults(method)[field])()
    assert _defaults(method)[field] != zero
    sent = method.request_from_json({**_example(method), field: zero}).SerializeToString()
    assert getattr(Incoming(method, VERIFIER).decode(sent), field) == zero
