"""Errors about leagues; the reasons are API and documented at the RPCs."""

from service_kit.errors import (
    AlreadyExists,
    Conflict,
    InvalidArgument,
    NotFound,
    Unavailable,
    ValidationFailed,
)


class LeagueNotFound(NotFound):
    reason = "LEAGUE_NOT_FOUND"

    def __init__(self, league_id: str) -> None:
        super().__init__(f"league {league_id} not found", league_id=league_id)


class InvalidPartnership(ValidationFailed):
    """The record of a partnership has an impossible value."""

    reason = "INVALID_PARTNERSHIP"


class InvalidLeagueQuery(InvalidArgument):
    """A search with an invalid value, such as an unknown sport; the message lists the valid values.

    The field is sent as metadata: the message is the documented detail, which violations would replace.
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
            recovery=["Try again in a few seconds"],
        )


class InvalidLeague(ValidationFailed):
    """Facts violate one or more rules; `violations` names each."""

    reason = "INVALID_LEAGUE"


class LeagueExists(AlreadyExists):
    reason = "LEAGUE_EXISTS"

    def __init__(self, name: str, league_id: str) -> None:
        super().__init__(f"a league named {name} already exists in this location", league_id=league_id)


class RequestIdReused(Conflict):
    """The request_id was already used for another league."""

    reason = "REQUEST_ID_REUSED"
