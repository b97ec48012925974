"""NotificationService: opens the transaction, calls the operation, answers."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import Sequence
from uuid import UUID

from google.protobuf.empty_pb2 import Empty
from pydantic import ValidationError

from altsports.auth.v1 import directory_pb2, mail_pb2
from altsports.contract.model import NoticeMessage
from altsports.contract.notices import load_notices
from altsports.task.v1 import notifications_pb2 as pb
from altsports.task.v1.notifications_pb2_grpc import NotificationServiceServicer
from service_kit.caller import current_caller, service_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.errors import NO_ANSWER, NotFound
from service_kit.logging import logs
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Context
from service_kit.timestamps import time_from_pb
from task_service.notifications import choosing, operations
from task_service.notifications import preferences_repository as preferences
from task_service.notifications.announcing import announce
from task_service.notifications.domain import kind_of
from task_service.notifications.errors import InvalidNotice, NotificationNotFound
from task_service.notifications.links import EVERYTHING, Links
from task_service.notifications.messages import changes_from_pb, notification_to_pb, preferences_to_pb
from task_service.notifications.repository import Filter, unread_by_kind
from task_service.time_zones import names

_MAILBOX = "/altsports.auth.v1.MailService/GetMailbox"
_ADMINISTRATORS = "/altsports.auth.v1.DirectoryService/ListAdministratorIds"
log = logs.get_logger(__name__)


class NotificationRpc(NotificationServiceServicer):
    def __init__(self, database: Database, client: MeshClient, clock: Clock, links: Links) -> None:
        self._database = database
        self._client = client
        self._clock = clock
        self._links = links

    async def ListNotifications(
        self, request: pb.ListNotificationsRequest, context: Context
    ) -> pb.ListNotificationsResponse:
        wanted = Filter(
            user_id=_user(),
            unread=request.unread if request.HasField("unread") else None,
            kind=kind_of(request.kind, "kind").kind if request.kind else None,
            severity=request.severity or None,
        )
        async with self._database.read() as connection:
            page = await operations.list_notifications(
                connection, wanted, page_size=request.page_size, page_token=request.page_token
            )
        return pb.ListNotificationsResponse(
            notifications=[notification_to_pb(each) for each in page.notifications],
            next_page_token=page.next_page_token,
            total_size=page.total_size,
            unread_count=page.unread_count,
        )

    async def CountUnreadNotifications(
        self, request: pb.CountUnreadNotificationsRequest, context: Context
    ) -> pb.CountUnreadNotificationsResponse:
        found = await unread_by_kind(self._database.pipelined, _user())
        unread = pb.UnreadNotifications(count=sum(found.values()), by_kind=found)
        return pb.CountUnreadNotificationsResponse(unread=unread)

    async def GetNotification(
        self, request: pb.GetNotificationRequest, context: Context
    ) -> pb.GetNotificationResponse:
        id = _id(request.notification_id)
        found = await operations.get(self._database.pipelined, _user(), id)
        return pb.GetNotificationResponse(notification=notification_to_pb(found))

    async def MarkNotificationRead(
        self, request: pb.MarkNotificationReadRequest, context: Context
    ) -> pb.MarkNotificationReadResponse:
        id, now = _id(request.notification_id), self._clock.now()
        async with self._database.transaction() as connection:
            marked = await operations.mark(connection, _user(), id, read=request.read, now=now)
        return pb.MarkNotificationReadResponse(notification=notification_to_pb(marked))

    async def MarkAllNotificationsRead(
        self, request: pb.MarkAllNotificationsReadRequest, context: Context
    ) -> pb.MarkAllNotificationsReadResponse:
        kind = kind_of(request.kind, "kind").kind if request.kind else None
        until = time_from_pb(request.until_time) if request.HasField("until_time") else None
        async with self._database.transaction() as connection:
            marked, unread = await operations.mark_all_read(
                connection, _user(), until=until, kind=kind, now=self._clock.now()
            )
        numbers = pb.MarkedNotifications(marked=marked, unread_count=unread)
        return pb.MarkAllNotificationsReadResponse(marked=numbers)

    async def DeleteNotification(self, request: pb.DeleteNotificationRequest, context: Context) -> Empty:
        id = _id(request.notification_id)
        async with self._database.transaction() as connection:
            await operations.delete(connection, _user(), id, self._clock.now())
        return Empty()

    async def GetNotificationPreferences(
        self, request: pb.GetNotificationPreferencesRequest, context: Context
    ) -> pb.GetNotificationPreferencesResponse:
        user_id = _user()
        mailbox = await self._mailbox(user_id)
        async with self._database.read() as connection:
            found = (await preferences.get(connection, [user_id]))[user_id]
        return pb.GetNotificationPreferencesResponse(preferences=preferences_to_pb(found, mailbox))

    async def UpdateNotificationPreferences(
        self, request: pb.UpdateNotificationPreferencesRequest, context: Context
    ) -> pb.UpdateNotificationPreferencesResponse:
        user_id, changes = _user(), changes_from_pb(request)
        mailbox = await self._mailbox(user_id)
        zone = mailbox.timezone if mailbox is not None and mailbox.timezone in names() else ""
        async with self._database.transaction() as connection:
            new = await choosing.choose(
                connection, user_id, changes, account_timezone=zone, now=self._clock.now()
            )
        return pb.UpdateNotificationPreferencesResponse(preferences=preferences_to_pb(new, mailbox))

    async def Unsubscribe(self, request: pb.UnsubscribeRequest, context: Context) -> pb.UnsubscribeResponse:
        user_id, kind = self._links.unsubscribed(request.token)
        async with self._database.transaction() as connection:
            await choosing.unsubscribe(connection, user_id, kind, self._clock.now())
        known = load_notices().by_kind.get(kind)
        about = "All notifications" if kind == EVERYTHING else known.about if known else kind
        return pb.UnsubscribeResponse(unsubscribed=pb.Unsubscribed(kind=kind, about=about))

    async def Notify(self, request: pb.NotifyRequest, context: Context) -> pb.NotifyResponse:
        notice, now = _notice(request), self._clock.now()
        user_ids = [*request.user_ids, *(await self._administrators() if request.administrators else ())]
        async with self._database.transaction() as connection:
            if request.everybody:
                await announce(connection, notice, now=now)
                return pb.NotifyResponse()
            notified = await operations.notify(connection, notice, user_ids, now=now)
        return pb.NotifyResponse(notified=notified)

    async def _administrators(self) -> Sequence[str]:
        """The ids of administrators. Raises Unavailable, so that the notice is delivered later."""
        request, caller = directory_pb2.ListAdministratorIdsRequest(), service_caller("task-service")
        return (await self._client.call(_ADMINISTRATORS, request, caller=caller)).user_ids

    async def _mailbox(self, user_id: str) -> mail_pb2.GetMailboxResponse | None:
        """Where e-mails go; None if that is unknown, which must not hide the preferences."""
        request = mail_pb2.GetMailboxRequest(user_id=user_id)
        try:
            return await self._client.call(_MAILBOX, request, caller=service_caller("task-service"))
        except (NotFound, *NO_ANSWER) as error:
            log.warning("The mailbox of an account is unknown", reason=error.reason)
            return None


def _user() -> str:
    return current_caller().principal


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotificationNotFound("Notification not found", notification_id=text) from None


def _notice(request: pb.NotifyRequest) -> NoticeMessage:
    """The notice of a request. Raises UnknownNotificationKind, InvalidNotice."""
    spec = kind_of(request.kind, "kind")
    try:
        return spec.model.model_validate_json(request.data)
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)[0]
        place = ["data", *found["loc"]]
        raise InvalidNotice.at(place, f"This is not a notice of kind {spec.kind}: {found['msg']}") from None
