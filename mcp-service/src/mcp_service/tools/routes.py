"""Names tools where an error names REST routes: agents can call the one, and not the other."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from altsports.contract.catalog import Method, load_catalog
from altsports.contract.resources import load_nouns

_ROUTE: Final = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE) (/api/[\w/{}.~:-]*[\w}])")
_FIELD: Final = re.compile(r"\\{\w+\\}")
_OF_RECORDS: Final = {
    "List": "list_club_record",
    "Get": "get_club_record",
    "Create": "create_club_record",
    "Update": "update_club_record",
    "Replace": "update_club_record",
    "Delete": "delete_club_record",
}
"""The tools that all nouns of clubs share, by the verb of their methods."""


def with_tools(text: str) -> str:
    """The text with the names of tools in place of routes. Routes without a tool stay."""
    return _ROUTE.sub(lambda route: _tool_of(route[1], route[2]) or route[0], text)


def _tool_of(verb: str, path: str) -> str | None:
    return next((name for known, form, name in _tools() if known == verb and form.fullmatch(path)), None)


@lru_cache(maxsize=1)
def _tools() -> list[tuple[str, re.Pattern[str], str]]:
    shared = _shared()
    return [
        (verb, re.compile(_FIELD.sub("[^/]+", re.escape(path))), name)
        for method in load_catalog().methods
        if (name := method.tool.name if method.tool else shared.get(method.full_path))
        for verb, path in _routes(method)
    ]


def _shared() -> dict[str, str]:
    """What to call instead of the methods of nouns, such as `list_club_record with noun "teams"`."""
    return {
        f"/{noun.package}.{noun.descriptor.name}Service/{verb}{name}": f'{tool} with noun "{noun.plural}"'
        for noun in load_nouns().values()
        for verb, tool in _OF_RECORDS.items()
        for name in (noun.descriptor.name, noun.plural.title().replace("_", ""))
    }


def _routes(method: Method) -> Iterator[tuple[str, str]]:
    if method.http is not None:
        yield method.http.verb, method.http.path
        yield from ((alias.verb, alias.path) for alias in method.http.aliases)
