"""Facts in words, for reasons: plain averages with their number of games, and estimates named as such.

Strategies compute with averages that are pulled towards the usual while few games are played. Reasons never
state those as facts.
"""

from collections.abc import Sequence

from ai_service.nfl_experts.experts.features import Features, TeamForm
from ai_service.nfl_experts.experts.history import Played
from ai_service.nfl_experts.experts.words import handicap_text


def line_text(features: Features, margin: float | None = None) -> str:
    """The text of the current line, or of another home margin, with the favourite first: "KC -2.5"."""
    shown = features.lines.margin if margin is None else margin
    team = features.home.team if shown >= 0 else features.away.team
    return handicap_text(team, -round(abs(shown), 1))


def spread_text(features: Features) -> str:
    """The spread, or the estimate that stands in for it while nobody offers one."""
    kind = "the line is" if features.lines.spread_is_offered else "an estimate puts the line at"
    return f"{kind} {line_text(features)}"


def total_text(features: Features) -> str:
    """The total, or the estimate that stands in for it while nobody offers one."""
    if features.lines.total_is_offered:
        return f"the total is {features.lines.total:g}"
    return f"an estimate puts the total at {features.lines.total:g}"


def by_estimate(features: Features) -> str:
    """What follows a number of the spread that nobody offers."""
    return "" if features.lines.spread_is_offered else " by estimate"


def points_text(team: TeamForm) -> str:
    """The points of a team: "KC scores 27.5 and allows 20.0 a game (games: 2)"."""
    if not team.played:
        return not_played(team)
    scored, allowed = (
        mean([game.scored for game in team.played]),
        mean([game.allowed for game in team.played]),
    )
    return f"{team.team} scores {scored:.1f} and allows {allowed:.1f} a game (games: {len(team.played)})"


def scored_text(team: TeamForm) -> str:
    """The points that a team scores: "KC scores 27.5 a game (games: 2)"."""
    if not team.played:
        return not_played(team)
    scored = mean([game.scored for game in team.played])
    return f"{team.team} scores {scored:.1f} a game (games: {len(team.played)})"


def allowed_text(team: TeamForm) -> str:
    """The points that a team allows: "KC allows 20.0 a game (games: 2)"."""
    if not team.played:
        return not_played(team)
    allowed = mean([game.allowed for game in team.played])
    return f"{team.team} allows {allowed:.1f} a game (games: {len(team.played)})"


def margin_text_of(team: TeamForm, games: Sequence[Played], where: str) -> str:
    """The average margin of some games of a team: "KC is +3.5 a game at home (games: 2)"."""
    if not games:
        return f"{team.team} has not played {where} yet"
    margin = mean([game.margin for game in games])
    return f"{team.team} is {margin:+.1f} a game {where} (games: {len(games)})"


def season_text(features: Features) -> str:
    """The average total of the season: "games of this season have 45.2 points on average (games: 16)"."""
    if not features.games:
        return "no game of this season is over"
    average = features.points / features.games
    return f"games of this season have {average:.1f} points on average (games: {features.games})"


def not_played(team: TeamForm) -> str:
    """That a team has no finished game."""
    return f"{team.team} has no finished game this season"


def mean(values: Sequence[int]) -> float:
    """The plain average."""
    return sum(values) / len(values)
