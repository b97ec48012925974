"""The page /live: the experts' season as it happens. All its files are served from here."""

from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import FileResponse

from gateway_service.edge.errors import RouteNotFound

_FOLDER = Path(str(files("gateway_service.pages") / "live_assets"))
_FILES = {
    "live.css": "text/css",
    "main.js": "text/javascript",
    "api.js": "text/javascript",
    "feed.js": "text/javascript",
    "views.js": "text/javascript",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {"content-security-policy": _POLICY, "cache-control": "no-cache"}

PATHS = ("/live", "/live/assets/{name}")


def install(app: FastAPI) -> None:
    """Adds the page and its files."""
    app.add_api_route("/live", _page, include_in_schema=False)
    app.add_api_route("/live/assets/{name}", _asset, include_in_schema=False)


async def _page() -> FileResponse:
    return FileResponse(_FOLDER / "live.html", media_type="text/html", headers=_HEADERS)


async def _asset(name: str) -> FileResponse:
    if name not in _FILES:
        raise RouteNotFound
    return FileResponse(_FOLDER / name, media_type=_FILES[name], headers={"cache-control": "no-cache"})
