"""Reads rounds: "Matchday 7", "Apertura, Matchday 7", "Group A", "Quarter-finals"."""

import re
from collections.abc import Iterable
from typing import Final

from league_service.competition.imports.domain import SourceRound
from league_service.core.text import slug
from league_service.soccer.domain import KNOCKOUT, LEAGUE

_NUMBERED: Final = re.compile(
    r"(?:(?P<part>.+?)\s*[,|-]\s*)?(?:matchday|round|spieltag|jornada|giornata|journée|rodada)\s+"
    r"(?P<number>\d{1,3})",
    re.IGNORECASE,
)
_PLAYOFFS: Final = re.compile(r"play-?(offs?|in)|quali|knock-?out|final", re.IGNORECASE)
_WHOLE: Final = re.compile(r"regular season|league( phase| stage)?", re.IGNORECASE)


class Rounds:
    """The rounds of a season. A round without a number is one of the cup, numbered as the file lists them."""

    def __init__(self, names: Iterable[str], *, is_cup: bool) -> None:
        self._is_cup = is_cup
        cups = [name for name in dict.fromkeys(names) if self._league_round(name, "") is None]
        self._places = {name: place for place, name in enumerate(cups, start=1)}

    def find(self, name: str, group: str) -> SourceRound:
        """The round of a match; `group` is what the file states beside it."""
        found = self._league_round(name, group)
        if found is not None:
            return found
        return SourceRound(self._places[name], KNOCKOUT, slug(name, "-") or "round", name)

    def _league_round(self, name: str, group: str) -> SourceRound | None:
        if group:
            match = _NUMBERED.fullmatch(name)
            return SourceRound(int(match["number"]) if match else 1, slug(group, "-"), name=name)
        match = _NUMBERED.fullmatch(name)
        if not name and not self._is_cup:
            return SourceRound(0, LEAGUE)
        if match is None or self._is_cup:
            return None
        part = match["part"] or ""
        if _PLAYOFFS.search(part):
            return None
        stage = LEAGUE if not part or _WHOLE.fullmatch(part) else slug(part, "-")
        return SourceRound(int(match["number"]), stage)
