"""What follows the end of an attempt, in its transaction: a notification, and the next run of the user."""

from collections.abc import Sequence
from datetime import datetime

from service_kit.db.connection import Connection
from task_service.queue.limits import Queue
from task_service.runs.admission import admit
from task_service.runs.changes import Change
from task_service.runs.telling import tell_ended


async def free_places(connection: Connection, queue: Queue, ended: Sequence[Change], now: datetime) -> None:
    """Notifies the users of these attempts, and lets their next runs in.

    Users are always locked in the same order, so that two workers do not wait for each other.
    """
    for change in sorted(ended, key=lambda change: (change.user_id or "", change.id)):
        await tell_ended(connection, change)
    for user_id in sorted({change.user_id for change in ended if change.user_id is not None}):
        await admit(connection, queue, user_id, now)
