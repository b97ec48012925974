"""A match as a file describes it, in our terms and with the ids of its source."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from league_service.clubs.matches.clock import Clock
from league_service.clubs.matches.events import MatchEvent, Pitch
from league_service.core.files.rows import Problem


@dataclass(frozen=True, slots=True)
class ReadPlayer:
    """A player as the source names him. `key` is the id that the source gave."""

    key: str
    name: str
    known_as: str = ""
    jersey_number: int | None = None
    country: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """One line of a line-up."""

    player: str
    role: str
    position: str = ""
    jersey_number: int | None = None


@dataclass(slots=True)
class ReadTeam:
    """A side: its players, and its line-up if the source states one."""

    key: str
    name: str
    players: dict[str, ReadPlayer] = field(default_factory=dict[str, ReadPlayer])
    lineup: list[ReadEntry] = field(default_factory=list[ReadEntry])


@dataclass(frozen=True, slots=True)
class ReadScore:
    """A score; the penalties are those of a shoot-out."""

    home: int
    away: int
    home_penalties: int | None = None
    away_penalties: int | None = None


@dataclass(slots=True)
class ReadMatch:
    """One match. `events` name teams and players by the keys of the source."""

    source: str
    key: str
    file: str
    home: ReadTeam
    away: ReadTeam
    events: Sequence[MatchEvent]
    score: ReadScore
    clock: Clock = field(default_factory=Clock)
    pitch: Pitch = field(default_factory=Pitch)
    kick_off: datetime | None = None
    competition: str = ""
    season: str = ""
    competition_kind: str = "league"
    status: str = "finished"
    has_score: bool = True
    time_zone: str = ""
    venue: str = ""
    row_count: int = 0
    refused_count: int = 0
    anonymous: bool = False
    """Whether the keys of players mean nothing outside this match."""
    team_keys: dict[str, str] = field(default_factory=dict[str, str])
    """The keys of teams by what events call them, if that differs."""

    @property
    def title(self) -> str:
        """Both sides by name."""
        return f"{self.home.name} - {self.away.name}"


@dataclass(slots=True)
class ReadFiles:
    """The matches of an import, what could not be used, and what people should know."""

    matches: list[ReadMatch] = field(default_factory=list[ReadMatch])
    problems: list[Problem] = field(default_factory=list[Problem])
    notes: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact of a file that is not used, and why."""

    line: int
    field: str
    message: str


def problems_of(file: str, findings: Iterable[Finding]) -> list[Problem]:
    """One problem for each kind of finding, at its first line: a file may hold a thousand alike."""
    lines: dict[tuple[str, str], list[int]] = defaultdict(list)
    for finding in findings:
        lines[finding.field, finding.message].append(finding.line)
    hint = "the rest of the match is used; record the fact by hand if it is true"
    return [
        Problem(file, at[0], where, message + (f" ({len(at)} events)" if len(at) > 1 else ""), hint)
        for (where, message), at in lines.items()
    ]


def score_of(events: Sequence[MatchEvent], clock: Clock, home: str) -> ReadScore:
    """The score that goals and own goals add up to, and the goals of a shoot-out."""
    goals = [0, 0]
    penalties = [0, 0]
    shoot_out = any(event.period >= clock.shoot_out for event in events)
    for event in events:
        if event.type not in {"goal", "own_goal"}:
            continue
        scored_by_home = (event.team_id == home) == (event.type == "goal")
        counted = penalties if event.period >= clock.shoot_out else goals
        counted[0 if scored_by_home else 1] += 1
    return ReadScore(*goals, *(penalties if shoot_out else (None, None)))
