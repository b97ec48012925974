"""The Sharp Money Follower: a line moves where the money of those who know went; follow it."""

from ai_service.experts.domain import Opinion
from ai_service.experts.features import Features
from ai_service.experts.strategies.shaping import line_text, margin_of, opinion_of


def think(features: Features) -> Opinion:
    """Goes on where the move from opening to now points, or where the prices lean when nothing moved."""
    lines = features.lines
    lean = margin_of(lines.home_covers_probability) if lines.home_covers_probability else 0.0
    lean_total = margin_of(lines.over_probability) if lines.over_probability else 0.0
    margin = lines.margin + 0.9 * lines.margin_moved + 0.5 * lean
    total = lines.total + 0.7 * lines.total_moved + 0.5 * lean_total
    return opinion_of(
        features,
        margin=margin,
        total=total,
        trust=1.2,
        reasons=(_move(features), *_price(lines.home_covers_probability, f"{features.home.team} covers")),
        total_reasons=(
            f"the total went from {lines.opening_total:g} to {lines.total:g}",
            *_price(lines.over_probability, "the over"),
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


def _price(probability: float | None, what: str) -> tuple[str, ...]:
    return (f"prices give {what} {probability:.1%}",) if probability else ()
