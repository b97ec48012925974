"""The notifications that the contract's examples name: one to read, and one to delete."""

from datetime import datetime
from typing import Any, Final

from altsports.contract.notices import load_notices
from altsports.task.v1.notices_models import RunFailed
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.demo import FIRST_ADMIN
from task_service.notifications import repository as notifications
from task_service.notifications.domain import Preferences

_IDS: Final = ("7a1a8f3a-2f0d-4f0f-9d86-0b7b8a6f4e11", "7a1a8f3a-2f0d-4f0f-9d86-0b7b8a6f4e12")


async def store_demo_notifications(database: Database, clock: Clock) -> None:
    """Stores them as they were. They count as read. The caller makes sure that this is not production."""
    now = clock.now()
    async with database.transaction() as connection:
        for id in _IDS:
            await notifications.put_example(connection, _row(id, now), now)


def _row(id: str, now: datetime) -> dict[str, Any]:
    notice = RunFailed(
        run_id=id,
        title="An example",
        error="The service did not answer",
        recovery=["Retry the task in a few minutes"],
    )
    spec = load_notices().of(notice)
    row = Preferences().row_of(spec, spec.text_of(notice), FIRST_ADMIN, now)
    return {**row, "id": id, "mail_at": None}
