"""InboxService: the mails that are kept for the developer."""

# ruff: noqa: ARG002 - the contract defines the signatures

from altsports.auth.v1 import inbox_pb2 as pb
from altsports.auth.v1.inbox_pb2_grpc import InboxServiceServicer
from auth_service.core.pages import after_moment, cut
from auth_service.errors import InboxClosed
from auth_service.mail import repository as mails
from auth_service.mail.domain import Mail
from auth_service.users.domain import normal_email
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


def _mail_to_pb(mail: Mail) -> pb.Mail:
    return pb.Mail(
        id=str(mail.id),
        to=mail.to,
        subject=mail.subject,
        text=mail.text,
        kind=mail.kind,
        link_token=mail.link_token,
        created_at=time_to_pb(mail.created_at),
    )
