"""The Veteran: has seen every system win once, so it listens to all and believes none entirely."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features
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
            f"for {features.home.team} the market says {lines.margin:+.1f} ({line_weight:.0%})",
            f"Elo {features.elo_margin:+.1f} ({elo_weight:.0%}) and form {form:+.1f} ({form_weight:.0%})",
        ),
        total_reasons=(
            f"market {lines.total:g} (75%) and an average of {usual:.1f} this season (25%)",
            f"week {features.week} takes {tired:.1f} of it",
        ),
    )
