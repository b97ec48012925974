"""The OpenAPI document, and the libraries that draw it, which work without internet access."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_oauth2_redirect_html
from starlette.responses import FileResponse, HTMLResponse, Response

from gateway_service.edge.compression import takes_gzip
from gateway_service.edge.errors import RouteNotFound
from gateway_service.openapi.published import published
from gateway_service.pages.scope import exchange_of
from gateway_service.routes.conditional import not_modified

_REDOC = "redoc.standalone.js"
_LOGO = b"https://cdn.redoc.ly/redoc/logo-mini.svg"
_FILES = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    _REDOC: "text/javascript",
    "favicon.png": "image/png",
}
_FOLDER = Path(str(files("fastapi_offline") / "static"))
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"
_FRESH = {"cache-control": "no-cache"}
_HEADERS = {"content-security-policy": _POLICY, **_FRESH}
_REDIRECT = "/docs/oauth2-redirect"

PATHS = ("/openapi.json", "/docs/assets/{name}", _REDIRECT)


def install(app: FastAPI) -> None:
    """Adds /openapi.json and the files of Swagger UI and ReDoc, whose pages are in `web`."""
    app.add_api_route("/openapi.json", _openapi, include_in_schema=False)
    app.add_api_route(_REDIRECT, _redirect, include_in_schema=False)
    app.add_api_route("/docs/assets/{name}", _asset, include_in_schema=False)


async def _openapi(request: Request) -> Response:
    document, exchange = published(), exchange_of(request)
    headers = {**_FRESH, "etag": document.etag.decode(), "vary": "Accept-Encoding"}
    if not_modified(exchange, document.etag):
        return Response(status_code=304, headers=headers)
    if not takes_gzip(exchange.headers.get(b"accept-encoding", b"")):
        return Response(document.plain(), media_type="application/json", headers=headers)
    headers["content-encoding"] = "gzip"
    return Response(document.compressed, media_type="application/json", headers=headers)


async def _redirect() -> HTMLResponse:
    return HTMLResponse(get_swagger_ui_oauth2_redirect_html().body, headers=_HEADERS)


async def _asset(name: str) -> Response:
    if name not in _FILES:
        raise RouteNotFound
    headers = {"cache-control": "public, max-age=86400"}
    if name == _REDOC:
        return Response(_redoc_without_host(), media_type=_FILES[name], headers=headers)
    return FileResponse(_FOLDER / name, media_type=_FILES[name], headers=headers)


@cache
def _redoc_without_host() -> bytes:
    """ReDoc, with a picture of this host in place of the one that it would load from its maker."""
    return (_FOLDER / _REDOC).read_bytes().replace(_LOGO, b"/docs/assets/favicon.png")
