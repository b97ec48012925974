"""The rules of soccer, for the rule book."""

from datetime import timedelta
from functools import cache
from typing import Final

from league_service.competition.ledger.domain import ResultLine
from league_service.competition.rules.book import SportRules
from league_service.competition.rules.standings import StandingsRule
from league_service.soccer import standings
from league_service.soccer.deductions import Deductions
from league_service.soccer.domain import MATCH_LENGTH, SPORT

_DECIDING: Final = ("extra_time", "penalties", "awarded")


@cache
def soccer_rules(deductions_file: str = "") -> SportRules:
    """The rules of soccer. A file may name deductions of points beside the packaged ones."""
    deductions = Deductions.with_file(deductions_file)
    return SportRules(
        sport=SPORT,
        length=MATCH_LENGTH,
        live_for=timedelta(hours=4),
        standings=StandingsRule(standings.rank, deductions=deductions),
        material=_material,
    )


def _material(line: ResultLine) -> object:
    """What decides a match; the score at half time is a detail."""
    return line.score, *(line.attributes.get(name) for name in _DECIDING)
