"""What happens when a result is recorded or corrected."""

from dataclasses import dataclass
from datetime import datetime

from league_service.competition.competitions import events
from league_service.competition.competitions.domain import ADMIN
from league_service.competition.competitions.operations import locate_event
from league_service.competition.competitions.reading import Place
from league_service.competition.competitions.repository import bump_season, lock_competition
from league_service.competition.errors import ResultRequestReused, ResultTooEarly
from league_service.competition.ledger.domain import FINAL
from league_service.competition.results import repository
from league_service.competition.results.repository import Revision
from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class Report:
    """A result as somebody reports it; an empty status means official, or corrected after a final one."""

    scores: tuple[int, int]
    status: str = ""
    reason: str = ""
    source: str = ADMIN
    request_id: str | None = None


async def record_result(
    connection: Connection, event_id: str, report: Report, now: datetime
) -> tuple[Place, Revision, bool]:
    """The event, the revision that holds now, and whether it is new.

    Raises EventNotFound, ResultTooEarly, ResultRequestReused.
    """
    place = await locate_event(connection, event_id)
    await lock_competition(connection, place.competition)
    if now < place.scheduled_at:
        raise ResultTooEarly(f"{place.key} begins at {place.scheduled_at.isoformat()}", event_id=place.id)
    revisions = await repository.revisions_of(connection, place.id)
    said = _said_before(revisions, report)
    if said is not None:
        return place, said, False
    revision = _next(revisions, report, now)
    await repository.insert_revision(connection, place.id, revision)
    await bump_season(connection, place.competition, place.season, now)
    await events.append_result(
        connection,
        place.owner,
        place.season,
        event=(place.id, place.key),
        revision=revision.revision,
        status=revision.status,
        now=now,
    )
    return place, revision, True


def in_force(revisions: list[Revision], at: datetime) -> Revision | None:
    """The final revision that holds at a time."""
    final = [found for found in revisions if found.status in FINAL and found.effective_at <= at]
    return max(final, key=lambda found: (found.effective_at, found.revision), default=None)


def _said_before(revisions: list[Revision], report: Report) -> Revision | None:
    """The revision that says the same: by the same request, or because it holds already."""
    if report.request_id:
        for found in revisions:
            if found.request_id == report.request_id:
                if tuple(found.scores) != report.scores or report.status not in ("", found.status):
                    raise ResultRequestReused(
                        "the request_id was used for another result", revision=found.revision
                    )
                return found
    final = [found for found in revisions if found.status in FINAL]
    last = final[-1] if final else None
    if report.status not in ("", *FINAL):
        last = revisions[-1] if revisions else None
    if last is None or tuple(last.scores) != report.scores:
        return None
    return last if report.status in ("", last.status) else None


def _next(revisions: list[Revision], report: Report, now: datetime) -> Revision:
    has_final = any(found.status in FINAL for found in revisions)
    return Revision(
        revision=revisions[-1].revision + 1 if revisions else 1,
        status=report.status or ("corrected" if has_final else "official"),
        source=report.source,
        reason=report.reason,
        request_id=report.request_id,
        observed_at=now,
        effective_at=max([now, *(found.effective_at for found in revisions)]),
        scores=report.scores,
    )
