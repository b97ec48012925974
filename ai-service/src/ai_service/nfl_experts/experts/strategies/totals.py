"""The Scorekeeper: each attack multiplied by the defence it meets; the winner is an afterthought."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features
from ai_service.nfl_experts.experts.strategies.citing import allowed_text, scored_text, season_text
from ai_service.nfl_experts.experts.strategies.shaping import opinion_of


def think(features: Features) -> Opinion:
    """Multiplies points scored and allowed, relative to the usual; the sum is the total."""
    home, away, usual = features.home, features.away, features.usual_points
    ground = 0.0 if features.neutral else features.usual_home_margin / 2
    home_points = home.scored * away.allowed / usual + ground
    away_points = away.scored * home.allowed / usual - ground
    total = 0.6 * (home_points + away_points) + 0.4 * features.lines.total
    return opinion_of(
        features,
        margin=home_points - away_points,
        total=total,
        trust=0.7,
        reasons=tuple(
            dict.fromkeys((scored_text(home), allowed_text(away), scored_text(away), allowed_text(home)))
        ),
        total_reasons=(
            f"{home.team} should score {home_points:.1f} and {away.team} {away_points:.1f}",
            season_text(features),
        ),
    )
