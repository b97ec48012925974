"""From a margin and a total to an opinion: how sure one may be of them, and how the numbers read."""

from statistics import NormalDist
from typing import Final

from ai_service.nfl_experts.experts.domain import MOST_SURE, Opinion
from ai_service.nfl_experts.experts.features import Features
from ai_service.nfl_experts.experts.words import handicap_text

SCATTER: Final = 13.1
"""Standard deviation of results around the closing spread, and of totals around the closing total."""

LEAST_TOTAL: Final = 10.0

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
    """An opinion whose confidence follows from how far it is from the market.

    The market is hard to beat: of a difference from the line only the share `trust` counts as real. Who is
    bold takes results for less scattered than they are, and is surer than right.
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
    )


def _spread(features: Features) -> str:
    kind = "the line is" if features.lines.spread_is_offered else "nobody offers a line yet, estimated"
    return f"{kind} {line_text(features)}"


def _total(features: Features) -> str:
    kind = "the line is" if features.lines.total_is_offered else "nobody offers a line yet, estimated"
    return f"{kind} {features.lines.total:g}"


def limited(value: float, most: float) -> float:
    """A value between -most and most."""
    return max(-most, min(most, value))


def margin_of(probability: float) -> float:
    """The margin whose probability to win this is."""
    return SCATTER * _NORMAL.inv_cdf(min(max(probability, 0.001), 0.999))


def margin_text(features: Features, margin: float) -> str:
    """A margin as people say it: BUF by 3.4."""
    team = features.home.team if margin >= 0 else features.away.team
    return f"{team} by {abs(margin):.1f}"


def line_text(features: Features, margin: float | None = None) -> str:
    """The standing line, or another one given as home margin, with the favourite first: KC -2.5."""
    shown = features.lines.margin if margin is None else margin
    team = features.home.team if shown >= 0 else features.away.team
    return handicap_text(team, -round(abs(shown), 1))
