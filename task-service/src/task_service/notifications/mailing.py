"""Hands e-mails that are due to the auth service, which knows the addresses and the mail server.

What is due for a user at the same time, such as a digest or what waited for the end of the quiet hours, is
one e-mail. It is written and posted in one transaction, so it is sent once, however many processes do this.
"""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from altsports.auth.v1 import mail_pb2
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.deliveries.posting import post
from service_kit.errors import DomainError
from service_kit.logging import logs
from task_service.notifications.domain import Notification
from task_service.notifications.letter import letter_about
from task_service.notifications.links import Links
from task_service.notifications.operations import SCHEMA
from task_service.notifications.repository import COLUMNS, lock

_SEND: Final = "/altsports.auth.v1.MailService/SendMail"
_DUE: Final = "mail_at <= %(now)s AND mail_id IS NULL"
log = logs.get_logger(__name__)


class Mailing:
    """Run it as a loop: `Loop("notification mails", mailing.send_all)`."""

    def __init__(self, database: Database, clock: Clock, links: Links) -> None:
        self._database = database
        self._clock = clock
        self._links = links

    async def send_all(self) -> None:
        """Posts all e-mails that are due."""
        while await self.send_one():
            pass

    async def send_one(self) -> bool:
        """Posts the e-mail that is due the longest; returns False if none is."""
        now, user_id = self._clock.now(), None
        try:
            async with self._database.transaction() as connection:
                user_id = await _next_user(connection, now)
                if user_id is None:
                    return False
                await lock(connection, [user_id])
                await self._post(connection, user_id, now)
        except DomainError:  # an outage: it is sent later
            raise
        except Exception:
            if user_id is None:
                raise
            log.exception("An e-mail about notifications cannot be written and was dropped", user_id=user_id)
            async with self._database.transaction() as connection:
                await _drop_due(connection, user_id, now)
        return True

    async def _post(self, connection: Connection, user_id: str, now: datetime) -> None:
        mail_id = uuid4()
        due = await _take_due(connection, user_id, now, mail_id)
        if not due:  # another process was faster
            return
        letter = letter_about(due, self._links)
        request = mail_pb2.SendMailRequest(
            mail_id=str(mail_id),
            user_id=user_id,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            unsubscribe_url=letter.unsubscribe_url,
        )
        await post(connection, SCHEMA, _SEND, request, id=mail_id)


async def _next_user(connection: Connection, now: datetime) -> str | None:
    query = f"SELECT user_id FROM task.notifications WHERE {_DUE} ORDER BY mail_at LIMIT 1"
    return await connection.fetch_value(query, {"now": now})


async def _take_due(connection: Connection, user_id: str, now: datetime, mail_id: UUID) -> list[Notification]:
    """The notifications of a user that are due, the oldest first."""
    query = f"""
        UPDATE task.notifications SET mail_id = %(mail_id)s WHERE user_id = %(user_id)s AND {_DUE}
        RETURNING {COLUMNS}"""
    found = await connection.fetch_all(
        Notification, query, {"user_id": user_id, "now": now, "mail_id": mail_id}
    )
    return sorted(found, key=lambda each: (each.created_at, each.id))


async def _drop_due(connection: Connection, user_id: str, now: datetime) -> None:
    query = f"UPDATE task.notifications SET mail_at = NULL WHERE user_id = %(user_id)s AND {_DUE}"
    await connection.execute(query, {"user_id": user_id, "now": now})
