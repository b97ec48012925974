"""Older paths in OpenAPI: deprecated, with a link to the operation that replaces them."""

from typing import Any

from altsports.contract.catalog import Method
from gateway_service.openapi.groups import tag_of
from gateway_service.routes.paths import RoutePath

_GUARDED: dict[str, Any] = {"security": [{"BearerToken": []}, {"OAuth2Password": []}, {"ApiKey": []}]}


def alias_words(verb: str, path: str) -> str:
    """The description of an older path."""
    return f"An older path of `{verb} {path}`, where the operation is described. It works in the same way."


def replacement(method: Method, path: RoutePath) -> dict[str, Any]:
    """The link from an alias of a method; nothing for its canonical path."""
    if not path.number or method.http is None:
        return {}
    return _link(tag_of(method), method.operation_id, method.http.verb, method.http.path)


def page_words(
    tag: str, operation_id: str, words: str, *, paths: tuple[str, ...], number: int
) -> dict[str, Any]:
    """How FastAPI documents one path of a page for callers with credentials; the first path is canonical."""
    named: dict[str, Any] = {"tags": [tag], "operation_id": f"{operation_id}{number or ''}"}
    if not number:
        return {**named, "description": words, "openapi_extra": _GUARDED}
    return {
        **named,
        "description": alias_words("GET", paths[0]),
        "deprecated": True,
        "openapi_extra": {**_GUARDED, **_link(tag, operation_id, "GET", paths[0])},
    }


def _link(tag: str, operation_id: str, verb: str, path: str) -> dict[str, Any]:
    anchor = f"/docs#/{tag.replace(' ', '%20')}/{operation_id}"
    return {"externalDocs": {"description": f"{operation_id}: {verb} {path}", "url": anchor}}
