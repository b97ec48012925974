"""What follows the end of an attempt, in its transaction: a notification, and the next run of the user."""

from collections.abc import Sequence
from datetime import datetime

from service_kit.db.connection import Connection
from task_service.queue.limits import Queue
from task_service.runs.admission import admit_users
from task_service.runs.changes import Change
from task_service.runs.telling import tell_ended


async def free_places(connection: Connection, queue: Queue, ended: Sequence[Change], now: datetime) -> None:
    """Notifies the users of these attempts, in one order for all workers, and lets their next runs in."""
    for change in sorted(ended, key=lambda change: (change.user_id or "", change.id)):
        await tell_ended(connection, change)
    users = {change.user_id for change in ended if change.user_id is not None}
    if users:
        await admit_users(connection, queue, users, now)
