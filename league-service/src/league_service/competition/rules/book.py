"""The rules of each sport, as far as the neutral parts need them.

A sport states its rules in its own folder and `registrations.py` puts them into the book. What a sport leaves
out it does not have: its events and results are stored and shown all the same.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from league_service.competition.errors import NoFacts, NoRatings, NoStandings
from league_service.competition.names.teams import TeamBook
from league_service.competition.rules.ratings import RatingMethod
from league_service.competition.rules.standings import StandingsRule


@dataclass(frozen=True, slots=True)
class FactRule:
    """How whole seasons of two-sided games are handed to other services.

    `opening` gives the time at which a week opens from its first start; `first_rest_days` is the rest before
    the first game of a season.
    """

    opening: Callable[[datetime], datetime]
    first_rest_days: int


@dataclass(frozen=True, slots=True)
class SportRules:
    """The rules of one sport.

    `length` is how long after its start the result of an event is known, for a source that gives no end;
    `live_for` is how long an event without a result counts as live. `teams` finds a team by any of its names.
    """

    sport: str
    length: timedelta = timedelta(hours=2)
    live_for: timedelta = timedelta(hours=6)
    teams: TeamBook = field(default_factory=TeamBook)
    standings: StandingsRule | None = None
    ratings: RatingMethod | None = None
    facts: FactRule | None = None

    def must_have_standings(self) -> StandingsRule:
        """Raises NoStandings."""
        if self.standings is None:
            raise NoStandings(self.sport)
        return self.standings

    def must_have_ratings(self) -> RatingMethod:
        """Raises NoRatings."""
        if self.ratings is None:
            raise NoRatings(self.sport)
        return self.ratings

    def must_have_facts(self) -> FactRule:
        """Raises NoFacts."""
        if self.facts is None:
            raise NoFacts(self.sport)
        return self.facts


class RuleBook:
    """The rules of all registered sports. A sport that is not registered has the defaults."""

    def __init__(self, rules: Iterable[SportRules] = ()) -> None:
        self._by_sport = {sport_rules.sport: sport_rules for sport_rules in rules}

    @property
    def sports(self) -> frozenset[str]:
        """The sports that are registered."""
        return frozenset(self._by_sport)

    def of(self, sport: str) -> SportRules:
        return self._by_sport.get(sport) or SportRules(sport)
