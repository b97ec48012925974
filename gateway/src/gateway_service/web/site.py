"""Serves the pages of the table and their files. No page loads anything from another host."""

from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from gateway_service.edge.errors import RouteNotFound
from gateway_service.web.shell_page import FOLDER, Surroundings, page_html, shown_pages
from gateway_service.web.table import WebPage

_ASSETS: Final = "/assets/{folder}/{name}"
_KINDS: Final = (".js", ".css", ".svg")
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_LIBRARY_POLICY: Final = (
    _POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    + "; font-src 'self' data:; worker-src 'self' blob:"
)


def install(app: FastAPI, around: Surroundings) -> tuple[str, ...]:
    """Adds the pages and their files, and returns their paths."""
    shown = [(page, path) for page in shown_pages(around) for path in page.paths]
    for page, path in shown:
        app.add_api_route(path, _page(page, around), include_in_schema=False)
    app.add_api_route(_ASSETS, _asset(), include_in_schema=False)
    return (*(path for _, path in shown), _ASSETS)


def page_answer(page: WebPage, around: Surroundings, content: str = "") -> Response:
    """The answer with a page."""
    policy = _LIBRARY_POLICY if page.documentation else _POLICY
    headers = {"content-security-policy": policy, "cache-control": "no-cache", "vary": "Accept"}
    return HTMLResponse(page_html(page, around, content), headers=headers)


def _page(page: WebPage, around: Surroundings) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        if page.browsers_only and "text/html" not in request.headers.get("accept", ""):
            raise RouteNotFound
        return page_answer(page, around)

    return show


def _asset() -> Callable[[Request, str, str], Awaitable[Response]]:
    served = StaticFiles(directory=FOLDER)

    async def asset(request: Request, folder: str, name: str) -> Response:
        if not name.endswith(_KINDS):
            raise RouteNotFound
        try:
            response = await served.get_response(f"{folder}/{name}", request.scope)
        except HTTPException as error:
            raise RouteNotFound from error
        response.headers["cache-control"] = "no-cache"
        return response

    return asset
