"""The rules for facts that people enter; all violations are reported at once."""

from collections.abc import Mapping
from typing import Any

from league_service.catalogue.errors import InvalidLeague
from league_service.catalogue.leagues.domain import NAME_LENGTHS
from league_service.core.text import normalise
from league_service.core.vocabulary.domain import Vocabulary
from league_service.core.vocabulary.levels import find_level, level_keys
from service_kit.errors import Violation

_SHOWN_SPORTS = 6


class FactCheck:
    """Collects the violations in a request."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._violations: list[Violation] = []

    def name(self, text: str) -> str:
        """Returns the name with surrounding and repeated spaces removed."""
        name = " ".join(text.split())
        low, high = NAME_LENGTHS
        if len(name) < low or not normalise(name):
            self._refuse("name", f"League name must be at least {low} characters")
        elif len(name) > high:
            self._refuse("name", f"League name must be at most {high} characters")
        return name

    def sport(self, text: str) -> str:
        """Returns the key of the sport that a word denotes."""
        found = self._vocabulary.find(text)
        if found is None:
            self._refuse("sport", unknown_sport(self._vocabulary, text))
            return ""
        return found.key

    def level(self, text: str) -> str:
        """Returns the key of the level that a word denotes."""
        found = find_level(text) if text.strip() else None
        if found is None:
            self._refuse("level", f"Level must be one of: {', '.join(level_keys())}")
            return ""
        return found

    def founded_year(self, year: int, this_year: int) -> int:
        """Returns the year, unless it lies in the future."""
        if year > this_year:
            self._refuse("founded_year", f"The founding year must not lie after {this_year}")
        return year

    def done(self) -> None:
        """Raises InvalidLeague if there are violations."""
        if self._violations:
            message = "; ".join(violation["msg"] for violation in self._violations)
            raise InvalidLeague(message, violations=self._violations)

    def _refuse(self, field: str, message: str) -> None:
        self._violations.append({"loc": ["body", field], "msg": message, "type": "value_error"})


def unknown_sport(vocabulary: Vocabulary, text: str) -> str:
    """Returns the message for an unknown sport: the common sports, where all are listed, and similar ones."""
    shown = [sport.key for sport in vocabulary.sports[:_SHOWN_SPORTS]]
    more = len(vocabulary.sports) - _SHOWN_SPORTS
    said = f"Sport must be one of: {', '.join(shown)} and {more} more listed at /api/v1/sports"
    near = vocabulary.near(text)
    return f"{said}. Did you mean {' or '.join(near)}?" if near else said


def given(request: Any, *names: str) -> Mapping[str, Any]:
    """The optional fields of a message that are set."""
    return {name: getattr(request, name) for name in names if request.HasField(name)}
