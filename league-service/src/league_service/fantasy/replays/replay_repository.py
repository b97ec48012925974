"""SQL on replays."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final, LiteralString

import orjson

from league_service.core.ids import season_id
from league_service.fantasy.replays.domain import Replay, Status, Step
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_COLUMNS: Final[LiteralString] = (
    "r.id, c.key AS competition, s.year AS season, c.simulated, r.first_round, r.last_round, r.speed,"
    " r.teams, r.seed, r.created_at, r.steps_total, r.status, r.error, r.steps_done, r.round, r.cursor_time,"
    " r.ended_at, r.running_seconds"
)
_FROM: Final[LiteralString] = (
    " FROM fantasy.replays r JOIN league.seasons s ON s.id = r.season_id"
    " JOIN league.competitions c ON c.id = s.competition_id"
)
_GET: Final[LiteralString] = f"SELECT {_COLUMNS}{_FROM} WHERE r.id = %s"
_HOLD: Final[LiteralString] = f"{_GET} FOR UPDATE OF r"
_LIST: Final[LiteralString] = (
    f"SELECT {_COLUMNS}{_FROM} WHERE %s::text IS NULL OR r.status = %s"
    " ORDER BY r.created_at DESC, r.id LIMIT 100"
)
_DUE: Final = (
    "SELECT id, steps -> steps_done AS step, steps -> (steps_done + 1) AS following FROM fantasy.replays"
    " WHERE status = 'running' AND due_at <= clock_timestamp()"
    " ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED"
)
_INSERT: Final = (
    "INSERT INTO fantasy.replays (id, season_id, first_round, last_round, speed, teams, seed, status, steps,"
    " steps_total, due_at, since, created_at) VALUES (%(id)s, %(season_id)s, %(first_round)s, %(last_round)s,"
    " %(speed)s, %(teams)s, %(seed)s, %(status)s, %(steps)s::jsonb, %(steps_total)s, clock_timestamp(),"
    " clock_timestamp(), %(created_at)s)"
)
_RAN: Final[LiteralString] = (
    "running_seconds = running_seconds + CASE WHEN status = 'running'"
    " THEN extract(epoch FROM clock_timestamp() - since) ELSE 0 END, since = clock_timestamp()"
)
_SET_STATUS: Final[LiteralString] = (
    f"UPDATE fantasy.replays SET {_RAN}, status = %s, error = %s, ended_at = %s, due_at = clock_timestamp()"
    " WHERE id = %s"
)
_ADVANCE: Final[LiteralString] = (
    f"UPDATE fantasy.replays SET {_RAN}, steps_done = steps_done + 1, cursor_time = %s, round ="
    " (SELECT number FROM league.rounds WHERE id = %s), due_at = clock_timestamp() + %s WHERE id = %s"
)
_FIRST_STEP: Final = "SELECT (steps -> 0 ->> 'at')::timestamptz FROM fantasy.replays WHERE id = %s"
_COUNT_RUNNING: Final = "SELECT count(*) FROM fantasy.replays WHERE status = 'running'"
_DELETE: Final = (
    "DELETE FROM fantasy.board_rows WHERE board_id IN (SELECT id FROM fantasy.boards WHERE season_id = %s)",
    "DELETE FROM fantasy.boards WHERE season_id = %s",
    "DELETE FROM fantasy.scores WHERE publication_id IN"
    " (SELECT id FROM fantasy.publications WHERE season_id = %s)",
    "DELETE FROM fantasy.publications WHERE season_id = %s",
    "DELETE FROM fantasy.lineups WHERE season_id = %s",
    "DELETE FROM fantasy.teams WHERE season_id = %s",
    "DELETE FROM fantasy.replays WHERE id = %s",
)


@dataclass(frozen=True, slots=True)
class Due:
    """A replay whose next step is due. `following` is when the step after it happens in the season."""

    replay: Replay
    step: Step | None
    following: datetime | None


async def get_replay(reader: Reader, replay_id: str) -> Replay | None:
    """A replay."""
    return await reader.fetch_one(Replay, _GET, [replay_id])


async def first_step_at(reader: Reader, replay_id: str) -> datetime:
    """When the first step of a replay happens in its season."""
    return await reader.fetch_value(_FIRST_STEP, [replay_id])


async def hold_replay(connection: Connection, replay_id: str) -> Replay | None:
    """A replay that makes no step until the transaction ends."""
    return await connection.fetch_one(Replay, _HOLD, [replay_id])


async def list_replays(reader: Reader, status: str | None) -> list[Replay]:
    """The newest replays."""
    return await reader.fetch_all(Replay, _LIST, [status, status])


async def take_due(connection: Connection) -> Due | None:
    """The replay that waited longest for its next step; nobody else takes it until the transaction ends."""
    rows = await connection.fetch_rows(_DUE)
    if not rows:
        return None
    id, step, following = rows[0]
    replay = await get_replay(connection, id)
    if replay is None:
        return None
    after = None if following is None else _step(following).at
    return Due(replay, None if step is None else _step(step), after)


async def lock_and_count_running(connection: Connection) -> int:
    """Counts the running replays; the count holds until the transaction ends."""
    await connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('fantasy replays', 0))")
    return await connection.fetch_value(_COUNT_RUNNING)


async def insert_replay(connection: Connection, replay: Replay, steps: Sequence[Step]) -> None:
    """Stores a new replay with its steps."""
    stored = orjson.dumps([asdict(step) for step in steps]).decode()
    values = asdict(replay) | {"season_id": season_id(replay.competition, replay.season), "steps": stored}
    await connection.execute(_INSERT, values)


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


async def advance(connection: Connection, due: Due, step: Step, pause: timedelta) -> None:
    """Stores that a step is done, and that the next one is due after a pause."""
    await connection.execute(_ADVANCE, [step.at, step.race_id, pause, due.replay.id])


async def delete_replay(connection: Connection, replay_id: str) -> None:
    """Deletes a replay with all that was played in it."""
    for statement in _DELETE:
        await connection.execute(statement, [replay_id])


def _step(stored: Mapping[str, Any]) -> Step:
    return Step(datetime.fromisoformat(stored["at"]), stored["kind"], stored["race_id"])
