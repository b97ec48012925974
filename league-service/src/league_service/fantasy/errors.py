"""Errors of fantasy F1; the reasons are API and documented at the RPCs."""

from collections.abc import Sequence
from decimal import Decimal

from service_kit.errors import InvalidArgument, ValidationFailed


class NotFiveDrivers(ValidationFailed):
    reason = "NOT_FIVE_DRIVERS"

    def __init__(self, count: int) -> None:
        super().__init__(
            f"A line-up has 5 drivers, not {count}", drivers=count, recovery=["Send 5 ids in driver_ids"]
        )


class DriverTwice(InvalidArgument):
    reason = "DRIVER_TWICE"

    def __init__(self, driver: str) -> None:
        super().__init__(
            f"driver {driver} is in the line-up twice",
            driver_id=driver,
            recovery=["Choose 5 different drivers"],
        )


class DriverNotEntered(InvalidArgument):
    reason = "DRIVER_NOT_ENTERED"

    def __init__(self, drivers: Sequence[str]) -> None:
        super().__init__(
            f"not entered this season: {', '.join(drivers)}",
            driver_ids=list(drivers),
            recovery=["GET /api/v1/f1/drivers lists the drivers who are entered"],
        )


class CaptainOutsideTeam(InvalidArgument):
    reason = "CAPTAIN_OUTSIDE_TEAM"

    def __init__(self, role: str, driver: str) -> None:
        super().__init__(
            f"{role} {driver} must be another driver of the line-up",
            field=role,
            recovery=["Choose a captain and a vice-captain among driver_ids"],
        )


class OverBudget(InvalidArgument):
    reason = "OVER_BUDGET"

    def __init__(self, cost: Decimal, budget: Decimal) -> None:
        super().__init__(
            f"the line-up costs {cost}, which is {cost - budget} over the budget of {budget}",
            cost=str(cost),
            budget=str(budget),
            left=str(budget - cost),
            recovery=["Replace a driver by a cheaper one: GET /api/v1/f1/drivers?sort=price"],
        )
