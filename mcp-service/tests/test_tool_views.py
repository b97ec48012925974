"""The tools a caller sees, and the search for tools by words and addresses."""

import pytest

from mcp_service.calls.context import CallContext
from mcp_service.tools.addresses import AddressBook
from mcp_service.tools.cards import ToolCard
from mcp_service.tools.ranking import Ranking
from mcp_service.tools.registry import contract_registry
from mcp_service.tools.view import EVERYTHING, View, parse_toolsets
from service_kit.caller import ANONYMOUS, Caller
from service_kit.testing.callers import ADMIN

REGISTRY = contract_registry()


USER = Caller(kind="user", user_id="u", role="user", permissions=frozenset({"profile:read", "leagues:read"}))


def listed(view: View, caller: Caller = ADMIN) -> list[ToolCard]:
    context = CallContext(caller=caller, view=view)
    return [card for card in REGISTRY if context.reaches(card)]


def test_a_read_only_view_shows_only_tools_that_change_nothing():
    shown = listed(View(read_only=True))
    assert {"search_leagues", "get_league"} <= {card.name for card in shown}
    assert all(card.spec.read_only for card in shown)


def test_toolsets_choose_by_namespace_and_by_noun():
    assert {card.method.noun for card in listed(View(toolsets=frozenset({"tasks"})))} == {"tasks"}
    assert {card.method.namespace for card in listed(View(toolsets=frozenset({"league"})))} == {"league"}


def test_a_request_cannot_see_more_than_the_operator_shows():
    operator = View(read_only=True, toolsets=frozenset({"league"}))
    asked = operator.narrowed(read_only=False, toolsets=frozenset({"league", "auth"}), search=False)
    assert asked.read_only
    assert asked.toolsets == {"league"}
    other = operator.narrowed(read_only=False, toolsets=frozenset({"auth"}), search=False)
    assert listed(other) == []


@pytest.mark.parametrize("text", ["", " ", "all", "all,runs"])
def test_no_toolsets_and_all_mean_everything(text):
    assert parse_toolsets(text) is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("find leagues by words", "find_leagues"),
        ("delete a league", "delete_league"),
        ("sponsors and partnership prospects", "analyze_partnerships"),
        ("background tasks", "list_tasks"),
    ],
)
def test_words_find_the_tool(query, expected):
    assert expected in [card.name for card in Ranking(REGISTRY).best(query)[:3]]


def test_words_of_nothing_find_nothing():
    assert Ranking(REGISTRY).best("zzz qqq") == []


def test_an_address_leads_to_its_tool_with_the_values_in_it():
    book = AddressBook(REGISTRY)
    found = book.find("altsports://leagues/a%20b")
    assert found is not None
    address, arguments = found
    assert (address.card.name, arguments) == ("get_league", {"league_id": "a b"})
    assert book.find("altsports://sports")[0].card.name == "list_sports"


@pytest.mark.parametrize(
    "uri", ["altsports://leagues/a/b/c", "altsports://", "http://x", "altsports://x" * 500]
)
def test_an_address_of_nothing_leads_nowhere(uri):
    assert AddressBook(REGISTRY).find(uri) is None


def test_tools_that_change_something_have_no_address():
    assert all(address.card.spec.read_only for address in AddressBook(REGISTRY))


def test_the_list_is_always_in_the_same_order():
    names = [card.name for card in listed(EVERYTHING)]
    assert names == sorted(names)


def test_callers_see_the_tools_that_they_can_call():
    anonymous = {card.name for card in listed(EVERYTHING, ANONYMOUS)}
    user = {card.name for card in listed(EVERYTHING, USER)}
    assert {"search_leagues", "get_consensus"} <= anonymous
    assert not {card.name for card in REGISTRY if card.method.policy.access == "REQUIRED"} & anonymous
    assert "get_me" in user - anonymous
    assert not {card.name for card in REGISTRY if card.method.policy.role == "admin"} & user


def test_every_product_has_a_toolset():
    tools = {
        name: {card.name for card in listed(View(toolsets=frozenset({name})))} for name in ("leagues", "nfl")
    }
    assert {"search_leagues", "analyze_partnerships", "list_sources"} <= tools["leagues"]
    assert {"get_consensus", "list_experts", "list_live_bets"} <= tools["nfl"]
    assert not tools["leagues"] & tools["nfl"]
