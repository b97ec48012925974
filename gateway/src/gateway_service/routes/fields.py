"""Assigns the fields of a request to path, query or body."""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import create_model
from pydantic.fields import FieldInfo

from altsports.contract.catalog import Method
from altsports.contract.model import Message
from gateway_service.routes.paths import has_body

Fields = dict[str, FieldInfo]


@dataclass(frozen=True)
class RequestFields:
    """The fields of one method's request, by their part of the HTTP request."""

    path: Fields
    query: Fields
    body: Fields

    @classmethod
    def of(cls, method: Method) -> "RequestFields":
        """Assigns the fields: those in the path, and the others in the body or the query."""
        binding = method.http
        rest = dict(method.request_model.model_fields)
        path = {name: rest.pop(name) for name in (binding.path_fields if binding else ())}
        return cls(path, {}, rest) if has_body(method) else cls(path, rest, {})


class _Nothing(Message):
    """No fields."""


@cache
def part_model(request: type[Message], name: str, names: tuple[str, ...], doc: str = "") -> type[Message]:
    """Returns a model of some of a request's fields, with the rules of the contract.

    A process creates each model once, and the routes of a method share it.
    """
    if not names:
        return _Nothing
    fields = {key: request.model_fields[key] for key in names}
    definitions: dict[str, Any] = {key: (annotated(info), info) for key, info in fields.items()}
    return create_model(name, __base__=Message, __doc__=doc, **definitions)


def annotated(info: FieldInfo) -> Any:
    """The type of a field together with its rules."""
    return Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation


def is_list(info: FieldInfo) -> bool:
    """Whether a query parameter can be repeated."""
    annotation = info.annotation
    return get_origin(annotation) is list or any(get_origin(arg) is list for arg in get_args(annotation))
