"""Serves the pages of the table and their files. No page loads anything from another host."""

from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from gateway_service.edge.errors import RouteNotFound
from gateway_service.web.shell_page import FOLDER, Surroundings, page_html
from gateway_service.web.table import PAGES, WebPage

_ASSETS: Final = "/assets/{folder}/{name}"
_KINDS: Final = (".js", ".css", ".svg")
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS: Final = {"content-security-policy": _POLICY, "cache-control": "no-cache", "vary": "Accept"}

PATHS: Final = (*(path for page in PAGES for path in page.paths), _ASSETS)


def install(app: FastAPI, around: Surroundings) -> None:
    """Adds the pages and their files."""
    for page in PAGES:
        for path in page.paths:
            app.add_api_route(path, _page(page, around), include_in_schema=False)
    app.add_api_route(_ASSETS, _asset(), include_in_schema=False)


def _page(page: WebPage, around: Surroundings) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        if page.browsers_only and "text/html" not in request.headers.get("accept", ""):
            raise RouteNotFound
        return HTMLResponse(page_html(page, around), headers=_HEADERS)

    return show


def _asset() -> Callable[[Request, str, str], Awaitable[Response]]:
    served = StaticFiles(directory=FOLDER)
    folders = {"shell", *(page.folder for page in PAGES)}

    async def asset(request: Request, folder: str, name: str) -> Response:
        if folder not in folders or not name.endswith(_KINDS):
            raise RouteNotFound
        try:
            response = await served.get_response(f"{folder}/{name}", request.scope)
        except HTTPException as error:
            raise RouteNotFound from error
        response.headers["cache-control"] = "no-cache"
        return response

    return asset
