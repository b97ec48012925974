"""The documentation pages. All their files are served from here, so they work without internet access."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.openapi.docs import (
    get_redoc_html,
    get_swagger_ui_html,
    get_swagger_ui_oauth2_redirect_html,
)
from starlette.responses import FileResponse, HTMLResponse, Response

from gateway_service.edge.errors import RouteNotFound
from gateway_service.openapi.published import TITLE, published, takes_gzip
from gateway_service.pages.scope import exchange_of
from gateway_service.routes.conditional import not_modified

_FILES = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "redoc.standalone.js": "text/javascript",
    "favicon.png": "image/png",
}
_FOLDER = Path(str(files("fastapi_offline") / "static"))
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_FRESH = {"cache-control": "no-cache"}
_HEADERS = {"content-security-policy": _POLICY, **_FRESH}
_REDIRECT = "/docs/oauth2-redirect"

PATHS = ("/openapi.json", "/docs", "/redoc", "/docs/assets/{name}", _REDIRECT)


def install(app: FastAPI) -> None:
    """Adds /docs (Swagger UI) and /redoc (ReDoc) over /openapi.json."""
    app.add_api_route("/openapi.json", _openapi, include_in_schema=False)
    app.add_api_route("/docs", _swagger, include_in_schema=False)
    app.add_api_route("/redoc", _redoc, include_in_schema=False)
    app.add_api_route(_REDIRECT, _redirect, include_in_schema=False)
    app.add_api_route("/docs/assets/{name}", _asset, include_in_schema=False)


async def _openapi(request: Request) -> Response:
    document, exchange = published(), exchange_of(request)
    headers = {**_FRESH, "etag": document.etag.decode(), "vary": "Accept-Encoding"}
    if not_modified(exchange, document.etag):
        return Response(status_code=304, headers=headers)
    if not takes_gzip(exchange.text(b"accept-encoding") or ""):
        return Response(document.plain(), media_type="application/json", headers=headers)
    headers["content-encoding"] = "gzip"
    return Response(document.compressed, media_type="application/json", headers=headers)


async def _swagger() -> HTMLResponse:
    page = get_swagger_ui_html(
        openapi_url="/openapi.json",
        title=f"{TITLE} - Swagger UI",
        oauth2_redirect_url=_REDIRECT,
        swagger_js_url="/docs/assets/swagger-ui-bundle.js",
        swagger_css_url="/docs/assets/swagger-ui.css",
        swagger_favicon_url="/docs/assets/favicon.png",
        swagger_ui_parameters={"persistAuthorization": True, "displayRequestDuration": True},
    )
    return HTMLResponse(page.body, headers=_HEADERS)


async def _redoc() -> HTMLResponse:
    page = get_redoc_html(
        openapi_url="/openapi.json",
        title=f"{TITLE} - ReDoc",
        redoc_js_url="/docs/assets/redoc.standalone.js",
        redoc_favicon_url="/docs/assets/favicon.png",
        with_google_fonts=False,
    )
    return HTMLResponse(page.body, headers=_HEADERS)


async def _redirect() -> HTMLResponse:
    return HTMLResponse(get_swagger_ui_oauth2_redirect_html().body, headers=_HEADERS)


async def _asset(name: str) -> FileResponse:
    if name not in _FILES:
        raise RouteNotFound
    headers = {"cache-control": "public, max-age=86400"}
    return FileResponse(_FOLDER / name, media_type=_FILES[name], headers=headers)
