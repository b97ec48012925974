"""The Rival: in the division teams know each other too well; elsewhere the standings decide."""

from ai_service.nfl_experts.experts.domain import Opinion
from ai_service.nfl_experts.experts.features import Features, TeamForm
from ai_service.nfl_experts.experts.strategies.citing import margin_text_of
from ai_service.nfl_experts.experts.strategies.shaping import opinion_of


def think(features: Features) -> Opinion:
    """Turns the standings into a margin; in the division it halves them and adds the division record."""
    home, away = features.home, features.away
    table = 16 * (home.winning_share - away.winning_share)
    ground = 0.0 if features.neutral else features.usual_home_margin
    usual = 2 * features.usual_points
    if features.divisional:
        margin = 0.4 * table + 0.5 * ground + 0.35 * (_division(home) - _division(away))
        total = 0.5 * (features.lines.total + usual) - 2.0
    else:
        margin = 0.75 * table + ground + 0.3 * features.elo_margin
        total = 0.5 * (features.lines.total + usual) + 0.8
    where = "a division game" if features.divisional else "no division game"
    return opinion_of(
        features,
        margin=margin,
        total=total,
        trust=0.5,
        reasons=(
            f"{home.team} is {home.record}, {away.team} {away.record}, in {where}",
            f"{_record(home)}, {_record(away)}",
        ),
        total_reasons=(f"{where}: {'they know every play' if features.divisional else 'room for plays'}",),
    )


def _record(team: TeamForm) -> str:
    return margin_text_of(team, [game for game in team.played if game.divisional], "in its division")


def _division(team: TeamForm) -> float:
    """The average margin in division games, pulled towards 0."""
    margins = [game.margin for game in team.played if game.divisional]
    return sum(margins) / (len(margins) + 2)
