"""Which side of a match a request means, and whether the caller may write for it."""

from league_service.clubs.engine.access import Access
from league_service.clubs.matches.repository import Match
from service_kit.errors import ValidationFailed


def check_side(access: Access, match: Match, team_id: str) -> None:
    """Raises ValidationFailed for a team that does not play, or that is an own team without access."""
    team = match.sides.get(team_id)
    if team is None or (team.kind == "own" and access.teams is not None and team_id not in access.teams):
        message = f"State the home team {match.home.id} or the away team {match.away.id}"
        raise ValidationFailed.at(["team_id"], message)


def side_of(access: Access, match: Match, team_id: str | None) -> str:
    """The stated side, or the only team of the club. Raises ValidationFailed."""
    if team_id:
        check_side(access, match, team_id)
        return team_id
    own = [team.id for team in (match.home, match.away) if team.kind == "own"]
    if access.teams is not None:
        own = [team for team in own if team in access.teams]
    if len(own) != 1:
        who = "Two teams" if own else "No team"
        message = f"{who} of the club play: state {match.home.id} or {match.away.id}"
        raise ValidationFailed.at(["team_id"], message)
    return own[0]
