"""Tables of soccer, from results: 3 points for a win, 1 for a draw, less what was deducted.

Each league states what separates equal points: goal difference, goals, wins, or the matches between the
teams. Those count once all of them have played each other twice. Teams that stay equal share a place.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Final

from league_service.competition.rules.standings import Entrant, Outcome, Standing
from league_service.soccer.domain import KNOCKOUT, LEAGUE, league_of
from league_service.soccer.leagues import League, league_by_key

_WIN: Final = 3
_DRAW: Final = 1
Value = Callable[[Entrant], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Game:
    """A match as one of its teams sees it."""

    opponent: str
    own: int
    other: int
    at_home: bool


@dataclass(frozen=True, slots=True)
class Record:
    """The matches of a team, in order of play."""

    games: Sequence[Game] = field(default_factory=list[Game])

    def only(self, wanted: Callable[[Game], bool]) -> "Record":
        """The record in some of the matches."""
        return Record([game for game in self.games if wanted(game)])

    @property
    def wins(self) -> int:
        return sum(game.own > game.other for game in self.games)

    @property
    def draws(self) -> int:
        return sum(game.own == game.other for game in self.games)

    @property
    def points(self) -> int:
        return _WIN * self.wins + _DRAW * self.draws

    @property
    def goals(self) -> int:
        return sum(game.own for game in self.games)

    @property
    def against(self) -> int:
        return sum(game.other for game in self.games)

    @property
    def words(self) -> str:
        """Wins, losses and draws, such as 6-2-1."""
        losses = len(self.games) - self.wins - self.draws
        return f"{self.wins}-{losses}" + (f"-{self.draws}" if self.draws else "")

    @property
    def streak(self) -> str:
        """The current streak, such as W3."""
        letters = [
            "W" if game.own > game.other else "L" if game.own < game.other else "T" for game in self.games
        ]
        runs = [(letter, len(list(run))) for letter, run in groupby(letters)]
        return f"{runs[-1][0]}{runs[-1][1]}" if runs else ""


def rank(entrants: Sequence[Entrant], outcomes: Sequence[Outcome]) -> list[Standing]:
    """The table of the league, or one table of each group or part of the season."""
    by_stage: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_stage[outcome.stage].append(outcome)
    if not by_stage:
        by_stage[LEAGUE] = []
    tables: list[Standing] = []
    for stage, played in sorted(by_stage.items()):
        if stage != KNOCKOUT:
            tables += _table(stage, _entrants_of(stage, entrants, played), played)
    return tables


def _entrants_of(stage: str, entrants: Sequence[Entrant], played: Sequence[Outcome]) -> Sequence[Entrant]:
    """Everybody in a league; in a group or a part of a season, those who have played in it."""
    if stage == LEAGUE:
        return list({entrant.team_id: entrant for entrant in entrants}.values())
    present = {placing.team_id for outcome in played for placing in outcome.placings}
    return [entrant for entrant in entrants if entrant.team_id in present]


def _table(stage: str, entrants: Sequence[Entrant], outcomes: Sequence[Outcome]) -> Iterator[Standing]:
    records = {entrant.team_id: Record() for entrant in entrants} | _records(outcomes)
    league = league_by_key(league_of(outcomes[0].event)) if outcomes else None
    place = 1
    for equal in _ranked(entrants, records, league):
        for entrant in equal:
            yield _standing(stage, entrant, records[entrant.team_id], place)
        place += len(equal)


def _records(outcomes: Iterable[Outcome]) -> dict[str, Record]:
    games: dict[str, list[Game]] = defaultdict(list)
    for outcome in outcomes:
        home, away = sorted(outcome.placings, key=lambda placing: placing.side != "home")
        if home.line.score is not None and away.line.score is not None:
            games[home.team_id].append(Game(away.team_id, home.line.score, away.line.score, at_home=True))
            games[away.team_id].append(Game(home.team_id, away.line.score, home.line.score, at_home=False))
    return {team: Record(found) for team, found in games.items()}


def _points(entrant: Entrant, record: Record) -> int:
    return record.points - sum(deduction.points for deduction in entrant.deductions)


def _ranked(
    entrants: Sequence[Entrant], records: Mapping[str, Record], league: League | None
) -> list[list[Entrant]]:
    """Groups of equal teams, the best first."""
    ties = ("difference", "goals") if league is None else league.ties
    groups = [sorted(entrants, key=lambda entrant: entrant.code)]
    for criterion in ("points", *ties):
        groups = [part for group in groups for part in _separated(group, _value(criterion, group, records))]
    return groups


def _separated(group: Sequence[Entrant], value: Value) -> list[list[Entrant]]:
    ordered = sorted(group, key=value, reverse=True)
    return [sorted(equal, key=lambda entrant: entrant.code) for _, equal in groupby(ordered, key=value)]


def _value(criterion: str, group: Sequence[Entrant], records: Mapping[str, Record]) -> Value:
    """What a criterion makes of each team of a group with equal points; more is better."""
    if criterion in {"head_to_head", "head_to_head_goals"}:
        return _between(group, records, _mini if criterion == "head_to_head" else _goals)
    return lambda entrant: (_figure(criterion, entrant, records[entrant.team_id]),)


def _figure(criterion: str, entrant: Entrant, record: Record) -> int:
    if criterion == "points":
        return _points(entrant, record)
    if criterion == "difference":
        return record.goals - record.against
    return record.wins if criterion == "wins" else record.goals


def _between(
    group: Sequence[Entrant], records: Mapping[str, Record], value: Callable[[Record], tuple[int, ...]]
) -> Value:
    rivals = {entrant.team_id for entrant in group}
    among = {team: records[team].only(lambda game: game.opponent in rivals) for team in rivals}
    if any(len(record.games) != 2 * (len(rivals) - 1) for record in among.values()):
        return lambda _: ()
    return lambda entrant: value(among[entrant.team_id])


def _mini(record: Record) -> tuple[int, ...]:
    return record.points, record.goals - record.against


def _goals(record: Record) -> tuple[int, ...]:
    """Goals, and goals away."""
    return record.goals, record.only(lambda game: not game.at_home).goals


def _standing(stage: str, entrant: Entrant, record: Record, place: int) -> Standing:
    played = len(record.games)
    return Standing(
        entrant=entrant if stage == LEAGUE else entrant.in_division(stage),
        rank=place,
        points=Decimal(_points(entrant, record)),
        wins=record.wins,
        losses=played - record.wins - record.draws,
        ties=record.draws,
        percentage=(record.wins + record.draws / 2) / played if played else 0.0,
        points_for=record.goals,
        points_against=record.against,
        home_record=record.only(lambda game: game.at_home).words,
        away_record=record.only(lambda game: not game.at_home).words,
        streak=record.streak,
        attributes=_attributes(entrant, record),
    )


def _attributes(entrant: Entrant, record: Record) -> dict[str, str]:
    found = {"played": str(len(record.games)), "goal_difference": str(record.goals - record.against)}
    if entrant.deductions:
        found["points_from_results"] = str(record.points)
        found["points_deducted"] = str(sum(each.points for each in entrant.deductions))
        found["deductions"] = "; ".join(
            f"{each.points} from {each.since}: {each.reason} ({each.source})" for each in entrant.deductions
        )
    return found
