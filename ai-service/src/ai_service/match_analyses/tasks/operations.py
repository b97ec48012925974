"""Starts, finds, cancels and retries analyses."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from ai_service.match_analyses.alerts import repository as alerts
from ai_service.match_analyses.around import Around, facts_to_engine, own_teams
from ai_service.match_analyses.errors import (
    AnalysisCompleted,
    AnalysisEnded,
    AnalysisNotFound,
    AnalysisRunning,
    InvalidAnalysisInputs,
)
from ai_service.match_analyses.messages import to_json
from ai_service.match_analyses.runs import repository as runs
from ai_service.match_analyses.runs.announcing import announce_run
from ai_service.match_analyses.runs.domain import KIND, SCHEMA, InputFile, Run, sees
from ai_service.match_analyses.tasks.ending import end_run
from ai_service.match_analyses.tasks.following import ending_of
from ai_service.models.calls.payer import payer_to_json
from altsports.analysis.v1 import analysis_pb2
from altsports.league.v1 import club_references_pb2 as clubs
from service_kit.caller import Caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.deliveries.courier import Courier
from service_kit.errors import FailedPrecondition, NotFound, Unavailable
from service_kit.runs.requests import RunRequest, enqueue_run

MOST_FILES: Final = 8


@dataclass(frozen=True, slots=True)
class Order:
    """What to analyse, and for whom."""

    caller: Caller
    match: clubs.GetMatchFactsResponse
    files: list[InputFile]
    parameters: analysis_pb2.RunParameters
    sync_points: list[analysis_pb2.SyncPoint]
    clears_alerts: bool = False


class Operations:
    """What the RPCs do."""

    def __init__(self, database: Database, courier: Courier, around: Around, clock: Clock) -> None:
        self.database = database
        self.around = around
        self.clock = clock
        self._courier = courier

    async def files(self, caller: Caller, named: list[tuple[str, list[str]]]) -> list[InputFile]:
        """The files of the fields of a request, each once. Raises UnknownFile, InvalidAnalysisInputs."""
        places = {
            file_id: (field, index) for field, ids in named for index, file_id in reversed([*enumerate(ids)])
        }
        if not places:
            raise InvalidAnalysisInputs.at(
                "file_ids", "Name at least one file: POST /api/v1/files stores one and returns its id"
            )
        if len(places) > MOST_FILES:
            raise InvalidAnalysisInputs.at("file_ids", f"An analysis reads at most {MOST_FILES} files")
        return [await self.around.file(caller, file_id, loc) for file_id, loc in places.items()]

    async def start(self, order: Order) -> UUID:
        """Stores the analysis and its run in one transaction; returns their id."""
        caller = order.caller
        organisation = caller.organisation_id
        params = {"organisation_id": organisation, "caller": payer_to_json(caller)}
        request = RunRequest(KIND, user_id=caller.principal, params=params, estimated_s=60)
        async with self.database.transaction() as connection:
            run_id = await enqueue_run(connection, SCHEMA, request)
            run = self._requested(run_id, order)
            await runs.insert(connection, run)
            if order.clears_alerts:
                await alerts.take_from_list(connection, organisation, run.match_id)
            await announce_run(connection, run, run.created_at)
        await self._courier.delivered(run_id)
        return run_id

    def _requested(self, run_id: UUID, order: Order) -> Run:
        blank: dict[str, Any] = dict.fromkeys(
            ("engine", "done", "error", "error_code", "started_at", "completed_at")
        )
        zero: dict[str, Any] = dict.fromkeys(("progress", "attempt", "fence", "segments_done", "alerts"), 0)
        return Run(
            organisation_id=order.caller.organisation_id,
            id=run_id,
            match_id=order.match.match_id,
            team_ids=own_teams(order.match),
            user_id=order.caller.principal,
            status="pending",
            stage="waiting",
            message="Waiting for a worker",
            facts=to_json(facts_to_engine(order.match, order.sync_points)),
            inputs=[
                {
                    "file_id": each.file_id,
                    "name": each.name,
                    "size": each.size,
                    "sha256": each.sha256,
                    "key": each.key,
                }
                for each in order.files
            ],
            parameters=to_json(order.parameters),
            recovery=[],
            created_at=self.clock.now(),
            **zero,
            **blank,
        )

    async def find(self, caller: Caller, analysis_id: str) -> Run:
        """An analysis that the caller sees. Raises AnalysisNotFound."""
        known = id_of(analysis_id)
        run = await runs.find(self.database.pipelined, caller.organisation_id, known)
        if run is None or not sees(caller, run):
            raise AnalysisNotFound(analysis_id)
        return run

    async def of_match(self, caller: Caller, match_id: str, analysis_id: str) -> Run:
        """An analysis of a match that the caller sees. Raises AnalysisNotFound."""
        run = await self.find(caller, analysis_id)
        if run.match_id != match_id:
            raise AnalysisNotFound(analysis_id)
        return run

    async def current(self, run: Run) -> tuple[Run, int | None]:
        """The analysis as its task is now, and how long it still takes.

        A task that was cancelled at its own address, or ended before this service heard of it, counts. If the
        task service does not answer, the analysis is as it was stored.
        """
        if run.has_ended:
            return run, None
        try:
            task = await self.around.task(run.id)
        except Unavailable:
            return run, None
        ending = None if task is None else ending_of(task)
        if ending is None:
            left = (
                task.estimated_time_remaining if task and task.HasField("estimated_time_remaining") else None
            )
            return run, left
        ended = await end_run(self.database, run, ending, self.clock.now())
        return ended or run, None

    async def cancel(self, caller: Caller, analysis_id: str) -> Run:
        """Cancels an analysis. Raises AnalysisNotFound, AnalysisEnded."""
        run = await self.find(caller, analysis_id)
        if run.has_ended:
            raise _ended(run)
        try:
            await self.around.cancel(run.id)
        except NotFound:
            raise Unavailable(
                "The analysis was requested just now; cancel it again", retry_after_s=1
            ) from None
        except FailedPrecondition:
            raise _ended((await self.current(run))[0]) from None
        ending = runs.Ending("cancelled", "Cancelled")
        ended = await end_run(self.database, run, ending, self.clock.now())
        run = ended or await self.find(caller, analysis_id)
        if run.status != "cancelled":
            raise _ended(run)
        return run

    async def retry(self, caller: Caller, analysis_id: str, *, restart: bool) -> UUID:
        """Starts an analysis again. Raises AnalysisNotFound, AnalysisRunning, AnalysisCompleted."""
        run, _ = await self.current(await self.find(caller, analysis_id))
        if run.status == "completed":
            raise AnalysisCompleted(
                "The analysis is complete",
                recovery=["POST /api/v1/football/analyses starts a new one"],
            )
        if not run.has_ended:
            raise _running()
        if restart:
            async with self.database.transaction() as connection:
                await runs.empty(connection, run.organisation_id, run.id)
        try:
            await self.around.retry(run.id)
        except FailedPrecondition:
            raise _running() from None
        async with self.database.transaction() as connection:
            again = await runs.start_again(connection, run.organisation_id, run.id)
            if again is not None:  # otherwise the new attempt has begun
                await announce_run(connection, again, self.clock.now())
        return run.id


def _running() -> AnalysisRunning:
    error = AnalysisRunning(
        "The analysis waits or runs", recovery=["Cancel it first, or wait until it has ended"]
    )
    return error


def _ended(run: Run) -> AnalysisEnded:
    return AnalysisEnded(f"The analysis is already {run.status}", status=run.status)


def id_of(text: str) -> UUID:
    """The id of an analysis. Raises AnalysisNotFound for a text that is none."""
    try:
        return UUID(text)
    except ValueError:
        raise AnalysisNotFound(text) from None
