"""The gRPC face of imports of games and lines: a file comes in pieces, progress and problems go out."""

# ruff: noqa: ARG002 - the contract gives the signatures

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from altsports.league.v1 import competition_imports_pb2 as pb
from altsports.league.v1 import competition_imports_pb2_grpc, imports_pb2
from league_service.competition.competitions.repository import lock_competition
from league_service.competition.imports.domain import Counts, SourceFile
from league_service.competition.imports.operations import Stored, store_events, store_quotes
from league_service.core.errors import ImportTooLarge, UnreadableFile
from league_service.core.files.rows import Problem, UnreadableFileError
from league_service.nfl.domain import NFL
from league_service.nfl.imports import nflverse, opening_lines, repository
from league_service.nfl.names import nfl_teams
from league_service.nfl.rules import nfl_rules
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.errors import InvalidArgument
from service_kit.rpc.incoming import Context

_Steps = tuple[SourceFile, AsyncIterator[Stored]]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived."""

    name: str
    kind: str
    season: int
    data: bytes


class CompetitionImportRpc(competition_imports_pb2_grpc.CompetitionImportServiceServicer):
    """Imports files of games and lines."""

    def __init__(self, database: Database, clock: Clock, *, max_bytes: int) -> None:
        self._database = database
        self._clock = clock
        self._max_bytes = max_bytes

    async def ImportCompetition(
        self, request_iterator: AsyncIterator[pb.ImportCompetitionRequest], context: Context
    ) -> AsyncIterator[pb.ImportCompetitionResponse]:
        upload = await receive(request_iterator, self._max_bytes)
        counts, seasons, done = Counts(), list[int](), 0
        async with self._database.transaction() as connection:
            parsed, steps = await self._start(connection, upload)
            yield _progress(0, parsed)
            async for step in steps:
                counts.add(step.counts)
                seasons.append(step.season)
                done += step.event_count
                yield _progress(done, parsed)
        for problem in parsed.problems:  # what is told as done is committed
            yield pb.ImportCompetitionResponse(problem=_problem(problem))
        yield pb.ImportCompetitionResponse(summary=_summary(parsed, counts, seasons))

    async def _start(self, connection: Connection, upload: Upload) -> _Steps:
        """The file as read, and the steps of storing it. Raises UnreadableFile, InvalidArgument."""
        read = {"nflverse": self._games, "opening-lines": self._openings}.get(upload.kind)
        if read is None:
            raise InvalidArgument(f"no kind of file: {upload.kind[:40]!r}")
        try:
            parsed, steps = await read(connection, upload)
            if upload.season and not parsed.row_count:
                message = f"the file has no row of season {upload.season}"
                raise UnreadableFileError(upload.name, message, "leave the season out to import all of them")
        except UnreadableFileError as error:
            raise UnreadableFile(f"{error.file}: {error.message}", recovery=[error.hint]) from error
        return parsed, steps

    async def _games(self, connection: Connection, upload: Upload) -> _Steps:
        parsed = await asyncio.to_thread(_read_games, upload)
        return parsed, store_events(
            connection,
            NFL,
            nfl_rules(),
            source=parsed.source,
            events=parsed.events,
            now=self._clock.now(),
        )

    async def _openings(self, connection: Connection, upload: Upload) -> _Steps:
        await lock_competition(connection, NFL.key)
        index = opening_lines.GameIndex(await repository.stored_games(connection, NFL, upload.season))
        parsed, openings = await asyncio.to_thread(
            opening_lines.read_openings, upload.name, upload.data, nfl_teams(), index, season=upload.season
        )
        return parsed, store_quotes(
            connection,
            NFL,
            nfl_rules(),
            source=parsed.source,
            quotes=openings,
            now=self._clock.now(),
        )


def _read_games(upload: Upload) -> SourceFile:
    try:
        text = upload.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError(upload.name, "the text is not UTF-8", "save it as UTF-8") from error
    return nflverse.read_games(upload.name, text, nfl_teams(), season=upload.season)


async def receive(requests: AsyncIterator[pb.ImportCompetitionRequest], max_bytes: int) -> Upload:
    """The file in a stream of its pieces. Raises InvalidArgument, ImportTooLarge.

    What is too much is heard to its end and thrown away: gRPC tells a client that still sends nothing of why
    it was refused.
    """
    start: pb.CompetitionFileStart | None = None
    data = bytearray()
    size = 0
    async for request in requests:
        size += len(request.chunk)
        if request.HasField("start"):
            start = request.start
        elif size > max_bytes:
            data.clear()
        else:
            data += request.chunk
    if start is None:
        raise InvalidArgument("the first message must name a file")
    if size > max_bytes:
        raise ImportTooLarge(f"the file is larger than {max_bytes // (1024 * 1024)} MiB")
    return Upload(start.name, start.kind, start.season, bytes(data))


def _progress(done: int, parsed: SourceFile) -> pb.ImportCompetitionResponse:
    total = parsed.row_count
    return pb.ImportCompetitionResponse(
        progress=imports_pb2.ImportProgress(
            done=min(done + parsed.refused_count, total), total=total, file=parsed.name
        )
    )


def _problem(problem: Problem) -> imports_pb2.ImportProblem:
    return imports_pb2.ImportProblem(
        file=problem.file,
        line=problem.line,
        field=problem.field,
        message=problem.message,
        hint=problem.hint,
    )


def _summary(parsed: SourceFile, counts: Counts, seasons: list[int]) -> pb.CompetitionImportSummary:
    return pb.CompetitionImportSummary(
        rows=parsed.row_count,
        refused=parsed.refused_count,
        events_created=counts.events_created,
        events_updated=counts.events_updated,
        results_recorded=counts.results_recorded,
        results_corrected=counts.results_corrected,
        quotes_recorded=counts.quotes_recorded,
        unchanged=counts.unchanged,
        seasons=seasons,
    )
