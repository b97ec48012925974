"""The two championship tables, from results: drivers and constructors, most points first.

Equal points are decided by the better places in races: more wins, then more second places, and so on
(Sporting Regulations, article 7.2). Sprints give points, but no places.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import groupby
from typing import Final

from league_service.competition.rules.standings import Entrant, Outcome, Placing, Standing
from league_service.f1.domain import SCORING, grand_prix_of
from league_service.f1.points import derived_points

DRIVERS: Final = "drivers"
CONSTRUCTORS: Final = "constructors"
_PODIUM: Final = 3
_WORST: Final = 40


@dataclass(slots=True)
class Record:
    """The results of a driver or a constructor: points, and how often each place in a race was reached."""

    points: Decimal = Decimal(0)
    places: Counter[int] = field(default_factory=Counter[int])

    @property
    def order(self) -> tuple[Decimal, tuple[int, ...]]:
        """Sorts the better record first; equal for a tie."""
        return -self.points, tuple(-self.places[place] for place in range(1, _WORST))


def rank(entrants: Sequence[Entrant], outcomes: Sequence[Outcome]) -> list[Standing]:
    """The drivers' table, then the constructors' table. A tie of all places shares a rank.

    Who has not been in a race or sprint yet is in neither.
    """
    drivers = {found.person_id: replace(found, division=DRIVERS) for found in entrants}
    constructors = {
        found.team_id: Entrant(found.team_code, found.team_name, found.team_id, division=CONSTRUCTORS)
        for found in entrants
        if found.team_id
    }
    by_driver, by_constructor = records(outcomes)
    return [*_table(drivers, by_driver), *_table(constructors, by_constructor)]


def records(outcomes: Iterable[Outcome]) -> tuple[Mapping[str, Record], Mapping[str, Record]]:
    """The records by person id and by team id."""
    drivers: dict[str, Record] = defaultdict(Record)
    constructors: dict[str, Record] = defaultdict(Record)
    for session, placing, points in scored(outcomes):
        if session not in SCORING:
            continue
        for record in (drivers[placing.person_id], constructors[placing.team_id]):
            record.points += points
            if session == "race" and placing.line.rank is not None:
                record.places[placing.line.rank] += 1
    return drivers, constructors


def scored(outcomes: Iterable[Outcome]) -> Iterator[tuple[str, Placing, Decimal]]:
    """Each result of a competitor with its session, and the points derived from it."""
    for outcome in outcomes:
        season, grand_prix = grand_prix_of(outcome.event)
        lines = [placing.line for placing in outcome.placings]
        points = derived_points(season, grand_prix, outcome.session, lines)
        for placing in outcome.placings:
            yield outcome.session, placing, points.get(placing.line.position, Decimal(0))


def _table(entrants: Mapping[str, Entrant], found: Mapping[str, Record]) -> Iterator[Standing]:
    pairs = [(found[id], entrant) for id, entrant in entrants.items() if id in found]
    pairs.sort(key=lambda pair: (pair[0].order, pair[1].code))
    place = 1
    for _, tied in groupby(pairs, key=lambda pair: pair[0].order):
        group = list(tied)
        for record, entrant in group:
            yield Standing(
                entrant,
                rank=place,
                points=record.points,
                wins=record.places[1],
                attributes={"podiums": str(sum(record.places[at] for at in range(1, _PODIUM + 1)))},
            )
        place += len(group)
