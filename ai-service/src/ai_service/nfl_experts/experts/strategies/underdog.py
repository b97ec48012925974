"""The Underdog: a team that can defend is worth more than its price as an underdog of 3 to 10 points."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features, TeamForm
from ai_service.nfl_experts.experts.strategies.citing import allowed_text, by_estimate
from ai_service.nfl_experts.experts.strategies.shaping import opinion_of

_LEAST, _MOST = 2.5, 10.5


def think(features: Features) -> Opinion:
    """Adds points for the defence and the home field of a live underdog; a hopeless one loses points."""
    lines = features.lines
    home_is_dog = lines.margin < 0
    dog, favourite = (features.home, features.away) if home_is_dog else (features.away, features.home)
    size = abs(lines.margin)
    is_live = _LEAST <= size <= _MOST
    pull = _pull(dog, favourite, features) if is_live else -1.5 if size > _MOST else 0.4
    margin = lines.margin + (pull if home_is_dog else -pull)
    total = lines.total - 0.3 * (size if is_live else 0.0) + (1.0 if not is_live else 0.0)
    return opinion_of(
        features,
        margin=margin,
        total=total,
        trust=0.8,
        reasons=(
            f"{dog.team} ({dog.record}) gets {size:g}{by_estimate(features)}"
            + (", a live dog" if is_live else ", too much even for me" if size > _MOST else ", hardly a dog"),
            f"{allowed_text(dog)}, {allowed_text(favourite)}",
        ),
        total_reasons=(f"{size:g} points between them{by_estimate(features)}; underdogs live in low games",),
    )


def _pull(dog: TeamForm, favourite: TeamForm, features: Features) -> float:
    """How many points the underdog is better than its price."""
    defence = 0.5 * (favourite.allowed - dog.allowed)
    place = 1.5 if dog is features.home and not features.neutral else 0.0
    return 1.5 + defence + place
