"""Errors about Formula 1; the reasons are API and documented at the RPCs."""

from typing import Self

from service_kit.errors import AlreadyExists, Conflict, FailedPrecondition, NotFound, ValidationFailed


class DriverNotFound(NotFound):
    reason = "DRIVER_NOT_FOUND"

    def __init__(self, driver: str) -> None:
        super().__init__(
            f"driver {driver} not found", driver_id=driver, recovery=["GET /api/v1/f1/drivers lists them"]
        )


class ConstructorNotFound(NotFound):
    reason = "CONSTRUCTOR_NOT_FOUND"

    def __init__(self, constructor: str) -> None:
        super().__init__(
            f"constructor {constructor} not found",
            racing_team=constructor,
            recovery=["GET /api/v1/f1/standings lists the constructors of a season"],
        )


class DriverExists(AlreadyExists):
    reason = "DRIVER_EXISTS"

    def __init__(self, key: str) -> None:
        super().__init__(
            f"{key} is stored already",
            driver_id=key,
            recovery=[f"PATCH /api/v1/f1/drivers/{key} changes the driver"],
        )


class DriverInUse(Conflict):
    """The driver has results or line-ups, or an import would add the driver again."""

    retry = "never"
    reason = "DRIVER_IN_USE"

    def __init__(self, key: str, why: str) -> None:
        super().__init__(
            f"{key} cannot be deleted: {why}",
            driver_id=key,
            recovery=[f"PATCH /api/v1/f1/drivers/{key} with entered false takes the driver out of races"],
        )


class InvalidDriver(ValidationFailed):
    reason = "INVALID_DRIVER"


class RaceNotFound(NotFound):
    reason = "RACE_NOT_FOUND"

    def __init__(self, race: str, season: int | None = None) -> None:
        place, query = (f" in the season {season}", f"?season={season}") if season else ("", "")
        super().__init__(
            f"race {race} not found{place}",
            race_id=race,
            recovery=[f"GET /api/v1/f1/races{query} lists them"],
        )


class RaceExists(AlreadyExists):
    reason = "RACE_EXISTS"

    def __init__(self, key: str) -> None:
        super().__init__(
            f"{key} is stored already", race_id=key, recovery=[f"PATCH /api/v1/f1/races/{key} changes it"]
        )


class RaceInUse(Conflict):
    """The race has results, line-ups or a history, or an import would add it again."""

    retry = "never"
    reason = "RACE_IN_USE"

    def __init__(self, key: str, why: str) -> None:
        super().__init__(
            f"{key} cannot be deleted: {why}",
            race_id=key,
            recovery=[f"PATCH /api/v1/f1/races/{key} with status cancelled keeps it listed with the reason"],
        )


class InvalidRace(ValidationFailed):
    reason = "INVALID_RACE"


class RevisionNotFound(NotFound):
    reason = "REVISION_NOT_FOUND"

    def __init__(self, revision: int, session: str) -> None:
        super().__init__(
            f"the {session} has no revision {revision}",
            revision=revision,
            recovery=["GET /api/v1/f1/quarantine lists what awaits a decision, with its session"],
        )


class ResultNotQuarantined(AlreadyExists):
    """The revision counts, or counted, so there is nothing to decide."""

    reason = "RESULT_NOT_QUARANTINED"


class ResultDecided(AlreadyExists):
    """The other decision was taken."""

    reason = "RESULT_DECIDED"


class ResultSuperseded(AlreadyExists):
    """The source has published another result since."""

    reason = "RESULT_SUPERSEDED"


class ResultsUpstreamMissing(FailedPrecondition):
    """There is no upstream to compare the results with."""

    reason = "RESULTS_UPSTREAM_MISSING"

    @classmethod
    def unset(cls) -> Self:
        """No upstream is configured."""
        return cls(
            "F1_RESULTS_URL is not set",
            recovery=[
                "Set F1_RESULTS_URL to an API in the Ergast format, and restart the league service",
                "Or import the result: altsports import ergast PATH",
            ],
        )

    @classmethod
    def simulated(cls, race: str) -> Self:
        """Nobody publishes results of a simulated race, whatever is configured."""
        return cls(
            f"{race} is simulated: nobody publishes its results, and its checks take place by themselves",
            race_id=race,
            recovery=["Import a real season to verify its races: altsports import f1db PATH"],
        )
