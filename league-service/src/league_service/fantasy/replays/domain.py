"""What a replay is: some rounds of a season, played by made-up managers at a speed. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from league_service.f1.seasons.domain import Season, season_in
from league_service.fantasy.replays.managers import Manager

Status = Literal["running", "paused", "finished", "stopped", "failed"]

ENDED: Final = frozenset({"finished", "stopped", "failed"})
MOST_AT_ONCE: Final = 10
LONGEST_WAIT: Final = timedelta(seconds=10)
"""The longest pause between two steps. Seasons have quiet weeks, so slow replays skip them."""
PREFIX: Final = "f1-"
"""The ids of replays of Formula 1 begin with it, those of other sports never do."""


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """Managers choose for a race, or a result of it takes effect."""

    at: datetime
    kind: Literal["choose", "score"]
    race_id: str


@dataclass(frozen=True, slots=True)
class Replay:
    """A replay as it is stored. `speed` is seconds of the season per second; None is as fast as possible."""

    id: str
    competition: str
    season: int
    simulated: bool
    first_round: int
    last_round: int
    speed: float | None
    teams: int
    seed: str
    created_at: datetime
    steps_total: int
    status: Status = "running"
    error: str | None = None
    steps_done: int = 0
    round: int | None = None
    cursor_time: datetime | None = None
    ended_at: datetime | None = None
    running_seconds: float = 0.0

    @property
    def of_season(self) -> Season:
        return season_in(self.season, simulated=self.simulated)

    @property
    def managers(self) -> list[Manager]:
        return [Manager(self.seed, number, self.id) for number in range(self.teams)]


def wait_between(done: datetime, following: datetime, speed: float | None) -> timedelta:
    """How long a replay pauses between two steps."""
    if speed is None:
        return timedelta(0)
    return timedelta(seconds=min((following - done).total_seconds() / speed, LONGEST_WAIT.total_seconds()))
