"""Errors of fantasy F1; the reasons are API and documented at the RPCs."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from service_kit.errors import (
    AlreadyExists,
    Conflict,
    InvalidArgument,
    NotFound,
    PermissionDenied,
    ValidationFailed,
)


class TeamNotFound(NotFound):
    reason = "TEAM_NOT_FOUND"

    def __init__(self, team: str) -> None:
        super().__init__(
            f"team {team} not found", team_id=team, recovery=["GET /api/v1/f1/teams lists your team"]
        )


class NotTeamOwner(PermissionDenied):
    reason = "NOT_TEAM_OWNER"

    def __init__(self, team: str) -> None:
        super().__init__(
            "Only the owner of a team can change it",
            team_id=team,
            recovery=["GET /api/v1/f1/teams lists your team"],
        )


class TeamExists(AlreadyExists):
    reason = "TEAM_EXISTS"

    def __init__(self, season: int) -> None:
        super().__init__(
            f"You already have a team in {season}",
            season=season,
            recovery=[f"GET /api/v1/f1/teams?season={season} returns it"],
        )


class TeamNameTaken(AlreadyExists):
    reason = "TEAM_NAME_TAKEN"

    def __init__(self, name: str, season: int) -> None:
        super().__init__(
            f"Another team in {season} is called {name!r}", season=season, recovery=["Choose another name"]
        )


class NotFiveDrivers(ValidationFailed):
    reason = "NOT_FIVE_DRIVERS"

    def __init__(self, count: int) -> None:
        message = f"A line-up has 5 drivers, not {count}"
        super().__init__(
            message,
            violations=[{"loc": ["driver_ids"], "msg": message, "type": "value_error"}],
            drivers=count,
            recovery=["Send 5 ids in driver_ids"],
        )


class DriverTwice(InvalidArgument):
    reason = "DRIVER_TWICE"

    def __init__(self, driver: str) -> None:
        super().__init__(
            f"driver_ids names driver {driver} twice",
            driver_id=driver,
            recovery=["Choose 5 different drivers"],
        )


class DriverNotEntered(InvalidArgument):
    reason = "DRIVER_NOT_ENTERED"

    def __init__(self, drivers: Sequence[str], season: int) -> None:
        super().__init__(
            f"driver_ids: not entered in {season}: {', '.join(driver[:100] for driver in drivers)}",
            driver_ids=list(drivers),
            recovery=[f"GET /api/v1/f1/drivers?season={season} lists the drivers who are entered"],
        )


class CaptainOutsideTeam(InvalidArgument):
    reason = "CAPTAIN_OUTSIDE_TEAM"

    def __init__(self, role: str, driver: str) -> None:
        super().__init__(
            f"{role}: {driver[:100]} must be a driver of the line-up, and the captain and the vice-captain"
            " two different ones",
            field=role,
            recovery=["Choose a captain and a vice-captain among driver_ids"],
        )


class OverBudget(InvalidArgument):
    reason = "OVER_BUDGET"

    def __init__(self, cost: Decimal, budget: Decimal) -> None:
        super().__init__(
            f"driver_ids: the line-up costs {cost}, which is {cost - budget} over the budget of {budget}",
            cost=str(cost),
            budget=str(budget),
            left=str(budget - cost),
            recovery=["Replace a driver by a cheaper one: GET /api/v1/f1/drivers?sort=price"],
        )


class NoLineup(Conflict):
    """The team has no drivers of which one could be the captain."""

    reason = "NO_LINEUP"

    def __init__(self, team: str) -> None:
        super().__init__(
            "The team has no drivers yet",
            team_id=team,
            recovery=[f"PUT /api/v1/f1/teams/{team}/drivers first"],
        )


class RaceLocked(Conflict):
    """Line-ups for the race can no longer change."""

    reason = "RACE_LOCKED"

    def __init__(self, race: str, locks_at: datetime, next_race: str | None) -> None:
        following = f"Line-ups can still change for {next_race}: " if next_race else ""
        super().__init__(
            f"Line-ups for {race} locked at {locks_at.isoformat()}",
            race=race,
            locked_at=locks_at.isoformat(),
            next_race=next_race or "",
            recovery=[f"{following}omit `race` to save for the next race"]
            if next_race
            else ["The season is over: play the next one"],
        )


class SeasonOver(Conflict):
    """No race of the season is left for which a line-up could be saved."""

    reason = "SEASON_OVER"

    def __init__(self, season: int) -> None:
        super().__init__(
            f"All races of {season} are locked", season=season, recovery=["Create a team for the next season"]
        )


class ScoreNotFound(NotFound):
    reason = "SCORE_NOT_FOUND"

    def __init__(self, team: str, race: str) -> None:
        super().__init__(
            f"team {team} has no score in {race}",
            team_id=team,
            race=race,
            recovery=[f"GET /api/v1/f1/teams/{team}/scores lists its scores"],
        )


class RevisionNotFound(NotFound):
    reason = "REVISION_NOT_FOUND"

    def __init__(self, race: str, revision: str) -> None:
        super().__init__(
            f"compare_to: revision {revision} of {race} was never scored",
            race=race,
            revision=revision,
            recovery=[f"GET /api/v1/f1/races/{race}/results shows the revision in force"],
        )
