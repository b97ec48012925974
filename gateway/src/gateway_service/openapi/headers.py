"""The headers of answers in OpenAPI: `components.headers`, and which answer has which."""

from typing import Any, Final

from altsports.contract.catalog import Method
from gateway_service.routes.followed import is_followed
from gateway_service.routes.paths import RoutePath, takes_idempotency_key
from gateway_service.routes.versions import is_versioned

Headers = dict[str, dict[str, str]]


def _header(words: str, example: Any, kind: str = "string") -> dict[str, Any]:
    return {"description": words, "schema": {"type": kind}, "example": example}


HEADERS: Final[dict[str, dict[str, Any]]] = {
    "X-Request-ID": _header("The id of the request: as sent, or a new one.", "5f2b7c1e9d3a4f60"),
    "traceparent": _header(
        "The W3C trace context of the answer.", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    ),
    "RateLimit": _header(
        "The remaining calls (`r`) and the seconds until the window ends (`t`). Absent without a limit.",
        '"route";r=4;t=52',
    ),
    "RateLimit-Policy": _header("The calls (`q`) per window of `w` seconds.", '"route";q=5;w=60'),
    "X-RateLimit-Limit": _header("The calls per window. Absent without a limit.", 5, "integer"),
    "X-RateLimit-Remaining": _header("The remaining calls of the window.", 4, "integer"),
    "X-RateLimit-Reset": _header("When the window ends, in epoch seconds.", 1796000452, "integer"),
    "Retry-After": _header("Seconds after which the request can be repeated.", 2, "integer"),
    "WWW-Authenticate": _header("The scheme of the credentials.", "Bearer"),
    "ETag": _header(
        "The version of the data. A request with it in `If-None-Match` is answered with 304 while the data "
        "stay the same.",
        'W/"0f343b0931126a20f133d67c"',
    ),
    "Cache-Control": _header("Who may store the answer.", "public, no-cache"),
    "Age": _header("The seconds since the answer was created. Absent if it is new.", 12, "integer"),
    "Cache-Status": _header("Whether the gateway's cache answered (RFC 9211).", "altsports; hit; ttl=48"),
    "Warning": _header(
        "Present if the service does not answer and the data are stale.", '110 - "Response is Stale"'
    ),
    "X-Total-Count": _header("The size of the whole list.", 128, "integer"),
    "X-Next-Page-Token": _header("The token of the next page. Absent on the last page.", "MjA"),
    "Idempotency-Replayed": _header("`true` if this is the stored answer to an earlier request.", "true"),
    "Idempotency-Expires": _header(
        "The seconds for which the answer to this Idempotency-Key is kept.", 86400, "integer"
    ),
    "Location": _header(
        "Where to follow the work, or where the new object is.",
        "/api/v1/tasks/957b72d3-886b-4c37-a14c-fec625b438cb/status",
    ),
    "Deprecation": _header("Since when the path is deprecated (RFC 9745).", "@1795996800"),
    "Link": _header("The path to use in its place.", '</api/v1/leagues>; rel="successor-version"'),
}

_ALWAYS: Final = ("X-Request-ID", "traceparent")
_LIMITED: Final = (
    *("RateLimit", "RateLimit-Policy", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"),
)
_BY_STATUS: Final = {
    "401": ("WWW-Authenticate",),
    "429": ("Retry-After", *_LIMITED),
    "503": ("Retry-After",),
    "504": ("Retry-After",),
}


def of_success(method: Method, path: RoutePath) -> Headers:
    """The headers that only the successful answers of a method have."""
    names: list[str] = []
    if path.verb == "GET" and not method.server_streaming:
        names += ["ETag", "Cache-Control"]
        names += ["Age", "Cache-Status", "Warning"] if method.policy.cache else []
        names += _paging(method)
    if path.verb != "GET" and is_versioned(method):
        names.append("ETag")
    if takes_idempotency_key(method):
        names += ["Idempotency-Replayed", "Idempotency-Expires"]
    if is_followed(method):
        names.append("Location")
    return references(names)


def _paging(method: Method) -> list[str]:
    fields = method.response_model.model_fields if method.policy.data_field else {}
    named = {"total_size": "X-Total-Count", "next_page_token": "X-Next-Page-Token"}
    return [header for field, header in named.items() if field in fields]


def add_common(operation: dict[str, Any]) -> None:
    """Adds the headers that depend on the status alone to the answers of an operation."""
    responses: dict[str, dict[str, Any]] = operation["responses"]
    success = [*(_LIMITED if "429" in responses else ())]
    success += ["Deprecation", "Link"] if operation.get("deprecated") else []
    for status, response in responses.items():
        names = [*_ALWAYS, *(success if status.startswith("2") else _BY_STATUS.get(status, ()))]
        response["headers"] = {**response.get("headers", {}), **references(names)}


def references(names: list[str] | tuple[str, ...]) -> Headers:
    """References to the headers of the components."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
