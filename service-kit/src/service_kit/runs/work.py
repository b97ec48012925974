"""A run as its handler sees it."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID


class Work(ABC):
    """One attempt at a run.

    `saved` is the state of the last `save`, also that of an earlier attempt; it is empty at the first start.
    `fence` grows with every attempt, so that data can refuse what an older attempt writes. It is given again
    only if a crash of PostgreSQL forgot the start of an attempt, which its worker then stops within a second.
    """

    id: UUID
    kind: str
    attempt: int
    fence: int
    params: dict[str, Any]
    saved: dict[str, Any]
    user_id: str | None
    organisation_id: str | None

    @abstractmethod
    async def progress(
        self, percent: float, *, message: str = "", partial: dict[str, Any] | None = None
    ) -> None:
        """Reports the progress (0 to 100), what is being done, and the part of the result that exists."""

    @abstractmethod
    async def save(self, state: dict[str, Any]) -> None:
        """Saves where the next attempt continues, and sets `saved`.

        It returns when the state is stored: what happened before it does not happen again, what follows may.
        """


Handler = Callable[[Work], Awaitable[dict[str, Any]]]
"""Carries out the runs of one kind and returns the result, a JSON object.

It is cancelled when the run is cancelled or the worker stops. A DomainError that can pass (`retry` is later
or maybe), and any other exception, is followed by another attempt; one whose `retry` is never fails the run.
The message and the recovery steps of a DomainError are shown to the user. An attempt has at most six hours.
"""
