"""What can go wrong with competitions; the reasons are API and written at the RPCs."""

from service_kit.errors import (
    AlreadyExists,
    FailedPrecondition,
    InvalidArgument,
    NotFound,
)


class CompetitionNotFound(NotFound):
    reason = "COMPETITION_NOT_FOUND"

    def __init__(self, key: str) -> None:
        super().__init__(
            f"no competition {key}", competition=key, recovery=["GET /api/v1/competitions lists them"]
        )


class SeasonNotFound(NotFound):
    reason = "SEASON_NOT_FOUND"

    def __init__(self, competition: str, season: int) -> None:
        super().__init__(
            f"no season {season} of {competition}",
            competition=competition,
            season=season,
            recovery=["GET /api/v1/competitions lists the seasons"],
        )


class EventNotFound(NotFound):
    reason = "EVENT_NOT_FOUND"

    def __init__(self, event_id: str) -> None:
        super().__init__(f"no event {event_id}", event_id=event_id)


class NoStandings(NotFound):
    """The sport has no rules for standings."""

    reason = "NO_STANDINGS"

    def __init__(self, sport: str) -> None:
        super().__init__(f"no standings are computed for {sport}", sport=sport)


class NoRatings(NotFound):
    """The sport has no rating method."""

    reason = "NO_RATINGS"

    def __init__(self, sport: str) -> None:
        super().__init__(f"no ratings are computed for {sport}", sport=sport)


class NoFacts(NotFound):
    """The sport does not hand out seasons of two-sided games."""

    reason = "NO_FACTS"

    def __init__(self, sport: str) -> None:
        super().__init__(f"no season facts are computed for {sport}", sport=sport)


class InvalidLine(InvalidArgument):
    """A market and values that do not fit."""

    reason = "INVALID_LINE"


class InvalidResult(InvalidArgument):
    """A result that does not fit the competitors of its event."""

    reason = "INVALID_RESULT"


class ResultTooEarly(FailedPrecondition):
    """A result of an event that has not begun."""

    reason = "RESULT_TOO_EARLY"


class LineTooLate(FailedPrecondition):
    """A quote on an event that has begun."""

    reason = "LINE_TOO_LATE"


class ResultRequestReused(AlreadyExists):
    """The request_id was used before for another result."""

    reason = "REQUEST_ID_REUSED"
