"""Turns the items of a list into rows of CSV: nested fields become columns, texts cannot become formulas."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from types import UnionType
from typing import Any, Union, get_args, get_origin

import orjson
from pydantic import BaseModel

from altsports.contract.json_values import is_array, is_object

_DEEPEST = 3
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")

Path = tuple[str, ...]


class Columns:
    """The columns of one kind of item, in the order of the contract. Nested ones are named with dots."""

    def __init__(self, item: Any) -> None:
        self._paths: list[Path] = list(_paths(item)) if _is_model(item) else [()]
        self.names = [".".join(path) or "value" for path in self._paths]

    def header(self) -> bytes:
        """The first line."""
        return _lines([self.names])

    def rows(self, items: Sequence[Any]) -> bytes:
        """A line for each item, as its JSON has it."""
        return _lines([[_cell(_value(item, path)) for path in self._paths] for item in items])


def _paths(model: type[BaseModel], above: Path = ()) -> Iterator[Path]:
    for name, info in model.model_fields.items():
        kind = _without_none(info.annotation)
        if _is_model(kind) and len(above) < _DEEPEST:
            yield from _paths(kind, (*above, name))
        else:
            yield *above, name


def _without_none(annotation: Any) -> Any:
    if get_origin(annotation) in {Union, UnionType}:
        kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
        return kinds[0] if len(kinds) == 1 else annotation
    return annotation


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _value(item: Any, path: Path) -> Any:
    for name in path:
        item = item.get(name) if is_object(item) else None
    return item


def _cell(value: Any) -> str | int | float:
    """A value as a cell: lists of texts are joined, other lists and maps are JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if is_array(value) and not any(is_array(each) or is_object(each) for each in value):
        return _text("; ".join(map(str, value)))
    if is_array(value) or isinstance(value, Mapping):
        return _text(orjson.dumps(value).decode()) if value else ""
    return _text(str(value))


def _text(text: str) -> str:
    """A text that spreadsheets do not run as a formula: an apostrophe marks it as text."""
    return f"'{text}" if text.startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    digits = text[1:].replace(".", "", 1)
    return text[0] in "+-" and digits.isascii() and digits.isdigit()


def _lines(rows: Sequence[Sequence[str | int | float]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
