"""The OpenAPI document: what it says, that it is the current one, and how it is served."""

import gzip
import json

import pytest
from pydantic import SecretStr

from altsports.contract.catalog import load_catalog
from gateway_service.app import Gateway
from gateway_service.edge.compression import takes_gzip
from gateway_service.openapi.document import make_document
from gateway_service.openapi.published import FILE, published
from gateway_service.settings import GatewaySettings
from gateway_service.write_openapi import as_lines


@pytest.fixture(scope="module")
def document():
    """The document as it is published."""
    return json.loads(FILE.read_bytes())


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("br, GZIP;q=0.5", "gzip"),
        ("*", "gzip"),
        ("identity", None),
        ("gzip;q=0, *", None),
        ("gzip; q=0.0", None),
        ("br", None),
    ],
)
async def test_the_document_is_served_compressed_to_clients_that_take_it(http, document, accepted, coding):
    async with http.stream("GET", "/openapi.json", headers={"accept-encoding": accepted}) as response:
        raw = b"".join([part async for part in response.aiter_raw()])
    assert response.status_code == 200
    assert response.headers.get("content-encoding") == coding
    assert response.headers["content-type"] == "application/json"
    assert response.headers["content-length"] == str(len(raw))
    assert "Accept-Encoding" in response.headers["vary"]
    assert json.loads(gzip.decompress(raw) if coding else raw) == document


async def test_a_client_that_has_the_document_gets_it_only_once(http):
    tag = (await http.get("/openapi.json")).headers["etag"]
    for accepted in ("gzip", "identity"):
        again = await http.get("/openapi.json", headers={"if-none-match": tag, "accept-encoding": accepted})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert (await http.get("/openapi.json", headers={"if-none-match": '"other"'})).status_code == 200


async def test_head_says_how_long_the_document_is(http):
    response = await http.head("/openapi.json", headers={"accept-encoding": "gzip"})
    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["content-length"] == str(len(published().compressed))


@pytest.mark.parametrize("accepted", ["", "gzip;q=0", "br;q=1, *;q=0", "deflate"])
def test_nobody_gets_gzip_who_does_not_take_it(accepted):
    assert not takes_gzip(accepted.encode())


def test_the_document_is_the_current_one_whatever_the_settings(tmp_path):
    settings = GatewaySettings(
        env="test",
        home=tmp_path,
        mesh_secret=SecretStr("x" * 40),
        redis_url=SecretStr("redis://127.0.0.1:1/0"),
        docs_enabled=False,
        public_url="https://api.example.org",
        max_body_bytes=2048,
    )
    current = as_lines(make_document(Gateway(settings).pages, load_catalog()))
    assert current == FILE.read_bytes(), "run `make proto` and commit what it writes"


def test_the_first_server_is_whoever_serves_the_document(document):
    assert [server["url"] for server in document["servers"]] == ["/", "http://localhost:8000"]
    assert all(path.startswith("/") for path in document["paths"])


def test_the_description_names_the_api_and_the_ways_in(document):
    info = document["info"]
    assert (info["title"], info["version"]) == ("AltSportsLeagues API", "1.0.0")
    assert info["description"].startswith("Backend API for sports league intelligence\n")
    schemes = document["components"]["securitySchemes"]
    assert {scheme["type"] for scheme in schemes.values()} == {"http", "oauth2", "apiKey"}
    assert schemes["OAuth2Password"]["flows"]["password"]["tokenUrl"] == "/api/token"
    assert {} in document["paths"]["/leagues"]["get"]["security"]
    assert {} not in document["paths"]["/users/me"]["get"]["security"]
    assert document["paths"]["/auth/login"]["post"]["security"] == []


def test_parameters_have_their_rules_and_bodies_their_examples(document):
    listing = document["paths"]["/leagues"]["get"]
    by_name = {parameter["name"]: parameter for parameter in listing["parameters"]}
    assert by_name["sport"]["required"] is True
    assert by_name["page_size"]["schema"]["default"] == 20
    assert by_name["sport"]["description"]
    answer = listing["responses"]["200"]["content"]["application/json"]["schema"]
    assert answer["$ref"].endswith("ListLeaguesAnswer")
    assert "application/problem+json" in _followed(document, listing["responses"]["422"])["content"]
    creation = document["paths"]["/leagues"]["post"]
    body = creation["requestBody"]["content"]["application/json"]
    assert body["examples"]["example"]["value"]["sport"]
    assert "201" in creation["responses"]
    assert "Idempotency-Key" in {parameter["name"].title() for parameter in creation["parameters"]}
    form = document["paths"]["/api/token"]["post"]["requestBody"]["content"]
    assert list(form) == ["application/x-www-form-urlencoded"]


def test_parameters_show_what_the_example_of_the_whole_request_gives_them(document):
    for method in load_catalog().methods:
        if method.http is None or method.tool is None:
            continue
        operation = document["paths"][method.http.path][method.http.verb.lower()]
        shown = {each["name"]: each["example"] for each in operation.get("parameters", [])}
        for name in method.http.path_fields:
            assert shown[name] == method.tool.example[name], (method.name, name)


def test_every_operation_is_described_and_named_once(document):
    operations = [
        operation
        for path in document["paths"].values()
        for verb, operation in path.items()
        if verb in {"get", "post", "put", "patch", "delete"}
    ]
    assert all(operation["summary"] for operation in operations)
    names = [operation["operationId"] for operation in operations]
    assert len(names) == len(set(names))


def _followed(document, node):
    reference = node.get("$ref")
    return document["components"]["responses"][reference.rpartition("/")[2]] if reference else node
