"""Facts of a match that contradict each other: they are listed for people, and never repaired."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from league_service.clubs.matches.clock import Clock
from league_service.clubs.matches.events import MatchEvent, Pitch, check_event


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Two facts that cannot both be true: a stable code, a sentence, and the rows concerned."""

    code: str
    message: str
    team_id: str = ""
    player_id: str = ""
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class StatedScore:
    """The score that counts, and the source that stated it."""

    home: int
    away: int
    home_penalties: int | None = None
    away_penalties: int | None = None
    source: str = ""


def of_score(
    score: StatedScore | None, events: Sequence[MatchEvent], clock: Clock, home: str, away: str
) -> list[Inconsistency]:
    """Where the score and the goals among the events disagree. Without events, nothing is compared."""
    if not events:
        return []
    goals = counted_goals(events, clock, home, away, shoot_out=False)
    if score is None:
        if any(goals):
            message = f"The events have goals ({goals[0]}-{goals[1]}), but no result is recorded."
            return [Inconsistency("GOALS_WITHOUT_SCORE", message)]
        return []
    found: list[Inconsistency] = []
    if goals != (score.home, score.away):
        message = (
            f"The result is {score.home}-{score.away}, the goals among the events make {goals[0]}-{goals[1]}."
        )
        found.append(Inconsistency("SCORE_AND_GOALS", message))
    shots = counted_goals(events, clock, home, away, shoot_out=True)
    stated = (score.home_penalties or 0, score.away_penalties or 0)
    if any(shots) and shots != stated:
        message = (
            f"The shoot-out is {stated[0]}-{stated[1]} in the result, {shots[0]}-{shots[1]} in the events."
        )
        found.append(Inconsistency("SHOOT_OUT", message))
    return found


def counted_goals(
    events: Iterable[MatchEvent], clock: Clock, home: str, away: str, *, shoot_out: bool
) -> tuple[int, int]:
    """The goals of both sides; an own goal counts for the other side."""
    goals = {home: 0, away: 0}
    other = {home: away, away: home}
    for event in events:
        if (event.period >= clock.shoot_out) != shoot_out or event.team_id not in goals:
            continue
        if event.type == "goal":
            goals[event.team_id] += 1
        elif event.type == "own_goal":
            goals[other[event.team_id]] += 1
    return goals[home], goals[away]


def of_statistics(
    stated: Mapping[str, Mapping[str, float | None]],
    counted: Mapping[str, Mapping[str, float]],
    names: Sequence[str],
) -> list[Inconsistency]:
    """Where the statistics of a player and the events about him disagree."""
    found: list[Inconsistency] = []
    for player, figures in stated.items():
        for name in names:
            value, seen = figures.get(name), counted.get(player, {}).get(name, 0)
            if value is not None and value != seen:
                what = name.replace("_", " ")
                message = f"The statistics say {value:g} {what}, the events say {seen:g}."
                found.append(Inconsistency("STATISTICS_AND_EVENTS", message, player_id=player))
    return found


def of_goal_sums(
    score: StatedScore | None, goals: Mapping[str, Sequence[float | None]], own_goals: Mapping[str, int],
    home: str, away: str,
) -> list[Inconsistency]:  # fmt: skip
    """Where the goals of all players, with own goals of the opponent, exceed the result of their side."""
    if score is None:
        return []
    found: list[Inconsistency] = []
    for team, opponent, scored in ((home, away, score.home), (away, home, score.away)):
        known = [each for each in goals.get(team, ()) if each is not None]
        total = sum(known) + own_goals.get(opponent, 0)
        if known and total != scored:
            message = f"The statistics of the players have {total:g} goals, the result has {scored}."
            found.append(Inconsistency("STATISTICS_AND_SCORE", message, team_id=team))
    return found


def of_clock(events: Iterable[MatchEvent], clock: Clock, pitch: Pitch) -> list[Inconsistency]:
    """Events that the clock or the pitch of the match does not allow, because it changed since."""
    return [
        Inconsistency("EVENT_AND_MATCH", f"{found.field}: {found.message}.", event.team_id, event_id=event.id)
        for event in events
        for found in check_event(event, clock, pitch)
    ]


def of_limit(events: Iterable[MatchEvent], limit: int | None) -> list[Inconsistency]:
    """The first substitution of each side beyond the limit of the match."""
    made: Counter[str] = Counter()
    found: list[Inconsistency] = []
    for event in events:
        if limit is not None and event.type == "substitution":
            made[event.team_id] += 1
            if made[event.team_id] == limit + 1:
                message = f"The side made more than {limit} substitutions, the limit of the match."
                found.append(
                    Inconsistency("TOO_MANY_SUBSTITUTIONS", message, event.team_id, event_id=event.id)
                )
    return found


def of_roles(roles: Mapping[str, str], played: Collection[str]) -> list[Inconsistency]:
    """Players who are called unused and played."""
    return [
        Inconsistency("UNUSED_PLAYED", "The player is called unused and came on.", player_id=player)
        for player, role in roles.items()
        if role == "unused" and player in played
    ]


def of_lineup(events: Iterable[MatchEvent], named: Mapping[str, str]) -> list[Inconsistency]:
    """Players in events who are not in the line-up of that side. `named` is the team of each player."""
    sides = set(named.values())
    seen: set[tuple[str, str]] = set()
    found: list[Inconsistency] = []
    for event in events:
        for player in (event.player_id, event.related_player_id):
            if not player or event.team_id not in sides or (player, event.team_id) in seen:
                continue
            if named.get(player) != event.team_id:
                seen.add((player, event.team_id))
                message = "A player takes part in events but is not in the line-up of that side."
                found.append(
                    Inconsistency("NOT_IN_LINEUP", message, event.team_id, player, event.id),
                )
    return found
