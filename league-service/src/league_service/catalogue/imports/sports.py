"""The sport of a source row: one of the vocabulary, or a new one that the source adds."""

from league_service.catalogue.imports.rows import LeagueRow
from league_service.core.files.rows import Problem
from league_service.core.text import normalise, slug
from league_service.core.vocabulary.domain import Sport, Vocabulary

_AMERICAN = {"United States", "Canada"}

MOST_NEW_SPORTS = 1_000
"""The maximum number of sports that an import may add; a wrong column would add more."""


class SportResolver:
    """Finds the sport of each row, and collects the sports that an import adds."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.added: dict[str, Sport] = {}
        self._vocabulary = Vocabulary(vocabulary.sports)

    def resolve(self, row: LeagueRow, source: str) -> tuple[str, str, Problem | None]:
        """Returns the key of the sport, the discipline if the source is narrower, and a problem if any.

        The key is empty if the word can denote several sports and nothing in the row decides which.
        """
        sport = self._vocabulary.find(row.sport)
        if sport is not None:
            return sport.key, _discipline(row.sport, sport), None
        family = self._vocabulary.matching(row.sport)
        if not family:
            return self._add(row, source)
        if normalise(row.sport) == "football" and row.places:
            return ("american_football" if set(row.places) <= _AMERICAN else "soccer"), "", None
        message = f'"{row.sport}" is ambiguous: it can be {", ".join(family[:5])}'
        return "", "", Problem(row.file, row.line, "sport", message, "write the exact sport")

    def _add(self, row: LeagueRow, source: str) -> tuple[str, str, Problem]:
        if len(self.added) == MOST_NEW_SPORTS:
            message = f'"{row.sport}" is new, after {MOST_NEW_SPORTS:,} other new sports'
            hint = "check that the column contains sports, or import these rows separately"
            return "", "", Problem(row.file, row.line, "sport", message, hint)
        near = self._vocabulary.near(row.sport)
        name = row.sport[:1].upper() + row.sport[1:]
        sport = Sport(slug(row.sport), name, row.category or "other", origin=source)
        self.added[sport.key] = sport
        self._vocabulary.add(sport)
        message = f'"{row.sport}" is new; it was added to the sports as {sport.key}'
        hint = f"if you meant {' or '.join(near)}, write that" if near else "no action needed"
        return sport.key, "", Problem(row.file, row.line, "sport", message, hint, refused=False)


def _discipline(stated: str, sport: Sport) -> str:
    wanted = normalise(stated)
    return stated if any(normalise(text) == wanted for text in sport.disciplines) else ""
