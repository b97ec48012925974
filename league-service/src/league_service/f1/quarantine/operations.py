"""Decides about results in quarantine."""

from datetime import datetime

from league_service.competition.competitions.operations import locate_event
from league_service.competition.competitions.repository import lock_competition
from league_service.competition.ledger.domain import Revision
from league_service.competition.ledger.repository import revisions_of
from league_service.competition.results.operations import adopt_result
from league_service.core.schema import SCHEMA
from league_service.f1.checks.looks import report_changes
from league_service.f1.checks.operations import plan_next
from league_service.f1.checks.repository import sessions_of_events
from league_service.f1.errors import ResultDecided, ResultNotQuarantined, ResultSuperseded, RevisionNotFound
from league_service.f1.quarantine import repository
from league_service.f1.quarantine.repository import Decision
from league_service.f1.rules import f1_rules
from service_kit.caller import current_caller
from service_kit.db.connection import Connection
from service_kit.deliveries.audit import audit


async def decide(
    connection: Connection, event_id: str, revision: int, *, decision: str, reason: str, now: datetime
) -> Decision:
    """Accepts or rejects a revision in quarantine; the same decision again changes nothing.

    Raises RevisionNotFound, ResultNotQuarantined, ResultDecided, ResultSuperseded.
    """
    place = await locate_event(connection, event_id)
    await lock_competition(connection, place.competition)
    taken = await repository.find_decision(connection, place.id, revision)
    if taken is not None:
        if taken.decision == decision:
            return taken
        raise ResultDecided(
            f"revision {revision} was decided before: {taken.decision}, because {taken.reason}",
            recovery=["To change it, record the right result: POST /api/v1/events/{event_id}/results"],
        )
    found = _must_be_open(await revisions_of(connection, place.id), revision, place.key)
    before = {session.id: session for session in await sessions_of_events(connection, [place.id], now)}
    new = None
    if decision == "accept":
        adopted = await adopt_result(connection, place, found, reason=reason, rules=f1_rules(), now=now)
        new = adopted.revision
    made = Decision(revision, decision, reason, now, new)
    await repository.store_decision(connection, place.id, made, decided_by=current_caller().principal)
    details = {"revision": revision, "decision": decision, "reason": reason}
    await audit(connection, SCHEMA, "f1_result.decided", target=("event", place.id), details=details, now=now)
    after = {session.id: session for session in await sessions_of_events(connection, [place.id], now)}
    await report_changes(connection, before, after, now)
    await plan_next(connection, now)
    return made


def _must_be_open(revisions: list[Revision], revision: int, session: str) -> Revision:
    found = next((each for each in revisions if each.revision == revision), None)
    if found is None:
        raise RevisionNotFound(revision, session)
    if found.status != "quarantined":
        raise ResultNotQuarantined(
            f"revision {revision} of {session} is {found.status}, so there is nothing to decide",
            recovery=["GET /api/v1/f1/quarantine lists what awaits a decision"],
        )
    newer = [each.revision for each in revisions if each.source == found.source and each.revision > revision]
    if newer:
        raise ResultSuperseded(
            f"{found.source} has published revision {newer[-1]} of {session} since",
            recovery=["GET /api/v1/f1/quarantine lists what awaits a decision"],
        )
    return found
