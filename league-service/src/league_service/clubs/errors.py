"""Errors of clubs; the reasons are API and documented at the RPCs."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from league_service.core.moments import shown_moment
from service_kit.errors import (
    AlreadyExists,
    Conflict,
    DeadlineExceeded,
    FailedPrecondition,
    NotFound,
    PermissionDenied,
    PreconditionFailed,
    ValidationFailed,
    Violation,
)


class RecordNotFound(NotFound):
    """There is no such row in the organisation, or the caller may not see it: both look the same."""

    reason = "RECORD_NOT_FOUND"

    def __init__(self, noun: str, record_id: str, path: str) -> None:
        super().__init__(
            f"{noun.replace('_', ' ')} {record_id[:64]} not found",
            noun=noun,
            id=record_id[:64],
            recovery=[f"GET {path} lists what you may see"],
        )


class RecordExists(AlreadyExists):
    """Another row of the organisation has the same key."""

    reason = "RECORD_EXISTS"

    def __init__(self, noun: str, fields: Sequence[str]) -> None:
        named = " and ".join(fields)
        super().__init__(
            f"Another {noun.replace('_', ' ')} of the club has the same {named}",
            noun=noun,
            field=",".join(fields),
            recovery=[f"Choose another {fields[0]}, or change the existing row"],
        )


class HasDependents(Conflict):
    """Other rows name the row."""

    reason = "HAS_DEPENDENTS"
    retry = "never"

    def __init__(self, noun: str, counts: Mapping[str, int]) -> None:
        listed = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
        super().__init__(
            f"The {noun.replace('_', ' ')} is in use: {listed}",
            noun=noun,
            recovery=['Archive it: PATCH with {"archived": true}', "Or delete the rows that name it first"],
        )
        self.details = {"dependents": dict(counts)}


class VersionMismatch(PreconditionFailed):
    """The row has another version than the one that the change was made from."""

    reason = "VERSION_MISMATCH"

    def __init__(self, noun: str, version: int) -> None:
        super().__init__(
            f"The {noun.replace('_', ' ')} has changed: it has version {version}",
            noun=noun,
            version=version,
            recovery=["Get the row again, and repeat the change with its version"],
        )


class UnknownReference(ValidationFailed):
    """Fields name rows that are not there, are archived, or may not be seen."""

    reason = "UNKNOWN_REFERENCE"

    @classmethod
    def of(cls, violations: Sequence[Violation]) -> "UnknownReference":
        """The error for the fields of these violations."""
        return cls(violations[0]["msg"], violations=violations)


class NotNoteAuthor(PermissionDenied):
    """Somebody else wrote the note."""

    reason = "NOT_NOTE_AUTHOR"

    def __init__(self) -> None:
        super().__init__(
            "Only the author of a note can change it",
            recovery=["Write a note of your own: POST /api/v1/football/matches/{match_id}/notes"],
        )


class ResponsesClosed(Conflict):
    """Answers to the invitation are not accepted any more."""

    reason = "RESPONSES_CLOSED"
    retry = "never"

    def __init__(self, closed_at: datetime, *, is_off: bool) -> None:
        super().__init__(
            "It does not take place" if is_off else f"Answers closed at {shown_moment(closed_at)}",
            closed_at=shown_moment(closed_at),
            recovery=["Speak to the coach"],
        )


class NotInvited(ValidationFailed):
    """The player belongs to no team that takes part on that day."""

    reason = "NOT_INVITED"

    def __init__(self, day: date) -> None:
        message = (
            f"The player belongs to no team that takes part on {day}: register the player for the team first"
        )
        super().__init__(message, violations=[{"loc": ["player_id"], "msg": message, "type": "invited"}])


class CalendarNotFound(NotFound):
    """There is no calendar at the address, or the caller has none."""

    reason = "CALENDAR_NOT_FOUND"


class ImpossibleLineup(ValidationFailed):
    """A line-up that cannot play; the violations are the reasons."""

    reason = "IMPOSSIBLE_LINEUP"


class ConsentNeeded(ValidationFailed):
    """The player is too young to store this without a recorded consent."""

    reason = "CONSENT_NEEDED"


class PlayerErased(FailedPrecondition):
    """The player was erased, and nothing about the person is stored again."""

    reason = "PLAYER_ERASED"

    def __init__(self, player_id: str) -> None:
        super().__init__(
            "This player was erased: nothing can be stored about the person again", player_id=player_id
        )


class SummaryTimedOut(DeadlineExceeded):
    """Not even the row that is summarized was read within the budget."""

    reason = "SUMMARY_TIMED_OUT"

    def __init__(self, noun: str) -> None:
        super().__init__(
            f"The {noun} was not read within the budget",
            retry_after_s=1,
            recovery=["Allow a larger budget_ms"],
        )
