"""Older paths in OpenAPI: deprecated, with a link to the operation that replaces them."""

from typing import Any

from altsports.contract.catalog import Method
from gateway_service.openapi.groups import tag_of
from gateway_service.routes.paths import RoutePath


def alias_words(verb: str, path: str) -> str:
    """The description of an older path."""
    return f"An older path of `{verb} {path}`, where the operation is described. It works in the same way."


def link_to(tag: str, operation_id: str, verb: str, path: str) -> dict[str, Any]:
    """The link to the operation that replaces an older path."""
    anchor = f"/docs#/{tag.replace(' ', '%20')}/{operation_id}"
    return {"externalDocs": {"description": f"{operation_id}: {verb} {path}", "url": anchor}}


def replacement(method: Method, path: RoutePath) -> dict[str, Any]:
    """The link from an alias of a method; nothing for its canonical path."""
    if not path.number or method.http is None:
        return {}
    return link_to(tag_of(method), method.operation_id, method.http.verb, method.http.path)
