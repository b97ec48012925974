"""Notes on matches: who sees and changes them. No I/O."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from league_service.clubs.access import is_manager, is_player, may
from service_kit.caller import Caller

Visibility = Literal["private", "staff", "team"]


@dataclass(frozen=True, slots=True)
class Note:
    """A note as stored."""

    id: str
    version: int
    created_at: datetime
    updated_at: datetime
    match_id: str
    author_id: str
    body: str
    visibility: Visibility
    player_id: str | None
    period: int | None
    match_s: float | None
    tags: tuple[str, ...]


def reads_staff_notes(caller: Caller) -> bool:
    """Whether the caller sees notes for the staff; members who only play do not."""
    return may(caller, "notes:read") and not is_player(caller)


def sees_note(caller: Caller, note: Note) -> bool:
    """Whether a member who sees the match also sees a note on it."""
    if note.author_id and note.author_id == caller.user_id:
        return True
    if note.visibility == "staff":
        return reads_staff_notes(caller)
    return note.visibility == "team"


def may_change(caller: Caller, note: Note) -> bool:
    """Whether the caller wrote the note."""
    return bool(note.author_id) and note.author_id == caller.user_id


def may_delete(caller: Caller, note: Note) -> bool:
    """Whether the caller may delete a note: the author, and an account manager unless it is private."""
    return may_change(caller, note) or (is_manager(caller) and note.visibility != "private")


def clean_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """The tags without repetitions, in the given order."""
    return tuple(dict.fromkeys(tag.strip() for tag in tags))
