"""The Surfer: winners keep winning, so only the last games and the streak count."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features, TeamForm
from ai_service.nfl_experts.experts.strategies.citing import not_played
from ai_service.nfl_experts.experts.strategies.shaping import limited, opinion_of

_WAVE = 3
"""How many games a wave lasts."""


def think(features: Features) -> Opinion:
    """Takes recent margins and streaks, with little regard for ratings."""
    home, away = features.home, features.away
    recent = home.recent_margin(_WAVE) - away.recent_margin(_WAVE)
    streaks = limited(home.streak, 5) - limited(away.streak, 5)
    ground = 0.0 if features.neutral else features.usual_home_margin
    margin = ground + 0.3 * recent + 0.6 * streaks + 0.2 * features.elo_margin
    total = 0.55 * features.lines.total + 0.45 * _recent_points(features)
    return opinion_of(
        features,
        margin=margin,
        total=total,
        trust=0.5,
        boldness=1.25,
        reasons=(
            f"{_run(home)}, {_run(away)}",
            f"{_wave(home)}, {_wave(away)}",
        ),
        total_reasons=(_points(features),),
    )


def _run(team: TeamForm) -> str:
    if not team.played:
        return not_played(team)
    if not team.streak:
        return f"{team.team} tied its last game"
    verb = "won" if team.streak > 0 else "lost"
    return f"{team.team} {verb} " + (
        f"{abs(team.streak)} in a row" if abs(team.streak) > 1 else "its last game"
    )


def _wave(team: TeamForm) -> str:
    games = team.played[-_WAVE:]
    if not games:
        return f"{team.team} has no wave"
    count = "last game" if len(games) == 1 else f"last {len(games)} games"
    return f"{team.team} is {team.recent_margin(_WAVE):+.1f} a game in its {count}"


def _points(features: Features) -> str:
    home, away = features.home.played[-_WAVE:], features.away.played[-_WAVE:]
    if not home and not away:
        return "neither team has a finished game this season"
    teams = f"{features.home.team} (games: {len(home)}) and {features.away.team} (games: {len(away)})"
    return f"the last games of {teams} have {_recent_points(features):.1f} points on average"


def _recent_points(features: Features) -> float:
    games = features.home.played[-_WAVE:] + features.away.played[-_WAVE:]
    if not games:
        return 2 * features.usual_points
    return sum(game.scored + game.allowed for game in games) / len(games)
