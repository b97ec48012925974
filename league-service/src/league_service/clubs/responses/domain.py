"""Answers to invitations: whose they are, and what others see of them. No I/O."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Answer = Literal["attending", "declined", "unsure"]


@dataclass(frozen=True, slots=True)
class Person:
    """Who answers: a player of the club, or a member who is none."""

    player_id: str | None
    user_id: str | None

    @property
    def key(self) -> str:
        """What distinguishes the person within a club."""
        return f"player:{self.player_id}" if self.player_id else f"user:{self.user_id}"


@dataclass(frozen=True, slots=True)
class Response:
    """An answer as stored."""

    person: str
    player_id: str | None
    user_id: str | None
    answer: Answer
    reason: str | None
    responded_at: datetime
    recorded_by: str

    @property
    def recorded_by_staff(self) -> bool:
        """Whether somebody else answered."""
        return self.recorded_by != self.user_id


def as_seen(response: Response, own_key: str, *, only_plays: bool) -> Response:
    """An answer as a member sees it: those who only play do not see why others do not come."""
    if only_plays and response.person != own_key:
        return replace(response, reason=None)
    return response
