"""Creates, pauses, resumes, ends and deletes replays."""

import secrets
from datetime import datetime
from uuid import uuid4

from ai_service.nfl_experts.books.opening import ensure_book
from ai_service.nfl_experts.books.state import Book
from ai_service.nfl_experts.errors import InvalidReplay, ReplayEnded, ReplayNotFound, TooManyReplays
from ai_service.nfl_experts.facts.client import Facts, find_season
from ai_service.nfl_experts.facts.season import SeasonFacts
from ai_service.nfl_experts.facts.timeline import LAST_WEEK, steps_of
from ai_service.nfl_experts.replays import repository
from ai_service.nfl_experts.replays.domain import ENDED, MOST_AT_ONCE, Replay, Status, read_range, read_speed
from altsports.ai.v1 import replays_pb2 as pb
from service_kit.db.connection import Connection


async def new_replay(
    facts: Facts, request: pb.CreateReplayRequest, now: datetime
) -> tuple[Replay, SeasonFacts]:
    """The replay that a request asks for, and its season.

    Raises SeasonNotFound, InvalidReplay, FactsUnavailable.
    """
    first, last = read_range(request.weeks, "weeks", LAST_WEEK) or (1, LAST_WEEK)
    info = find_season(await facts.seasons(), request.season, request.competition)
    season = await facts.season(info.competition, info.season)
    weeks = [week for week in season.by_week if first <= week <= last]
    if not weeks:
        raise InvalidReplay(f"Season {request.season} has no games in weeks {first}-{last}")
    replay = Replay(
        id=uuid4().hex,
        competition=info.competition,
        season=info.season,
        simulated=info.simulated,
        first_week=min(weeks),
        last_week=max(weeks),
        speed=read_speed(request.speed),
        created_at=now,
        steps_total=len(steps_of(season, min(weeks), max(weeks))),
    )
    return replay, season


async def start_replay(connection: Connection, season: SeasonFacts, replay: Replay, now: datetime) -> None:
    """Stores a replay with its book. The keeper will play it. Raises TooManyReplays."""
    await _check_room(connection)
    await repository.insert_replay(connection, replay)
    await open_replay_book(connection, season, replay, now)


async def _check_room(connection: Connection) -> None:
    """Checks that one more replay may run; simultaneous requests are counted one after another."""
    if await repository.lock_and_count_running(connection) >= MOST_AT_ONCE:
        raise TooManyReplays(
            f"{MOST_AT_ONCE} replays are running already: stop one, or wait", retry_after_s=30
        )


async def open_replay_book(
    connection: Connection, season: SeasonFacts, replay: Replay, now: datetime
) -> Book:
    """The book of a replay, created if it does not exist yet."""
    weeks = range(replay.first_week, replay.last_week + 1)
    opened_at = min(opening for week, opening in season.openings.items() if week in weeks)
    return await ensure_book(connection, book_of(replay), opened_at=opened_at, now=now)


async def change_status(connection: Connection, replay_id: str, *, status: Status, now: datetime) -> Replay:
    """Pauses, resumes or ends a replay between two steps.

    Raises ReplayNotFound, ReplayEnded, TooManyReplays.
    """
    replay = await repository.hold_replay(connection, replay_id)
    if replay is None:
        raise ReplayNotFound(replay_id)
    if replay.status == status:
        return replay
    if replay.status in ENDED:
        raise ReplayEnded(f"The replay has ended: it is {replay.status}", status=replay.status)
    if status == "running" and not replay.looping:
        await _check_room(connection)
    ended_at = now if status in ENDED else None
    await repository.set_status(connection, replay_id, status=status, ended_at=ended_at)
    return await repository.get_replay(connection, replay_id) or replay


async def end_running(
    connection: Connection, replay_id: str, *, status: Status, now: datetime, error: str | None = None
) -> None:
    """Ends a replay that is running; one that was paused, ended or deleted meanwhile stays as it is."""
    replay = await repository.hold_replay(connection, replay_id)
    if replay is not None and replay.status == "running":
        await repository.set_status(connection, replay_id, status=status, ended_at=now, error=error)


async def delete_replay(connection: Connection, replay_id: str) -> None:
    """Deletes a replay with its book. Raises ReplayNotFound."""
    await repository.hold_replay(connection, replay_id)
    if not await repository.delete_replay(connection, replay_id):
        raise ReplayNotFound(replay_id)


def book_of(replay: Replay) -> Book:
    """A new book for a replay."""
    return Book(
        id=f"replay-{replay.id}",
        replay_id=replay.id,
        competition=replay.competition,
        season=replay.season,
        simulated=replay.simulated,
        first_week=replay.first_week,
        last_week=replay.last_week,
        seal_seed=secrets.token_hex(32),
    )
