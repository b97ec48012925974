"""The rules of each sport that the neutral parts need.

A sport defines its rules in its own folder, and `registrations.py` adds them to the rule book. A sport does
not need all rules: its events and results are stored and shown in any case.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from league_service.competition.errors import NoFacts, NoRatings, NoStandings
from league_service.competition.ledger.domain import NewResult, ResultLine
from league_service.competition.ledger.schedule import Change
from league_service.competition.names.teams import TeamBook
from league_service.competition.rules.ratings import RatingMethod
from league_service.competition.rules.standings import StandingsRule
from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class Publication:
    """What was recorded in a season that was there before.

    `results` are revisions that are in force or in quarantine, `changes` those of schedules, each with the id
    of its event in the competition.
    """

    competition: str
    simulated: bool
    season: int
    at: datetime
    results: Sequence[NewResult] = ()
    changes: Sequence[tuple[str, Change]] = ()


Publish = Callable[[Connection, Publication], Awaitable[None]]
"""Does what follows from results and changes, in the transaction that records them."""


@dataclass(frozen=True, slots=True)
class FactRule:
    """The rules for season facts of two-sided games.

    `opening` computes the opening time of a week from its first start; `first_rest_days` is the rest before
    the first game of a season.
    """

    opening: Callable[[datetime], datetime]
    first_rest_days: int


def _every_value(line: ResultLine) -> object:
    return line


@dataclass(frozen=True, slots=True)
class SportRules:
    """The rules of one sport.

    `length` is the time from the start of an event to its result, for sources that do not give the end;
    `live_for` is how long an event without a result counts as live. `teams` finds teams by any name.
    `material` returns what of a line decides something; a result that differs only in the rest corrects
    nothing. `publish` does what else follows from results and changes of schedules, in the transaction
    that records them.
    """

    sport: str
    length: timedelta = timedelta(hours=2)
    live_for: timedelta = timedelta(hours=6)
    teams: TeamBook = field(default_factory=TeamBook)
    material: Callable[[ResultLine], object] = _every_value
    standings: StandingsRule | None = None
    ratings: RatingMethod | None = None
    facts: FactRule | None = None
    publish: Publish | None = None

    def must_have_standings(self) -> StandingsRule:
        """Returns the standings rule. Raises NoStandings."""
        if self.standings is None:
            raise NoStandings(self.sport)
        return self.standings

    def must_have_ratings(self) -> RatingMethod:
        """Returns the rating method. Raises NoRatings."""
        if self.ratings is None:
            raise NoRatings(self.sport)
        return self.ratings

    def must_have_facts(self) -> FactRule:
        """Returns the fact rule. Raises NoFacts."""
        if self.facts is None:
            raise NoFacts(self.sport)
        return self.facts


class RuleBook:
    """The rules of all registered sports. Other sports have default rules."""

    def __init__(self, rules: Iterable[SportRules] = ()) -> None:
        self._by_sport = {sport_rules.sport: sport_rules for sport_rules in rules}

    @property
    def sports(self) -> frozenset[str]:
        """The sports that are registered."""
        return frozenset(self._by_sport)

    def of(self, sport: str) -> SportRules:
        return self._by_sport.get(sport) or SportRules(sport)
