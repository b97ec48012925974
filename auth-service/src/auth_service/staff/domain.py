"""The teams of a member of staff."""

from auth_service.organisations.domain import normal_teams
from auth_service.people.domain import Person
from auth_service.users.affiliations import ALL_TEAMS


def teams_of(team_id: str, team_access: list[str]) -> tuple[str, ...]:
    """The teams that a member of staff sees, their own team first. "*" replaces all but that one."""
    own = team_id.lower()
    others = [team for team in normal_teams([team.lower() for team in team_access]) if team != own]
    return (own, *others) if own else tuple(others)


def teams_after(
    person: Person, *, team_id: str, team_access: list[str], cleared: frozenset[str]
) -> tuple[str, ...]:
    """The teams after a change that names only some of them. A new team of their own replaces the old one."""
    own = team_id or ("" if "team_id" in cleared or team_access else person.team_id or "")
    if team_access:
        return teams_of(own, team_access)
    if "team_access" in cleared:
        return teams_of(team_id, [])
    return teams_of(own, [team for team in person.team_access if team != person.team_id])


def named_teams(team_access: list[str]) -> list[str]:
    """The teams that must exist."""
    return [team for team in teams_of("", team_access) if team != ALL_TEAMS]
