"""Parses an HTTP request into the values of a contract's request; violations have FastAPI's format."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from altsports.contract.catalog import Method
from altsports.contract.model import Message
from gateway_service.routes.clearing import clearable, with_cleared
from gateway_service.routes.fields import RequestFields, is_list, part_model
from service_kit.edge.refusals import UnsupportedMediaType
from service_kit.errors import InvalidArgument, ValidationFailed, Violation
from service_kit.rpc.validation import violations_of

_FORM = "application/x-www-form-urlencoded"
OF_EVERY_ROUTE = frozenset({"envelope", "format"})
"""Parameters that the gateway reads itself."""
_LONGEST_NAME = 64
_MOST_PARAMETERS = 200
_LARGEST_WHOLE = 2**53
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", re.ASCII)
_PARTS = {"path", "query", "header", "body"}

Values = dict[str, Any]


class MalformedQuery(InvalidArgument):
    """The query string cannot be read."""

    reason = "MALFORMED_QUERY"


class RequestReading:
    """Parses the requests of one route; created once per route.

    Unknown query parameters are ignored, as is usual in HTTP, except by services with a strict query, and an
    empty one counts as left out. Unknown fields of a body are refused, so that a privileged field never
    passes unnoticed. A null in a body counts as left out as well, except in PATCH: there it clears the field
    if the method can clear it, as an empty list does, and is refused otherwise. Without a body, a query can
    state its switches, as in `?restart=true`.
    """

    def __init__(self, method: Method, fields: RequestFields, *, form: bool, form_only: bool) -> None:
        request = method.request_model
        name = request.__name__
        self._path = part_model(request, f"{name}Path", tuple(fields.path))
        self._query = part_model(request, f"{name}Query", tuple(fields.query))
        self._body = part_model(request, f"{name}Body", tuple(fields.body))
        self._lists = frozenset(key for key, info in fields.query.items() if is_list(info))
        self._known = frozenset(fields.query)
        self._strict = method.strict_query
        self._changes = method.http is not None and method.http.verb == "PATCH"
        self._clearable = clearable(method) if self._changes else frozenset[str]()
        self._switches = frozenset(key for key, info in fields.body.items() if info.annotation is bool)
        self._form = form or form_only
        self._json = not form_only

    def locate(self, error: ValidationFailed) -> None:
        """Adds the part of the request to the violations that a service found."""
        error.violations = [self._located(violation) for violation in error.violations]

    def _located(self, violation: Violation) -> Violation:
        loc = violation["loc"]
        if loc and loc[0] in _PARTS:
            return violation
        name = loc[0] if loc else ""
        part = "path" if name in self._path.model_fields else "query" if name in self._known else "body"
        return {"loc": [part, *loc], "msg": violation["msg"], "type": violation["type"]}

    def of_query(self, params: Mapping[str, str], query: bytes) -> Values:
        """The values of a request without a body. Raises ValidationFailed, MalformedQuery."""
        found: list[Violation] = []
        values = _validated(self._path, params, "path", found)
        if self._strict and query:
            found += self._misstated(query)
        if self._known:
            values |= _validated(self._query, self._split(query), "query", found)
        if found:
            raise ValidationFailed(violations=found)
        return values

    def of_body(
        self, params: Mapping[str, str], content_type: str, body: bytes, query: bytes = b""
    ) -> Values:
        """The values of a request with a body. Raises ValidationFailed, UnsupportedMediaType.

        Numbers can be written as text, as in `"founded_year": "1999"`.
        """
        found: list[Violation] = []
        values = _validated(self._path, params, "path", found)
        kind = content_type.partition(";")[0].strip().lower()
        if query and not body and self._switches:
            stated = {name: value for name, value in pairs_of(query) if name in self._switches}
            values |= _validated(self._body, stated, "query", found)
        elif self._form and kind == _FORM:
            values |= _validated(self._body, _form_values(body), "body", found)
        elif self._json and (kind in {"", "application/json"} or kind.endswith("+json")):
            body = with_cleared(body, self._clearable) if self._clearable else body
            values |= _validated_json(self._body, body or b"{}", found)
            if self._changes and not found:
                found += _nulls(body)
        elif kind == "application/json":
            _validated(
                self._body, {}, "body", found
            )  # reports the required fields, because a form has none here
        else:
            takes = [name for name, taken in (("application/json", self._json), (_FORM, self._form)) if taken]
            raise UnsupportedMediaType(f"The body must be {' or '.join(takes)}")
        if found:
            raise ValidationFailed(violations=found)
        return values

    def _misstated(self, query: bytes) -> Iterator[Violation]:
        """The parameters that a strict route does not have, or that a query states twice."""
        taken = sorted(self._known | OF_EVERY_ROUTE)
        for name, count in Counter(name for name, _ in pairs_of(query)).items():
            if name not in taken:
                words = f"There is no such parameter. This route takes: {', '.join(taken)}"
                yield {"loc": ["query", name[:_LONGEST_NAME]], "msg": words, "type": "unknown_parameter"}
            elif count > 1 and name not in self._lists:
                words = "The parameter is stated more than once: state one value"
                yield {"loc": ["query", name], "msg": words, "type": "repeated_parameter"}

    def _split(self, query: bytes) -> Values:
        values: Values = {}
        for name, value in pairs_of(query):
            if name in self._lists:
                values.setdefault(name, []).append(value)
            elif name in self._known:
                values[name] = value
        return values


def pairs_of(text: bytes) -> list[tuple[str, str]]:
    """The parameters of a query or of a form. Raises MalformedQuery."""
    try:
        return parse_qsl(text.decode("latin-1"), keep_blank_values=True, max_num_fields=_MOST_PARAMETERS)
    except ValueError:
        raise MalformedQuery(f"At most {_MOST_PARAMETERS} parameters are allowed") from None


def _form_values(body: bytes) -> Values:
    return dict(pairs_of(body))


def _validated(model: type[Message], values: Mapping[str, Any], where: str, found: list[Violation]) -> Values:
    try:
        return model.model_validate(values).model_dump(exclude_none=True)
    except ValidationError as error:
        found += violations_of(error, model, where)
        return {}


def _validated_json(model: type[Message], body: bytes, found: list[Violation]) -> Values:
    try:
        return model.model_validate_json(body, strict=True).model_dump(exclude_none=True)
    except ValidationError as error:
        meant = _with_numbers_meant(error, body)
        if meant is not None:
            return _validated_json(model, meant, found)
        found += violations_of(error, model, "body")
        return {}


def _nulls(body: bytes) -> list[Violation]:
    content: Values = orjson.loads(body or b"{}")
    message = "null changes nothing: leave the field out to keep its value, or send a new one"
    return [
        {"loc": ["body", name], "msg": message, "type": "null_without_effect"}
        for name, value in content.items()
        if value is None
    ]


def _with_numbers_meant(error: ValidationError, body: bytes) -> bytes | None:
    """Returns the body with 7.0 and "1999" replaced by 7 and 1999; None if there is no such number."""
    meant = [(item["loc"], number) for item in error.errors() if (number := _number_meant(item)) is not None]
    if not meant:
        return None
    try:
        content: Any = orjson.loads(body)
    except orjson.JSONDecodeError:  # it knows no number beyond a double
        return None
    for loc, number in meant:
        place = content
        for step in loc[:-1]:
            place = place[step]
        place[loc[-1]] = number
    return orjson.dumps(content)


def _number_meant(item: ErrorDetails) -> float | None:
    """The number that was written in another form where a number was expected; booleans do not count."""
    kind, value = item["type"], item["input"]
    if kind == "int_type" and isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _LARGEST_WHOLE else None
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        if kind == "int_type":
            return int(value) if value.lstrip("-").isdigit() else None
        return float(value) if kind == "float_type" else None
    return None
