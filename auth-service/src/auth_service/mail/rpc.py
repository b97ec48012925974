"""InboxService: the mails that are kept for the developer. MailService: mails for other services."""

# ruff: noqa: ARG002 - the contract defines the signatures

from uuid import UUID

from altsports.auth.v1 import inbox_pb2 as pb
from altsports.auth.v1 import mail_pb2
from altsports.auth.v1.inbox_pb2_grpc import InboxServiceServicer
from altsports.auth.v1.mail_pb2_grpc import MailServiceServicer
from altsports.contract.text import as_line
from auth_service.core.ids import id_of
from auth_service.core.pages import after_moment, cut
from auth_service.errors import InboxClosed, UserNotFound
from auth_service.mail import repository as mails
from auth_service.mail.domain import REFUSED_FOR, Mail, NewMail
from auth_service.mail.posting import Post
from auth_service.users import repository as users
from auth_service.users.domain import User, normal_email
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class InboxRpc(InboxServiceServicer):
    """Handlers of the contract; disabled if mails are sent, and in production."""

    def __init__(self, database: Database, *, is_open: bool) -> None:
        self._database = database
        self._is_open = is_open

    async def ListMail(self, request: pb.ListMailRequest, context: Context) -> pb.ListMailResponse:
        if not self._is_open:
            raise InboxClosed("The inbox is disabled, because mails are sent")
        size, after = request.page_size, after_moment(request.page_token)
        to, kind = normal_email(request.to) or None, request.kind or None
        async with self._database.read() as connection:
            found = await mails.page(connection, to, kind, after=after, limit=size + 1)
            total = await mails.count(connection, to, kind)
        shown, token = cut(found, size, lambda mail: (mail.created_at, mail.id))
        return pb.ListMailResponse(
            mails=[_mail_to_pb(mail) for mail in shown], next_page_token=token, total_size=total
        )


class MailRpc(MailServiceServicer):
    """Accepts mails from other services, which know accounts and no addresses."""

    def __init__(self, database: Database, clock: Clock, post: Post) -> None:
        self._database = database
        self._clock = clock
        self._post = post

    async def SendMail(
        self, request: mail_pb2.SendMailRequest, context: Context
    ) -> mail_pb2.SendMailResponse:
        now = self._clock.now()
        try:
            user_id = UUID(request.user_id)
        except ValueError:
            return mail_pb2.SendMailResponse(status="no_account")
        async with self._database.transaction() as connection:
            stored = await users.lock(connection, user_id)
            if stored is None or not stored.user.is_active:
                return mail_pb2.SendMailResponse(status="no_account")
            status = await self._status(connection, stored.user)
            if status == "ok":
                mail = _notification(request, stored.user)
                await self._post.notification(connection, mail, UUID(request.mail_id), now)
        return mail_pb2.SendMailResponse(status="accepted" if status == "ok" else status)

    async def GetMailbox(
        self, request: mail_pb2.GetMailboxRequest, context: Context
    ) -> mail_pb2.GetMailboxResponse:
        user_id = id_of(request.user_id, UserNotFound)
        async with self._database.read() as connection:
            stored = await users.find(connection, user_id)
            if stored is None:
                raise UserNotFound(request.user_id)
            status = await self._status(connection, stored.user)
        user = stored.user
        return mail_pb2.GetMailboxResponse(address=user.email, status=status, timezone=user.timezone or "")

    async def _status(self, connection: Connection, user: User) -> str:
        if not user.email_verified:
            return "unverified"
        since = self._clock.now() - REFUSED_FOR
        return "refused" if await mails.is_refused(connection, user.email, since) else "ok"


def _notification(request: mail_pb2.SendMailRequest, user: User) -> NewMail:
    return NewMail(
        kind="notification",
        to=user.email,
        subject=as_line(request.subject),
        text=request.text,
        html=request.html or None,
        unsubscribe_url=request.unsubscribe_url or None,
        user_id=user.id,
    )


def _mail_to_pb(mail: Mail) -> pb.Mail:
    return pb.Mail(
        id=str(mail.id),
        to=mail.to,
        subject=mail.subject,
        text=mail.text,
        kind=mail.kind,
        link_token=mail.link_token,
        html=mail.html,
        unsubscribe_url=mail.unsubscribe_url,
        created_at=time_to_pb(mail.created_at),
    )
