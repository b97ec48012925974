"""The Sharp Money Follower: lines move where informed money goes, so follow them."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features
from ai_service.nfl_experts.experts.strategies.citing import line_text, points_text, spread_text, total_text
from ai_service.nfl_experts.experts.strategies.shaping import opinion_of


def think(features: Features) -> Opinion:
    """Extends the movement of the line; a line that has not moved counts where it contradicts the ratings."""
    lines = features.lines
    defiance = lines.margin - features.elo_margin
    off_form = lines.total - features.form_total
    margin = lines.margin + 1.5 * lines.margin_moved + (0.4 if lines.margin_moved else 0.9) * defiance
    total = lines.total + 0.7 * lines.total_moved + 0.15 * off_form
    return opinion_of(
        features,
        margin=margin,
        total=total,
        trust=0.55,
        boldness=0.75,
        reasons=(
            _move(features),
            f"that gives {features.home.team} {defiance:+.1f} points on its rating",
        ),
        total_reasons=(
            _total_move(features),
            points_text(features.home),
            points_text(features.away),
        ),
    )


def _move(features: Features) -> str:
    lines = features.lines
    if not lines.spread_is_offered:
        return spread_text(features)
    if not lines.margin_moved:
        return f"the line is where it was first seen, at {line_text(features)}"
    towards = features.home.team if lines.margin_moved > 0 else features.away.team
    return (
        f"the line went from {line_text(features, lines.opening_margin)} to {line_text(features)}, "
        f"{abs(lines.margin_moved):g} towards {towards}"
    )


def _total_move(features: Features) -> str:
    lines = features.lines
    if not lines.total_is_offered:
        return total_text(features)
    if not lines.total_moved:
        return f"the total is where it was first seen, at {lines.total:g}"
    return f"the total went from {lines.opening_total:g} to {lines.total:g}"
