"""The published OpenAPI against the running mesh: examples that run, hostile input that is refused."""

import httpx
import pytest


@pytest.fixture(scope="module")
def openapi(mesh):
    return httpx.get(f"{mesh.gateways[0]}/openapi.json", timeout=30).raise_for_status().json()


def test_the_document_names_the_product_as_documented(openapi):
    assert openapi["info"]["title"] == "AltSportsLeagues API"
    assert openapi["info"]["description"].startswith("Backend API for sports league intelligence")
    assert openapi["info"]["version"] == "1.0.0"


def test_every_operation_is_described_and_answers_a_schema(openapi):
    for path, operations in openapi["paths"].items():
        for verb, operation in operations.items():
            where = f"{verb} {path}"
            assert operation.get("summary"), where
            assert operation["responses"], where


def test_security_schemes_are_bearer_oauth2_and_api_key(openapi):
    kinds = {scheme["type"] for scheme in openapi["components"]["securitySchemes"].values()}
    assert kinds == {"http", "oauth2", "apiKey"}
