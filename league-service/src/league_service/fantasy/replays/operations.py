"""Creates, pauses, resumes, ends, deletes and advances replays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from altsports.fantasy.v1.events_models import FantasyF1ReplayAdvanced
from league_service.competition.competitions.repository import has_season
from league_service.competition.errors import SeasonNotFound
from league_service.core.schema import SCHEMA
from league_service.f1.domain import F1, F1_SIMULATED
from league_service.f1.races.domain import Race
from league_service.f1.races.repository import races_of
from league_service.f1.seasons.domain import Season
from league_service.f1.seasons.operations import get_season
from league_service.f1.worlds import World
from league_service.fantasy.replays import replay_repository as repository
from league_service.fantasy.replays.domain import (
    ENDED,
    MOST_AT_ONCE,
    PREFIX,
    Replay,
    Status,
    wait_between,
)
from league_service.fantasy.replays.errors import InvalidReplay, ReplayEnded, ReplayNotFound, TooManyReplays
from league_service.fantasy.replays.playing import play, steps_of
from league_service.fantasy.replays.team_repository import insert_teams, result_times
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader
from service_kit.events.outbox import append_events

_FASTEST: Final = 1e9
_BEFORE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What to replay. `first` and `last` are rounds; without them, all rounds with results are played."""

    season: int
    competition: str
    first: int | None
    last: int | None
    speed: float | None
    teams: int


async def start_replay(connection: Connection, asked: Asked, now: datetime) -> Replay:
    """Stores a replay with its teams. Raises SeasonNotFound, InvalidReplay, TooManyReplays.

    Its steps are those known now. The seed is that of the season, so replays of the same rounds end equally.
    """
    if asked.speed is not None and not 0 < asked.speed <= _FASTEST:
        raise InvalidReplay(
            f"speed: the seconds of the season per second, above 0 and at most {_FASTEST:.0f}",
            recovery=["Leave speed out for the highest"],
        )
    season = await _season(connection, asked, now)
    races = await _rounds(connection, season, asked, now)
    steps = await steps_of(connection, races, now)
    await _check_room(connection)
    replay = Replay(
        id=f"{PREFIX}{uuid4().hex}",
        competition=season.competition.key,
        season=season.year,
        simulated=season.competition.simulated,
        first_round=min(race.number for race in races),
        last_round=max(race.number for race in races),
        speed=asked.speed,
        teams=asked.teams,
        seed=f"{season.competition.key} {season.year}",
        created_at=now,
        steps_total=len(steps),
    )
    await repository.insert_replay(connection, replay, steps)
    await insert_teams(connection, replay.id, replay.managers, steps[0].at - _BEFORE)
    return replay


async def _season(connection: Connection, asked: Asked, now: datetime) -> Season:
    if not asked.competition:
        return await get_season(connection, asked.season, now)
    for competition in (F1, F1_SIMULATED):
        if competition.key == asked.competition and await has_season(connection, competition, asked.season):
            return Season(competition, asked.season)
    raise SeasonNotFound(asked.competition, asked.season)


async def _rounds(connection: Connection, season: Season, asked: Asked, now: datetime) -> Sequence[Race]:
    """The races in the range that have results. Raises InvalidReplay if there are none."""
    races = await races_of(connection, season, now)
    first, last = asked.first or 1, asked.last or max((race.number for race in races), default=1)
    if first > last:
        raise InvalidReplay(
            f"rounds: the first round ({first}) is after the last one ({last})",
            recovery=["State the first round before the last, such as 1-11"],
        )
    scored = {race for race, _ in await result_times(connection, races, now)}
    found = [race for race in races if race.id in scored and first <= race.number <= last]
    if not found:
        raise InvalidReplay(
            f"rounds: season {season.year} has no results in rounds {first}-{last}",
            recovery=[f"GET /api/v1/f1/races?season={season.year} lists the rounds and their states"],
        )
    return found


async def _check_room(connection: Connection) -> None:
    """Checks that one more replay may run; simultaneous requests are counted one after another."""
    if await repository.lock_and_count_running(connection) >= MOST_AT_ONCE:
        raise TooManyReplays(
            f"{MOST_AT_ONCE} replays are running already",
            retry_after_s=30,
            recovery=["Stop a replay, or wait until one has ended: GET /api/v1/replays"],
        )


async def change_status(connection: Connection, replay_id: str, status: Status, now: datetime) -> Replay:
    """Pauses, resumes or ends a replay between two steps.

    Raises ReplayNotFound, ReplayEnded, TooManyReplays.
    """
    replay = await repository.hold_replay(connection, replay_id)
    if replay is None:
        raise ReplayNotFound(replay_id)
    if replay.status == status:
        return replay
    if replay.status in ENDED:
        raise ReplayEnded(
            f"The replay has ended: it is {replay.status}",
            status=replay.status,
            recovery=["Start another one: POST /api/v1/replays"],
        )
    if status == "running":
        await _check_room(connection)
    await _set(connection, replay_id, status, now)
    return await repository.get_replay(connection, replay_id) or replay


async def delete_replay(connection: Connection, replay_id: str, now: datetime) -> None:
    """Deletes a replay with all that was played in it. Raises ReplayNotFound."""
    if await repository.hold_replay(connection, replay_id) is None:
        raise ReplayNotFound(replay_id)
    await repository.delete_replay(connection, replay_id)
    await _report(connection, replay_id, now)


async def world_of_replay(reader: Reader, replay_id: str) -> World:
    """The season that a replay plays, at the time of the replay. Raises ReplayNotFound."""
    replay = await repository.get_replay(reader, replay_id)
    if replay is None:
        raise ReplayNotFound(replay_id)
    now = replay.cursor_time or await repository.first_step_at(reader, replay_id)
    return World(replay.of_season, now, now, replay_id)


async def fail(connection: Connection, replay_id: str, error: str, now: datetime) -> None:
    """Ends a replay that cannot go on; one that ended or was deleted meanwhile stays as it is."""
    replay = await repository.hold_replay(connection, replay_id)
    if replay is not None and replay.status == "running":
        await repository.set_status(connection, replay_id, status="failed", ended_at=now, error=error)


async def do_step(connection: Connection, due: repository.Due, now: datetime) -> None:
    """Does the next step of a replay and advances its cursor; the last one finishes it."""
    replay, step = due.replay, due.step
    if step is not None:
        await play(connection, replay.of_season, replay.id, step, replay.managers)
        following = step.at if due.following is None else due.following
        await repository.advance(connection, due, step, wait_between(step.at, following, replay.speed))
        await _report(connection, replay.id, now)
    if due.following is None:
        await _set(connection, replay.id, "finished", now)


async def _report(connection: Connection, replay_id: str, now: datetime) -> None:
    """Cached answers about a replay are outdated."""
    await append_events(connection, SCHEMA, FantasyF1ReplayAdvanced(replay_id=replay_id), time=now)


async def _set(connection: Connection, replay_id: str, status: Status, now: datetime) -> None:
    ended_at = now if status in ENDED else None
    await repository.set_status(connection, replay_id, status=status, ended_at=ended_at)
