"""Adds the routes of crests to the edge, and their description to the OpenAPI document."""

from typing import Annotated, Any, Final

from fastapi import FastAPI, Path
from fastapi.responses import Response

from gateway_service.crests.images import LONGEST
from gateway_service.crests.operations import STATIC, ReadCrest, SetCrest
from gateway_service.crests.report import Crest
from gateway_service.edge.routing import RouteTable
from gateway_service.edge.target import Guarded, Target
from gateway_service.files.install import FileParts
from gateway_service.openapi.alias import page_words
from gateway_service.openapi.shared import PROBLEM_REF
from gateway_service.pages.guarded import PagePolicy
from service_kit.edge.body import BodyReader
from service_kit.limits.questions import RouteTerms

PATH: Final = "/api/v1/football/teams/{team_id}/crest"
_ALIAS: Final = "/api/teams/{team_id}/crest"
_PERMISSIONS: Final = ("accounts:update", "football:read")
_TEAM: Final = "8ce3b698-0fe8-52c8-bb98-92e23be9c676"
_WORDS: Final = """Stores the crest of a team: a PNG, JPEG or WebP of at most 2 MiB and 2048 x 2048 pixels.

The image is drawn anew as a PNG of at most 512 x 512, without anything else of the file, such as its
metadata. `crest_url` of the team then names it, at an address with a hash that is open to everybody.
Photographs of people are not stored. `PATCH` of the team with `crest_url` null takes the crest off.

Requires the permissions `accounts:update` and `football:read` in the club."""
_READ_WORDS: Final = "Serves the crest of a team, a PNG. It never changes, so clients may keep it."


def install(
    app: FastAPI, table: RouteTable[Target], parts: FileParts, *, timeout_s: float, base_url: str
) -> None:
    """Adds the routes."""
    bodies = BodyReader(longest=LONGEST, timeout_s=timeout_s)
    setting = SetCrest(parts.catalog, parts.client, parts.store, bodies, base_url=base_url)
    admitted = Guarded(PagePolicy("REQUIRED", "", _PERMISSIONS), RouteTerms(f"PUT {PATH}"))
    table.add("PUT", PATH, Target(PATH, admitted, setting))
    table.add("PUT", _ALIAS, Target(_ALIAS, admitted, setting, canonical=PATH))
    public = Guarded(PagePolicy("PUBLIC"), RouteTerms(f"GET {STATIC}", quota_cost=0))
    table.add("GET", STATIC, Target(STATIC, public, ReadCrest(parts.store)))
    _describe(app)


def _describe(app: FastAPI) -> None:
    async def set_crest(
        team_id: Annotated[str, Path(description="The team.", examples=[_TEAM])],
    ) -> None:
        """Never called: the edge answers."""

    async def read_crest(name: Annotated[str, Path(description="The name of the image.")]) -> None: ...

    paths = (PATH, _ALIAS)
    for number, path in enumerate(paths):
        words = page_words(
            "football teams", "SetFootballTeamCrest", _WORDS, paths=paths, number=number, verb="PUT"
        )
        extra = words.pop("openapi_extra", {})
        app.add_api_route(
            path, set_crest, methods=["PUT"], summary="Set the crest of a team", response_model=Crest,
            responses=_problems(_ERRORS), openapi_extra={**extra, **_EXTRA}, **words,
        )  # fmt: skip
    app.add_api_route(
        STATIC, read_crest, tags=["football teams"], summary="Read a crest", description=_READ_WORDS,
        operation_id="ReadFootballTeamCrest", response_class=Response, openapi_extra={"security": []},
        responses={
            200: {"description": "The image.", "content": {"image/png": {"schema": {"type": "string"}}}},
            304: {"description": "The client has it already."},
            **_problems(_READ_ERRORS),
        },
    )  # fmt: skip


def _problems(errors: dict[int, str]) -> dict[int | str, dict[str, Any]]:
    return {status: {"description": text, "content": PROBLEM_REF} for status, text in errors.items()}


_FILE: Final = {"type": "string", "format": "binary", "description": "The image."}
_EXTRA: Final[dict[str, Any]] = {
    "security": [{"BearerToken": []}, {"OAuth2Password": []}, {"ApiKey": []}],
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"file": _FILE}, "required": ["file"]},
                "examples": {"example": {"value": {"file": "crest.png"}}},
            }
        },
    },
}
_ERRORS: Final = {
    401: "The credentials are missing, wrong or expired",
    403: "Insufficient permissions. Required permission: accounts:update",
    404: "`RECORD_NOT_FOUND`: the club has no such team",
    408: "The body did not arrive in time",
    413: "The image is too large",
    422: "The body is no image that can be read, or has too many pixels",
    429: "A rate limit is exceeded",
    503: "`FILE_STORE_UNAVAILABLE`, or the gateway is busy",
}
_READ_ERRORS: Final = {
    404: "`CREST_NOT_FOUND`",
    422: "A parameter is not valid",
    429: "A rate limit is exceeded",
    503: "`FILE_STORE_UNAVAILABLE`, or the gateway is busy",
}
