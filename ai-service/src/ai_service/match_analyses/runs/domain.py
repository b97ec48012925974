"""An analysis of a match: its state, and the ids of what it finds. No I/O."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, Protocol
from uuid import UUID, uuid5

from service_kit.caller import ALL_TEAMS, Caller

KIND: Final = "match_analysis"
SCHEMA: Final = "ai"
ENDED: Final = ("completed", "failed", "cancelled")

Status = Literal["pending", "running", "completed", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class InputFile:
    """A stored file that an analysis reads. `key` names the object in the file store."""

    file_id: str
    name: str
    size: int
    sha256: str
    key: str


@dataclass(frozen=True, slots=True)
class Run:
    """An analysis as it is stored. `facts`, `parameters` and `done` are JSON of messages of the engine."""

    organisation_id: str
    id: UUID
    match_id: str
    team_ids: list[str]
    user_id: str
    status: Status
    stage: str
    progress: float
    message: str
    attempt: int
    fence: int
    facts: dict[str, Any]
    inputs: list[dict[str, Any]]
    parameters: dict[str, Any]
    segments_done: int
    alerts: int
    engine: str | None
    done: dict[str, Any] | None
    error: str | None
    error_code: str | None
    recovery: list[str]
    created_at: datetime
    started_at: datetime | None
    completed_at: datetime | None

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED

    @property
    def files(self) -> list[InputFile]:
        return [InputFile(**each) for each in self.inputs]


def segment_id(analysis_id: UUID, index: int) -> UUID:
    """The id of a segment, the same in every attempt."""
    return uuid5(analysis_id, f"segment {index}")


def visible_teams(caller: Caller) -> list[str] | None:
    """The teams to whose matches a list is restricted; None for all of the club."""
    if caller.club_role == "account_manager" or ALL_TEAMS in caller.team_access:
        return None
    return sorted(caller.team_access)


class OfMatch(Protocol):
    """A row that belongs to a match."""

    @property
    def organisation_id(self) -> str: ...

    @property
    def team_ids(self) -> list[str]: ...


def sees(caller: Caller, row: OfMatch) -> bool:
    """Whether the caller sees a row: as the match, through any of the club's teams that play."""
    if not caller.organisation_id or row.organisation_id != caller.organisation_id:
        return False
    return not row.team_ids or any(map(caller.sees_team, row.team_ids))
