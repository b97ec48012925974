"""One simulated match of Harbour Rovers: line-up, events, figures and score, drawn from a seed. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, Final

from league_service.clubs.match_events.domain import sequence_of
from league_service.clubs.matches.changes import changes_of, match_duration
from league_service.clubs.matches.clock import Clock, Instant
from league_service.clubs.matches.events import MatchEvent, Pitch
from league_service.clubs.matches.inconsistencies import counted_goals
from league_service.clubs.matches.minutes import Played, played
from league_service.clubs.matches.statistics import Recorded, player_counts
from league_service.demo.rovers.squads import SEED, SOURCE, Squad, id_of

_BENCH: Final = 7
_FROM_EVENTS: Final = ("goals", "assists", "shots", "xg", "pressures")
_KINDS: Final = ("defender", "midfielder", "forward")
_HALF_TIME_SHAPE: Final = 0.4


@dataclass(frozen=True, slots=True)
class PlayedMatch:
    """The rows of a match that was played."""

    score: Mapping[str, Any]
    lines: Sequence[Mapping[str, Any]]
    events: Sequence[Mapping[str, Any]]
    figures: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class _Named:
    """The players of a line-up, and when they come on (in seconds of the second half)."""

    starters: list[str]
    bench: list[str]
    changes: dict[str, tuple[int, str]]
    """Who replaces a starter, and when."""

    def on_pitch(self, at: Instant) -> list[str]:
        """Who is on the pitch, without the goalkeeper."""
        gone = {off for off, (second, _) in self.changes.items() if at > Instant(2, second)}
        came = [on for second, on in self.changes.values() if at > Instant(2, second)]
        return [player for player in self.starters[1:] if player not in gone] + came


def play(
    match: Mapping[str, Any], number: int, squad: Squad, able: Collection[str], measured: Collection[str]
) -> PlayedMatch | None:
    """Plays a match with those of the squad who are able to; None if they are too few."""
    random = Random(f"{SEED}/{match['id']}")  # noqa: S311 - a simulation
    named = _lineup(random, squad, able)
    if named is None:
        return None
    home, away = match["home_team_id"], match["away_team_id"]
    opponent = away if home == squad.id else home
    clock = Clock(period_minutes=squad.period_minutes)
    drawn = list(_events(random, squad, named, opponent, clock))
    numbered = [
        replace(event, id=id_of(match["id"], "event", str(at)), source=SOURCE)
        for at, event in enumerate(sorted(drawn, key=lambda event: event.at(clock)))
    ]
    goals = counted_goals(numbered, clock, home, away, shoot_out=False)
    duration = match_duration(numbered, clock, finished=True)
    side = played(clock, duration, named.starters, changes_of(numbered, clock, squad.id))
    counts = player_counts(Recorded(numbered, clock, duration, Pitch()))
    figures = [
        {
            **{"id": id_of(match["id"], "figures", player), "match_id": match["id"], "player_id": player},
            **{name: getattr(counts[player], name) if player in counts else 0 for name in _FROM_EVENTS},
            **_watched(random, squad, player, number, own, is_measured=player in measured),
            "source": SOURCE,
        }
        for player, own in side.players.items()
    ]
    return PlayedMatch(
        {"home": goals[0], "away": goals[1], "source": SOURCE},
        list(_lines(match["id"], squad, named)),
        list(_event_rows(match["id"], numbered, clock)),
        figures,
    )


def _lineup(random: Random, squad: Squad, able: Collection[str]) -> _Named | None:
    """Who starts, who sits on the bench, and who replaces whom in the second half."""
    by_kind: dict[str, list[str]] = {}
    for player, position in zip(squad.players, squad.positions, strict=True):
        if player in able:
            by_kind.setdefault(position, []).append(player)
    keepers = by_kind.get("goalkeeper", [])
    if not keepers or any(len(by_kind.get(kind, ())) < count for kind, count in _wanted(squad).items()):
        return None
    starters = [keepers[0]]
    for kind, count in _wanted(squad).items():
        starters += sorted(random.sample(by_kind[kind], count))
    bench = [player for player in squad.players if player in able and player not in starters][:_BENCH]
    outfield = [player for player in bench if player not in keepers]
    on = random.sample(outfield, min(len(outfield), random.randint(3, 5)))
    off = random.sample(starters[1:], len(on))
    last = squad.period_minutes * 60
    seconds = sorted(random.randint(last // 5, last - 120) for _ in on)
    return _Named(starters, bench, {out: (at, into) for out, at, into in zip(off, seconds, on, strict=True)})


def _wanted(squad: Squad) -> dict[str, int]:
    return dict(zip(_KINDS, squad.shape, strict=True))


def _lines(match_id: str, squad: Squad, named: _Named) -> Iterator[Mapping[str, Any]]:
    came = {on for _, on in named.changes.values()}
    for player in (*named.starters, *named.bench):
        place = squad.players.index(player)
        substitute = "substitute" if player in came else "unused"
        yield {
            "id": id_of(match_id, "line", player),
            "match_id": match_id,
            "player_id": player,
            "team_id": squad.id,
            "role": "starter" if player in named.starters else substitute,
            "position": squad.positions[place],
            "jersey_number": place + 1,
            "captain": player == named.starters[1],
        }


def _events(random: Random, squad: Squad, named: _Named, opponent: str, clock: Clock) -> Iterator[MatchEvent]:
    halves = {half: clock.length(half) * 60 + random.randint(30, 270) for half in (1, 2)}
    shape = "-".join(map(str, squad.shape))
    for half, length in halves.items():
        yield _event(clock, Instant(half, 0), squad.id, "period_start")
        yield _event(clock, Instant(half, length), squad.id, "period_end")
    yield _event(clock, Instant(1, 0), squad.id, "formation", outcome=shape)
    if squad.players_on_pitch == sum(squad.shape) + 1 and random.random() < _HALF_TIME_SHAPE:
        defenders, midfielders, forwards = squad.shape
        changed = f"{defenders}-{midfielders + 1}-{forwards - 1}"
        yield _event(clock, Instant(2, 0), squad.id, "formation", outcome=changed)
    for off, (second, on) in named.changes.items():
        at = Instant(2, second)
        yield _event(clock, at, squad.id, "substitution", player=off, other=on, outcome="tactical")
    booked: set[str] = set()
    for team, shots, pressures in ((squad.id, (9, 15), (18, 30)), (opponent, (6, 13), (15, 25))):
        for kind, fewest, most in (("shot", *shots), ("pressure", *pressures), ("foul", 6, 12)):
            for _ in range(random.randint(fewest, most)):
                half = random.choice((1, 2))
                at = Instant(half, random.randint(5, halves[half] - 5))
                able = named.on_pitch(at) if team == squad.id else [""]
                player = random.choice(able)
                yield from _deed(random, clock, at, team, kind, player, able, booked)


def _deed(
    random: Random,
    clock: Clock,
    at: Instant,
    team: str,
    kind: str,
    player: str,
    able: Sequence[str],
    booked: set[str],
) -> Iterator[MatchEvent]:
    """A shot, a pressure or a foul, and what follows from it."""
    if kind == "shot":
        xg = round(min(0.9, random.expovariate(9.0) + 0.02), 3)
        x, y = round(random.uniform(82, 103), 1), round(random.uniform(16, 52), 1)
        others = [each for each in able if each != player]
        if random.random() < xg:
            other = random.choice(others) if others and random.random() < 0.7 else ""
            yield _event(clock, at, team, "goal", player=player, other=other, x=x, y=y, xg=xg)
            return
        missed = random.choice(("saved", "off_target", "off_target", "blocked"))
        yield _event(clock, at, team, "shot", player=player, outcome=missed, x=x, y=y, xg=xg)
        return
    x, y = round(random.uniform(20, 100), 1), round(random.uniform(1, 67), 1)
    yield _event(clock, at, team, kind, player=player, x=x, y=y)
    if kind == "foul" and player not in booked and random.random() < 0.15:
        booked.add(player)
        yield _event(clock, at, team, "card", player=player, outcome="yellow")


def _event(
    clock: Clock, at: Instant, team: str, kind: str, *, player: str = "", other: str = "", **facts: Any
) -> MatchEvent:
    minute, stoppage_minute, second = clock.shown(at)
    return MatchEvent(
        team,
        kind,
        at.period,
        minute,
        stoppage_minute,
        second,
        player_id=player,
        related_player_id=other,
        **facts,
    )


def _event_rows(match_id: str, events: Sequence[MatchEvent], clock: Clock) -> Iterator[Mapping[str, Any]]:
    among: dict[int, int] = {}
    for event in events:
        first = sequence_of(event, clock, 0)
        nth = among[first] = among.get(first, -1) + 1
        row: dict[str, Any] = {
            "id": event.id,
            "match_id": match_id,
            "player_id": event.player_id or None,
            "related_player_id": event.related_player_id or None,
            "stoppage_minute": event.stoppage_minute or None,
            "outcome": event.outcome or None,
            "sequence": first + nth,
        }
        for name in ("team_id", "type", "period", "minute", "second", "x", "y", "xg", "source"):
            row[name] = getattr(event, name)
        yield row


def _watched(
    random: Random, squad: Squad, player: str, number: int, own: Played, *, is_measured: bool
) -> Mapping[str, Any]:
    """What simulated staff and sensors say about a player; some players improve over the season."""
    rating = round(min(9.5, max(4.0, random.gauss(6.6, 0.8))) * 2) / 2
    metres_a_minute = random.uniform(95, 120)
    lasting = Random(f"{SEED}/{player}/sprints")  # noqa: S311 - a simulation
    sprint = lasting.uniform(1.5, 3.5) + lasting.uniform(-0.05, 0.25) * number + random.uniform(-0.3, 0.3)
    top_speed = round(random.uniform(25, 31 if squad.needs_consents else 34), 1)
    if not is_measured:
        return {"rating": rating}
    minutes = own.seconds_on_pitch / 60
    sprint_m = round(max(0.0, sprint) * minutes, 1)
    return {
        "rating": rating,
        "distance_m": round(metres_a_minute * minutes, 1),
        "high_speed_m": round(sprint_m + 4.5 * minutes, 1),
        "sprint_m": sprint_m,
        "sprint_count": round(sprint_m / 18),
        "max_speed_kmh": top_speed,
    }
