"""Where analyses are stored: PostgreSQL, or Firestore if the settings say so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class StoredAnalysis:
    """An analysis as it is stored under its league. `content` has everything else that the contract shows."""

    analysis_id: str
    created_at: datetime
    user_id: str
    analysis_type: str
    confidence: float
    key_insights: tuple[str, ...]
    recommendations: tuple[str, ...]
    data_sources: tuple[str, ...]
    league_id: str
    league_name: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which analyses of a user to list; an empty text stands for all."""

    user_id: str
    league_id: str = ""
    analysis_type: str = ""


Position = tuple[datetime, str]
"""The time and the id of the last analysis of a page."""


class AnalysisStore(Protocol):
    """Stores analyses. Storing one again under the same id replaces it."""

    async def put(self, analysis: StoredAnalysis) -> None: ...

    async def find(self, user_id: str, analysis_id: str) -> StoredAnalysis | None:
        """An analysis of a user; None also for another user's."""
        ...

    async def page(self, wanted: Wanted, *, after: Position | None, limit: int) -> list[StoredAnalysis]:
        """Analyses, newest first, without their content."""
        ...

    async def count(self, wanted: Wanted) -> int: ...

    async def delete(self, user_id: str, analysis_id: str) -> bool:
        """Returns False if the user has no such analysis."""
        ...

    async def delete_user(self, user_id: str) -> int:
        """Deletes all analyses of a user, and returns their number."""
        ...

    async def owners(self) -> list[str]:
        """The users who have analyses."""
        ...
