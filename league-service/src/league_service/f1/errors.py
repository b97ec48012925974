"""Errors about Formula 1; the reasons are API and documented at the RPCs."""

from service_kit.errors import NotFound


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
