"""The Gambler: home underdogs bite, small home favourites choke, and big nights have many points."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features
from ai_service.nfl_experts.experts.strategies.citing import by_estimate, line_text, total_text
from ai_service.nfl_experts.experts.strategies.shaping import opinion_of

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
    line = line_text(features) + by_estimate(features)
    if features.neutral:
        verb = "so the favourite runs away" if lines.margin else "and nobody is the favourite"
        return 0.4 * lines.margin, f"nobody is at home, {verb}: {line}"
    if lines.margin < 0:
        fever = 4.5 + (2.0 if features.is_playoff else 0.0)
        size = f"{-lines.margin:g}{by_estimate(features)}"
        return fever, f"{home.team} is an underdog of {size} in its own house ({home.record})"
    if lines.margin < _SHORT:
        return -3.0, f"{line} at home is a trap ({home.record})"
    return 0.3 * lines.margin + 0.5, f"{line} at home smells of a rout ({home.record})"


def _stage(features: Features) -> tuple[float, str]:
    total, shown = features.lines.total, total_text(features)
    hour = features.home.journey.body_clock
    if features.is_playoff:
        return 4.0, f"one of them goes home, and nobody comes to see few points: {shown}"
    if hour is not None and hour >= _NIGHT_HOUR:
        return 4.0, f"kick-off is at {hour_text(hour)} for {features.home.team}, the lights are on: {shown}"
    if total < _GRIND:
        return -3.0, f"{shown}, that is a grind"
    return 1.5, f"{shown}, so both can score"


def hour_text(hour: float) -> str:
    """An hour of the day as a clock shows it: 20:15."""
    return f"{int(hour)}:{round(hour % 1 * 60):02}"
