"""A game as it is known at a time: nothing here depends on what became known later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from ai_service.nfl_experts.experts.history import Played, Record, SeasonHistory, Snapshot, is_indoors
from ai_service.nfl_experts.experts.lines import Lines, lines_of, to_half
from ai_service.nfl_experts.experts.travel import Journey, journey_of
from ai_service.nfl_experts.facts.elo import POINTS_PER_ELO, difference_of
from ai_service.nfl_experts.facts.season import GameFacts

LINE_UP_KNOWN: Final = timedelta(minutes=90)
"""How long before kick-off starting quarterbacks and the weather are announced."""

USUAL_POINTS: Final = 22.5
"""The points that a team scores in a game about which nothing is known."""

_PRIOR_GAMES: Final = 3
"""The prior of averages, in games of usual points."""


@dataclass(frozen=True, slots=True)
class Weather:
    """The weather at the venue; None stands for a number that no source states."""

    indoors: bool
    temperature_f: float | None
    wind_mph: float | None
    conditions: str


@dataclass(frozen=True, slots=True)
class TeamForm:
    """A team before the game.

    `scored` and `allowed` are points per game, pulled towards usual points while few games have been played.
    """

    team: str
    name: str
    elo: float
    played: tuple[Played, ...]
    scored: float
    allowed: float
    rest: int
    journey: Journey
    quarterback: str | None
    """The starter; None until he is announced."""
    opens: bool
    """Whether this is its first game of the season."""

    @property
    def wins(self) -> int:
        """Games won this season."""
        return sum(game.margin > 0 for game in self.played)

    @property
    def losses(self) -> int:
        """Games lost this season."""
        return sum(game.margin < 0 for game in self.played)

    @property
    def streak(self) -> int:
        """The number of games won in a row, negative if lost; 0 after a tie and before the first game."""
        count = 0
        for game in reversed(self.played):
            sign = (game.margin > 0) - (game.margin < 0)
            if sign == 0 or count * sign < 0:
                break
            count += sign
        return count

    @property
    def last(self) -> Played | None:
        """The last game; None before the first one."""
        return self.played[-1] if self.played else None

    @property
    def last_surprise(self) -> float:
        """How many points the last margin was above the one that Elo expected; 0 before the first game."""
        return self.last.margin - self.last.expected_margin if self.last else 0.0

    @property
    def usual_quarterback(self) -> str | None:
        """The quarterback who started most of the last six games; among equals, the most recent one."""
        recent = [game.quarterback for game in self.played[-6:] if game.quarterback]
        return max(reversed(recent), key=recent.count) if recent else None

    @property
    def share_indoors(self) -> float:
        """The share of its games that were played indoors; 0 before the first game."""
        return sum(game.indoors for game in self.played) / len(self.played) if self.played else 0.0

    @property
    def first_quarterback(self) -> str | None:
        """The starter of its first game of the season."""
        return self.played[0].quarterback if self.played else None

    @property
    def quarterbacks_used(self) -> int:
        """How many quarterbacks have started for the team."""
        return len({game.quarterback for game in self.played if game.quarterback})

    @property
    def record(self) -> str:
        """Wins and losses, with ties if there are any: 7-3, 7-3-1."""
        ties = len(self.played) - self.wins - self.losses
        return f"{self.wins}-{self.losses}" + (f"-{ties}" if ties else "")

    @property
    def winning_share(self) -> float:
        """Wins per game, counting a tie as half a win, as if one more game had been won and one lost."""
        ties = len(self.played) - self.wins - self.losses
        return (self.wins + ties / 2 + 1) / (len(self.played) + 2)

    def recent_margin(self, games: int) -> float:
        """The average margin of the last games; 0 before the first one."""
        recent = self.played[-games:]
        return sum(game.margin for game in recent) / len(recent) if recent else 0.0


@dataclass(frozen=True, slots=True)
class Features:
    """A game as it is known at a time. Numbers are in points, from the home team's side."""

    game_id: str
    season: int
    week: int
    game_type: str
    kickoff: datetime
    at: datetime
    neutral: bool
    divisional: bool
    home: TeamForm
    away: TeamForm
    lines: Lines
    weather: Weather | None
    """None until it can be known."""
    elo_margin: float
    games: int
    """The number of finished games of the season."""
    points: int
    """The points of both teams in them."""
    usual_points: float
    """The average points of a team per game, pulled towards 22.5 while few games are played."""
    usual_home_margin: float
    """The average margin of home teams, pulled towards 2.2 while few games are played."""

    @property
    def is_playoff(self) -> bool:
        """Whether the loser's season ends here."""
        return self.game_type != "REG"

    @property
    def form_total(self) -> float:
        """The total that points scored and allowed by both teams suggest."""
        sides = self.home.scored + self.home.allowed + self.away.scored + self.away.allowed
        return sides / 2

    @property
    def form_margin(self) -> float:
        """The margin that points scored and allowed by both teams suggest, at a neutral venue."""
        return self.home.scored - self.home.allowed - self.away.scored + self.away.allowed

    def team(self, where: Literal["home", "away"]) -> TeamForm:
        """One of the two teams."""
        return self.home if where == "home" else self.away


def features_of(history: SeasonHistory, game: GameFacts, *, at: datetime) -> Features:
    """The features of a game at a time, from the facts that the history is built on."""
    game = history.facts.by_id[game.game_id]
    snapshot = history.snapshot(at)
    home, away = snapshot.records[game.home], snapshot.records[game.away]
    usual_points = _usual(snapshot.points, 2 * snapshot.games, USUAL_POINTS, prior=64)
    elo_margin = difference_of(home.elo, away.elo, neutral=game.neutral) * POINTS_PER_ELO
    announced = at >= game.kickoff - LINE_UP_KNOWN
    return Features(
        game_id=game.game_id,
        season=history.facts.season,
        week=game.week,
        game_type=game.game_type,
        kickoff=game.kickoff,
        at=at,
        neutral=game.neutral,
        divisional=game.divisional,
        home=_form(history, game, home, usual_points, side="home", announced=announced),
        away=_form(history, game, away, usual_points, side="away", announced=announced),
        lines=lines_of(game, at, margin=to_half(elo_margin), total=to_half(2 * usual_points)),
        weather=_weather(game) if announced else None,
        elo_margin=elo_margin,
        games=snapshot.games,
        points=snapshot.points,
        usual_points=usual_points,
        usual_home_margin=_usual_home_margin(snapshot),
    )


def _form(
    history: SeasonHistory,
    game: GameFacts,
    record: Record,
    usual_points: float,
    *,
    side: Literal["home", "away"],
    announced: bool,
) -> TeamForm:
    is_home = side == "home"
    quarterback = game.home_qb if is_home else game.away_qb
    team = game.home if is_home else game.away
    return TeamForm(
        team=team,
        name=game.home_name if is_home else game.away_name,
        elo=record.elo,
        played=record.played,
        scored=_average([played.scored for played in record.played], usual_points),
        allowed=_average([played.allowed for played in record.played], usual_points),
        rest=game.home_rest if is_home else game.away_rest,
        journey=journey_of(game, side),
        quarterback=quarterback if announced else None,
        opens=history.first_game(team) == game.game_id,
    )


def _average(values: Sequence[int], usual: float) -> float:
    return _usual(sum(values), len(values), usual, prior=_PRIOR_GAMES)


def _usual(total: int, count: int, usual: float, *, prior: int) -> float:
    return (total + prior * usual) / (count + prior)


def _usual_home_margin(snapshot: Snapshot) -> float:
    return _usual(snapshot.home_margin, snapshot.games, 2.2, prior=100)


def _weather(game: GameFacts) -> Weather:
    return Weather(
        indoors=is_indoors(game),
        temperature_f=game.temperature_f,
        wind_mph=game.wind_mph,
        conditions=game.conditions,
    )
