"""The health check of the queue: how many runs wait, for how long, and whether any worker is alive."""

from service_kit.db.database import Database
from service_kit.rpc.diagnostics import CheckResult
from task_service.queue import repository as queue


class QueueCheck:
    """A queue without a worker is unhealthy: accepted runs would not be carried out."""

    def __init__(self, database: Database, *, worker_lost_after_s: float) -> None:
        self._database = database
        self._worker_lost_after_s = worker_lost_after_s

    async def __call__(self) -> CheckResult:
        async with self._database.read() as connection:
            state = await queue.state(connection, worker_lost_after_s=self._worker_lost_after_s)
        details = {
            "waiting": state.waiting,
            "doing": state.doing,
            "failed": state.failed,
            "oldest_waiting_s": round(state.oldest_waiting_s, 3),
            "workers": state.workers,
        }
        if state.workers:
            return {"status": "healthy", "details": details}
        return {
            "status": "unhealthy",
            "details": details,
            "error": "No worker is sending heartbeats",
            "recovery": "Start a worker: python -m task_service worker",
        }
