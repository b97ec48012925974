"""SQL on results in quarantine, and on what administrators decided about them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, LiteralString

from league_service.competition.ledger.domain import FINAL, ResultLine
from league_service.competition.ledger.sql import HOLDING, LINE
from league_service.f1.domain import F1, DriverLine
from service_kit.db.connection import Connection

_OPEN: Final[LiteralString] = (
    "SELECT e.id, e.key, r.id, coalesce(r.corrections ->> 'name', r.name),"
    " f.revision, f.source, f.reason, f.observed_at, result.revision"
    " FROM league.result_revisions f JOIN league.events e ON e.id = f.event_id"
    " JOIN league.rounds r ON r.id = e.round_id JOIN league.competitions c ON c.id = e.competition_id"
    f" LEFT JOIN LATERAL ({HOLDING}) result ON true"
    " JOIN league.seasons s ON s.id = e.season_id"
    " WHERE c.key = %(competition)s AND f.status = 'quarantined' AND f.observed_at <= %(at)s"
    " AND (%(year)s::int IS NULL OR s.year = %(year)s)"
    " AND NOT EXISTS (SELECT FROM league.result_decisions d"
    " WHERE d.event_id = f.event_id AND d.revision = f.revision AND d.decided_at <= %(at)s)"
    " AND NOT EXISTS (SELECT FROM league.result_revisions n WHERE n.event_id = f.event_id"
    " AND n.source = f.source AND n.revision > f.revision AND n.observed_at <= %(at)s)"
    " ORDER BY f.observed_at DESC, e.key"
)
_LINES: Final[LiteralString] = (
    f"SELECT x.event_id, x.revision, k.person_id, k.code, k.name, coalesce(t.name, ''), {LINE}"
    " FROM unnest(%s::text[], %s::int[]) AS w(event_id, revision)"
    " JOIN league.result_scores x ON x.event_id = w.event_id AND x.revision = w.revision"
    " JOIN league.event_competitors k ON k.event_id = x.event_id AND k.position = x.position"
    " LEFT JOIN league.teams t ON t.id = k.team_id"
    " ORDER BY x.rank NULLS LAST, x.laps DESC NULLS LAST, k.code"
)
_DECISION: Final = (
    "SELECT revision, decision, reason, decided_at, new_revision FROM league.result_decisions"
    " WHERE event_id = %s AND revision = %s"
)
_DECIDE: Final = (
    "INSERT INTO league.result_decisions"
    " (event_id, revision, decision, reason, decided_by, decided_at, new_revision)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A revision in quarantine, and the one in force; None without one."""

    event_id: str
    event_key: str
    race_id: str
    race_name: str
    revision: int
    source: str
    reason: str
    observed_at: datetime
    revision_in_force: int | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided; `new_revision` is the one that an acceptance added."""

    revision: int
    decision: str
    reason: str
    decided_at: datetime
    new_revision: int | None


async def open_results(connection: Connection, at: datetime, *, year: int | None) -> list[Quarantined]:
    """The results that await a decision, newest first; not those that their source has replaced.

    Without a year, those of all seasons.
    """
    wanted = {"competition": F1.key, "final": ["provisional", *FINAL], "at": at, "year": year}
    return [Quarantined(*row) for row in await connection.fetch_rows(_OPEN, wanted)]


async def lines_of(
    connection: Connection, revisions: list[tuple[str, int]]
) -> dict[tuple[str, int], list[DriverLine]]:
    """The lines of some revisions, the classified first."""
    found: dict[tuple[str, int], list[DriverLine]] = {pair: [] for pair in revisions}
    events, numbers = [event for event, _ in revisions], [number for _, number in revisions]
    for event, revision, driver, code, name, team, *line in await connection.fetch_rows(
        _LINES, [events, numbers]
    ):
        found[event, revision].append(DriverLine(driver or "", code, name, team, ResultLine(*line)))
    return found


async def find_decision(connection: Connection, event_id: str, revision: int) -> Decision | None:
    return await connection.fetch_one(Decision, _DECISION, [event_id, revision])


async def store_decision(
    connection: Connection, event_id: str, decision: Decision, *, decided_by: str
) -> None:
    """Stores a decision, which is never changed."""
    d = decision
    await connection.execute(
        _DECIDE, [event_id, d.revision, d.decision, d.reason, decided_by, d.decided_at, d.new_revision]
    )
