"""Keeps analyses in step with their tasks: those that fail, are cancelled elsewhere, or get lost."""

from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID

from ai_service.match_analyses.around import Around
from ai_service.match_analyses.errors import AnalysisLost
from ai_service.match_analyses.forgetting import forget_player
from ai_service.match_analyses.runs import repository as runs
from ai_service.match_analyses.runs.domain import KIND
from ai_service.match_analyses.runs.repository import Ending
from ai_service.match_analyses.tasks.ending import end_run
from altsports.contract.events import load_events
from altsports.football.v1.events_models import FootballClubPlayerForgotten
from altsports.task.v1 import tasks_pb2
from altsports.task.v1.events_models import TaskUpdated
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.events.reader import EventReader, Gap
from service_kit.owners import ORGANISATION, Owner, deleted_owner
from service_kit.process.loops import Loop
from service_kit.settings.mesh import MeshSettings

_COMPARED_S: Final = 30.0
_OWNERS_S: Final = 3600.0
_YOUNG: Final = timedelta(seconds=30)
"""A task that was requested just now may not have been delivered."""
_LOST: Final = Ending(
    "failed",
    "Lost",
    error="The run of this analysis is not known any more",
    code=AnalysisLost.reason,
    recovery=("Start the analysis again with the same files.",),
)


def ending_of(task: tasks_pb2.Task) -> Ending | None:
    """How the task ended, if it failed or was cancelled. A complete one has completed its analysis."""
    if task.status == "cancelled":
        return Ending("cancelled", "Cancelled")
    if task.status == "failed":
        error = task.error or "Internal error"
        return Ending("failed", "Failed", error, task.error_code or None, tuple(task.recovery))
    return None


class TaskFollower:
    """Follows the events of tasks and of people who are erased.

    Compares all open analyses after a gap, and now and then.
    """

    def __init__(self, database: Database, around: Around, clock: Clock) -> None:
        self._database = database
        self._around = around
        self._clock = clock

    async def follow(self, redis_url: str, prefix: str) -> None:
        """Never returns; ends when cancelled."""

        async def missed(_gap: Gap) -> None:
            await self.compare()
            await self.forget_gone()

        updated = load_events().types(TaskUpdated)
        forgotten = load_events().types(FootballClubPlayerForgotten)
        async for event in EventReader(redis_url, prefix=prefix, on_gap=missed).follow():
            owner = deleted_owner(event)
            if owner is not None and owner.kind == ORGANISATION:
                await self._forget(owner.id)
            if event.type in forgotten:
                async with self._database.transaction() as connection:
                    await forget_player(connection, str(event.data["organisation_id"]), event.subject)
            is_ours = event.type in updated and event.data.get("task_type") == KIND
            if is_ours and event.data.get("status") in ("failed", "cancelled"):
                await self.bring_up_to_date(UUID(event.subject))

    async def compare(self) -> None:
        """Looks at the tasks of all analyses that are not over."""
        async with self._database.read() as connection:
            waiting = await runs.open_runs(connection, self._clock.now() - _YOUNG)
        for run in waiting:
            await self.bring_up_to_date(run.id)

    async def bring_up_to_date(self, task_id: UUID) -> None:
        """Ends the analysis if its task has ended without it, or is lost."""
        run = await runs.by_task(self._database.pipelined, task_id)
        if run is None or run.has_ended:
            return
        task = await self._around.task(task_id)
        ending = _LOST if task is None else ending_of(task)
        if ending is None:
            return
        await end_run(self._database, run, ending, self._clock.now())

    async def forget_gone(self) -> None:
        """Deletes the analyses of clubs that no longer exist."""
        kept = [Owner(ORGANISATION, id) for id in await runs.organisations(self._database.pipelined)]
        async for owner in self._around.gone(kept):
            await self._forget(owner.id)

    async def _forget(self, organisation_id: str) -> None:
        async with self._database.transaction() as connection:
            await runs.delete_of(connection, organisation_id)

    def loops(self, settings: MeshSettings) -> list[Loop]:
        """The loops of the process."""
        return [
            Loop("tasks of analyses", partial(self.follow, settings.redis_dsn(), settings.redis_prefix)),
            Loop("open analyses", self.compare, every_s=_COMPARED_S),
            Loop("owners of analyses of matches", self.forget_gone, every_s=_OWNERS_S),
        ]
