"""Finds the column that a heading of a table means, and proposes one for a heading that means none."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from league_service.core.text import normalise

_FILLERS = frozenset(
    {"the", "of", "a", "in", "s", "name", "official", "current", "full", "main", "year", "date"}
)
_NEAR_ENOUGH = 0.6


class Headings:
    """The columns of a kind of table, each with the other headings that mean it.

    Case, spaces, punctuation and words such as "name of the" do not matter: "Sport type", "sport_type" and
    "SportType" are the same heading.
    """

    def __init__(self, columns: Mapping[str, Iterable[str]]) -> None:
        self.columns = tuple(columns)
        self._by_form: dict[str, str] = {}
        self._spellings: list[tuple[str, str]] = []
        for column, others in columns.items():
            for spelling in (column, *others):
                self._by_form.setdefault(_tight(spelling), column)
                self._spellings.append((normalise(spelling), column))
        for column, others in columns.items():
            for spelling in (column, *others):
                if loose := _loose(spelling):
                    self._by_form.setdefault(loose, column)

    def exact(self, heading: str) -> str:
        """The column that a heading spells; empty if it spells none."""
        return self._by_form.get(_tight(heading), "")

    def find(self, heading: str) -> str:
        """The column that a heading means; empty if it means none."""
        return self.exact(heading) or self._by_form.get(_loose(heading), "")

    def read(self, header: Sequence[str]) -> list[str]:
        """The column of each heading. An exact spelling takes a column before a loose one."""
        found = [self.exact(heading) for heading in header]
        for at, heading in enumerate(header):
            if not found[at] and (column := self.find(heading)) not in found:
                found[at] = column
        return found

    def nearest(self, heading: str) -> str:
        """The column whose name is most similar to a heading; empty if none is."""
        wanted = normalise(heading)
        if not wanted:
            return ""
        score, column = max((_likeness(wanted, spelling), column) for spelling, column in self._spellings)
        return column if score >= _NEAR_ENOUGH else ""

    def missing(self, header: Sequence[str], needed: Iterable[str]) -> list[tuple[str, str]]:
        """The needed columns that a header lacks, each with the unused heading nearest to it, if any."""
        columns = self.read(header)
        unused = [each for each, column in zip(header, columns, strict=True) if not column and each.strip()]
        lacking: list[tuple[str, str]] = []
        for column in needed:
            if column not in columns:
                likely = [each for each in unused if self.nearest(each) == column]
                lacking.append((column, likely[0] if likely else ""))
        return lacking


def rename_hint(lacking: Sequence[tuple[str, str]]) -> str:
    """Says which headings to rename; empty if nothing resembles the missing columns."""
    return "; ".join(f'rename "{found}" to {column}' for column, found in lacking if found)


def _tight(heading: str) -> str:
    return normalise(heading).replace(" ", "")


def _loose(heading: str) -> str:
    return "".join(word for word in normalise(heading).split() if word not in _FILLERS)


def _likeness(wanted: str, spelling: str) -> float:
    shared = set(wanted.split()) & set(spelling.split()) - _FILLERS
    return SequenceMatcher(None, wanted, spelling).ratio() + (0.3 if shared else 0.0)
