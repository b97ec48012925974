"""One row of a source beside what is stored of its event."""

from dataclasses import dataclass

from league_service.competition.imports.deciding import Standpoint
from league_service.competition.imports.domain import SourceEvent
from league_service.competition.imports.known import KnownEvent


@dataclass(frozen=True, slots=True)
class Subject:
    """An event as a source states it. `positions` are those of its competitors, in the source's order."""

    id: str
    event: SourceEvent
    known: KnownEvent | None
    positions: tuple[int, ...]
    standpoint: Standpoint

    @property
    def key(self) -> str:
        """The id in the competition, which stays when a source gives the event another one."""
        return self.event.key if self.known is None else self.known.key
