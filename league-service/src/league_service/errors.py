"""What can go wrong with leagues; the reasons are API and written at the RPCs."""

from service_kit.errors import (
    AlreadyExists,
    Conflict,
    FailedPrecondition,
    InvalidArgument,
    NotFound,
    Unavailable,
    ValidationFailed,
)


class LeagueNotFound(NotFound):
    reason = "LEAGUE_NOT_FOUND"

    def __init__(self, league_id: str) -> None:
        super().__init__(f"no league {league_id}", league_id=league_id)


class InvalidLeagueQuery(InvalidArgument):
    """A search that means nothing here, such as an unknown sport; the message says what would.

    The field travels as metadata: its text is the documented detail, which violations would replace.
    """

    reason = "INVALID_LEAGUE_QUERY"

    def __init__(self, problem: str, *, field: str, recovery: list[str]) -> None:
        super().__init__(f"Invalid league query: {problem}", recovery=recovery, field=field)


class LeagueSearchFailed(Unavailable):
    """The database did not answer a search."""

    reason = "LEAGUE_SEARCH_FAILED"

    def __init__(self, problem: str, *, retry_after_s: float | None) -> None:
        super().__init__(
            f"League search failed: {problem}",
            retry_after_s=retry_after_s,
            recovery=["Try again in a moment"],
        )


class InvalidLeague(ValidationFailed):
    """Facts that break a rule; `violations` names each."""

    reason = "INVALID_LEAGUE"


class LeagueExists(AlreadyExists):
    reason = "LEAGUE_EXISTS"

    def __init__(self, name: str, league_id: str) -> None:
        super().__init__(f"there is already a league called {name} there", league_id=league_id)


class RequestIdReused(Conflict):
    """The request_id was used before for another league."""

    reason = "REQUEST_ID_REUSED"


class UnreadableFile(InvalidArgument):
    """No file of an import can be used; the message names each with its trouble."""

    reason = "UNREADABLE_FILE"


class ImportTooLarge(InvalidArgument):
    reason = "IMPORT_TOO_LARGE"


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


class InvalidMoment(InvalidArgument):
    """A text that is no point in time."""

    reason = "INVALID_MOMENT"

    def __init__(self, text: str) -> None:
        super().__init__(
            f"no moment: {text[:40]!r}",
            recovery=["Write a day such as 2025-11-01 or a moment such as 2025-11-01T18:00:00Z"],
        )


class InvalidLine(InvalidArgument):
    """A market and values that do not fit."""

    reason = "INVALID_LINE"


class ResultTooEarly(FailedPrecondition):
    """A result of an event that has not begun."""

    reason = "RESULT_TOO_EARLY"


class LineTooLate(FailedPrecondition):
    """A quote on an event that has begun."""

    reason = "LINE_TOO_LATE"


class ResultRequestReused(AlreadyExists):
    """The request_id was used before for another result."""

    reason = "REQUEST_ID_REUSED"
