"""Notifies everybody: a notice is stored once, and then passed on to one page of accounts after the other."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

import orjson

from altsports.auth.v1 import directory_pb2
from altsports.contract.model import NoticeMessage
from altsports.contract.notices import load_notices
from service_kit.caller import service_caller
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.rpc.grpc_client import MeshClient
from task_service.notifications.operations import notify

_LIST: Final = "/altsports.auth.v1.DirectoryService/ListAccountIds"
_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class Announcement:
    """A notice for everybody. `told` is the last account that got it."""

    id: UUID
    kind: str
    data: dict[str, Any]
    told: str
    happened_at: datetime


async def announce(connection: Connection, notice: NoticeMessage, *, time: datetime) -> bool:
    """Stores a notice for everybody; returns False if it was stored before."""
    spec = load_notices().of(notice)
    data = orjson.dumps(notice.model_dump(mode="json", exclude_none=True)).decode()
    query = """
        INSERT INTO task.announcements (id, kind, key, data, happened_at) VALUES (%s, %s, %s, %s::jsonb, %s)
        ON CONFLICT (kind, key) DO NOTHING"""
    cursor = await connection.execute(query, [uuid4(), spec.kind, spec.key.one(notice), data, time])
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
        request = directory_pb2.ListAccountIdsRequest(after=found.told, most=_PAGE)
        answer = await self._client.call(_LIST, request, caller=service_caller("task-service"))
        users = list(answer.user_ids)
        notice = load_notices().by_kind[found.kind].model.model_validate(found.data)
        async with self._database.transaction() as connection:
            if users:
                await notify(connection, notice, users, time=found.happened_at)
            is_last = len(users) < _PAGE
            await _go_on(connection, found, users[-1] if users else found.told, is_last, self._clock.now())
        return True


async def _oldest(connection: Connection) -> Announcement | None:
    query = """
        SELECT id, kind, data, told, happened_at FROM task.announcements WHERE done_at IS NULL
        ORDER BY happened_at LIMIT 1"""
    return await connection.fetch_one(Announcement, query)


async def _go_on(
    connection: Connection, announcement: Announcement, told: str, is_last: bool, now: datetime
) -> None:
    """Stores how far the notice got, unless another process went further."""
    query = """
        UPDATE task.announcements SET told = %s, done_at = %s
        WHERE id = %s AND told = %s AND done_at IS NULL"""
    await connection.execute(query, [told, now if is_last else None, announcement.id, announcement.told])
