"""All SQL on ai.analysis_runs."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.sql import SQL, Identifier
from psycopg.types.json import Jsonb

from ai_service.match_analyses.runs.domain import Run
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_COLUMNS: Final = (
    "organisation_id, id, match_id, team_ids, user_id, status, stage, progress, message, attempt, fence,"
    " facts, inputs, parameters, segments_done, alerts, engine, done, error, error_code, recovery,"
    " created_at, started_at, completed_at"
)
_AS_JSON: Final = ("facts", "inputs", "parameters", "done")
_INSERT: Final = f"""
    INSERT INTO ai.analysis_runs ({_COLUMNS})
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""
_FIND: Final = f"SELECT {_COLUMNS} FROM ai.analysis_runs WHERE organisation_id = %s AND id = %s"
_SEEN: Final = """
    organisation_id = %(organisation)s
    AND (%(teams)s::text[] IS NULL OR team_ids = '{}' OR team_ids && %(teams)s)"""
_WANTED: Final = f"""
    {_SEEN} AND (%(match)s::text IS NULL OR match_id = %(match)s)
    AND (%(team)s::text IS NULL OR %(team)s = ANY(team_ids))
    AND (%(status)s::text IS NULL OR status = %(status)s)
    AND (%(since)s::timestamptz IS NULL OR created_at >= %(since)s)
    AND (%(until)s::timestamptz IS NULL OR created_at < %(until)s)"""
_PAGE: Final = f"""
    SELECT {_COLUMNS} FROM ai.analysis_runs WHERE {_WANTED}
      AND (%(time)s::timestamptz IS NULL OR (created_at, id) < (%(time)s, %(last)s::uuid))
    ORDER BY created_at DESC, id DESC LIMIT %(limit)s"""
_NEWEST: Final = f"""
    SELECT {_COLUMNS} FROM ai.analysis_runs WHERE {_SEEN} AND match_id = %(match)s
      AND (NOT %(complete)s OR status = 'completed') AND (NOT %(files)s OR inputs <> '[]')
    ORDER BY created_at DESC, id DESC LIMIT 1"""
_BEGIN: Final = f"""
    UPDATE ai.analysis_runs SET status = 'running', fence = %(fence)s, attempt = %(attempt)s,
      stage = 'receiving', message = 'Starting the engine', error = NULL, error_code = NULL,
      recovery = '{{}}', completed_at = NULL, started_at = coalesce(started_at, %(now)s)
    WHERE organisation_id = %(organisation)s AND id = %(id)s AND status <> 'completed' AND fence <= %(fence)s
    RETURNING {_COLUMNS}"""
# Whoever holds an older fence, or was cancelled, changes nothing.
_IS_OURS: Final = (
    "organisation_id = %(organisation)s AND id = %(id)s AND fence = %(fence)s AND status = 'running'"
)
_PROGRESS: Final = f"""
    UPDATE ai.analysis_runs SET stage = %(stage)s, message = %(message)s,
      progress = greatest(progress, %(progress)s)
    WHERE {_IS_OURS} RETURNING {_COLUMNS}"""
_COUNTED: Final = f"""
    UPDATE ai.analysis_runs SET segments_done = segments_done + %(segments)s, alerts = alerts + %(alerts)s
    WHERE {_IS_OURS} RETURNING {_COLUMNS}"""
_COMPLETE: Final = f"""
    UPDATE ai.analysis_runs SET status = 'completed', stage = 'done', progress = 100, message = 'Complete',
      engine = %(engine)s, done = %(done)s, completed_at = %(now)s
    WHERE {_IS_OURS} RETURNING {_COLUMNS}"""
_END: Final = f"""
    UPDATE ai.analysis_runs SET status = %(status)s, message = %(message)s, error = %(error)s,
      error_code = %(code)s, recovery = %(recovery)s, completed_at = %(now)s
    WHERE organisation_id = %(organisation)s AND id = %(id)s AND status IN ('pending', 'running')
    RETURNING {_COLUMNS}"""
_AGAIN: Final = f"""
    UPDATE ai.analysis_runs SET status = 'pending', stage = 'waiting', message = 'Waiting for a worker',
      error = NULL, error_code = NULL, recovery = '{{}}', completed_at = NULL
    WHERE organisation_id = %(organisation)s AND id = %(id)s AND status IN ('failed', 'cancelled')
    RETURNING {_COLUMNS}"""
_EMPTY: Final = f"""
    UPDATE ai.analysis_runs SET segments_done = 0, alerts = 0, progress = 0, started_at = NULL
    WHERE organisation_id = %s AND id = %s AND status IN ('failed', 'cancelled') RETURNING {_COLUMNS}"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which analyses to list. `teams` restricts to matches that the caller sees."""

    organisation: str
    teams: Sequence[str] | None
    match: str | None = None
    team: str | None = None
    status: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def values(self) -> dict[str, Any]:
        return {
            "organisation": self.organisation,
            "teams": None if self.teams is None else list(self.teams),
            "match": self.match,
            "team": self.team,
            "status": self.status,
            "since": self.since,
            "until": self.until,
        }


@dataclass(frozen=True, slots=True)
class Attempt:
    """The attempt that writes, and when."""

    organisation_id: str
    id: UUID
    fence: int
    number: int

    def values(self, **more: Any) -> dict[str, Any]:
        keys = {"organisation": self.organisation_id, "id": self.id, "fence": self.fence}
        return {**keys, "attempt": self.number, **more}


async def insert(connection: Connection, run: Run) -> None:
    """Stores a requested analysis."""
    values = {each.name: getattr(run, each.name) for each in fields(run)}
    for name in _AS_JSON:
        values[name] = None if values[name] is None else Jsonb(values[name])
    await connection.execute(_INSERT, list(values.values()))


async def find(reader: Reader, organisation_id: str, analysis_id: UUID) -> Run | None:
    return await reader.fetch_one(Run, _FIND, [organisation_id, analysis_id])


async def lock(connection: Connection, organisation_id: str, analysis_id: UUID) -> Run | None:
    """The analysis, which nobody else changes until the transaction ends."""
    return await connection.fetch_one(Run, f"{_FIND} FOR UPDATE", [organisation_id, analysis_id])


async def page(
    reader: Reader, wanted: Wanted, *, after: tuple[datetime, str] | None, limit: int
) -> list[Run]:
    """A page of analyses, newest first."""
    time, last = after or (None, None)
    return await reader.fetch_all(Run, _PAGE, wanted.values() | {"time": time, "last": last, "limit": limit})


async def count(reader: Reader, wanted: Wanted) -> int:
    return await reader.fetch_value(f"SELECT count(*) FROM ai.analysis_runs WHERE {_WANTED}", wanted.values())


async def newest(reader: Reader, wanted: Wanted, *, complete: bool, needs_files: bool = False) -> Run | None:
    """The newest analysis of a match; the newest that is complete, or that reads files."""
    values = wanted.values() | {"complete": complete, "files": needs_files}
    return await reader.fetch_one(Run, _NEWEST, values)


async def begin(connection: Connection, attempt: Attempt, now: datetime) -> Run | None:
    """Takes the analysis over for an attempt; None if it is complete, or a newer attempt has it."""
    return await connection.fetch_one(Run, _BEGIN, attempt.values(now=now))


async def progress(
    connection: Connection, attempt: Attempt, percent: float, stage: str, message: str
) -> Run | None:
    """Writes the progress; None if the attempt has lost the analysis."""
    values = attempt.values(progress=percent, stage=stage, message=message)
    return await connection.fetch_one(Run, _PROGRESS, values)


async def add(connection: Connection, attempt: Attempt, *, segments: int = 0, alerts: int = 0) -> Run | None:
    """Counts what was stored; None if the attempt has lost the analysis. Locks the row."""
    return await connection.fetch_one(Run, _COUNTED, attempt.values(segments=segments, alerts=alerts))


async def complete(
    connection: Connection, attempt: Attempt, engine: str, done: dict[str, Any], now: datetime
) -> Run | None:
    """Completes the analysis; None if the attempt has lost it."""
    values = attempt.values(engine=engine, done=Jsonb(done), now=now)
    return await connection.fetch_one(Run, _COMPLETE, values)


@dataclass(frozen=True, slots=True)
class Ending:
    """How an analysis ended that is not complete."""

    status: str
    message: str
    error: str | None = None
    code: str | None = None
    recovery: tuple[str, ...] = ()


async def end(
    connection: Connection, organisation_id: str, analysis_id: UUID, ending: Ending, now: datetime
) -> Run | None:
    """Ends an analysis that waits or runs; None if it has ended."""
    values = {
        "organisation": organisation_id,
        "id": analysis_id,
        "status": ending.status,
        "message": ending.message,
        "error": ending.error,
        "code": ending.code,
        "recovery": list(ending.recovery),
        "now": now,
    }
    return await connection.fetch_one(Run, _END, values)


async def start_again(connection: Connection, organisation_id: str, analysis_id: UUID) -> Run | None:
    """Lets a failed or cancelled analysis wait again; None if it is neither."""
    return await connection.fetch_one(Run, _AGAIN, {"organisation": organisation_id, "id": analysis_id})


async def empty(connection: Connection, organisation_id: str, analysis_id: UUID) -> Run | None:
    """Deletes the segments and alerts of a failed or cancelled analysis; None if it is neither."""
    run = await connection.fetch_one(Run, _EMPTY, [organisation_id, analysis_id])
    if run is not None:
        for table in ("analysis_segments", "tactical_alerts"):
            query = SQL("DELETE FROM ai.{} WHERE organisation_id = %s AND analysis_id = %s")
            await connection.execute(query.format(Identifier(table)), [organisation_id, analysis_id])
    return run


async def organisations(reader: Reader) -> list[str]:
    """The clubs that have analyses."""
    rows = await reader.fetch_rows("SELECT DISTINCT organisation_id FROM ai.analysis_runs")
    return [row[0] for row in rows]


async def delete_of(connection: Connection, organisation_id: str) -> None:
    """Deletes everything of a club that no longer exists."""
    await connection.execute("DELETE FROM ai.analysis_runs WHERE organisation_id = %s", [organisation_id])


async def open_runs(reader: Reader, before: datetime) -> list[Run]:
    """Analyses that wait or run, requested before a time."""
    query = (
        f"SELECT {_COLUMNS} FROM ai.analysis_runs"
        " WHERE status IN ('pending', 'running') AND created_at < %s ORDER BY created_at"
    )
    return await reader.fetch_all(Run, query, [before])


async def by_task(reader: Reader, task_id: UUID) -> Run | None:
    """The analysis of a task, whatever its club."""
    return await reader.fetch_one(Run, f"SELECT {_COLUMNS} FROM ai.analysis_runs WHERE id = %s", [task_id])
