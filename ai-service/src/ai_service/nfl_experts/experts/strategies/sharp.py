"""The Sharp Money Follower: lines move where informed money goes, so follow them."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features
from ai_service.nfl_experts.experts.strategies.shaping import line_text, opinion_of


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
            f"it gives {features.home.team} {defiance:+.1f} points on its rating, and somebody paid for that",
        ),
        total_reasons=(
            f"the total went from {lines.opening_total:g} to {lines.total:g}",
            f"it stands {off_form:+.1f} off the form of both teams",
        ),
    )


def _move(features: Features) -> str:
    lines = features.lines
    if not lines.margin_moved:
        return f"the line has stood at {line_text(features)} since it opened"
    towards = features.home.team if lines.margin_moved > 0 else features.away.team
    return (
        f"the line went from {line_text(features, lines.opening_margin)} to {line_text(features)}, "
        f"{abs(lines.margin_moved):g} towards {towards}"
    )
