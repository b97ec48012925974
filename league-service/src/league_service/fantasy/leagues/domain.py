"""Leagues of players: their facts and their codes. Pure."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from league_service.f1.seasons.domain import Season, season_in
from league_service.fantasy.players import is_made_up

MOST_LEAGUES: Final = 50
"""The leagues of a season that a player may be in."""

_LETTERS: Final = "ACDEFGHJKMNPQRTUVWXY34679"
"""Without the characters that are taken for others: 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B."""
_LENGTH: Final = 10


@dataclass(frozen=True, slots=True)
class League:
    """A league. `code` is None for a public one; `version` counts the changes of its members."""

    id: str
    season_id: str
    year: int
    simulated: bool
    name: str
    code: str | None
    owner_id: str
    owner_user_id: str | None
    owner: str
    max_members: int
    members: int
    version: int
    first_race_id: str | None
    join_until: datetime | None

    @property
    def season(self) -> Season:
        """The season in which it is played."""
        return season_in(self.year, simulated=self.simulated)

    @property
    def made_up(self) -> bool:
        """Whether it belongs to a made-up player."""
        return is_made_up(self.owner_user_id)

    def has_code(self, given: str) -> bool:
        """Whether a text is the code of the league, however it is spaced."""
        return self.code is not None and secrets.compare_digest(
            self.code.encode(), normal_code(given).encode()
        )

    def is_closed(self, at: datetime) -> bool:
        """Whether it is too late to join."""
        return self.join_until is not None and at >= self.join_until


def new_code() -> str:
    """A code that nobody guesses: 25 characters to the power of 10."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def normal_code(text: str) -> str:
    """A code as it is stored, from what people type: "acde fghj-km" is "ACDEFGHJKM"."""
    return "".join(text.replace("-", " ").split()).upper()
