"""The gRPC face of imports: files come in pieces, progress and problems go out."""

# ruff: noqa: ARG002 - the contract gives the signatures

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing

from altsports.league.v1 import imports_pb2 as pb
from altsports.league.v1 import imports_pb2_grpc
from league_service.catalogue.imports.operations import Outcome, Progress, Upload, import_files, read_uploads
from league_service.catalogue.imports.rows import ParsedFile
from league_service.core.errors import ImportTooLarge
from league_service.core.files.rows import Problem
from league_service.core.text import forget
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.errors import InvalidArgument
from service_kit.rpc.incoming import Context
from service_kit.rpc.reports import reports_of


class ImportRpc(imports_pb2_grpc.ImportServiceServicer):
    """Imports league files."""

    def __init__(self, database: Database, clock: Clock, *, max_bytes: int) -> None:
        self._database = database
        self._clock = clock
        self._max_bytes = max_bytes

    async def ImportLeagues(
        self, request_iterator: AsyncIterator[pb.ImportLeaguesRequest], context: Context
    ) -> AsyncIterator[pb.ImportLeaguesResponse]:
        files, unread = await read_uploads(await receive(request_iterator, self._max_bytes))

        outcomes: list[Outcome] = []

        async def work(report: Callable[[Progress], None]) -> None:
            async with self._database.transaction() as connection:
                async for step in import_files(connection, files, unread, self._clock.now()):
                    if isinstance(step, Progress):
                        report(step)
                    else:
                        outcomes.append(step)

        try:
            async with aclosing(reports_of(work)) as steps:
                async for step in steps:
                    yield _progress(step)
        finally:
            forget()
        for outcome in outcomes:  # what is reported as done is committed
            for problem in (*outcome.unread, *outcome.plan.problems):
                yield _problem(problem)
            yield _summary(outcome)


async def receive(requests: AsyncIterator[pb.ImportLeaguesRequest], max_bytes: int) -> list[Upload]:
    """The files in a stream of their pieces. Raises InvalidArgument, ImportTooLarge.

    What is too much is heard to its end and thrown away: gRPC tells a client that still sends nothing of why
    it was refused.
    """
    starts: list[pb.FileStart] = []
    parts: list[bytearray] = []
    size = 0
    async for request in requests:
        size += len(request.chunk)
        if size > max_bytes:
            parts.clear()
        elif request.HasField("start"):
            starts.append(request.start)
            parts.append(bytearray())
        elif not starts:
            raise InvalidArgument("the first message must name a file")
        else:
            parts[-1] += request.chunk
    if size > max_bytes:
        limit = max_bytes // (1024 * 1024)
        raise ImportTooLarge(f"the files are larger than {limit} MiB together; import them one by one")
    return [Upload(start.name, start.source, bytes(data)) for start, data in zip(starts, parts, strict=True)]


def _progress(step: Progress) -> pb.ImportLeaguesResponse:
    progress = pb.ImportProgress(done=step.done, total=step.total, file=step.file)
    return pb.ImportLeaguesResponse(progress=progress)


def _problem(problem: Problem) -> pb.ImportLeaguesResponse:
    return pb.ImportLeaguesResponse(
        problem=pb.ImportProblem(
            file=problem.file,
            line=problem.line,
            field=problem.field,
            message=problem.message,
            hint=problem.hint,
        )
    )


def _summary(outcome: Outcome) -> pb.ImportLeaguesResponse:
    plan = outcome.plan
    return pb.ImportLeaguesResponse(
        summary=pb.ImportSummary(
            files=[_file(parsed, outcome) for parsed in outcome.files],
            rows=plan.row_count,
            created=plan.created_count,
            updated=plan.updated_count,
            unchanged=plan.unchanged_count,
            refused=plan.refused_count,
            sports_added=outcome.sports_added,
        )
    )


def _file(parsed: ParsedFile, outcome: Outcome) -> pb.FileSummary:
    return pb.FileSummary(
        name=parsed.name,
        format=parsed.format,
        rows=parsed.row_count,
        refused=outcome.refused_of(parsed.name),
    )
