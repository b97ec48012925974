"""Events of a contract used only in tests: one for services, one for a user, one for an organisation."""

from datetime import datetime
from typing import Any, Final

from pydantic import Field

from altsports.contract.events import AudienceSpec, EventCatalog, EventSpec, load_events
from altsports.contract.model import EventMessage
from altsports.contract.templates import Template


class ClubFounded(EventMessage):
    """A club was founded."""

    club_id: str
    number: int = 0
    facts: dict[str, Any] = Field(default_factory=dict)
    stale: list[str] = Field(default_factory=list)


class WhisperSent(EventMessage):
    """Somebody whispered to a user."""

    user_id: str
    number: int
    timestamp: datetime


class NoteShared(EventMessage):
    """Somebody shared a note with an organisation or with one of its teams."""

    note_id: str
    organisation_id: str
    team_id: str | None = None
    number: int
    timestamp: datetime


TOYS: Final = (
    EventSpec(
        type="club.founded",
        model=ClubFounded,
        subject=Template("{club_id}"),
        tags=tuple(map(Template, ("{stale}", "club:{club_id}", "club", "clubs"))),
    ),
    EventSpec(
        type="whisper.sent",
        model=WhisperSent,
        subject=Template("{user_id}"),
        channel="whispers",
        audience=AudienceSpec(user="user_id"),
        reload=("/api/v1/whispers",),
    ),
    EventSpec(
        type="note.shared",
        model=NoteShared,
        subject=Template("{note_id}"),
        channel="notes",
        filters={"note_ids": "note_id"},
        audience=AudienceSpec(organisation="organisation_id", permission="notes:read", team="team_id"),
        reload=("/api/v1/notes",),
        hidden=frozenset({"organisation_id"}),
    ),
)


def with_toys() -> EventCatalog:
    """Returns the events of the contract, and these."""
    return EventCatalog([*load_events().specs, *TOYS])
