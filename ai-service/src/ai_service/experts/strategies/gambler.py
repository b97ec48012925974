"""The Gambler: heat. Home underdogs bite, favourites blow teams out, and big nights have many points."""

from ai_service.experts.domain import Opinion
from ai_service.experts.features import Features
from ai_service.experts.strategies.shaping import line_text, opinion_of

_NIGHT_HOUR = 19


def think(features: Features) -> Opinion:
    """A home underdog is worth a touchdown more than they say, anybody else wins by more than they say."""
    lines, home = features.lines, features.home
    if lines.margin < 0 and not features.neutral:
        margin = lines.margin + 4.5 + (2.0 if features.is_playoff else 0.0)
        reason = f"{home.team} is an underdog of {-lines.margin:g} in its own house ({home.record})"
    else:
        margin = 1.3 * lines.margin + 0.5
        reason = f"a {line_text(features)} favourite smells a rout ({home.team} {home.record})"
    hour = home.journey.body_clock
    is_night = features.is_playoff or (hour is not None and hour >= _NIGHT_HOUR)
    total = lines.total + (4.0 if is_night else 1.5)
    stage = "the lights are on" if is_night else "an afternoon, but points are fun"
    return opinion_of(
        features,
        margin=margin,
        total=total,
        trust=1.0,
        boldness=2.2,
        reasons=(reason,),
        total_reasons=(f"{stage}: nobody gets rich with under {lines.total:g}",),
    )
