"""Errors of fantasy F1; the reasons are API and documented at the RPCs."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Self

from league_service.core.moments import shown_moment
from service_kit.errors import (
    AlreadyExists,
    Conflict,
    InvalidArgument,
    NotFound,
    PermissionDenied,
    ResourceExhausted,
    Unauthenticated,
    ValidationFailed,
)


class TeamNotFound(NotFound):
    reason = "TEAM_NOT_FOUND"

    def __init__(self, team: str) -> None:
        super().__init__(
            f"team {team} not found", team_id=team, recovery=["GET /api/v1/f1/teams lists your team"]
        )


class SignInNeeded(Unauthenticated):
    reason = "SIGN_IN_NEEDED"

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Sign in to see {what}",
            recovery=[
                "POST /api/v1/auth/login returns a token",
                "Without it, rows with made_up of GET /api/v1/f1/leaderboard have teams that everybody sees",
            ],
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
            f"driver_ids names driver {driver[:100]} twice",
            driver_id=driver[:100],
            recovery=["Choose 5 different drivers"],
        )


class DriverNotEntered(InvalidArgument):
    reason = "DRIVER_NOT_ENTERED"

    def __init__(self, drivers: Sequence[str], season: int) -> None:
        super().__init__(
            f"driver_ids: not entered in {season}: {', '.join(driver[:100] for driver in drivers)}",
            driver_ids=", ".join(driver[:100] for driver in drivers),
            recovery=[f"GET /api/v1/f1/drivers?season={season} lists the drivers who are entered"],
        )


class CaptainOutsideTeam(InvalidArgument):
    reason = "CAPTAIN_OUTSIDE_TEAM"

    def __init__(self, role: str, why: str) -> None:
        super().__init__(
            f"{role}: {why}",
            field=role,
            recovery=["Choose a captain, and perhaps another driver as vice-captain, among driver_ids"],
        )

    @classmethod
    def stranger(cls, role: str, driver: str) -> Self:
        """The driver is not in the line-up."""
        return cls(role, f"{driver[:100] or 'an empty text'} is not a driver of the line-up")

    @classmethod
    def both(cls) -> Self:
        """The captain would be the vice-captain as well."""
        return cls("vice_captain_id", "the vice-captain must be another driver than the captain")


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


class NoTeamYet(Conflict):
    reason = "NO_TEAM_YET"
    retry = "never"

    def __init__(self, season: int) -> None:
        super().__init__(
            f"you have no team in the season {season}",
            season=season,
            recovery=["Create a team first: POST /api/v1/f1/teams"],
        )


class FantasyLeagueNotFound(NotFound):
    reason = "FANTASY_LEAGUE_NOT_FOUND"

    def __init__(self, league_id: str = "") -> None:
        named = "no such league, or it is private and the code is missing or wrong"
        super().__init__(
            named if league_id else "code: no league has this code",
            recovery=[
                "GET /api/v1/f1/leagues lists your leagues, and with scope=public the public ones",
                "Ask a member of a private league for its code",
            ],
        )
        if league_id:
            self.metadata["league_id"] = league_id


class NotAMember(NotFound):
    reason = "NOT_A_MEMBER"

    def __init__(self, league_id: str, team_id: str, *, is_own: bool = False) -> None:
        join = f"Join the league: POST /api/v1/f1/leagues/{league_id}/join"
        members = f"GET /api/v1/f1/leagues/{league_id}/members lists the members"
        super().__init__(
            f"{'your' if is_own else 'the'} team is not a member of the league",
            league_id=league_id,
            team_id=team_id,
            recovery=[join if is_own else members],
        )


class NotTheOwner(PermissionDenied):
    reason = "NOT_THE_OWNER"

    def __init__(self, league_id: str, owner: str) -> None:
        super().__init__(
            f"only the owner of the league, {owner}, can do this",
            league_id=league_id,
            recovery=["Ask the owner to do it, or to transfer the league to you"],
        )


class OwnerCannotLeave(Conflict):
    reason = "OWNER_CANNOT_LEAVE"
    retry = "never"

    def __init__(self, league_id: str) -> None:
        super().__init__(
            "the owner cannot leave the league",
            league_id=league_id,
            recovery=[
                f"Make another member the owner first: POST /api/v1/f1/leagues/{league_id}/transfer",
                f"Or delete the league: DELETE /api/v1/f1/leagues/{league_id}",
            ],
        )


class AlreadyAMember(Conflict):
    reason = "ALREADY_A_MEMBER"
    retry = "never"

    def __init__(self, league_id: str) -> None:
        super().__init__(
            "you are a member of this league already",
            league_id=league_id,
            recovery=[f"GET /api/v1/f1/leagues/{league_id}/leaderboard shows its board"],
        )


class RemovedFromLeague(Conflict):
    reason = "REMOVED_FROM_LEAGUE"
    retry = "never"

    def __init__(self, league_id: str) -> None:
        super().__init__(
            "the owner removed you from this league for good",
            league_id=league_id,
            recovery=["Join another league: GET /api/v1/f1/leagues?scope=public"],
        )


class FantasyLeagueFull(Conflict):
    reason = "FANTASY_LEAGUE_FULL"

    def __init__(self, league_id: str, most: int) -> None:
        super().__init__(
            f"the league has all of its {most} members",
            league_id=league_id,
            max_members=most,
            recovery=["Ask the owner to raise max_members", "Join another league"],
        )


class FantasyLeagueClosed(Conflict):
    reason = "FANTASY_LEAGUE_CLOSED"
    retry = "never"

    def __init__(self, league_id: str, until: str) -> None:
        super().__init__(
            f"the league could be joined until {until}",
            league_id=league_id,
            join_until=until,
            recovery=["Ask the owner to move join_until", "Join another league"],
        )


class TooManyCodes(ResourceExhausted):
    """The user tried too many codes that no league has."""

    reason = "TOO_MANY_CODES"

    def __init__(self, most: int, wait_s: float) -> None:
        super().__init__(
            f"you tried {most} wrong codes within an hour",
            most=most,
            retry_after_s=wait_s,
            recovery=[
                "Ask a member of the league for its code, and wait before you try again",
                "Or join a public league: GET /api/v1/f1/leagues?scope=public",
            ],
        )


class TooManyLeagues(Conflict):
    reason = "TOO_MANY_LEAGUES"
    retry = "never"

    def __init__(self, most: int) -> None:
        super().__init__(
            f"you are in {most} leagues of this season, which is the most",
            most=most,
            recovery=["Leave a league first: POST /api/v1/f1/leagues/{league_id}/leave"],
        )


class BelowMembers(Conflict):
    reason = "BELOW_MEMBERS"
    retry = "never"

    def __init__(self, league_id: str, members: int) -> None:
        super().__init__(
            f"max_members cannot be less than the {members} members of the league",
            league_id=league_id,
            members=members,
            recovery=[f"Send at least {members} as max_members, or remove members first"],
        )


class JoinUntilPast(ValidationFailed):
    """Built with `at`, which names the field."""

    reason = "JOIN_UNTIL_PAST"


class NoCodeToRenew(Conflict):
    reason = "NO_CODE_TO_RENEW"
    retry = "never"

    def __init__(self, league_id: str) -> None:
        super().__init__(
            "a public league has no code",
            league_id=league_id,
            recovery=[f"Players join it with POST /api/v1/f1/leagues/{league_id}/join"],
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
        super().__init__(
            f"Line-ups for {race} locked at {shown_moment(locks_at)}",
            race=race,
            locked_at=shown_moment(locks_at),
            next_race=next_race or "",
            recovery=[f"Line-ups can still change for {next_race}: omit `race` to save for the next race"]
            if next_race
            else ["No later race of the season is open: what was saved before the lock counts"],
        )


class SeasonOver(Conflict):
    """No race of the season is left for which a line-up could be saved."""

    reason = "SEASON_OVER"

    def __init__(self, season: int, now: datetime) -> None:
        later = max(season + 1, now.year)
        super().__init__(
            f"season: all races of {season} are locked or cancelled",
            season=season,
            recovery=[f"Create a team for a later season: POST /api/v1/f1/teams with season {later}"],
        )


class PricesPublished(Conflict):
    """The prices for the race are frozen."""

    reason = "PRICES_PUBLISHED"

    def __init__(self, race: str) -> None:
        super().__init__(
            f"The prices for {race} are published and no longer change",
            race=race,
            recovery=["Set the price for a later race"],
        )


class ScoreNotFound(NotFound):
    reason = "SCORE_NOT_FOUND"

    def __init__(self, team: str, race: str) -> None:
        super().__init__(
            f"team {team} has no score in {race}: the race has no scores yet",
            team_id=team,
            race=race,
            recovery=[f"GET /api/v1/f1/teams/{team}/scores lists its scores"],
        )


class RevisionNotScored(NotFound):
    reason = "REVISION_NOT_SCORED"

    def __init__(self, race: str, revision: str) -> None:
        super().__init__(
            f"compare_to: revision {revision} of {race} was never scored",
            race=race,
            revision=revision,
            recovery=[f"GET /api/v1/f1/races/{race}/results shows the revision in force"],
        )
