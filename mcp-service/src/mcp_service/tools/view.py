"""The tools a caller asks to see: only read-only ones, only some areas, or a search instead of a list."""

from dataclasses import dataclass
from typing import Protocol

from altsports.contract.policy import ToolSpec


class Seen(Protocol):
    """The parts of a tool that a view checks."""

    @property
    def tags(self) -> frozenset[str]: ...
    @property
    def spec(self) -> ToolSpec: ...


@dataclass(frozen=True, slots=True)
class View:
    """`toolsets` are the namespaces and nouns (tags) to show; None means all."""

    read_only: bool = False
    toolsets: frozenset[str] | None = None
    search: bool = False

    def shows(self, tool: Seen) -> bool:
        """Whether the tool exists for this caller."""
        if self.read_only and not tool.spec.read_only:
            return False
        return self.toolsets is None or not self.toolsets.isdisjoint(tool.tags)

    def narrowed(self, *, read_only: bool, toolsets: frozenset[str] | None, search: bool) -> "View":
        """This view narrowed by a request, which can only hide tools that the operator shows."""
        if self.toolsets is not None and toolsets is not None:
            toolsets &= self.toolsets
        elif toolsets is None:
            toolsets = self.toolsets
        return View(self.read_only or read_only, toolsets, self.search or search)


EVERYTHING = View()


def parse_toolsets(text: str) -> frozenset[str] | None:
    """Reads "leagues, auth"; "all" and the empty text mean everything, as None."""
    names = frozenset(name.strip().lower() for name in text.split(",") if name.strip())
    return None if not names or "all" in names else names
