"""The OpenAPI document: FastAPI's description of the routes, the security schemes, and the errors."""

import asyncio
from typing import Any

import orjson
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from altsports.contract.catalog import Catalog
from gateway_service.routes.contract_route import documented_routes
from gateway_service.routes.documents import Problem

TITLE = "AltSportsLeagues API"
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


class ApiDescription:
    """The document of an application, built at the first request because it takes a second."""

    def __init__(self, app: FastAPI, catalog: Catalog) -> None:
        self._app = app
        self._catalog = catalog
        self._made: asyncio.Task[bytes] | None = None

    async def json(self) -> bytes:
        """The document as JSON."""
        if self._made is None:
            self._made = asyncio.create_task(asyncio.to_thread(self._dump), name="openapi")
        return await asyncio.shield(self._made)

    def document(self) -> dict[str, Any]:
        """The document."""
        routes = [*documented_routes(self._catalog), *self._app.routes]
        tags = [{"name": name} for name in sorted({str(t) for r in routes for t in getattr(r, "tags", [])})]
        return _completed(
            get_openapi(title=TITLE, version=VERSION, description=DESCRIPTION, routes=routes, tags=tags)
        )

    def _dump(self) -> bytes:
        return orjson.dumps(self.document())


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
