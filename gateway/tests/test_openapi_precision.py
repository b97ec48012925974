"""What generators of clients read from the OpenAPI document is what the gateway takes and sends."""

import importlib
import json
import re

import grpc
import pytest
from jsonschema import Draft202012Validator

from altsports.contract.catalog import load_catalog
from altsports.contract.descriptors import descriptor_set
from altsports.contract.model import OMITTED
from altsports.contract.namespaces import prefix_of, prefixed
from gateway_service.openapi.published import FILE
from gateway_service.routes.paths import paths_of

VERBS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def document():
    """The document as it is published."""
    return json.loads(FILE.read_bytes())


@pytest.fixture(scope="module")
def operations(document):
    """Every operation by its id."""
    return {
        operation["operationId"]: operation
        for path in document["paths"].values()
        for verb, operation in path.items()
        if verb in VERBS
    }


def _objects(node):
    if isinstance(node, list):
        for item in node:
            yield from _objects(item)
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _objects(value)


def _named(schemas, node):
    """The schemas that a node refers to, directly or through others."""
    names, found = set(), [node]
    while found:
        more = {each["$ref"].rpartition("/")[2] for each in _objects(found) if "$ref" in each} - names
        names |= more
        found = [schemas[name] for name in more]
    return names


def _followed(document, node):
    while "$ref" in node:
        place = document
        for step in node["$ref"].removeprefix("#/").split("/"):
            place = place[step]
        node = place
    return node


def _errors(document, schema, value):
    return list(Draft202012Validator({**schema, "components": document["components"]}).iter_errors(value))


def _body(document, operation, status):
    content = operation["responses"][str(status)].get("content", {})
    return _followed(document, content["application/json"]["schema"]) if content else None


def test_an_answer_requires_exactly_what_its_encoder_always_sends(document, operations):
    weak = {}
    for method in load_catalog().methods:
        for path in [] if method.server_streaming else paths_of(method):
            name = f"{method.operation_id}{path.number or ''}"
            schema = _body(document, operations[name], method.policy.success_status)
            sent = method.response_to_json(method.response_class())
            if method.policy.data_field:
                field = method.policy.data_field
                if path.envelope:
                    metadata = _followed(document, schema["properties"]["metadata"])
                    sent.pop("warnings", None)
                    assert set(metadata["required"]) >= set(sent) - {field}, name
                    schema = _followed(document, schema["properties"]["data"])
                sent = sent[field]
            if schema and isinstance(sent, dict) and set(schema.get("required", ())) != set(sent):
                weak[name] = set(schema.get("required", ())) ^ set(sent)
    assert weak == {}


def test_a_message_in_an_answer_requires_exactly_what_its_encoder_always_sends(document, operations):
    schemas = document["components"]["schemas"]
    inputs = _named(schemas, [one.get("requestBody", {}) for one in operations.values()])
    checked = 0
    for file in descriptor_set().file:
        if not file.name.startswith("altsports/") or "/options/" in file.name:
            continue
        stem = file.name.removesuffix(".proto").replace("/", ".")
        messages = importlib.import_module(f"{stem}_pb2")
        for name, to_json in importlib.import_module(f"{stem}_codec").TO_JSON.items():
            shown = prefixed(prefix_of(file.options), name)
            if shown in schemas and shown not in inputs and not file.name.endswith("/events.proto"):
                sent = set(to_json(getattr(messages, name)()))
                omitted = {
                    field for field, found in schemas[shown].get("properties", {}).items() if OMITTED in found
                }
                assert set(schemas[shown].get("required", ())) == sent - omitted, shown
                checked += 1
    assert checked > 100


def test_no_answer_has_two_shapes(document, operations):
    for name, operation in operations.items():
        for status, response in operation["responses"].items():
            for kind, content in _followed(document, response).get("content", {}).items():
                assert "anyOf" not in content["schema"], (name, status, kind)
                assert content["schema"].keys() & {"$ref", "type"}, (name, status, kind)


def test_fields_of_bodies_with_a_default_may_be_left_out_by_generated_types(document, operations):
    for name, operation in operations.items():
        for content in operation.get("requestBody", {}).get("content", {}).values():
            schema = _followed(document, content["schema"])
            for field, found in schema.get("properties", {}).items():
                assert "default" not in found, (name, field)
    rotate = document["components"]["schemas"]["RotateApiKeyBody"]
    assert rotate["properties"]["overlap_hours"]["description"].endswith("Default: 24.")


def test_each_default_satisfies_its_own_schema(document):
    wrong = [
        (schema, schema["default"])
        for schema in _objects(document)
        if "default" in schema and ("type" in schema or "anyOf" in schema)
        if _errors(document, schema, schema["default"])
    ]
    assert wrong == []


def test_every_parameter_has_an_example_that_satisfies_its_schema(document, operations):
    for name, operation in operations.items():
        for parameter in operation.get("parameters", []):
            assert not _errors(document, parameter["schema"], parameter["example"]), (name, parameter)
            assert {"type": "null"} not in parameter["schema"].get("anyOf", []), (name, parameter["name"])


def test_every_alias_is_deprecated_and_links_to_the_operation_that_replaces_it(operations):
    aliases = {name: one for name, one in operations.items() if one.get("deprecated")}
    contract = [path for method in load_catalog().methods for path in paths_of(method) if path.number]
    # GetUsage, GetAdminMetrics, UploadDocument and SetFootballTeamCrest have one each.
    assert len(aliases) == len(contract) + 4
    for name, alias in aliases.items():
        canonical = operations[name.rstrip("0123456789")]
        assert "deprecated" not in canonical
        assert f"/{canonical['operationId']})" in alias["description"]
        success = next(found for status, found in alias["responses"].items() if status.startswith("2"))
        assert success["links"]["replacement"]["operationId"] == canonical["operationId"]
        assert {"Deprecation", "Link"} <= set(success["headers"])


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/leagues/search?query=x", "/api/v1/leagues/search"),
        ("/leagues/one", "/api/v1/leagues/one"),
        ("/leagues/a%2Fb%20c", "/api/v1/leagues/a%2Fb%20c"),
        ("/users/me/usage", "/api/v1/users/me/usage"),
    ],
)
async def test_an_alias_names_the_path_that_replaces_it(http, path, canonical):
    headers = (await http.get(path)).headers
    assert headers["link"] == f'<{canonical}>; rel="successor-version"'
    assert headers["deprecation"].startswith("@")
    assert "link" not in (await http.get(canonical)).headers


def test_the_document_names_http_statuses_and_no_grpc_code(document):
    codes = "|".join(code.name for code in grpc.StatusCode if "_" in code.name)
    texts = [
        text for node in _objects(document) for key, text in node.items() if key in {"description", "summary"}
    ]
    assert [text for text in texts if isinstance(text, str) and re.search(rf"\b({codes})\b", text)] == []
    creation = document["paths"]["/api/v1/leagues"]["post"]["description"]
    assert "- 422 `INVALID_LEAGUE` when a rule is broken" in creation


def test_tags_are_in_the_order_of_the_products_each_with_a_sentence(document, operations):
    tags = [tag["name"] for tag in document["tags"]]
    assert tags[0] == "leagues"
    assert [tag for group in document["x-tagGroups"] for tag in group["tags"]] == tags
    assert {tag for operation in operations.values() for tag in operation["tags"]} == set(tags)
    assert all(tag["description"].endswith(".") for tag in document["tags"])
    listed = re.findall(
        r"^- \*\*([A-Za-z1 ]+)\*\*: [a-z].+\.$", document["info"]["description"], re.MULTILINE
    )
    assert listed == [group["name"] for group in document["x-tagGroups"]]


def test_an_operation_with_a_tool_has_its_title_as_summary(operations):
    for method in load_catalog().methods:
        if method.http and method.tool:
            assert operations[method.operation_id]["summary"] == method.tool.title


async def test_every_header_of_an_answer_is_documented(http, document, operations, token):
    everywhere = {
        *("content-type", "content-length", "content-encoding", "date", "server", "vary", "connection"),
        *("x-content-type-options", "x-frame-options", "referrer-policy", "content-security-policy"),
    }
    requests = [
        ("ListLeagues", "GET", "/api/v1/leagues?sport=soccer", {}),
        ("ListLeagues", "GET", "/api/v1/leagues?sport=soccer", {}),
        ("ListLeagues", "GET", "/api/v1/leagues?sport=soccer&envelope=false&page_size=1", {}),
        ("ListLeagues1", "GET", "/leagues?sport=soccer", {}),
        ("UpdateLeague", "PATCH", "/api/v1/leagues/one", {"json": {"website": "https://example.org"}}),
        ("GetLeague", "GET", "/api/v1/leagues/nobody", {}),
        ("GetMe", "GET", "/api/v1/users/me", {"headers": {"Authorization": "Bearer no"}}),
        ("GetLiveness", "GET", "/livez", {}),
    ]
    for name, verb, path, more in requests:
        given = {"headers": {**token(), "Idempotency-Key": "k1"}, **more}
        answer = await http.request(verb, path, **given)
        response = _followed(document, operations[name]["responses"][str(answer.status_code)])
        told = {header.lower() for header in response.get("headers", {})}
        limits = {header for header in answer.headers if "ratelimit" in header}
        allowed = everywhere | (limits if answer.status_code >= 400 else set())
        if answer.status_code >= 400 or "cache-control" not in told:
            allowed |= {"cache-control"}
        assert set(answer.headers) - allowed <= told, (name, set(answer.headers) - allowed - told)


def test_a_message_is_null_only_where_the_contract_calls_it_optional(document):
    schemas = document["components"]["schemas"]
    null = {"type": "null"}
    assert null not in schemas["Expert"]["properties"]["bankroll"].get("anyOf", [])
    assert schemas["League"]["properties"]["created_at"]["type"] == "string"
    assert null in schemas["Replay"]["properties"]["ended_at"]["anyOf"]
    assert null in schemas["Competitor"]["properties"]["result"]["anyOf"]
