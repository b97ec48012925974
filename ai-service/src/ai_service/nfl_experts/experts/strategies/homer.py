"""The Homer: a team at home is another team, so only home games of one and road games of the other count."""

from collections.abc import Iterable, Sequence

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features, TeamForm
from ai_service.nfl_experts.experts.history import Played
from ai_service.nfl_experts.experts.strategies.citing import margin_text_of, mean
from ai_service.nfl_experts.experts.strategies.shaping import opinion_of

_PRIOR = 2


def think(features: Features) -> Opinion:
    """Compares home games of one team with road games of the other, and adds a bonus for the crowd."""
    at_home = _split(features.home, at_home=True)
    on_the_road = _split(features.away, at_home=False)
    house = _average((game.margin for game in at_home), features.usual_home_margin)
    road = _average((game.margin for game in on_the_road), -features.usual_home_margin)
    crowd = 0.0 if features.neutral else 1.5
    strength = (features.home.elo - features.away.elo) / 25
    margin = 0.45 * (house - road) + 0.5 * strength + crowd
    usual = 2 * features.usual_points
    seen = _average((game.scored + game.allowed for game in (*at_home, *on_the_road)), usual)
    total = 0.35 * features.lines.total + 0.65 * seen
    return opinion_of(
        features,
        margin=margin,
        total=total,
        trust=0.5,
        boldness=1.15,
        reasons=(
            margin_text_of(features.home, at_home, "at home"),
            margin_text_of(features.away, on_the_road, "on the road"),
        ),
        total_reasons=(_points(features, (*at_home, *on_the_road)),),
    )


def _points(features: Features, games: Sequence[Played]) -> str:
    home, away = features.home.team, features.away.team
    if not games:
        return f"neither {home} at home nor {away} away has played yet"
    average = mean([game.scored + game.allowed for game in games])
    return (
        f"games of {home} at home and {away} away have {average:.1f} points on average (games: {len(games)})"
    )


def _split(team: TeamForm, *, at_home: bool) -> tuple[Played, ...]:
    return tuple(game for game in team.played if game.at_home == at_home and not game.neutral)


def _average(values: Iterable[float], usual: float) -> float:
    seen = list(values)
    return (sum(seen) + _PRIOR * usual) / (len(seen) + _PRIOR)
