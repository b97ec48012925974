"""The two loops of mails: one answers requests for links, one sends waiting mails."""

import asyncio
import logging
from datetime import timedelta
from typing import Final

from altsports.auth.v1.notices_models import AddressRefused
from auth_service.core.schema import SCHEMA
from auth_service.mail import repository as mails
from auth_service.mail.domain import ATTEMPTS, MOST_LINKS_PER_HOUR, Mail, pause_after
from auth_service.mail.posting import Post
from auth_service.mail.repository import Request, RequestKind
from auth_service.mail.smtp import Sender, SendFailed
from auth_service.users import repository as users
from auth_service.users.domain import User
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.db.held import check_nothing_held
from service_kit.errors import DomainError
from service_kit.notices.posting import post_notice

_ANSWER_AFTER_S: Final = 0.15
_logger = logging.getLogger(__name__)


class RequestDesk:
    """Accepts requests for links without checking whether the address belongs to an account.

    The response takes the same short time for every address; the work is done in the background.
    """

    def __init__(self, database: Database, clock: Clock, post: Post) -> None:
        self._database = database
        self._clock = clock
        self._post = post
        self.asked = asyncio.Event()
        """Set when somebody has asked."""

    async def ask(self, kind: RequestKind, address: str) -> None:
        """Stores a request."""
        patience = asyncio.create_task(asyncio.sleep(_ANSWER_AFTER_S))
        try:
            async with self._database.transaction() as connection:
                await mails.add_request(connection, kind, address, self._clock.now())
            self.asked.set()
            await patience
        finally:
            patience.cancel()

    async def answer_all(self) -> None:
        """Answers the waiting requests."""
        while await self.answer_one():
            pass

    async def answer_one(self) -> bool:
        """Answers the oldest request; returns False if there is none.

        A request that cannot be answered is dropped, so that the others do not wait for it forever.
        """
        request: Request | None = None
        try:
            async with self._database.transaction() as connection:
                request = await mails.take_request(connection)
                if request is not None:
                    await self._answer(connection, request)
        except DomainError:  # an outage: it is answered later
            raise
        except Exception:
            if request is None:
                raise
            _logger.exception("request %d for a mail cannot be answered and was dropped", request.number)
            async with self._database.transaction() as connection:
                await mails.drop_request(connection, request.number)
        return request is not None

    async def _answer(self, connection: Connection, request: Request) -> None:
        stored = await users.find_login(connection, request.address)
        if stored is None or not _is_due(request.kind, stored.user):
            return
        now = self._clock.now()
        await users.lock(connection, stored.user.id)  # replicas count the links of one account in turn
        if (
            await mails.links_since(connection, stored.user.id, request.kind, now - timedelta(hours=1))
            < MOST_LINKS_PER_HOUR
        ):
            await self._post.link(connection, request.kind, stored.user.id, stored.user.email, now)


class Mailer:
    """Sends waiting mails, one at a time; failures are retried with growing delays."""

    def __init__(self, database: Database, clock: Clock, sender: Sender) -> None:
        self._database = database
        self._clock = clock
        self._sender = sender

    async def send_all(self) -> None:
        """Sends the mails that are due."""
        while await self.send_one():
            pass

    async def send_one(self) -> bool:
        """Sends the mail that is due the longest; returns False if none is due."""
        async with self._database.transaction() as connection:
            mail = await mails.claim_due(connection, self._clock.now())
        if mail is None:
            return False
        failure = await self._failure(mail)
        async with self._database.transaction() as connection:
            now = self._clock.now()
            if failure is None:
                await mails.finish(connection, mail.id, now, failure=None)
            elif failure.for_good or mail.attempts + 1 >= ATTEMPTS:
                lost = failure.no_recipient
                await mails.finish(connection, mail.id, now, failure=str(failure), no_recipient=lost)
                if lost and mail.user_id is not None:
                    notice = AddressRefused(address=mail.to, day=now.date().isoformat())
                    await post_notice(connection, SCHEMA, notice, to=[str(mail.user_id)])
            else:
                await mails.postpone(connection, mail.id, now + pause_after(mail.attempts + 1))
        return True

    async def _failure(self, mail: Mail) -> SendFailed | None:
        """Sends a mail; returns the failure, or None."""
        check_nothing_held("A call to a mail server")
        try:
            await asyncio.to_thread(self._sender.send, mail)
        except SendFailed as error:
            _logger.warning("mail %s was not sent: %s", mail.id, error)
            return error
        except Exception as error:  # a bug: the other mails must not wait for this one
            _logger.exception("mail %s was not sent", mail.id)
            return SendFailed(type(error).__name__, for_good=False)
        return None


def _is_due(kind: RequestKind, user: User) -> bool:
    return user.is_active and (kind == "reset_password" or not user.email_verified)
