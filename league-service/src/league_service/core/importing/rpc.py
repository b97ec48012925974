"""ImportService: receives files in chunks, and sends progress and problems."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from datetime import datetime
from uuid import UUID

from altsports.league.v1 import imports_pb2 as pb
from altsports.league.v1 import imports_pb2_grpc
from league_service.core.errors import InvalidClub, InvalidMoment, NotDated, TooManyFiles, UnknownImporter
from league_service.core.files.rows import Problem
from league_service.core.importing.domain import Importer, ImportJob, Progress, Summary
from league_service.core.importing.receiving import Received, receive
from league_service.core.moments import read_moment
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.ahead import run_ahead
from service_kit.rpc.incoming import Context


class ImportRpc(imports_pb2_grpc.ImportServiceServicer):
    """Imports files with the registered importers."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        importers: Sequence[Importer],
        *,
        max_bytes: int,
        consent_age: int,
    ) -> None:
        self._database = database
        self._clock = clock
        self._importers = {importer.kind: importer for importer in importers}
        self._max_bytes = max_bytes
        self._consent_age = consent_age

    async def ListImporters(
        self, request: pb.ListImportersRequest, context: Context
    ) -> pb.ListImportersResponse:
        return pb.ListImportersResponse(importers=map(_importer_to_pb, self._importers.values()))

    async def ImportFiles(
        self, request_iterator: AsyncIterator[pb.ImportFilesRequest], context: Context
    ) -> AsyncIterator[pb.ImportFilesResponse]:
        received = await receive(request_iterator, self._max_bytes)
        importer = self._importers.get(received.kind)
        if importer is None:
            raise UnknownImporter(received.kind, known=self._importers)
        if len(received.uploads) > 1 and not importer.many_files:
            raise TooManyFiles(received.kind, len(received.uploads))
        _check_club(importer, received)
        now = self._clock.now()
        job = ImportJob(
            received.uploads,
            now,
            season=received.season,
            as_of=_date(importer, received.as_of, now),
            organisation=received.organisation,
            team=received.team,
            own_side=received.own_side,
            team_access=received.team_access,
            consent_age=self._consent_age,
        )
        async with aclosing(run_ahead(importer.run_for(job.organisation)(self._database, job))) as steps:
            async for step in steps:
                if isinstance(step, Progress):
                    yield _progress_to_pb(step)
                else:  # reported after the commit
                    for problem in step.problems:
                        yield pb.ImportFilesResponse(problem=_problem_to_pb(problem))
                    yield pb.ImportFilesResponse(summary=_summary_to_pb(step))


def _date(importer: Importer, as_of: str, now: datetime) -> datetime | None:
    """The declared time of the facts; None if there is none. Raises NotDated, InvalidMoment."""
    if not as_of.strip():
        return None
    if not importer.dated:
        raise NotDated(importer.kind)
    at = read_moment(as_of, now)
    if at > now:
        raise InvalidMoment(as_of, "lies in the future")
    return at


def _check_club(importer: Importer, received: Received) -> None:
    """Raises InvalidClub if the club is missing, no id, or not what the importer takes."""
    ids = (("organisation", received.organisation), ("team_id", received.team))
    for name, value in (*ids, ("own_side", received.own_side)):
        if value and not importer.takes_club:
            raise InvalidClub(name, f"{importer.kind} does not belong to a club: omit it")
    for name, value in ids:
        if value and not _is_id(value):
            raise InvalidClub(name, f"{value[:64]!r} is no id")
    if importer.of_club and not received.organisation:
        message = (
            f"{importer.kind} imports rows into one club: use altsports import with --organisation,"
            f" or POST /api/v1/imports/{importer.kind} as a member of the club"
        )
        raise InvalidClub("organisation", message)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _importer_to_pb(importer: Importer) -> pb.Importer:
    return pb.Importer(
        kind=importer.kind,
        holds=importer.holds,
        origin=importer.origin,
        licence=importer.licence,
        many_files=importer.many_files,
        by_season=importer.by_season,
        dated=importer.dated,
        of_club=importer.of_club,
        in_club=importer.in_club is not None,
    )


def _progress_to_pb(step: Progress) -> pb.ImportFilesResponse:
    progress = pb.ImportProgress(done=step.done, total=step.total, file=step.file)
    return pb.ImportFilesResponse(progress=progress)


def _problem_to_pb(problem: Problem) -> pb.ImportProblem:
    return pb.ImportProblem(
        file=problem.file,
        line=problem.line,
        field=problem.field,
        message=problem.message,
        hint=problem.hint,
    )


def _summary_to_pb(step: Summary) -> pb.ImportSummary:
    return pb.ImportSummary(
        files=[
            pb.FileSummary(name=file.name, format=file.format, rows=file.rows, refused=file.refused)
            for file in step.files
        ],
        rows=step.rows,
        refused=step.refused,
        counts=[pb.ImportCount(name=each.name, label=each.label, count=each.count) for each in step.counts],
        notes=step.notes,
    )
