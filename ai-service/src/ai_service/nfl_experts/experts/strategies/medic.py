"""The Medic: the starting quarterback matters more than the rest of the injury report."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features, TeamForm
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
        reasons=(_report(home), _report(away), f"before that it was {base:+.1f} for {home.team}"),
        total_reasons=(
            f"{missing} of 2 usual quarterbacks missing, {unrest} have started for the two teams",
            f"the total opened at {features.lines.opening_total:g}",
        ),
    )


def has_backup(team: TeamForm) -> bool:
    """Whether the announced starter is not the usual one."""
    usual = team.usual_quarterback
    return bool(team.quarterback and usual and team.quarterback != usual)


def cost(team: TeamForm) -> float:
    """The points that changes of quarterback cost a team; negative when the usual one returns."""
    unrest = _EACH_CHANGE * max(team.quarterbacks_used - 1, 0)
    if has_backup(team):
        return _BACKUP + unrest
    is_back = team.quarterback and team.last and team.last.quarterback not in (None, team.quarterback)
    return unrest - _RETURN if is_back else unrest


def _report(team: TeamForm) -> str:
    if team.quarterback is None:
        return f"{team.team} has not announced its quarterback"
    worth = 0.0 - cost(team)
    if has_backup(team):
        return f"{team.team} starts {team.quarterback} for {team.usual_quarterback} ({worth:+.1f})"
    used = max(team.quarterbacks_used, 1)
    return f"{team.team} starts {team.quarterback}, {used} used this season ({worth:+.1f})"
