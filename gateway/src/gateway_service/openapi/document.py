"""Builds the OpenAPI document from the contract and the pages; only `write_openapi` calls it."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from altsports.contract.catalog import Catalog
from gateway_service.openapi.contract_route import documented_routes
from gateway_service.openapi.published import TITLE
from gateway_service.openapi.shared import Problem

DESCRIPTION = "Backend API for sports league intelligence"
VERSION = "1.0.0"

_SCHEMES: dict[str, Any] = {
    "BearerToken": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "The access token of a login.",
    },
    "OAuth2Password": {
        "type": "oauth2",
        "flows": {"password": {"tokenUrl": "/api/token", "refreshUrl": "/auth/refresh", "scopes": {}}},
        "description": "Login name and password, as an OAuth2 form.",
    },
    "ApiKey": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "A key for programs, created with POST /auth/api-keys.",
    },
}


def make_document(pages: FastAPI, catalog: Catalog) -> dict[str, Any]:
    """The document of all methods of the contract and of the hand-written pages."""
    routes = [*documented_routes(catalog), *pages.routes]
    tags = [{"name": name} for name in sorted({str(t) for r in routes for t in getattr(r, "tags", [])})]
    return _completed(
        get_openapi(title=TITLE, version=VERSION, description=DESCRIPTION, routes=routes, tags=tags)
    )


def _completed(document: dict[str, Any]) -> dict[str, Any]:
    components: dict[str, Any] = document.setdefault("components", {})
    schemas: dict[str, Any] = components.setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    schemas |= problem.pop("$defs", {})
    schemas["Problem"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    components["securitySchemes"] = _SCHEMES
    document["paths"] = dict(sorted(document["paths"].items()))
    return document
