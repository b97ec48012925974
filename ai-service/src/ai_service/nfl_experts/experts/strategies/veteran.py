"""The Veteran: has seen every system win once, so it listens to all and believes none entirely."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features
from ai_service.nfl_experts.experts.strategies.citing import (
    points_text,
    season_text,
    spread_text,
    total_text,
)
from ai_service.nfl_experts.experts.strategies.shaping import opinion_of


def think(features: Features) -> Opinion:
    """Combines market, ratings and form, form more as the season goes on, all with some doubt."""
    lines = features.lines
    games = min(len(features.home.played), len(features.away.played))
    form_weight = min(games, 12) / 40
    line_weight = 0.5 - form_weight / 2
    elo_weight = 1 - form_weight - line_weight
    ground = 0.0 if features.neutral else features.usual_home_margin
    form = features.form_margin + ground
    margin = 0.95 * (line_weight * lines.margin + elo_weight * features.elo_margin + form_weight * form)
    usual = 2 * features.usual_points
    tired = 0.12 * (features.week - 9)
    total = 0.75 * lines.total + 0.25 * usual - tired
    return opinion_of(
        features,
        margin=margin,
        total=total,
        trust=0.8,
        boldness=0.95,
        reasons=(
            f"{spread_text(features)} ({line_weight:.0%})",
            f"Elo makes it {features.elo_margin:+.1f} for {features.home.team} ({elo_weight:.0%})",
            *_points(features, form, form_weight),
        ),
        total_reasons=(
            f"{total_text(features)} (75%)",
            f"{season_text(features)}, I count {usual:.1f} (25%)",
            f"week {features.week} {'takes' if tired >= 0 else 'adds'} {abs(tired):.1f}",
        ),
    )


def _points(features: Features, form: float, weight: float) -> tuple[str, ...]:
    if not weight:
        return ()
    home, away = features.home, features.away
    own = f"from their points I make it {form:+.1f} for {home.team} ({weight:.0%})"
    return points_text(home), points_text(away), own
