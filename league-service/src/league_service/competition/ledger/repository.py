"""SQL on the result ledger: rows are added, never changed."""

from collections import defaultdict
from typing import Final

import orjson

from league_service.competition.ledger.domain import ResultLine, Revision, line_row
from league_service.competition.ledger.sql import LINE, OUTDATED
from league_service.core.bulk import insert_rows
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_REVISIONS = (
    "SELECT f.revision, f.status, f.source, f.reason, f.request_id, f.observed_at, f.effective_at,"
    f" {OUTDATED} FROM league.result_revisions f WHERE f.event_id = %s ORDER BY f.revision"
)
_LINES = f"SELECT x.revision, {LINE} FROM league.result_scores x WHERE x.event_id = %s ORDER BY 1, 2"
_INSERT = (
    "INSERT INTO league.result_revisions"
    " (event_id, revision, status, source, reason, request_id, observed_at, effective_at)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
)
INSERT_LINES: Final = insert_rows(
    "result_scores",
    "event_id text, revision int, position smallint, score int, rank smallint, status text, laps int,"
    " time_s numeric, points numeric, attributes jsonb",
)


async def revisions_of(reader: Reader, event_id: str) -> list[Revision]:
    """Returns the revisions of a result, oldest first."""
    lines: dict[int, list[ResultLine]] = defaultdict(list)
    rows = await reader.fetch_rows(_LINES, [event_id])
    for revision, *values in rows:
        lines[revision].append(ResultLine(*values))
    rows = await reader.fetch_rows(_REVISIONS, [event_id])
    return [Revision(*row, lines=tuple(lines[row[0]]), is_outdated=is_outdated) for *row, is_outdated in rows]


async def insert_revision(connection: Connection, event_id: str, revision: Revision) -> None:
    """Writes a revision, which is never changed afterwards."""
    r = revision
    await connection.execute(
        _INSERT,
        [event_id, r.revision, r.status, r.source, r.reason, r.request_id, r.observed_at, r.effective_at],
    )
    rows = [line_row(event_id, r.revision, line) for line in r.lines]
    await connection.execute(INSERT_LINES, [orjson.dumps(rows).decode()])
