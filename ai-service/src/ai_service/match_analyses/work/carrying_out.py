"""Carries out analyses: passes the files to the engine, and stores what it finds.

A segment is a saved step: its row, the count in the analysis and the event are one commit. The next attempt
goes on behind the last stored segment. Each commit compares the fence, so that an attempt whose worker was
lost, or whose analysis was cancelled, stores nothing any more.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import partial
from typing import Any, Final
from uuid import UUID

from ai_service.match_analyses.alerts.raising import raise_alert
from ai_service.match_analyses.effects.measuring import ask_for_effects
from ai_service.match_analyses.errors import AttemptSuperseded
from ai_service.match_analyses.files import repository as files
from ai_service.match_analyses.files.domain import Made, segments_file
from ai_service.match_analyses.files.keeping import Files
from ai_service.match_analyses.messages import from_json, to_json
from ai_service.match_analyses.runs import repository as runs
from ai_service.match_analyses.runs.announcing import announce_run
from ai_service.match_analyses.runs.domain import Run, segment_id
from ai_service.match_analyses.runs.messages import status_url
from ai_service.match_analyses.runs.repository import Attempt
from ai_service.match_analyses.segments import repository as segments
from ai_service.match_analyses.segments.announcing import announce_segment
from ai_service.match_analyses.segments.repository import StoredSegment
from ai_service.match_analyses.work.insights import keep_insight
from ai_service.match_engine.port import Engine
from altsports.analysis.v1 import analysis_pb2 as pb
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.files.store import FileStore
from service_kit.runs.work import Work

_STEP: Final = 2.0
"""The progress that is worth a write, in percent."""


class MatchAnalyst:
    """The handler of the runs."""

    def __init__(
        self, database: Database, engine: Engine, store: FileStore, files: Files, clock: Clock
    ) -> None:
        self._database = database
        self._files = files
        self._engine = engine
        self._store = store
        self._clock = clock

    async def carry_out(self, work: Work) -> dict[str, Any]:
        """Returns what the task shows as its result."""
        attempt = Attempt(work.params["organisation_id"], work.id, work.fence, work.attempt)
        run, last = await self._begun(attempt)
        if run.status == "completed":  # the last attempt was lost before its result was stored
            return result_of(run)
        done = await self._analysed(work, attempt, run, last)
        return result_of(await self._completed(attempt, run, done))

    async def _begun(self, attempt: Attempt) -> tuple[Run, int | None]:
        """The analysis, and the index of its last segment. Raises AttemptSuperseded."""
        now = self._clock.now()
        async with self._database.transaction() as connection:
            run = await runs.begin(connection, attempt, now)
            if run is not None:
                await announce_run(connection, run, now)
            else:
                run = await runs.find(connection, attempt.organisation_id, attempt.id)
            last = await segments.last_index(connection, attempt.organisation_id, attempt.id)
        if run is None or (run.status != "completed" and run.fence != attempt.fence):
            raise _superseded()
        return run, last

    async def _analysed(self, work: Work, attempt: Attempt, run: Run, last: int | None) -> pb.PacketDone:
        """Stores what the engine sends; returns its last packet."""
        start, taking = start_of(run, attempt, last), _Taking(self._database, self._clock, work, attempt)
        inputs = [partial(self._store.get, each.key) for each in run.files]
        packets: AsyncGenerator[pb.AnalyzeResponse] = self._engine.analyse(start, inputs)
        async with aclosing(packets):
            async for packet in packets:
                match packet.WhichOneof("content"):
                    case "progress":
                        await taking.progress(packet.progress)
                    case "segment_done":
                        await taking.segment(packet.segment_done)
                    case "alert":
                        await taking.alert(packet.alert)
                    case _:
                        return packet.done
        raise AssertionError("The checked engine ends with a done, or raises")

    async def _completed(self, attempt: Attempt, run: Run, done: pb.PacketDone) -> Run:
        now = self._clock.now()
        found = await segments.after(self._database.pipelined, run.organisation_id, run.id)
        made = [Made(each.name, each.kind, each.data) for each in done.artifacts]
        if found:
            made.append(segments_file([each.figures for each in found]))
        stored = await self._files.keep(run, made, now)
        kept = pb.PacketDone()
        kept.CopyFrom(done)
        del kept.artifacts[:]
        async with self._database.transaction() as connection:
            run = _ours(await runs.complete(connection, attempt, done.engine, to_json(kept), now))
            for file in stored:
                await files.insert(connection, file)
            await announce_run(connection, run, now)
            await ask_for_effects(connection, run)
            await keep_insight(connection, run, now)
        return run


class _Taking:
    """Stores the packets of an attempt."""

    def __init__(self, database: Database, clock: Clock, work: Work, attempt: Attempt) -> None:
        self._database = database
        self._clock = clock
        self._work = work
        self._attempt = attempt
        self._written = ("", -_STEP)

    async def progress(self, packet: pb.PacketProgress) -> None:
        """Writes the progress of the engine, unless it has hardly changed."""
        stage, percent = self._written
        if packet.stage == stage and packet.percent < percent + _STEP:
            return
        self._written = (packet.stage, packet.percent)
        now = self._clock.now()
        async with self._database.transaction() as connection:
            written = await runs.progress(
                connection, self._attempt, packet.percent, packet.stage, packet.message
            )
            await announce_run(connection, _ours(written), now)
        await self._work.progress(packet.percent, message=packet.message)

    async def segment(self, segment: pb.Segment) -> None:
        """Stores a segment, once."""
        now, id = self._clock.now(), segment_id(self._attempt.id, segment.index)
        async with self._database.transaction() as connection:
            run = _ours(await runs.add(connection, self._attempt, segments=1))
            await _store_segment(connection, run, segment, id)
            await announce_segment(connection, run, segment, id, now)

    async def alert(self, alert: pb.SegmentAlert) -> None:
        """Stores an alert, once: those of the last segment come again after a crash."""
        async with self._database.transaction() as connection:
            run = _ours(await runs.add(connection, self._attempt))
            payer = self._work.params["caller"]
            if await raise_alert(connection, run, alert, self._clock.now(), payer):
                await runs.add(connection, self._attempt, alerts=1)


async def _store_segment(connection: Connection, run: Run, segment: pb.Segment, id: UUID) -> None:
    stored = StoredSegment(segment.index, id, to_json(segment))
    if not await segments.insert(connection, run.organisation_id, run.id, run.match_id, stored):
        raise AttemptSuperseded("The segment is stored already: another attempt has the analysis")


def start_of(run: Run, attempt: Attempt, last: int | None) -> pb.RunStart:
    """What the engine gets. It reads the files where they are, if it shares the file store."""
    return pb.RunStart(
        analysis_id=str(run.id),
        attempt=max(attempt.number, 1),
        match=from_json(pb.MatchFacts, run.facts),
        inputs=[
            pb.InputReference(name=each.name, size=each.size, sha256=each.sha256, location=each.key)
            for each in run.files
        ],
        parameters=from_json(pb.RunParameters, run.parameters),
        resume_after_segment=last,
    )


def result_of(run: Run) -> dict[str, Any]:
    """The result of the task."""
    return {
        "analysis_id": str(run.id),
        "match_id": run.match_id,
        "segments": run.segments_done,
        "alerts": run.alerts,
        "status_url": status_url(run.id),
    }


def _ours(run: Run | None) -> Run:
    if run is None:
        raise _superseded()
    return run


def _superseded() -> AttemptSuperseded:
    return AttemptSuperseded("The analysis was cancelled, or a newer attempt has begun")
