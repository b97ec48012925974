"""Records and corrects results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from league_service.competition.competitions import events
from league_service.competition.competitions.domain import ADMIN
from league_service.competition.competitions.operations import locate_event
from league_service.competition.competitions.reading import CompetitorRow, Place, competitors_of_event
from league_service.competition.competitions.repository import bump_season, lock_competition
from league_service.competition.errors import ResultRequestReused, ResultTooEarly
from league_service.competition.ledger import repository as ledger
from league_service.competition.ledger.domain import FINAL, NewResult, ResultLine, Revision
from league_service.competition.results.domain import Report, reported_lines
from league_service.competition.rules.book import Publication, RuleBook, SportRules
from league_service.core.moments import shown_moment
from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class Recorded:
    """The event and the current revision; `is_new` is false if it was already recorded."""

    place: Place
    competitors: Sequence[CompetitorRow]
    revision: Revision
    is_new: bool


async def record_result(
    connection: Connection, event_id: str, report: Report, rules: RuleBook, now: datetime
) -> Recorded:
    """Records a result, unless it is already in force.

    Raises EventNotFound, ResultTooEarly, InvalidResult, ResultRequestReused.
    """
    place = await locate_event(connection, event_id)
    await lock_competition(connection, place.competition)
    if now < place.scheduled_at:
        raise ResultTooEarly(
            f"{place.key} begins at {shown_moment(place.scheduled_at)}",
            event_id=place.id,
            recovery=["Record the result after the start, or correct the schedule first"],
        )
    competitors = await competitors_of_event(connection, place.id)
    lines = reported_lines(report, competitors)
    revisions = await ledger.revisions_of(connection, place.id)
    said = _said_before(revisions, report, lines)
    if said is not None:
        return Recorded(place, competitors, said, is_new=False)
    revision = _next(revisions, report, lines, now)
    recorded = Recorded(place, competitors, revision, is_new=True)
    await _write(connection, recorded, revisions, rules.of(place.sport), now)
    return recorded


async def adopt_result(
    connection: Connection, place: Place, adopted: Revision, *, reason: str, rules: SportRules, now: datetime
) -> Revision:
    """Records the lines of a revision in quarantine as a result that counts; the caller has locked it."""
    competitors = await competitors_of_event(connection, place.id)
    revisions = await ledger.revisions_of(connection, place.id)
    report = Report(reason=reason, source=ADMIN)
    revision = _next(revisions, report, adopted.lines, now)
    await _write(connection, Recorded(place, competitors, revision, is_new=True), revisions, rules, now)
    return revision


async def _write(
    connection: Connection,
    recorded: Recorded,
    before: Sequence[Revision],
    rules: SportRules,
    now: datetime,
) -> None:
    """Writes a revision and its events, and does what follows from it."""
    place, revision = recorded.place, recorded.revision
    await ledger.insert_revision(connection, place.id, revision)
    await bump_season(connection, place.competition, place.season, now)
    codes = {found.position: found.code for found in recorded.competitors}
    result = NewResult(
        place.id,
        place.key,
        revision.revision,
        revision.status,
        lines=revision.lines,
        codes=[codes[line.position] for line in revision.lines],
        is_first_final=revision.is_final and not any(found.is_final for found in before),
    )
    await events.append_results(connection, place.owner, place.season, [result], now)
    if rules.publish is not None:
        published = Publication(place.competition, place.simulated, place.season, now, results=[result])
        await rules.publish(connection, published)


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
