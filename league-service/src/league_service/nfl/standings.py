"""Standings of a season with divisions and conferences: a pure function of its final scores.

The order within a division follows the NFL's tie-breaking procedure as far as scores allow: win percentage,
then among tied teams head-to-head, division, common games (at least four), conference, strength of victory,
strength of schedule, net points, and finally the code of the team, so that the order is deterministic.
As soon as one criterion separates the best of the tied teams, the rest start again from head-to-head. The
league's combined rankings in points scored and allowed, net touchdowns and the coin toss are left out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import Final

_COMMON_GAMES: Final = 4


@dataclass(frozen=True, slots=True)
class Placed:
    """A team with its conference and division."""

    team: str
    division: str
    conference: str


@dataclass(frozen=True, slots=True)
class Score:
    """A final score."""

    home: str
    away: str
    home_score: int
    away_score: int


@dataclass(frozen=True, slots=True)
class Record:
    """Wins, losses and ties."""

    wins: int = 0
    losses: int = 0
    ties: int = 0

    @property
    def played(self) -> int:
        return self.wins + self.losses + self.ties

    @property
    def percentage(self) -> Fraction:
        """Ties count half; 0 before the first game."""
        return Fraction(2 * self.wins + self.ties, 2 * self.played) if self.played else Fraction(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """A line of the table; `streak` has the form "W3", and is empty before the first game."""

    team: Placed
    rank: int
    overall: Record
    division: Record
    conference: Record
    home: Record
    away: Record
    points_for: int
    points_against: int
    streak: str


@dataclass(slots=True)
class _Season:
    """Each team's games as (opponent, own points, opponent's points, at home), in order of play."""

    teams: Mapping[str, Placed]
    games: dict[str, list[tuple[str, int, int, bool]]] = field(
        default_factory=dict[str, list[tuple[str, int, int, bool]]]
    )

    def add(self, score: Score) -> None:
        self.games[score.home].append((score.away, score.home_score, score.away_score, True))
        self.games[score.away].append((score.home, score.away_score, score.home_score, False))

    def record(self, team: str, wanted: Callable[[str], bool] = lambda _: True) -> Record:
        """The record against the opponents that `wanted` accepts."""
        margins = [own - other for opponent, own, other, _ in self.games[team] if wanted(opponent)]
        return _record(margins)

    def opponents(self, team: str) -> set[str]:
        return {opponent for opponent, *_ in self.games[team]}


def standings(teams: Iterable[Placed], scores: Iterable[Score]) -> list[Standing]:
    """The tables of all divisions, by conference, division and rank. Scores must be in order of play."""
    placed = {team.team: team for team in teams}
    season = _Season(placed, {team: [] for team in placed})
    for score in scores:
        season.add(score)
    by_division = sorted(placed.values(), key=lambda team: (team.conference, team.division, team.team))
    lines: list[Standing] = []
    for _, group in groupby(by_division, key=lambda team: (team.conference, team.division)):
        ranked = _ranked(season, [team.team for team in group])
        lines.extend(_standing(season, team, rank) for rank, team in enumerate(ranked, start=1))
    return lines


def _ranked(season: _Season, teams: Sequence[str]) -> list[str]:
    groups = _separated(teams, lambda team: season.record(team).percentage)
    return [team for group in groups for team in _untied(season, group)]


def _untied(season: _Season, tied: Sequence[str]) -> list[str]:
    """Orders tied teams: the first criterion that separates them gives the best; the rest start again."""
    if len(tied) == 1:
        return list(tied)
    for criterion in _criteria(season, tied):
        groups = _separated(tied, criterion)
        if len(groups) > 1:
            best, rest = groups[0], [team for group in groups[1:] for team in group]
            return [*_untied(season, best), *_untied(season, rest)]
    return sorted(tied)


def _criteria(season: _Season, tied: Sequence[str]) -> list[Callable[[str], Fraction]]:
    rivals = set(tied)
    common = set[str].intersection(*(season.opponents(team) for team in tied))

    def against(wanted: Callable[[str, str], bool]) -> Callable[[str], Fraction]:
        return lambda team: season.record(team, lambda opponent: wanted(team, opponent)).percentage

    def in_common(team: str) -> Fraction:
        records = [season.record(rival, common.__contains__) for rival in tied]
        enough = min(record.played for record in records) >= _COMMON_GAMES
        return season.record(team, common.__contains__).percentage if enough else Fraction(0)

    return [
        against(lambda _, opponent: opponent in rivals),
        against(lambda team, opponent: season.teams[opponent].division == season.teams[team].division),
        in_common,
        against(lambda team, opponent: season.teams[opponent].conference == season.teams[team].conference),
        lambda team: _strength(season, [o for o, own, other, _ in season.games[team] if own > other]),
        lambda team: _strength(season, [opponent for opponent, *_ in season.games[team]]),
        lambda team: Fraction(sum(own - other for _, own, other, _ in season.games[team])),
    ]


def _strength(season: _Season, opponents: Sequence[str]) -> Fraction:
    """The combined win percentage of these opponents, counted once per game against them."""
    records = [season.record(opponent) for opponent in opponents]
    total = Record(*(sum(getattr(record, part) for record in records) for part in ("wins", "losses", "ties")))
    return total.percentage


def _separated(teams: Sequence[str], criterion: Callable[[str], Fraction]) -> list[list[str]]:
    """Groups of teams with equal values, best first."""
    values = {team: criterion(team) for team in teams}
    ordered = sorted(teams, key=lambda team: (-values[team], team))
    return [list(group) for _, group in groupby(ordered, key=values.__getitem__)]


def _standing(season: _Season, team: str, rank: int) -> Standing:
    games, me = season.games[team], season.teams[team]
    return Standing(
        team=me,
        rank=rank,
        overall=season.record(team),
        division=season.record(team, lambda other: season.teams[other].division == me.division),
        conference=season.record(team, lambda other: season.teams[other].conference == me.conference),
        home=_record([own - other for _, own, other, at_home in games if at_home]),
        away=_record([own - other for _, own, other, at_home in games if not at_home]),
        points_for=sum(own for _, own, _, _ in games),
        points_against=sum(other for _, _, other, _ in games),
        streak=_streak([own - other for _, own, other, _ in games]),
    )


def _record(margins: Sequence[int]) -> Record:
    return Record(
        wins=sum(margin > 0 for margin in margins),
        losses=sum(margin < 0 for margin in margins),
        ties=sum(margin == 0 for margin in margins),
    )


def _streak(margins: Sequence[int]) -> str:
    letters = ["T" if margin == 0 else "W" if margin > 0 else "L" for margin in margins]
    runs = [(letter, len(list(run))) for letter, run in groupby(letters)]
    return f"{runs[-1][0]}{runs[-1][1]}" if runs else ""
