"""The Meteorologist: wind lowers scores, and cold hurts teams that play under a roof."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features, TeamForm, Weather
from ai_service.nfl_experts.experts.strategies.citing import not_played
from ai_service.nfl_experts.experts.strategies.shaping import opinion_of

_CALM = Weather(indoors=False, temperature_f=None, wind_mph=None, conditions="")
_COLD = 40.0
_HOT = 80.0
_BREEZE = 6.0


def think(features: Features) -> Opinion:
    """Takes Elo in fair weather; wind brings teams closer, frost and heat favour those who know them."""
    weather = features.weather or _CALM
    wind = max((weather.wind_mph or 0.0) - _BREEZE, 0.0)
    outside = 60.0 if weather.indoors or weather.temperature_f is None else weather.temperature_f
    cold, hot = max(_COLD - outside, 0.0), max(outside - _HOT, 0.0)
    softness = features.away.share_indoors - features.home.share_indoors
    margin = features.elo_margin * max(1 - 0.02 * wind, 0.6)
    margin += softness * (1.0 + 0.12 * cold) * (not weather.indoors) + 0.15 * hot * (not features.neutral)
    base = (features.lines.total + 2 * features.usual_points) / 2
    total = base + (2.0 if weather.indoors else 0.6 - 0.38 * wind - 0.06 * cold - 0.05 * hot)
    return opinion_of(
        features,
        margin=margin,
        total=total,
        trust=0.5,
        reasons=(_sky(features), _roofs(features)),
        total_reasons=(_sky(features), f"that is {total - base:+.1f} points on {base:.1f}"),
    )


def _sky(features: Features) -> str:
    weather = features.weather
    if weather is None:
        return "nobody knows the weather yet"
    if weather.indoors:
        return "no weather under a roof"
    if weather.temperature_f is None and weather.wind_mph is None:
        return weather.conditions or "nobody stated the weather"
    degrees = "" if weather.temperature_f is None else f"{weather.temperature_f:g} °F"
    wind = "" if weather.wind_mph is None else f"wind {weather.wind_mph:g} mph"
    return " and ".join(part for part in (degrees, wind) if part)


def _roofs(features: Features) -> str:
    return ", ".join(map(_roof, (features.home, features.away)))


def _roof(team: TeamForm) -> str:
    if not team.played:
        return not_played(team)
    indoors = sum(game.indoors for game in team.played)
    return f"{team.team} played {indoors} of {len(team.played)} games indoors"
