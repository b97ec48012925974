"""The documents of the feed say what is sent: every message is held to its schema."""

from typing import Any, cast
from urllib.parse import urlencode

import jsonschema
import pytest
from pydantic import BaseModel

from altsports.contract.events import EventSpec, load_events
from altsports.contract.model import EventMessage
from gateway_service.feed import asyncapi, feed
from service_kit.testing.toy_events import with_toys

REFERENCE = {"type": "object", "required": ["$ref"], "maxProperties": 1}
TEXT = {"type": "string", "minLength": 1}


def closed(needed: dict[str, Any], also: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object with these fields and no others, as most of AsyncAPI's."""
    fields = needed | (also or {})
    return {
        "type": "object",
        "required": list(needed),
        "properties": fields,
        "additionalProperties": False,
    }


def each(schema: dict[str, Any]) -> dict[str, Any]:
    """An object whose keys are names."""
    names = {"pattern": r"^[A-Za-z0-9._-]+$"}
    return {"type": "object", "minProperties": 1, "propertyNames": names, "additionalProperties": schema}


WS_BINDING = closed(
    {"method": {"enum": ["GET", "POST"]}, "query": {"type": "object"}, "bindingVersion": TEXT}
)
STRUCTURE = closed(
    {
        "asyncapi": {"const": "3.0.0"},
        "info": closed({"title": TEXT, "version": TEXT}, {"description": TEXT}),
        "servers": each(closed({"host": TEXT, "protocol": TEXT}, {"description": TEXT})),
        "channels": each(
            closed(
                {"address": TEXT, "messages": each(REFERENCE)},
                {"servers": {"type": "array", "items": REFERENCE}, "bindings": closed({"ws": WS_BINDING})},
            )
        ),
        "operations": each(
            closed(
                {"action": {"enum": ["send", "receive"]}, "channel": REFERENCE},
                {"summary": TEXT, "messages": {"type": "array", "items": REFERENCE, "uniqueItems": True}},
            )
        ),
        "components": closed(
            {
                "messages": each(
                    closed({"payload": REFERENCE}, {"name": TEXT, "title": TEXT, "summary": TEXT})
                ),
                "schemas": each({"type": "object"}),
            }
        ),
    },
    {"defaultContentType": {"const": "application/json"}},
)
"""What the meta-schema of AsyncAPI 3.0.0 says about the parts that we use; the whole has 9,000 lines."""


@pytest.fixture
def validate() -> Any:
    """`validate(message)`: against the schema of its type in the document; unknown fields are errors."""
    document = asyncapi.document(load_events())
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        schema["additionalProperties"] = False
    by_type = {
        message["name"]: message["payload"]["$ref"].rpartition("/")[2]
        for message in document["components"]["messages"].values()
    }

    def check(message: dict) -> str:
        root = {
            "$ref": f"#/components/schemas/{by_type[message['type']]}",
            "components": {"schemas": schemas},
        }
        jsonschema.validate(message, root, format_checker=jsonschema.FormatChecker())
        return message["type"]

    return check


OWNER = "196c254c-a014-5f36-bb7b-496e4f7195f5"
"""The user of the examples, who receives the events that only concern one user."""
MANAGER = {
    "org": "08dad9dd-2b09-5a86-9e2a-4815cb85b58d",
    "club_role": "account_manager",
    "permissions": ["feed:read", "football:read", "football:write", "notes:read", "analysis:run"],
}
"""The club of the examples, whose events reach its members."""


def sample(spec: EventSpec) -> EventMessage:
    """An event made of the examples in the contract."""
    return spec.model.model_validate(_example_of(spec.model))


def _example_of(model: type[BaseModel]) -> dict[str, Any]:
    return {
        name: field.examples[0] if field.examples else _example_of(cast("type[BaseModel]", field.annotation))
        for name, field in model.model_fields.items()
        if field.is_required()
    }


async def test_everything_that_is_sent_is_what_the_document_says(
    listen, start_gateway, token, outbox, events, validate
):
    gateway = await start_gateway(feed_heartbeat_s=0.3)
    text = token(OWNER, **MANAGER)["Authorization"].removeprefix("Bearer ")
    listener = await listen(f"?token={text}", gateway=gateway)
    contract = load_events()
    said = [listener.hello, await listener.subscribe(*contract.channels)]
    await outbox.write(events.bet(1, replay="r1", simulated=True), *map(sample, contract.public))
    said += await listener.take(1 + len(contract.public))
    said.append(await listener.subscribe("bets", id="old", resume_from={"seq": 1, "epoch": "another"}))
    said.append(await listener.next())
    said.append(await listener.ask(type="ping"))
    said.append(await listener.ask(type="authenticate", token=text))
    said.append(await listener.ask(type="subscribe", channels=["goals"]))
    said.append(await listener.ask(type="unsubscribe"))
    beat = await listener.next(with_heartbeats=True)
    kinds = {validate(message) for message in [*said, beat]}
    sent = asyncapi.document(load_events())["operations"]["sendUpdates"]["messages"]
    assert len(kinds) == len(sent)


def test_the_document_is_what_asyncapi_says_and_its_payloads_are_schemas():
    document = asyncapi.document(load_events())
    jsonschema.Draft202012Validator(STRUCTURE).validate(document)
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft7Validator.check_schema(schema)  # what AsyncAPI's own schemas extend
    for binding in (channel.get("bindings") for channel in document["channels"].values()):
        if binding is not None:
            jsonschema.Draft7Validator.check_schema(binding["ws"]["query"])
    for operation in document["operations"].values():
        messages = f"{operation['channel']['$ref']}/messages/"
        assert all(message["$ref"].startswith(messages) for message in operation["messages"])


def test_every_reference_of_the_document_leads_somewhere():
    document = asyncapi.document(load_events())

    def look(node: Any) -> None:
        if isinstance(node, dict):
            if isinstance(reference := node.get("$ref"), str):
                place = document
                for part in reference.removeprefix("#/").split("/"):
                    place = place[part]
            for value in node.values():
                look(value)
        elif isinstance(node, list):
            for value in node:
                look(value)

    look(document)


async def test_the_documents_are_served_and_list_the_feed(http):
    document = (await http.get("/asyncapi.json")).raise_for_status().json()
    assert {channel["address"] for channel in document["channels"].values()} == {
        "/ws/updates",
        "/api/v1/feed/stream",
    }
    page = (await http.get("/docs/realtime")).raise_for_status()
    assert page.headers["content-type"].startswith("text/html")
    assert "bet_placed" in page.text
    assert "<script>" not in page.text
    paths = (await http.get("/openapi.json", timeout=60)).raise_for_status().json()["paths"]
    assert {"/api/v1/feed", "/api/v1/feed/stream", "/api/v1/feed/tickets"} <= paths.keys()
    assert "text/event-stream" in paths["/api/v1/feed/stream"]["get"]["responses"]["200"]["content"]


@pytest.mark.parametrize("contract", [load_events(), with_toys()], ids=["contract", "toys"])
def test_every_event_channel_and_filter_of_a_contract_is_in_the_document(contract):
    document = asyncapi.document(contract)
    schemas = document["components"]["schemas"]
    sent = {
        operation: {reference["$ref"].rpartition("/")[2] for reference in described["messages"]}
        for operation, described in document["operations"].items()
    }
    for spec in contract.public:
        name = spec.model.__name__
        assert document["components"]["messages"][name]["name"] == spec.wire_type
        assert name in sent["sendUpdates"] & sent["streamUpdates"]
        assert schemas[name]["properties"].keys() >= {"type", "id", "seq", "epoch", "timestamp"}
        assert not schemas[name]["properties"].keys() & spec.hidden
    for message in ("Hello", "Subscribe", "Subscribed", "Snapshot"):
        assert schemas[message]["properties"]["channels"]["items"]["enum"] == list(contract.channels)
    filters = {*contract.filters, "replays"}
    assert schemas["Filters"]["properties"].keys() == filters
    assert document["channels"]["updates"]["bindings"]["ws"]["query"]["properties"].keys() >= filters


async def test_every_channel_and_filter_of_a_contract_works_on_every_wire(
    start_gateway, listen, toy_events, monkeypatch
):
    """A new event needs nothing here: it is subscribed to, filtered, loaded again, and documented."""
    monkeypatch.setattr(feed, "load_events", with_toys)
    gateway = await start_gateway()
    channels, filters = list(toy_events.channels), {name: ["x"] for name in toy_events.filters}
    listener = await listen(gateway=gateway)
    assert listener.hello["channels"] == channels
    assert listener.hello["reload"] == {spec.wire_type: list(spec.reload) for spec in toy_events.public}
    subscribed = await listener.subscribe(
        *channels, filters=filters, resume_from={"seq": 1, "epoch": "another"}
    )
    assert (subscribed["channels"], subscribed["filters"]) == (channels, filters | {"replays": []})
    told = await listener.next()
    assert (told["type"], told["channels"]) == ("snapshot", channels)
    assert told["reload"] == {name: list(paths) for name, paths in toy_events.reload.items()}
    query = {"channels": ",".join(channels), **dict.fromkeys(filters, "x")}
    assert (await gateway.get("/api/v1/feed", params=query)).status_code == 200
    by_address = await listen(f"?{urlencode(query)}", gateway=gateway)
    assert (await by_address.next())["filters"] == filters | {"replays": []}
    paths = (await gateway.get("/openapi.json", timeout=60)).raise_for_status().json()["paths"]
    for path in ("/api/v1/feed", "/api/v1/feed/stream"):
        described = {parameter["name"] for parameter in paths[path]["get"]["parameters"]}
        assert described >= {"channels", "replays", "epoch", *load_events().filters}
