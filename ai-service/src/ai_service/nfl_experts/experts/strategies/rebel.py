"""The Rebel: the crowd loves favourites and last week's heroes, so take the other side."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features, TeamForm
from ai_service.nfl_experts.experts.strategies.shaping import line_text, opinion_of


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
            f"everybody is on {line_text(features)}",
            f"last week {home.team} was {home.last_surprise:+.1f} and {away.team} {away.last_surprise:+.1f} "
            "points off what they are",
        ),
        total_reasons=(
            f"their last games had {points:g} points together, {usual:.0f} are usual, and people remember"
            if points
            else "before the first game everybody dreams of touchdowns",
        ),
    )


def _last_points(team: TeamForm) -> int:
    return team.last.scored + team.last.allowed if team.last else 0
