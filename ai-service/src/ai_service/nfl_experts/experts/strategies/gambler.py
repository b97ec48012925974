"""The Gambler: home underdogs bite, small home favourites choke, and big nights have many points."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features
from ai_service.nfl_experts.experts.strategies.shaping import line_text, opinion_of

_NIGHT_HOUR = 19
_SHORT = 4.0
_GRIND = 42.0


def think(features: Features) -> Opinion:
    """A strong feeling about the line, and one about the stage."""
    lines = features.lines
    heat, reason = _heat(features)
    points, stage = _stage(features)
    return opinion_of(
        features,
        margin=lines.margin + heat,
        total=lines.total + points,
        trust=1.0,
        boldness=2.2,
        reasons=(reason, f"that is worth {abs(heat):.1f} points to me"),
        total_reasons=(stage,),
    )


def _heat(features: Features) -> tuple[float, str]:
    lines, home = features.lines, features.home
    if features.neutral:
        return 0.4 * lines.margin, f"nobody is at home, so the favourite runs away: {line_text(features)}"
    if lines.margin < 0:
        fever = 4.5 + (2.0 if features.is_playoff else 0.0)
        return fever, f"{home.team} is an underdog of {-lines.margin:g} in its own house ({home.record})"
    if lines.margin < _SHORT:
        return -3.0, f"{line_text(features)} at home is a trap ({home.record})"
    return 0.3 * lines.margin + 0.5, f"{line_text(features)} at home smells of a rout ({home.record})"


def _stage(features: Features) -> tuple[float, str]:
    total = features.lines.total
    hour = features.home.journey.body_clock
    if features.is_playoff or (hour is not None and hour >= _NIGHT_HOUR):
        return 4.0, f"the lights are on, nobody came to see less than {total:g}"
    if total < _GRIND:
        return -3.0, f"{total:g} in the afternoon is a grind"
    return 1.5, f"{total:g} means that both can score"
