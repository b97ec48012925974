"""The Market Maker: prices without the bookmaker's margin are right, and they must agree."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features
from ai_service.nfl_experts.experts.strategies.citing import spread_text
from ai_service.nfl_experts.experts.strategies.shaping import margin_of, opinion_of


def think(features: Features) -> Opinion:
    """Takes the margin that the moneyline implies; where the spread disagrees, the spread is wrong."""
    lines = features.lines
    implied = lines.margin if lines.home_probability is None else margin_of(lines.home_probability)
    lean = 0.0 if lines.over_probability is None else margin_of(lines.over_probability)
    total = lines.total + lean
    return opinion_of(
        features,
        margin=implied,
        total=total,
        trust=1.0,
        reasons=(_fair(features), f"that is worth {implied:+.1f} points to {features.home.team}"),
        total_reasons=(
            f"fair price of the over {lines.over_probability:.1%}"
            if lines.over_probability is not None
            else "without prices on the total",
        ),
    )


def _fair(features: Features) -> str:
    probability = features.lines.home_probability
    if probability is None:
        return f"without prices on the moneyline, {spread_text(features)}"
    return f"without its margin the moneyline gives {features.home.team} {probability:.1%}"
