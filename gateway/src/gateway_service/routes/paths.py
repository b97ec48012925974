"""The documented paths of a method: the canonical one and its aliases."""

from collections.abc import Iterator
from dataclasses import dataclass

from altsports.contract.catalog import Method


@dataclass(frozen=True, slots=True)
class RoutePath:
    """One verb and path of a method."""

    verb: str
    path: str
    envelope: bool
    form_only: bool
    number: int
    """0 for the canonical path, then 1, 2, ..."""


def paths_of(method: Method) -> Iterator[RoutePath]:
    """Every path of a method; none for internal methods of the mesh."""
    binding, envelope = method.http, method.policy.envelope
    if binding is None:
        return
    yield RoutePath(binding.verb, binding.path, envelope, form_only=False, number=0)
    for number, alias in enumerate(binding.aliases, start=1):
        bare, form_only = alias.bare, alias.body == "form"
        yield RoutePath(alias.verb, alias.path, envelope and not bare, form_only, number)


def has_body(method: Method) -> bool:
    """Whether the request is sent in a body, not in the query."""
    return method.http is not None and bool(method.http.body)


def takes_idempotency_key(method: Method) -> bool:
    """Whether the method is a change with one answer."""
    return method.http is not None and method.http.verb != "GET" and not method.server_streaming
