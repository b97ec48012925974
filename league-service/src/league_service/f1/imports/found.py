"""What a source of Formula 1 holds, before it is compared with what is stored."""

from dataclasses import dataclass, field

from league_service.competition.imports.domain import SourceFile
from league_service.competition.names.teams import TeamBook
from league_service.f1.imports.drivers import Entry, SourceDriver


@dataclass(slots=True)
class F1File:
    """The events of a source, its drivers, who is entered, and its constructors."""

    parsed: SourceFile
    drivers: list[SourceDriver] = field(default_factory=list[SourceDriver])
    entries: list[Entry] = field(default_factory=list[Entry])
    teams: TeamBook = field(default_factory=TeamBook)
    lists_season: bool = False
    """It lists every weekend that takes place, so that one which is missing was dropped."""
    is_look: bool = False
    """It states one session, so it does not list everybody who is entered, and a driver who never took part
    before makes its result doubtful."""
