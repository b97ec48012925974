"""Turns a margin and a total into an opinion: its confidence, and the text of its numbers."""

from statistics import NormalDist
from typing import Final

from ai_service.nfl_experts.experts.domain import MOST_SURE, Opinion
from ai_service.nfl_experts.experts.features import Features
from ai_service.nfl_experts.experts.strategies.citing import line_text

SCATTER: Final = 13.1
"""The standard deviation of results around the closing spread, and of totals around the closing total."""

LEAST_TOTAL: Final = 10.0

_ESTIMATED: Final = "the line is estimated at"
"""Says nothing about what is offered, because the reason is shown beside lines that are offered later."""

_NORMAL: Final = NormalDist()


def opinion_of(
    features: Features,
    *,
    margin: float,
    total: float,
    trust: float,
    reasons: tuple[str, ...],
    total_reasons: tuple[str, ...],
    boldness: float = 1.0,
) -> Opinion:
    """An opinion whose confidence follows from its distance to the market.

    The market is hard to beat, so only the share `trust` of a distance counts. A `boldness` above 1
    underestimates the scatter of results, so the expert is more confident than it should be.
    """
    probability = _NORMAL.cdf(boldness * margin / SCATTER)
    return Opinion(
        margin=round(margin, 2),
        total=round(max(total, LEAST_TOTAL), 2),
        home_win_probability=round(min(max(probability, 1 - MOST_SURE), MOST_SURE), 4),
        line_margin=features.lines.margin,
        line_total=features.lines.total,
        scatter=SCATTER / (trust * boldness),
        reasons=(*reasons, f"makes it {margin_text(features, margin)}, {_spread(features)}"),
        total_reasons=(*total_reasons, f"makes the total {total:.1f}, {_total(features)}"),
        spread_estimated=not features.lines.spread_is_offered,
        total_estimated=not features.lines.total_is_offered,
    )


def _spread(features: Features) -> str:
    kind = "the line is" if features.lines.spread_is_offered else _ESTIMATED
    return f"{kind} {line_text(features)}"


def _total(features: Features) -> str:
    kind = "the line is" if features.lines.total_is_offered else _ESTIMATED
    return f"{kind} {features.lines.total:g}"


def limited(value: float, most: float) -> float:
    """A value limited to the range from -most to most."""
    return max(-most, min(most, value))


def margin_of(probability: float) -> float:
    """The margin with this probability of a win."""
    return SCATTER * _NORMAL.inv_cdf(min(max(probability, 0.001), 0.999))


def margin_text(features: Features, margin: float) -> str:
    """The text of a margin: "BUF by 3.4", or "an even game"."""
    if abs(margin) < 0.05:
        return "an even game"
    team = features.home.team if margin >= 0 else features.away.team
    return f"{team} by {abs(margin):.1f}"
