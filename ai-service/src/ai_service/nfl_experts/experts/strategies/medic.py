"""The Medic: the starting quarterback matters more than the rest of the injury report."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features, TeamForm
from ai_service.nfl_experts.experts.strategies.citing import total_text
from ai_service.nfl_experts.experts.strategies.shaping import opinion_of

_BACKUP = 5.5
_RETURN = 2.0
_EACH_CHANGE = 0.9


def think(features: Features) -> Opinion:
    """Takes Elo and the opening line, minus the cost of a change of quarterback and of earlier changes."""
    home, away = features.home, features.away
    base = 0.5 * features.elo_margin + 0.5 * features.lines.opening_margin
    margin = base - cost(home) + cost(away)
    missing = sum(has_backup(team) for team in (home, away))
    unrest = home.quarterbacks_used + away.quarterbacks_used
    total = features.lines.opening_total - 2.5 * missing - 0.5 * max(unrest - 2, 0) + 0.8
    return opinion_of(
        features,
        margin=margin,
        total=total,
        trust=0.7,
        reasons=(_report(home), _report(away), _base(features, base)),
        total_reasons=(
            f"{missing} of 2 teams start a backup, {unrest} quarterbacks have started for them this season",
            _first_total(features),
        ),
    )


def has_backup(team: TeamForm) -> bool:
    """Whether the announced starter is neither the usual one nor the one who started the season."""
    known = (team.usual_quarterback, team.first_quarterback)
    return bool(team.quarterback and team.usual_quarterback and team.quarterback not in known)


def is_back(team: TeamForm) -> bool:
    """Whether the announced starter missed the last game, and is the usual one or started the season."""
    missed = team.last is not None and team.last.quarterback not in (None, team.quarterback)
    return bool(team.quarterback) and missed and not has_backup(team)


def cost(team: TeamForm) -> float:
    """The points that changes of quarterback cost a team; negative when the usual one returns."""
    unrest = _EACH_CHANGE * max(team.quarterbacks_used - 1, 0)
    if has_backup(team):
        return _BACKUP + unrest
    return unrest - _RETURN if is_back(team) else unrest


def _report(team: TeamForm) -> str:
    if team.quarterback is None:
        return f"the quarterback of {team.team} is not announced"
    worth = 0.0 - cost(team)
    if has_backup(team):
        return f"{team.team} starts {team.quarterback} for {team.usual_quarterback} ({worth:+.1f})"
    if is_back(team) and team.last is not None:
        return f"{team.team} has {team.quarterback} back after {team.last.quarterback} ({worth:+.1f})"
    return f"{team.team} starts {team.quarterback} ({worth:+.1f}), starters so far: {team.quarterbacks_used}"


def _base(features: Features, base: float) -> str:
    sources = "Elo and the first line" if features.lines.spread_is_offered else "Elo"
    return f"{sources} alone: {base:+.1f} for {features.home.team}"


def _first_total(features: Features) -> str:
    lines = features.lines
    if lines.total_is_offered:
        return f"the first known total is {lines.opening_total:g}"
    return total_text(features)
