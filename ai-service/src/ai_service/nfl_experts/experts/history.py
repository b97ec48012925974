"""The history of a season at a time: the record of each team, updated result by result."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from ai_service.nfl_experts.facts.elo import POINTS_PER_ELO, difference_of, shift_of
from ai_service.nfl_experts.facts.season import GameFacts, Result, SeasonFacts, arranged


@dataclass(frozen=True, slots=True)
class Played:
    """A finished game from the side of one team. `expected_margin` is what Elo expected."""

    at_home: bool
    neutral: bool
    scored: int
    allowed: int
    expected_margin: float
    opponent_elo: float
    quarterback: str | None
    divisional: bool
    indoors: bool

    @property
    def margin(self) -> int:
        """Points scored minus points allowed."""
        return self.scored - self.allowed


@dataclass(frozen=True, slots=True)
class Record:
    """A team's rating and its finished games, oldest first."""

    elo: float
    played: tuple[Played, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that was final at a time."""

    records: Mapping[str, Record]
    games: int = 0
    points: int = 0
    home_margin: int = 0


class SeasonHistory:
    """The snapshots of a season, computed on demand.

    There is one snapshot per number of known revisions, each computed from the one before it. Only a
    correction of an earlier game replays the season from its start.
    """

    def __init__(self, facts: SeasonFacts) -> None:
        self.facts = arranged(facts)
        self._opening = _opening_ratings(self.facts)
        self._revisions = sorted(
            (result.effective_at, game.kickoff, game.game_id, result.revision)
            for game in self.facts.games
            for result in game.results
            if result.is_final
        )
        self._first_games: dict[str, str] = {}
        for game in self.facts.games:
            self._first_games.setdefault(game.home, game.game_id)
            self._first_games.setdefault(game.away, game.game_id)
        self._times = [effective_at for effective_at, *_ in self._revisions]
        self._snapshots = {0: Snapshot(self._opening)}

    def snapshot(self, at: datetime) -> Snapshot:
        """The snapshot at a time."""
        known = bisect_right(self._times, at)
        if known not in self._snapshots:
            self._snapshots[known] = self._carried_on(known) or self._from_the_start(at)
        return self._snapshots[known]

    def first_game(self, team: str) -> str | None:
        """The id of a team's first game on the schedule."""
        return self._first_games.get(team)

    def _carried_on(self, known: int) -> Snapshot | None:
        """The snapshot computed from the nearest earlier one; None if an earlier game was corrected."""
        start = max(number for number in self._snapshots if number < known)
        before = [(kickoff, game_id) for _, kickoff, game_id, _ in self._revisions[:start]]
        last = max(before, default=None)
        snapshot = self._snapshots[start]
        for effective_at, kickoff, game_id, _ in self._revisions[start:known]:
            if last is not None and (kickoff, game_id) <= last:
                return None
            last = (kickoff, game_id)
            game = self.facts.by_id[game_id]
            result = game.final(effective_at)
            snapshot = _after(snapshot, game, result) if result is not None else snapshot
        return snapshot

    def _from_the_start(self, at: datetime) -> Snapshot:
        snapshot = Snapshot(self._opening)
        for game in self.facts.games:
            result = game.final(at)
            if result is not None:
                snapshot = _after(snapshot, game, result)
        return snapshot


def is_indoors(game: GameFacts) -> bool:
    """Whether the game is played without wind and rain."""
    return game.roof in ("dome", "closed")


def _opening_ratings(facts: SeasonFacts) -> dict[str, Record]:
    """Each team with its rating before its first game, which depends on no result of this season."""
    opening: dict[str, Record] = {}
    for game in facts.games:
        opening.setdefault(game.home, Record(game.home_elo))
        opening.setdefault(game.away, Record(game.away_elo))
    return opening


def _after(snapshot: Snapshot, game: GameFacts, result: Result) -> Snapshot:
    home, away = snapshot.records[game.home], snapshot.records[game.away]
    difference = difference_of(home.elo, away.elo, neutral=game.neutral)
    margin = result.home_score - result.away_score
    shift = shift_of(difference, margin)
    expected = difference * POINTS_PER_ELO
    at_home = Played(
        at_home=True,
        neutral=game.neutral,
        scored=result.home_score,
        allowed=result.away_score,
        expected_margin=expected,
        opponent_elo=away.elo,
        quarterback=game.home_qb,
        divisional=game.divisional,
        indoors=is_indoors(game),
    )
    on_the_road = replace(
        at_home,
        at_home=False,
        scored=result.away_score,
        allowed=result.home_score,
        expected_margin=-expected,
        opponent_elo=home.elo,
        quarterback=game.away_qb,
    )
    records = {
        **snapshot.records,
        game.home: Record(home.elo + shift, (*home.played, at_home)),
        game.away: Record(away.elo - shift, (*away.played, on_the_road)),
    }
    return Snapshot(
        records,
        games=snapshot.games + 1,
        points=snapshot.points + result.home_score + result.away_score,
        home_margin=snapshot.home_margin + (0 if game.neutral else margin),
    )
