"""The Chaos: a roll of the dice that depends on the game's id alone."""

from hashlib import sha256
from statistics import NormalDist

from ai_service.nfl_experts.experts.domain import MOST_SURE, Opinion
from ai_service.nfl_experts.experts.features import Features
from ai_service.nfl_experts.experts.strategies.shaping import LEAST_TOTAL, margin_text

_MARGINS = NormalDist(0.0, 9.0)
_TOTALS = NormalDist(44.0, 9.0)
_WINNERS = NormalDist(0.0, 7.0)


def think(features: Features) -> Opinion:
    """Picks any result; the same game always gives the same one, whatever is known about it."""
    margin = round(_MARGINS.inv_cdf(_throw(features, "margin")), 2)
    total = round(max(_TOTALS.inv_cdf(_throw(features, "total")), LEAST_TOTAL), 2)
    probability = _WINNERS.cdf(margin)
    return Opinion(
        margin=margin,
        total=total,
        home_win_probability=round(min(max(probability, 1 - MOST_SURE), MOST_SURE), 4),
        line_margin=features.lines.margin,
        line_total=features.lines.total,
        scatter=3.0 + 9.0 * _throw(features, "mood"),
        reasons=(_die(features, "margin"), f"so {margin_text(features, margin)}"),
        total_reasons=(_die(features, "total"), f"so {total:.1f} points"),
        spread_estimated=not features.lines.spread_is_offered,
        total_estimated=not features.lines.total_is_offered,
    )


def _die(features: Features, what: str) -> str:
    return f"the die for {features.game_id} shows {_throw(features, what):.3f}"


def _throw(features: Features, what: str) -> float:
    """A number between 0 and 1, both excluded, that depends on the game's id alone."""
    digest = sha256(f"the-chaos {features.game_id} {what}".encode()).digest()
    return (int.from_bytes(digest[:7]) + 0.5) / 2**56
