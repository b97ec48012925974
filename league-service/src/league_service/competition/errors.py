"""Errors about competitions; the reasons are API and documented at the RPCs."""

from datetime import datetime

from league_service.core.moments import shown_moment
from service_kit.errors import (
    AlreadyExists,
    Conflict,
    FailedPrecondition,
    InvalidArgument,
    NotFound,
    ValidationFailed,
)


class CompetitionNotFound(NotFound):
    reason = "COMPETITION_NOT_FOUND"

    def __init__(self, key: str) -> None:
        super().__init__(
            f"competition {key} not found", competition=key, recovery=["GET /api/v1/competitions lists them"]
        )


class SeasonNotFound(NotFound):
    reason = "SEASON_NOT_FOUND"

    def __init__(self, competition: str, season: int) -> None:
        super().__init__(
            f"season {season} of {competition} not found",
            competition=competition,
            season=season,
            recovery=["GET /api/v1/competitions lists the seasons"],
        )


class EventNotFound(NotFound):
    reason = "EVENT_NOT_FOUND"

    def __init__(self, event_id: str) -> None:
        super().__init__(f"event {event_id} not found", event_id=event_id)


class NoStandings(NotFound):
    """The sport has no rules for standings."""

    reason = "NO_STANDINGS"

    def __init__(self, sport: str) -> None:
        super().__init__(f"standings are not available for {sport}", sport=sport)


class NoRatings(NotFound):
    """The sport has no rating method."""

    reason = "NO_RATINGS"

    def __init__(self, sport: str) -> None:
        super().__init__(f"ratings are not available for {sport}", sport=sport)


class NoFacts(NotFound):
    """The sport does not provide season facts of two-sided games."""

    reason = "NO_FACTS"

    def __init__(self, sport: str) -> None:
        super().__init__(f"season facts are not available for {sport}", sport=sport)


class EventFinal(FailedPrecondition):
    """The event has a final result, so its schedule cannot change."""

    reason = "EVENT_FINAL"

    def __init__(self, key: str, event_id: str) -> None:
        super().__init__(
            f"{key} has a final result",
            event_id=event_id,
            recovery=["Correct the result: POST /api/v1/events/{event_id}/results"],
        )


class ChangeInTheFuture(InvalidArgument):
    """A change of a schedule cannot take effect later than now."""

    reason = "CHANGE_IN_THE_FUTURE"

    def __init__(self, effective_at: datetime) -> None:
        super().__init__(
            f"effective_at is in the future: {shown_moment(effective_at)}",
            recovery=["Omit `effective_at`, or send the time at which the change was decided"],
        )


class InvalidSchedule(ValidationFailed):
    """The new time or round of an event cannot be meant; the violation names the field."""

    reason = "INVALID_SCHEDULE"


class InvalidLine(InvalidArgument):
    """The market and the values do not match."""

    reason = "INVALID_LINE"


class InvalidResult(InvalidArgument):
    """The result does not match the competitors of its event."""

    reason = "INVALID_RESULT"


class ResultTooEarly(Conflict):
    """The event of the result has not begun."""

    reason = "RESULT_TOO_EARLY"


class LineTooLate(FailedPrecondition):
    """The event of the quote has already begun."""

    reason = "LINE_TOO_LATE"


class ResultRequestReused(AlreadyExists):
    """The request_id was already used for another result."""

    reason = "REQUEST_ID_REUSED"
