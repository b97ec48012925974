"""Notifies everybody: a notice is stored once, and then passed on to one page of accounts after the other."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

import orjson
from pydantic import ValidationError

from altsports.auth.v1 import directory_pb2
from altsports.contract.model import NoticeMessage
from altsports.contract.notices import load_notices
from service_kit.caller import service_caller
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.logging import logs
from service_kit.rpc.grpc_client import MeshClient
from task_service.notifications.operations import notify

_LIST: Final = "/altsports.auth.v1.DirectoryService/ListAccountIds"
_PAGE: Final = 200
log = logs.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Announcement:
    """A notice for everybody. `told` is the last account that got it."""

    id: UUID
    kind: str
    data: dict[str, Any]
    told: str


async def announce(connection: Connection, notice: NoticeMessage, *, now: datetime) -> bool:
    """Stores a notice for everybody; returns False if it was stored before."""
    spec = load_notices().of(notice)
    data = orjson.dumps(notice.model_dump(mode="json", exclude_none=True)).decode()
    query = """
        INSERT INTO task.announcements (id, kind, key, data, created_at) VALUES (%s, %s, %s, %s::jsonb, %s)
        ON CONFLICT (kind, key) DO NOTHING"""
    cursor = await connection.execute(query, [uuid4(), spec.kind, spec.key_of(notice), data, now])
    return cursor.rowcount == 1


class Announcer:
    """Run it as a loop: `Loop("announcements", announcer.announce_all)`.

    Several processes may do the same page: every account is notified once.
    """

    def __init__(self, database: Database, client: MeshClient, clock: Clock) -> None:
        self._database = database
        self._client = client
        self._clock = clock

    async def announce_all(self) -> None:
        """Passes on all stored notices."""
        while await self.announce_page():
            pass

    async def announce_page(self) -> bool:
        """Passes on the oldest notice to the next accounts; returns False if there is none."""
        async with self._database.read() as connection:
            found = await _oldest(connection)
        if found is None:
            return False
        notice = _notice(found)
        if notice is None:
            return await self._put_aside(found)
        request = directory_pb2.ListAccountIdsRequest(after=found.told, most=_PAGE)
        answer = await self._client.call(_LIST, request, caller=service_caller("task-service"))
        users, now = list(answer.user_ids), self._clock.now()
        async with self._database.transaction() as connection:
            if users:
                await notify(connection, notice, users, now=now)
            ended = now if len(users) < _PAGE else None
            await _go_on(connection, found, users[-1] if users else found.told, ended)
        return True

    async def _put_aside(self, announcement: Announcement) -> bool:
        """Ends a notice that cannot be written, so that the others do not wait for it forever."""
        log.error(
            "A notice to everybody is not in the contract", kind=announcement.kind, id=str(announcement.id)
        )
        async with self._database.transaction() as connection:
            await _go_on(connection, announcement, announcement.told, self._clock.now())
        return True


def _notice(announcement: Announcement) -> NoticeMessage | None:
    """The notice; None if an older version stored one that this version does not know."""
    spec = load_notices().by_kind.get(announcement.kind)
    try:
        return None if spec is None else spec.model.model_validate(announcement.data)
    except ValidationError:
        return None


async def _oldest(connection: Connection) -> Announcement | None:
    query = """
        SELECT id, kind, data, told FROM task.announcements WHERE done_at IS NULL
        ORDER BY created_at LIMIT 1"""
    return await connection.fetch_one(Announcement, query)


async def _go_on(
    connection: Connection, announcement: Announcement, told: str, ended: datetime | None
) -> None:
    """Stores how far the notice got, unless another process went further."""
    query = """
        UPDATE task.announcements SET told = %s, done_at = %s
        WHERE id = %s AND told = %s AND done_at IS NULL"""
    await connection.execute(query, [told, ended, announcement.id, announcement.told])
