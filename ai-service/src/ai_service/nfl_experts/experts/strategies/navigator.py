"""The Navigator: miles, time zones and days of rest decide the fourth quarter."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features, TeamForm
from ai_service.nfl_experts.experts.strategies.shaping import limited, opinion_of

_EARLY = 11.0
_LATE = 20.5


def think(features: Features) -> Opinion:
    """Takes ratings without home advantage; the venue counts only through travel and rest."""
    home, away = features.home, features.away
    strength = (home.elo - away.elo) / 25
    rest = limited(0.55 * (home.rest - away.rest), 3.5)
    way = fatigue(away) - fatigue(home)
    margin = strength + (0.0 if features.neutral else 0.6) + rest + way
    legs = min(home.rest, away.rest)
    fresh = -2.5 if legs < 6 else 1.5 if legs > 8 else 0.0
    total = features.lines.total + fresh - 0.5 * (fatigue(away) + fatigue(home)) + 0.7
    return opinion_of(
        features,
        margin=margin,
        total=total,
        trust=0.6,
        reasons=(
            f"{_rest(home)}, {_rest(away)}",
            _way(away) + (f", {_way(home)}" if features.neutral else ""),
            f"rest is worth {rest:+.1f} and the way {way:+.1f} to {home.team}",
        ),
        total_reasons=(
            "it is the first game of both"
            if home.opens and away.opens
            else f"the shorter rest is {legs} {'day' if legs == 1 else 'days'}",
            _way(away),
        ),
    )


def _rest(team: TeamForm) -> str:
    if team.opens:
        return f"{team.team} opens its season"
    return f"{team.team} has {team.rest} {'day' if team.rest == 1 else 'days'} of rest"


def _way(team: TeamForm) -> str:
    journey = team.journey
    if journey.body_clock is None:
        return f"nobody knows the way of {team.team}"
    return f"{team.team} comes {journey.miles:.0f} miles and {journey.hours_east:+g} h"


def fatigue(team: TeamForm) -> float:
    """The points that travel costs a team."""
    journey = team.journey
    if not journey.miles:
        return 0.0
    clock = journey.body_clock if journey.body_clock is not None else 13.0
    jet_lag = 0.35 * abs(journey.hours_east) + (1.5 if clock < _EARLY or clock >= _LATE else 0.0)
    return min(0.8 * journey.miles / 1000, 2.5) + min(jet_lag, 3.0)
