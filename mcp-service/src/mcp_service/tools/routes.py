"""Names tools where an error names REST routes: agents can call the one, and not the other."""

import re
from functools import lru_cache

from altsports.contract.catalog import load_catalog

_ROUTE = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE) (/api/v1/[\w/{}.~:-]*[\w}])")
_FIELD = re.compile(r"\\{\w+\\}")


def with_tools(text: str) -> str:
    """The text with the names of tools in place of routes. Routes without a tool stay."""
    return _ROUTE.sub(lambda route: _tool_of(route[1], route[2]) or route[0], text)


def _tool_of(verb: str, path: str) -> str | None:
    return next((name for known, form, name in _tools() if known == verb and form.fullmatch(path)), None)


@lru_cache(maxsize=1)
def _tools() -> list[tuple[str, re.Pattern[str], str]]:
    return [
        (method.http.verb, re.compile(_FIELD.sub("[^/]+", re.escape(method.http.path))), method.tool.name)
        for method in load_catalog().methods
        if method.http is not None and method.tool is not None
    ]
