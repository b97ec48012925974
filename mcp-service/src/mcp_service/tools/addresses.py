"""Addresses of readable resources: the REST paths of tools without other arguments, under altsports://."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from mcp_service.tools.cards import ToolCard

SCHEME = "altsports://"
_ROOT = "/api/v1/"
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Address:
    """A tool at an address such as altsports://leagues/{league_id}; `fields` are its variables."""

    card: ToolCard
    template: str
    fields: tuple[str, ...]
    pattern: re.Pattern[str]


class AddressBook:
    """All addresses; fixed ones come before those with variables."""

    def __init__(self, cards: Iterable[ToolCard]) -> None:
        found = [address for address in map(_address, cards) if address is not None]
        self._addresses = sorted(found, key=lambda address: (len(address.fields), address.template))

    def __iter__(self) -> Iterator[Address]:
        return iter(self._addresses)

    def find(self, uri: str) -> tuple[Address, dict[str, str]] | None:
        """The address that matches a URI, with the values of its variables."""
        if len(uri) > _LONGEST:
            return None
        for address in self._addresses:
            if match := address.pattern.fullmatch(uri):
                return address, {name: unquote(value) for name, value in match.groupdict().items()}
        return None


def _address(card: ToolCard) -> Address | None:
    http = card.method.http
    if http is None or http.verb != "GET" or not http.path.startswith(_ROOT) or not card.listed:
        return None
    if set(card.parameters.get("required", ())) - set(http.path_fields):
        return None
    template = SCHEME + http.path.removeprefix(_ROOT)
    parts = re.split(r"{(\w+)}", template)
    pattern = "".join(f"(?P<{p}>[^/?#]+)" if i % 2 else re.escape(p) for i, p in enumerate(parts))
    return Address(card, template, http.path_fields, re.compile(pattern))
