"""Notifies users of something in the transaction in which it happens: both are committed, or neither."""

from collections.abc import Sequence
from typing import Final, Literal
from uuid import uuid4

from altsports.contract.model import NoticeMessage
from altsports.contract.notices import load_notices
from altsports.task.v1 import notifications_pb2 as pb
from service_kit.db.connection import Connection
from service_kit.deliveries.posting import post

_NOTIFY: Final = "/altsports.task.v1.NotificationService/Notify"
_MOST_USERS: Final = 500

Group = Literal["everybody", "administrators"]


async def post_notice(
    connection: Connection,
    schema: str,
    notice: NoticeMessage,
    *,
    to: Sequence[str] | Group,
) -> None:
    """Writes a notice to users or to a group of accounts into the service's table of deliveries.

    A notice is a message of the contract, such as `RunFailed(...)`; its texts, key and channels follow from
    the options of the message. The courier delivers it after the commit. A user is notified once for each
    key, however often it is posted. Raises LookupError for a notice that the contract does not know.
    """
    kind, data = load_notices().of(notice).kind, notice.model_dump_json(exclude_none=True).encode()
    if to == "everybody":
        requests = [pb.NotifyRequest(kind=kind, data=data, everybody=True)]
    elif to == "administrators":
        requests = [pb.NotifyRequest(kind=kind, data=data, administrators=True)]
    else:
        pages = [to[start : start + _MOST_USERS] for start in range(0, len(to), _MOST_USERS)]
        requests = [pb.NotifyRequest(kind=kind, data=data, user_ids=page) for page in pages]
    for request in requests:
        await post(connection, schema, _NOTIFY, request, id=uuid4())
