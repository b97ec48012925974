"""All tools by name, made from the contract's catalog when the process starts."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from altsports.contract.catalog import Catalog, Method, load_catalog
from mcp_service.tools.cards import ToolCard, make_card
from mcp_service.tools.view import View


class Registry:
    """The tools, in the order of their names."""

    def __init__(self, cards: Iterable[ToolCard]) -> None:
        self._cards = {card.name: card for card in sorted(cards, key=lambda card: card.name)}

    def __iter__(self) -> Iterator[ToolCard]:
        return iter(self._cards.values())

    def __len__(self) -> int:
        return len(self._cards)

    def get(self, name: str) -> ToolCard | None:
        """The tool of a name."""
        return self._cards.get(name)

    def seen_through(self, view: View, name: str) -> ToolCard | None:
        """The tool of a name, None where the view of the caller leaves it out."""
        card = self._cards.get(name)
        return card if card is not None and view.shows(card) else None

    def listed(self, view: View) -> list[ToolCard]:
        """The tools that a list shows, always in the same order."""
        return [card for card in self if card.listed and view.shows(card)]


@lru_cache(maxsize=1)
def contract_registry() -> Registry:
    """The tools of the contract, made once per process."""
    return load_registry(load_catalog())


def load_registry(catalog: Catalog) -> Registry:
    """Every RPC of the catalog that states a tool. ValueError when two tools have one name."""
    exposed: dict[str, Method] = {}
    for method in filter(_is_exposed, catalog.methods):
        name = method.tool.name if method.tool else ""
        if name in exposed:
            raise ValueError(f"{exposed[name].rpc} and {method.rpc} have the same tool {name}")
        exposed[name] = method
    return Registry(make_card(method, method.tool, exposed) for method in exposed.values() if method.tool)


def _is_exposed(method: Method) -> bool:
    """A method of the mesh's own processes is never a tool, whatever it states."""
    return method.tool is not None and method.policy.access != "INTERNAL" and not method.client_streaming
