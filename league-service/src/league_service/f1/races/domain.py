"""Race weekends: when line-ups lock, and the states of sessions. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from league_service.competition.ledger.schedule import OFF
from league_service.f1.checks import domain as checks
from league_service.f1.checks.domain import Watched
from league_service.f1.domain import SCORING
from league_service.f1.errors import RaceNotFound
from league_service.f1.seasons.domain import Season, season_in


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a weekend, with the result in force at the time of the request.

    `passed_start` is an earlier start that had passed when the session was moved: its lock holds.
    """

    id: str
    kind: str
    starts_at: datetime
    passed_start: datetime | None
    hour_known: bool
    status: str
    reason: str
    revision: int | None
    result_status: str | None
    effective_at: datetime | None
    watched: Watched
    simulated: bool

    def state(self, at: datetime) -> tuple[str, int]:
        """The state, and how many of the three checks took place."""
        return self.state_with(self.result_status, at)

    def state_with(self, result_status: str | None, at: datetime) -> tuple[str, int]:
        """The same while another result of it is in force, for example an earlier revision."""
        return checks.state_of(self.watched, result_status, at, simulated=self.simulated)

    def next_check(self, at: datetime) -> datetime | None:
        """When the result is looked for or checked next; None for simulated sessions."""
        due = None if self.simulated else checks.next_due(self.watched, at)
        return None if due is None else due.at


@dataclass(frozen=True, slots=True)
class Race:
    """A race weekend; its sessions are in order of time."""

    id: str
    key: str
    season: int
    number: int
    name: str
    circuit: str
    country: str
    zone: str
    simulated: bool
    sessions: Sequence[Session]

    @property
    def of_season(self) -> Season:
        """The season that it belongs to."""
        return season_in(self.season, simulated=self.simulated)

    @property
    def locks_at(self) -> datetime:
        """The first start of a session: before it, nothing that decides points has begun.

        A lock that has passed stays when sessions are moved.
        """
        starts = [session.starts_at for session in self.sessions]
        return min([*starts, *(found.passed_start for found in self.sessions if found.passed_start)])

    @property
    def main(self) -> Session:
        """The race itself, which states whether the weekend takes place."""
        return next((session for session in self.sessions if session.kind == "race"), self.sessions[-1])

    @property
    def is_off(self) -> bool:
        """Whether the weekend is postponed or cancelled before any result of it."""
        return self.main.status in OFF and all(session.revision is None for session in self.sessions)

    def is_locked(self, at: datetime) -> bool:
        """Whether line-ups are locked. A weekend that is called off before any result is open again."""
        return at >= self.locks_at and not self.is_off

    def scored_state(self, at: datetime) -> str:
        """The state of the newest result that gives points; that of the race if there is none."""
        scored = [found for found in self.sessions if found.kind in SCORING and found.revision is not None]
        return (scored[-1] if scored else self.main).state(at)[0]

    def is_over(self, at: datetime) -> bool:
        """Whether the race has a result, was cancelled, or began more than a day ago."""
        race = self.main
        return race.revision is not None or race.status == "cancelled" or (at - race.starts_at).days >= 1


def next_open(races: Iterable[Race], at: datetime) -> Race | None:
    """The race whose lock is next."""
    ahead = [race for race in races if race.locks_at > at and not race.is_off]
    return min(ahead, key=lambda race: race.locks_at, default=None)


def open_race(races: Iterable[Race], at: datetime) -> Race | None:
    """The race that a line-up without a race is saved for: the next to lock, otherwise a postponed one."""
    found = list(races)
    waiting = [race for race in found if race.is_off and race.main.status == "postponed"]
    return next_open(found, at) or min(waiting, key=lambda race: race.locks_at, default=None)


def named_race(races: Sequence[Race], name: str) -> Race:
    """The race of a season with an id or a key. Raises RaceNotFound."""
    race = next((found for found in races if name in (found.id, found.key)), None)
    if race is None:
        raise RaceNotFound(name, next((found.season for found in races), None))
    return race
