"""The documented paths of a method: the canonical one and its aliases."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from altsports.contract.catalog import Method
from altsports.options.v1 import options_pb2


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
    """True for changes whose answer contains no secret: secrets must not be stored."""
    if method.http is None or method.http.verb == "GET" or method.server_streaming:
        return False
    return not _holds_secret(method.response_class.DESCRIPTOR)


def _holds_secret(message: Any, seen: frozenset[str] = frozenset()) -> bool:
    if message.full_name in seen:
        return False
    seen |= {message.full_name}
    return any(
        field.GetOptions().Extensions[options_pb2.rules].secret
        or (field.message_type is not None and _holds_secret(field.message_type, seen))
        for field in message.fields
    )
