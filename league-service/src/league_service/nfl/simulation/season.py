"""Simulates a whole season: the same seed gives the same games, lines and scores on every machine."""

# ruff: noqa: S311 - the random numbers draw games, not secrets

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from league_service.nfl.domain import week_opening
from league_service.nfl.simulation import play
from league_service.nfl.simulation.calendar import PLAYOFFS, kickoff, regular_slots
from league_service.nfl.simulation.domain import Host, SimulatedGame, Slot, Stage
from league_service.nfl.simulation.schedule import Fixture, regular_season
from league_service.nfl.standings import Placed, Score, Standing, standings

SEED: Final = "altsports"
_PINNED: Final = {2025: Fixture(5, "KC", "BUF")}
_SEEDED: Final = 7
_FIRST_REST: Final = 7


@dataclass(frozen=True, slots=True)
class _World:
    hosts: Mapping[str, Host]
    strengths: Mapping[str, float]
    seed: str


def simulate_season(
    hosts: Sequence[Host], season: int, until: datetime, *, seed: str = SEED
) -> list[SimulatedGame]:
    """The games of a season in order of kick-off, with scores.

    A round of the playoffs is included if the previous round has ended by `until`, because its teams are not
    known earlier.
    """
    world = _World(
        {host.team: host for host in hosts},
        {host.team: _strength(seed, season, host.team) for host in hosts},
        f"{seed}:{season}",
    )
    fixtures = regular_season(
        _conferences(hosts), season, Random(f"{world.seed}:schedule"), pinned=_PINNED.get(season)
    )
    slots = regular_slots(season, fixtures, Random(f"{world.seed}:calendar"))
    return _with_playoffs(world, season, _played(world, slots, {}), until)


def _strength(seed: str, season: int, team: str) -> float:
    """Points above an average team: mostly a constant of the club, partly a value of the season."""
    lasting = Random(f"{seed}:strength:{team}").gauss(0, 3.0)
    return lasting + Random(f"{seed}:{season}:strength:{team}").gauss(0, 2.0)


def _with_playoffs(
    world: _World, season: int, games: list[SimulatedGame], until: datetime
) -> list[SimulatedGame]:
    table = _table(world.hosts.values(), games)
    alive = {
        conference: _seeds([line for line in table if line.team.conference == conference])
        for conference in sorted({line.team.conference for line in table})
    }
    for stage in PLAYOFFS:
        if games[-1].ended_at > until:
            break
        slots = _round(season, stage, alive)
        last = {team: game.slot.kickoff for game in games for team in (game.slot.home, game.slot.away)}
        games = games + _played(world, slots, last)
        out = {_loser(game) for game in games if game.slot.stage == stage}
        alive = {
            conference: [team for team in teams if team not in out] for conference, teams in alive.items()
        }
    return games


def _round(season: int, stage: Stage, alive: Mapping[str, Sequence[str]]) -> list[Slot]:
    """The games of a round: best seed against worst; the first seed has a bye in the first round."""
    week, places = PLAYOFFS[stage]
    if stage == "SB":
        (away,), (home,) = alive.values()
        return [Slot(season, week, stage, away, home, kickoff(season, week, places[0]), neutral=True)]
    pairs: list[tuple[str, str]] = []
    for teams in alive.values():
        playing = list(teams[1:] if stage == "WC" else teams)
        while playing:
            pairs.append((playing.pop(), playing.pop(0)))
    return [
        Slot(season, week, stage, away, home, kickoff(season, week, place))
        for (away, home), place in zip(pairs, places, strict=True)
    ]


def _played(world: _World, slots: Sequence[Slot], last: Mapping[str, datetime]) -> list[SimulatedGame]:
    last_game = dict(last)
    opening = {slot.week: week_opening(slot.kickoff) for slot in reversed(slots)}
    games: list[SimulatedGame] = []
    for slot in slots:
        games.append(_play(world, slot, opening[slot.week], last_game))
        last_game.update({slot.home: slot.kickoff, slot.away: slot.kickoff})
    return games


def _play(world: _World, slot: Slot, opening: datetime, last: Mapping[str, datetime]) -> SimulatedGame:
    random, host = Random(f"{world.seed}:{slot.game_id}"), world.hosts[slot.home]
    weather = play.draw_weather(slot, host, random)
    (home_strength, home_qb), (away_strength, away_qb) = (
        _lineup(world, team, random) for team in (slot.home, slot.away)
    )
    outlook = play.expect((home_strength, away_strength), weather, neutral=slot.neutral)
    quotes = play.draw_quotes(outlook, play.quote_times(opening, slot.kickoff), random)
    home_score, away_score = play.draw_score(outlook, random, may_tie=slot.stage == "REG")
    return SimulatedGame(
        slot=slot,
        host=host,
        weather=weather,
        home_rest=_rest(slot, last.get(slot.home)),
        away_rest=_rest(slot, last.get(slot.away)),
        home_quarterback=home_qb,
        away_quarterback=away_qb,
        quotes=tuple(quotes),
        home_score=home_score,
        away_score=away_score,
    )


def _lineup(world: _World, team: str, random: Random) -> tuple[float, str]:
    """The team's strength in this game, and its quarterback: the starter in eleven of twelve games."""
    if random.random() < 1 / 12:
        return world.strengths[team] - play.BACKUP_COST, f"{team} backup quarterback"
    return world.strengths[team], f"{team} starting quarterback"


def _rest(slot: Slot, last: datetime | None) -> int:
    """Days since the last game; by convention a week before the first one."""
    return _FIRST_REST if last is None else round((slot.kickoff - last) / timedelta(days=1))


def _conferences(hosts: Sequence[Host]) -> dict[str, list[list[str]]]:
    return {
        conference: [
            sorted(host.team for host in hosts if host.division == division)
            for division in sorted({host.division for host in hosts if host.conference == conference})
        ]
        for conference in sorted({host.conference for host in hosts})
    }


def _table(hosts: Iterable[Host], games: Iterable[SimulatedGame]) -> list[Standing]:
    return standings(
        [Placed(host.team, host.division, host.conference) for host in hosts],
        [Score(game.slot.home, game.slot.away, game.home_score, game.away_score) for game in games],
    )


def _seeds(table: Sequence[Standing]) -> list[str]:
    """The four division winners, then the three best other teams."""
    order = sorted(
        table,
        key=lambda line: (line.rank > 1, -line.overall.percentage, line.points_against - line.points_for),
    )
    return [line.team.team for line in order[:_SEEDED]]


def _loser(game: SimulatedGame) -> str:
    return game.slot.away if game.home_score > game.away_score else game.slot.home
