"""The rules of American football in the NFL, for the rule book."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from functools import cache

from league_service.competition.rules.book import FactRule, SportRules
from league_service.competition.rules.standings import Entrant, Outcome, Standing, StandingsRule
from league_service.nfl import standings
from league_service.nfl.domain import GAME_LENGTH, REGULAR, SPORT, week_opening
from league_service.nfl.names import nfl_teams
from league_service.nfl.ratings import nfl_ratings
from league_service.nfl.standings import Placed, Record, Score


@cache
def nfl_rules() -> SportRules:
    """The rules of the NFL."""
    return SportRules(
        sport=SPORT,
        length=GAME_LENGTH,
        live_for=timedelta(hours=6),
        teams=nfl_teams(),
        standings=StandingsRule(_rank, stages=(REGULAR,)),
        ratings=nfl_ratings,
        facts=FactRule(opening=week_opening, first_rest_days=7),
    )


def _rank(entrants: Sequence[Entrant], outcomes: Sequence[Outcome]) -> list[Standing]:
    by_code = {entrant.code: entrant for entrant in entrants}
    placed = [Placed(entrant.code, entrant.division, entrant.conference) for entrant in entrants]
    lines = standings.standings(placed, _scores(outcomes))
    return [_standing(line, by_code[line.team.team]) for line in lines]


def _scores(outcomes: Iterable[Outcome]) -> Iterator[Score]:
    for outcome in outcomes:
        home, away = sorted(outcome.placings, key=lambda placing: placing.side != "home")
        if home.line.score is not None and away.line.score is not None:
            yield Score(home.code, away.code, home.line.score, away.line.score)


def _standing(line: standings.Standing, entrant: Entrant) -> Standing:
    return Standing(
        entrant=entrant,
        rank=line.rank,
        wins=line.overall.wins,
        losses=line.overall.losses,
        ties=line.overall.ties,
        percentage=float(line.overall.percentage),
        points_for=line.points_for,
        points_against=line.points_against,
        home_record=_words(line.home),
        away_record=_words(line.away),
        division_record=_words(line.division),
        conference_record=_words(line.conference),
        streak=line.streak,
    )


def _words(record: Record) -> str:
    return f"{record.wins}-{record.losses}" + (f"-{record.ties}" if record.ties else "")
