"""The Analyst: Elo and points scored and allowed, weighted by the number of games."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features
from ai_service.nfl_experts.experts.strategies.citing import points_text, season_text
from ai_service.nfl_experts.experts.strategies.shaping import opinion_of


def think(features: Features) -> Opinion:
    """Combines Elo with points per game, and pulls the total towards the season's average."""
    home, away = features.home, features.away
    ground = 0.0 if features.neutral else features.usual_home_margin
    weight = min(len(home.played), len(away.played)) / 24
    margin = (1 - weight) * features.elo_margin + weight * (features.form_margin + ground)
    usual = 2 * features.usual_points
    total = usual + 0.8 * (features.form_total - usual)
    return opinion_of(
        features,
        margin=margin,
        total=total,
        trust=0.4,
        reasons=(
            f"Elo {home.elo:.0f} for {home.team} against {away.elo:.0f} for {away.team}",
            points_text(home),
            points_text(away),
        ),
        total_reasons=(
            points_text(home),
            points_text(away),
            season_text(features),
        ),
    )
