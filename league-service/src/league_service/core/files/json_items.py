"""Reads the entries of a list in a JSON document, each with the line on which it starts."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from altsports.contract.json_values import is_array, is_object
from league_service.core.files.rows import UnreadableFileError, check_row_count

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the list and its line."""

    line: int
    value: Any


def items_of(
    file: str,
    text: str,
    lists: tuple[str, ...] = (),
    *,
    what: str = "entries",
    is_entry: Callable[[dict[str, Any]], bool] = lambda _: False,
) -> list[Item]:
    """Returns the entries of a JSON document.

    They are the outermost list, a named list of the outermost object, its only list of objects, such as
    {"all": [...]}, objects below one another, or the only object if it is an entry. Raises
    UnreadableFileError if the text is not JSON, nested too deeply, or contains no entries.
    """
    try:
        items = list(_items(text, lists, what, is_entry))
    except json.JSONDecodeError as error:
        message = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise UnreadableFileError(
            file, f"the file is not valid JSON: {message}", "correct the file"
        ) from error
    except RecursionError as error:
        hint = f"put the {what} in one list"
        raise UnreadableFileError(file, "the JSON is nested too deeply", hint) from error
    except LookupError as error:
        hint = f"put the {what} in a list" + (f" named {lists[0]}" if lists else "")
        raise UnreadableFileError(file, str(error.args[0]), hint) from error
    except ValueError as error:  # such as a number of thousands of digits
        raise UnreadableFileError(file, f"the JSON cannot be read: {error}", "correct the file") from error
    check_row_count(file, len(items))
    return items


def _items(
    text: str, lists: tuple[str, ...], what: str, is_entry: Callable[[dict[str, Any]], bool]
) -> Iterator[Item]:
    at = _skip(text, 0)
    if text[at : at + 1] == "[":
        yield from _elements(text, at)
        return
    document, end = _DECODER.raw_decode(text, at)
    if not is_object(document):
        raise LookupError(f"the JSON does not contain a list of {what}")
    if text[_skip(text, end) : _skip(text, end) + 1] == "{":
        yield from _below_one_another(text, at)
        return
    if is_entry(document):
        yield Item(1 + text.count("\n", 0, at), document)
        return
    yield from _elements(text, _start_of(text, at, _list_in(document, lists, what)))


def _list_in(document: dict[str, Any], lists: tuple[str, ...], what: str) -> str:
    """The key of the list: a known one, or the only one that contains objects. Raises LookupError."""
    for key in lists:
        if is_array(document.get(key)):
            return key
    filled = [key for key, value in document.items() if is_array(value) and any(map(is_object, value))]
    if len(filled) == 1:
        return filled[0]
    if filled:
        raise LookupError(f"the JSON has several lists ({', '.join(filled[:5])}), none is named for {what}")
    empty = [key for key in (*lists, *document) if key in document and not document[key]]
    said = f"; {empty[0]} is empty" if empty else ""
    raise LookupError(f"the JSON does not contain a list of {what}{said}")


def _below_one_another(text: str, at: int) -> Iterator[Item]:
    line, counted = 1, 0
    while at < len(text):
        value, end = _DECODER.raw_decode(text, at)
        line, counted = line + text.count("\n", counted, at), at
        yield Item(line, value)
        at = _skip(text, end)


def _start_of(text: str, at: int, wanted: str) -> int:
    """The position of the value of a key in the outermost object. The text is known to be valid."""
    at = _skip(text, at + 1)
    while True:
        key, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        if key == wanted and text[at] == "[":
            return at
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)


def _elements(text: str, at: int) -> Iterator[Item]:
    line, counted = 1, 0
    at = _skip(text, at + 1)
    while text[at : at + 1] != "]":
        value, end = _DECODER.raw_decode(text, at)
        line, counted = line + text.count("\n", counted, at), at
        yield Item(line, value)
        at = _skip(text, end)
        if text[at : at + 1] not in {",", "]"}:
            raise json.JSONDecodeError("Expecting ',' or ']'", text, at)
        at = _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
