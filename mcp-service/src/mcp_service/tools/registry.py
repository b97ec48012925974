"""All tools by name, built from the contract's catalog when the process starts."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from altsports.contract.catalog import Catalog, Method, load_catalog
from mcp_service.tools.cards import ToolCard, make_card
from mcp_service.tools.view import View


class Registry:
    """The tools, sorted by name."""

    def __init__(self, cards: Iterable[ToolCard]) -> None:
        self._cards = {card.name: card for card in sorted(cards, key=lambda card: card.name)}

    def __iter__(self) -> Iterator[ToolCard]:
        return iter(self._cards.values())

    def __len__(self) -> int:
        return len(self._cards)

    def get(self, name: str) -> ToolCard | None:
        """The tool with this name."""
        return self._cards.get(name)

    def seen_through(self, view: View, name: str) -> ToolCard | None:
        """The tool with this name, or None if the caller's view excludes it."""
        card = self._cards.get(name)
        return card if card is not None and view.shows(card) else None

    @property
    def toolsets(self) -> frozenset[str]:
        """The products, namespaces and nouns that select tools."""
        return frozenset(tag for card in self for tag in card.tags)


@lru_cache(maxsize=1)
def contract_registry() -> Registry:
    """The tools of the contract, loaded once per process."""
    return load_registry(load_catalog())


def load_registry(catalog: Catalog) -> Registry:
    """Loads every RPC that declares a tool. Raises ValueError if two tools have the same name."""
    exposed: dict[str, Method] = {}
    for method in filter(_is_exposed, catalog.methods):
        name = method.tool.name if method.tool else ""
        if name in exposed:
            raise ValueError(f"{exposed[name].rpc} and {method.rpc} have the same tool {name}")
        exposed[name] = method
    return Registry(make_card(method, method.tool, exposed) for method in exposed.values() if method.tool)


def _is_exposed(method: Method) -> bool:
    """Methods that are internal to the mesh are never tools, whatever they declare."""
    return method.tool is not None and method.policy.access != "INTERNAL" and not method.client_streaming
