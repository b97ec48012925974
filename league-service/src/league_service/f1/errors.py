"""Errors about Formula 1; the reasons are API and documented at the RPCs."""

from service_kit.errors import AlreadyExists, FailedPrecondition, NotFound


class DriverNotFound(NotFound):
    reason = "DRIVER_NOT_FOUND"

    def __init__(self, driver: str) -> None:
        super().__init__(
            f"driver {driver} not found", driver_id=driver, recovery=["GET /api/v1/f1/drivers lists them"]
        )


class RaceNotFound(NotFound):
    reason = "RACE_NOT_FOUND"

    def __init__(self, race: str) -> None:
        super().__init__(f"race {race} not found", race_id=race, recovery=["GET /api/v1/f1/races lists them"])


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

    def __init__(self, why: str) -> None:
        super().__init__(
            why,
            recovery=[
                "Set F1_RESULTS_URL to an API in the Ergast format, and restart the league service",
                "Or import the result: altsports import ergast PATH",
            ],
        )
