"""Records and corrects results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from league_service.competition.competitions import events
from league_service.competition.competitions.operations import locate_event
from league_service.competition.competitions.reading import CompetitorRow, Place, competitors_of_event
from league_service.competition.competitions.repository import bump_season, lock_competition
from league_service.competition.errors import ResultRequestReused, ResultTooEarly
from league_service.competition.ledger import repository as ledger
from league_service.competition.ledger.domain import FINAL, NewResult, ResultLine, Revision
from league_service.competition.results.domain import Report, reported_lines
from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class Recorded:
    """The event and the current revision; `is_new` is false if it was already recorded."""

    place: Place
    competitors: Sequence[CompetitorRow]
    revision: Revision
    is_new: bool


async def record_result(connection: Connection, event_id: str, report: Report, now: datetime) -> Recorded:
    """Records a result, unless it is already in force.

    Raises EventNotFound, ResultTooEarly, InvalidResult, ResultRequestReused.
    """
    place = await locate_event(connection, event_id)
    await lock_competition(connection, place.competition)
    if now < place.scheduled_at:
        raise ResultTooEarly(f"{place.key} begins at {place.scheduled_at.isoformat()}", event_id=place.id)
    competitors = await competitors_of_event(connection, place.id)
    lines = reported_lines(report, competitors)
    revisions = await ledger.revisions_of(connection, place.id)
    said = _said_before(revisions, report, lines)
    if said is not None:
        return Recorded(place, competitors, said, is_new=False)
    revision = _next(revisions, report, lines, now)
    await ledger.insert_revision(connection, place.id, revision)
    await bump_season(connection, place.competition, place.season, now)
    result = NewResult(
        place.id,
        place.key,
        revision.revision,
        revision.status,
        lines=revision.lines,
        codes=[found.code for found in competitors],
        is_first_final=revision.is_final and not any(found.is_final for found in revisions),
    )
    await events.append_results(connection, place.owner, place.season, [result], now)
    return Recorded(place, competitors, revision, is_new=True)


def _said_before(revisions: list[Revision], report: Report, lines: tuple[ResultLine, ...]) -> Revision | None:
    """The existing revision of the same request, or with the same content and in force."""
    if report.request_id:
        for found in revisions:
            if found.request_id == report.request_id:
                if found.lines != lines or report.status not in ("", found.status):
                    raise ResultRequestReused(
                        "the request_id was already used for another result", revision=found.revision
                    )
                return found
    counting = [found for found in revisions if not found.is_outdated]
    final = [found for found in counting if found.is_final]
    last = final[-1] if final else None
    if report.status not in ("", *FINAL):
        last = counting[-1] if counting else None
    if last is None or last.lines != lines:
        return None
    return last if report.status in ("", last.status) else None


def _next(
    revisions: list[Revision], report: Report, lines: tuple[ResultLine, ...], now: datetime
) -> Revision:
    has_final = any(found.is_final for found in revisions)
    return Revision(
        revision=revisions[-1].revision + 1 if revisions else 1,
        status=report.status or ("corrected" if has_final else "official"),
        source=report.source,
        reason=report.reason,
        request_id=report.request_id,
        observed_at=now,
        effective_at=max([now, *(found.effective_at for found in revisions if not found.is_outdated)]),
        lines=lines,
    )
