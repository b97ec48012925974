"""Finds the route of a path without trying all routes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, TypeVar
from urllib.parse import unquote

from gateway_service.edge.errors import MethodNotAllowed, RouteNotFound

T = TypeVar("T")
Match = tuple[T, dict[str, str]]

_MOST_REMEMBERED = 4096
_LONGEST = 256


@dataclass(slots=True)
class _Node(Generic[T]):
    literals: dict[str, "_Node[T]"] = field(default_factory=dict[str, "_Node[T]"])
    parameter: "_Node[T] | None" = None
    targets: dict[str, tuple[T, tuple[str, ...]]] = field(
        default_factory=dict[str, tuple[T, tuple[str, ...]]]
    )


class RouteTable(Generic[T]):
    """Maps verbs and path templates to targets; a literal segment takes precedence over a parameter.

    Paths are split before percent-decoding, so that an encoded slash stays inside its parameter.
    """

    def __init__(self) -> None:
        self._root: _Node[T] = _Node()
        self._remembered: Callable[[str, str], Match[T]] = lru_cache(_MOST_REMEMBERED)(self._match)

    def add(self, verb: str, template: str, target: T) -> None:
        """Adds a route such as "/leagues/{league_id}". Raises ValueError if the verb and path are in use."""
        node = self._root
        names: list[str] = []
        for segment in template.split("/")[1:]:
            if segment.startswith("{"):
                names.append(segment[1:-1])
                node.parameter = node.parameter or _Node()
                node = node.parameter
            else:
                node = node.literals.setdefault(segment, _Node())
        if verb in node.targets:
            raise ValueError(f"two routes for {verb} {template}")
        node.targets[verb] = (target, tuple(names))

    def change(self, verb: str, template: str, change: Callable[[T], T]) -> None:
        """Replaces the target of a route. Raises KeyError if there is none."""
        node = self._root
        for segment in template.split("/")[1:]:
            found = node.parameter if segment.startswith("{") else node.literals.get(segment)
            if found is None:
                raise KeyError(template)
            node = found
        target, names = node.targets[verb]
        node.targets[verb] = (change(target), names)

    def match(self, verb: str, path: str) -> Match[T]:
        """Returns the target of a verb and path, and its path parameters, which must not be changed because
        later requests share them. Raises RouteNotFound, or MethodNotAllowed with the allowed verbs.
        """
        return self._remembered(verb, path) if len(path) <= _LONGEST else self._match(verb, path)

    def _match(self, verb: str, path: str) -> Match[T]:
        node, values = self._node(path)
        found = node.targets.get(verb) or (node.targets.get("GET") if verb == "HEAD" else None)
        if found is None:
            raise MethodNotAllowed(_allowed(node.targets))
        target, names = found
        return target, dict(zip(names, values, strict=True))

    def verbs(self, path: str) -> str:
        """The Allow header of a path. Raises RouteNotFound."""
        return _allowed(self._node(path)[0].targets)

    def _node(self, path: str) -> tuple[_Node[T], list[str]]:
        values: list[str] = []
        node = _walk(self._root, path.split("/")[1:], 0, values)
        if node is None:
            raise RouteNotFound
        return node, values


def _allowed(targets: dict[str, tuple[T, tuple[str, ...]]]) -> str:
    verbs = {*targets, "OPTIONS"} | ({"HEAD"} if "GET" in targets else set[str]())
    return ", ".join(sorted(verbs))


def _walk(node: _Node[T], segments: list[str], index: int, values: list[str]) -> _Node[T] | None:
    if index == len(segments):
        return node if node.targets else None
    segment = segments[index]
    literal = node.literals.get(segment)
    if literal is not None:
        found = _walk(literal, segments, index + 1, values)
        if found is not None:
            return found
    if node.parameter is None or not segment:
        return None
    values.append(unquote(segment) if "%" in segment else segment)
    found = _walk(node.parameter, segments, index + 1, values)
    if found is None:
        values.pop()
    return found
