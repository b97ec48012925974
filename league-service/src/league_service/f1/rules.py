"""The rules of Formula 1, for the rule book."""

from datetime import timedelta
from functools import cache

from league_service.competition.ledger.domain import ResultLine
from league_service.competition.rules.book import SportRules
from league_service.competition.rules.standings import StandingsRule
from league_service.f1 import standings
from league_service.f1.domain import RACE_LENGTH, SPORT, STAGE
from league_service.f1.points import has_fastest_lap
from league_service.f1.publishing import publish


@cache
def f1_rules() -> SportRules:
    """The rules of Formula 1."""
    return SportRules(
        sport=SPORT,
        length=RACE_LENGTH,
        live_for=timedelta(hours=3),
        standings=StandingsRule(standings.rank, stages=(STAGE,)),
        material=_material,
        publish=publish,
    )


def _material(line: ResultLine) -> object:
    """What decides points: another gap, lap time or spelling is a detail.

    Stated points are not among it. They only confirm those that follow from the rest.
    """
    return line.rank, line.status, has_fastest_lap(line)
