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
            f"{home.team} had {home.rest} days of rest, {away.team} {away.rest}",
            f"{away.team} comes {away.journey.miles:.0f} miles and {away.journey.hours_east:+g} h"
            + (f", {home.team} {home.journey.miles:.0f} miles" if features.neutral else ""),
            f"rest is worth {rest:+.1f} and the way {way:+.1f} to {home.team}",
        ),
        total_reasons=(
            f"the more tired team had {legs} days",
            f"{away.team} travelled {away.journey.miles:.0f} miles",
        ),
    )


def fatigue(team: TeamForm) -> float:
    """The points that travel costs a team."""
    journey = team.journey
    if not journey.miles:
        return 0.0
    clock = journey.body_clock if journey.body_clock is not None else 13.0
    jet_lag = 0.35 * abs(journey.hours_east) + (1.5 if clock < _EARLY or clock >= _LATE else 0.0)
    return min(0.8 * journey.miles / 1000, 2.5) + min(jet_lag, 3.0)
