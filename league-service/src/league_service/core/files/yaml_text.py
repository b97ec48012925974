"""Reads YAML as text: every scalar is a string, as written, so that 15:00 stays a time and 010 stays 010.

YAML 1.1 reads 15:00 as the number 900. Aliases are refused, because a few of them can stand for gigabytes.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeAlias

import yaml

from league_service.core.files.rows import UnreadableFileError

Node: TypeAlias = str | list["Node"] | dict[str, "Node"]

_DEEPEST: Final = 12
_NOTHING: Final = frozenset({"", "~", "null"})


def read_yaml(name: str, text: str) -> Node:
    """Returns the document of a file. An empty value is an empty string.

    Raises UnreadableFileError if it is not one YAML document of plain mappings, lists and values.
    """
    try:
        events = _events(text)
        found = [_node(name, events, event, 0) for event in events if _starts_node(event)]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1} is" if mark else "the file is"
        raise UnreadableFileError(name, f"{where} not YAML: {_problem(error)}", "correct the file") from error
    if len(found) != 1:
        raise UnreadableFileError(name, f"the file has {len(found)} YAML documents", "keep exactly one")
    return found[0]


def _events(text: str) -> Iterator[Any]:
    parse: Callable[..., Any] = yaml.parse  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    return iter(parse(text, Loader=yaml.CBaseLoader))


def _starts_node(event: yaml.Event) -> bool:
    return isinstance(event, yaml.NodeEvent)


def _node(name: str, events: Iterator[Any], event: Any, depth: int) -> Node:
    if depth > _DEEPEST:
        raise UnreadableFileError(name, f"values are nested more than {_DEEPEST} deep", "flatten the file")
    if isinstance(event, yaml.ScalarEvent):
        value = str(event.value)
        return "" if event.style is None and value.lower() in _NOTHING else value
    if isinstance(event, yaml.SequenceStartEvent):
        return [_node(name, events, item, depth + 1) for item in _until(events, yaml.SequenceEndEvent)]
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(name, events, depth)
    raise UnreadableFileError(name, "the file has an alias", "write the value out instead of *name")


def _mapping(name: str, events: Iterator[Any], depth: int) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for item in _until(events, yaml.MappingEndEvent):
        key = _node(name, events, item, depth + 1)
        if not isinstance(key, str):
            raise UnreadableFileError(name, "a key is not a word", "use words as keys")
        if key in found:
            raise UnreadableFileError(name, f"{key} is stated twice", "keep only one of them")
        found[key] = _node(name, events, next(events), depth + 1)
    return found


def _until(events: Iterator[Any], end: type[yaml.Event]) -> Iterator[Any]:
    for event in events:
        if isinstance(event, end):
            return
        yield event


def _problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or type(error).__name__)
