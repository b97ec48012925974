"""Reads the entries of a list in a JSON document, each with the line on which it starts."""

import json
import re
from collections.abc import Iterator
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


def items_of(file: str, text: str, lists: tuple[str, ...]) -> list[Item]:
    """Returns the entries of the outermost list, or of the first named list in the outermost object.

    Raises UnreadableFileError if the text is not JSON, nested too deeply, or does not contain such a list.
    """
    try:
        items = list(_items(text, lists))
    except json.JSONDecodeError as error:
        message = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise UnreadableFileError(
            file, f"the file is not valid JSON: {message}", "correct the file"
        ) from error
    except RecursionError as error:
        raise UnreadableFileError(
            file, "the JSON is nested too deeply", "use the format of TheSportsDB"
        ) from error
    except ValueError as error:  # such as a number of thousands of digits
        raise UnreadableFileError(file, f"the JSON cannot be read: {error}", "correct the file") from error
    except LookupError as error:
        hint = f"put the leagues in a list named {lists[0]}"
        raise UnreadableFileError(file, "the JSON does not contain a list of leagues", hint) from error
    check_row_count(file, len(items))
    return items


def _items(text: str, lists: tuple[str, ...]) -> Iterator[Item]:
    at = _skip(text, 0)
    if text[at : at + 1] == "[":
        yield from _elements(text, at)
        return
    document, _ = _DECODER.raw_decode(text, at)
    if not is_object(document) or not any(is_array(document.get(key)) for key in lists):
        raise LookupError
    wanted = next(key for key in lists if is_array(document.get(key)))
    yield from _elements(text, _start_of(text, at, wanted))


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
