"""Builds the OpenAPI document from the contract and the pages; only `write_openapi` calls it."""

import warnings
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.warnings import UnsupportedFieldAttributeWarning

from altsports.contract.catalog import Catalog
from gateway_service.openapi.alias import add_link
from gateway_service.openapi.contract_route import documented_routes
from gateway_service.openapi.finish import (
    drop_titles,
    finish_answers,
    finish_bodies,
    finish_parameters,
    operations_of,
    share_responses,
)
from gateway_service.openapi.groups import described, product_list, products
from gateway_service.openapi.headers import HEADERS, add_common
from gateway_service.openapi.presence import never_null, without_nulls
from gateway_service.openapi.published import TITLE
from gateway_service.openapi.shared import Problem

DESCRIPTION = """Backend API for sports league intelligence

- **Answers** of most routes are `{data, metadata, warnings}`. With `?envelope=false` they are the data \
alone, and paging moves to the headers `X-Total-Count` and `X-Next-Page-Token`.
- **Lists** are read in pages: send the `next_page_token` of one page as `page_token` of the next. \
With `?format=csv` or `?format=json`, or with `Accept: text/csv`, a list is a file with all pages, at most \
50,000 rows. `?format=excel` is CSV with a byte order mark, which Excel needs to read accents.
- **Errors** are problem documents (RFC 9457). Programs read `code`, people read `detail` and `recovery`.
- **Text** in requests is one line without control, format and bidirectional characters. A field says if it \
may have several lines. Secrets and search words may have any characters.
- **Changes** take an `Idempotency-Key`, so that a repetition changes nothing twice.
- **Older paths** are marked as deprecated and name the path that replaces them."""
VERSION = "1.0.0"
SERVERS = [
    {"url": "/", "description": "The gateway that serves this document."},
    {"url": "http://localhost:8000", "description": "A mesh on this computer, started with `make up`."},
]

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
    groups = products(catalog, {str(tag) for route in routes for tag in getattr(route, "tags", [])})
    with warnings.catch_warnings():
        # FastAPI ignores this warning where it declares a field, but contract models are built later.
        warnings.simplefilter("ignore", UnsupportedFieldAttributeWarning)
        document = get_openapi(
            title=TITLE,
            version=VERSION,
            description=f"{DESCRIPTION}\n\n{product_list(groups)}",
            routes=routes,
            servers=SERVERS,
            tags=described(catalog, [tag for tags in groups.values() for tag in tags]),
        )
    document["x-tagGroups"] = [{"name": name, "tags": tags} for name, tags in groups.items()]
    without_nulls(document["components"]["schemas"], never_null(catalog))
    return _completed(document)


def _completed(document: dict[str, Any]) -> dict[str, Any]:
    components: dict[str, Any] = document.setdefault("components", {})
    schemas: dict[str, Any] = components.setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    schemas |= problem.pop("$defs", {})
    schemas["Problem"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    components["securitySchemes"] = _SCHEMES
    components["headers"] = HEADERS
    document["paths"] = dict(sorted(document["paths"].items()))
    drop_titles(document)
    finish_parameters(document)
    finish_answers(document)
    finish_bodies(document)
    for operation in operations_of(document):
        operation.setdefault("security", [])
        add_common(operation)
        add_link(operation)
    share_responses(document)
    return document
