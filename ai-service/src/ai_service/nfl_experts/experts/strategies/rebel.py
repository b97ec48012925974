"""The Rebel: the crowd loves favourites and last week's heroes, so take the other side."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features, TeamForm
from ai_service.nfl_experts.experts.strategies.citing import not_played, spread_text
from ai_service.nfl_experts.experts.strategies.shaping import opinion_of


def think(features: Features) -> Opinion:
    """Removes the hype of the last game, and part of every favourite's lead."""
    lines, home, away = features.lines, features.home, features.away
    hype = home.last_surprise - away.last_surprise
    margin = 0.85 * lines.margin - 0.16 * hype
    points = _last_points(home) + _last_points(away)
    usual = 4 * features.usual_points
    total = lines.total - 0.1 * (points - usual) if points else lines.total - 0.5
    return opinion_of(
        features,
        margin=margin,
        total=total,
        trust=0.9,
        boldness=1.2,
        reasons=(
            f"{spread_text(features)}, and crowds love a favourite",
            f"{_surprise(home)}, {_surprise(away)}",
        ),
        total_reasons=(
            *(_memory(team) for team in (home, away)),
            f"people remember, I count {usual:.0f} for two games"
            if points
            else "so everybody dreams of touchdowns",
        ),
    )


def _surprise(team: TeamForm) -> str:
    if not team.last:
        return not_played(team)
    return f"{team.team} was {team.last_surprise:+.1f} points off what Elo expected in its last game"


def _memory(team: TeamForm) -> str:
    if not team.last:
        return not_played(team)
    return f"the last game of {team.team} had {team.last.scored + team.last.allowed} points"


def _last_points(team: TeamForm) -> int:
    return team.last.scored + team.last.allowed if team.last else 0
