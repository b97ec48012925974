"""The SQL of replays."""

from dataclasses import asdict
from datetime import datetime
from typing import Final

from ai_service.nfl_experts.replays.domain import Replay, Status
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_COLUMNS: Final = (
    "replays.id, replays.competition, replays.season, replays.simulated, replays.first_week,"
    " replays.last_week, replays.speed, replays.created_at, replays.status, replays.error, replays.looping,"
    " replays.steps_done, replays.steps_total, replays.week, replays.running_seconds, replays.ended_at"
)
_SELECT: Final = (
    f"SELECT {_COLUMNS}, books.cursor_time FROM ai.replays LEFT JOIN ai.books ON books.replay_id = replays.id"
)
_GET: Final = f"{_SELECT} WHERE replays.id = %s"
_LIST: Final = (
    f"{_SELECT} WHERE %s::text IS NULL OR replays.status = %s ORDER BY replays.created_at DESC, replays.id"
    " LIMIT 100"
)
_RUNNING: Final = "SELECT id FROM ai.replays WHERE status = 'running'"
_COUNT_RUNNING: Final = "SELECT count(*) FROM ai.replays WHERE status = 'running' AND NOT looping"
_INSERT: Final = (
    "INSERT INTO ai.replays (id, competition, season, simulated, first_week, last_week, speed, status,"
    " looping, steps_total, created_at) VALUES (%(id)s, %(competition)s, %(season)s, %(simulated)s,"
    " %(first_week)s, %(last_week)s, %(speed)s, %(status)s, %(looping)s, %(steps_total)s, %(created_at)s)"
    " ON CONFLICT (id) DO NOTHING RETURNING id"
)
_SET_STATUS: Final = "UPDATE ai.replays SET (status, error, ended_at) = (%s, %s, %s) WHERE id = %s"
_PROGRESS: Final = (
    "UPDATE ai.replays SET steps_done = %s, steps_total = %s, week = %s,"
    " running_seconds = running_seconds + %s WHERE id = %s"
)
_RESTART: Final = (
    "UPDATE ai.replays SET status = 'running', steps_done = 0, week = NULL, ended_at = NULL WHERE id = %s"
)
_DELETE: Final = "DELETE FROM ai.replays WHERE id = %s RETURNING id"
_LOCK_BOOK: Final = "SELECT 1 FROM ai.books WHERE replay_id = %s FOR UPDATE"


async def get_replay(reader: Reader, replay_id: str) -> Replay | None:
    """A replay, with the time of its last step."""
    return await reader.fetch_one(Replay, _GET, [replay_id])


async def hold_replay(connection: Connection, replay_id: str) -> Replay | None:
    """A replay whose book is locked: no step runs until the transaction ends."""
    await connection.execute(_LOCK_BOOK, [replay_id])
    return await get_replay(connection, replay_id)


async def list_replays(reader: Reader, status: str | None) -> list[Replay]:
    """The newest replays."""
    return await reader.fetch_all(Replay, _LIST, [status, status])


async def running_ids(connection: Connection) -> list[str]:
    """The ids of the replays that should be playing."""
    return [row[0] for row in await (await connection.execute(_RUNNING)).fetchall()]


async def lock_and_count_running(connection: Connection) -> int:
    """Counts the running replays, without the demo's own; the count holds until the transaction ends."""
    await connection.execute("SELECT pg_advisory_xact_lock(hashtext('ai.replays'))")
    return await connection.fetch_value(_COUNT_RUNNING)


async def insert_replay(connection: Connection, replay: Replay) -> bool:
    """Stores a new replay; False if the id is taken."""
    return await connection.fetch_value(_INSERT, asdict(replay)) is not None


async def set_status(
    connection: Connection,
    replay_id: str,
    *,
    status: Status,
    ended_at: datetime | None = None,
    error: str | None = None,
) -> None:
    """Stores the status of a replay."""
    await connection.execute(_SET_STATUS, [status, error, ended_at, replay_id])


async def set_progress(
    connection: Connection, replay_id: str, *, done: int, total: int, week: int, seconds: float
) -> None:
    """Stores the progress of a replay, and adds the seconds that it ran since the last call."""
    await connection.execute(_PROGRESS, [done, total, week, seconds, replay_id])


async def restart(connection: Connection, replay_id: str) -> None:
    """Resets a replay to its beginning. The caller replaces its book."""
    await connection.execute(_RESTART, [replay_id])


async def delete_replay(connection: Connection, replay_id: str) -> bool:
    """Deletes a replay with its book; False if it does not exist."""
    return await connection.fetch_value(_DELETE, [replay_id]) is not None
