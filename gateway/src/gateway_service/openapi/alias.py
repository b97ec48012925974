"""Older paths in OpenAPI: deprecated, with a link to the operation that replaces them."""

from typing import Any

from altsports.contract.catalog import Method
from gateway_service.openapi.groups import tag_of
from gateway_service.routes.paths import RoutePath

REPLACED_BY = "x-replaced-by"
"""The id of the operation that replaces an older path, until `add_link` makes it a link."""

_GUARDED: dict[str, Any] = {"security": [{"BearerToken": []}, {"OAuth2Password": []}, {"ApiKey": []}]}


def alias_words(method: Method, path: RoutePath) -> str:
    """The description of an alias; an empty text for the canonical path."""
    if not path.number or method.http is None:
        return ""
    form = " The body can only be a form." if path.form_only else ""
    bare = " The answer has no envelope." if method.policy.envelope and not path.envelope else ""
    words = _words(tag_of(method), method.operation_id, f"{method.http.verb} {method.http.path}")
    return words + form + bare


def add_link(operation: dict[str, Any]) -> None:
    """Links the answers of an older path to the operation that replaces it."""
    replacement = operation.pop(REPLACED_BY, None)
    if replacement:
        link = {"operationId": replacement, "description": "The same on the path to use."}
        for status, response in operation["responses"].items():
            if status.startswith("2"):
                response["links"] = {"replacement": link}


def page_words(
    tag: str, operation_id: str, words: str, *, paths: tuple[str, ...], number: int, verb: str = "GET"
) -> dict[str, Any]:
    """How FastAPI documents one path of a page for callers with credentials; the first path is canonical."""
    if not number:
        extra = {"openapi_extra": _GUARDED}
        return {"tags": [tag], "operation_id": operation_id, "description": words, **extra}
    return {
        "tags": [tag],
        "operation_id": f"{operation_id}{number}",
        "description": _words(tag, operation_id, f"{verb} {paths[0]}"),
        "deprecated": True,
        "openapi_extra": {**_GUARDED, REPLACED_BY: operation_id},
    }


def _words(tag: str, operation_id: str, route: str) -> str:
    anchor = f"/docs#/{tag.replace(' ', '%20')}/{operation_id}"
    return f"An older path of [{route}]({anchor}), which describes the operation. It works in the same way."
