"""Competitions."""

from dataclasses import dataclass
from typing import Final

from league_service.core.ids import competition_id

ADMIN: Final = "admin"
"""The source of results and quotes that a person reports."""


@dataclass(frozen=True, slots=True)
class Competition:
    """A competition, such as a league."""

    key: str
    name: str
    sport: str
    simulated: bool = False

    @property
    def id(self) -> str:
        return competition_id(self.key)
