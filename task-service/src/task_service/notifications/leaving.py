"""Deletes the notifications and preferences of accounts that were deleted."""

from collections.abc import Sequence
from typing import Final

from altsports.auth.v1 import directory_pb2
from altsports.auth.v1.events_models import UserDeleted
from altsports.contract.events import load_events
from service_kit.caller import service_caller
from service_kit.db.database import Database
from service_kit.events.reader import EventReader, Gap
from service_kit.rpc.grpc_client import MeshClient

_FIND: Final = "/altsports.auth.v1.DirectoryService/FindDeletedAccounts"
_PAGE: Final = 1000
_TABLES: Final = ("notifications", "notification_settings", "notification_choices")


class Leaving:
    """Follows the events of accounts, and asks for all of them now and then, in case an event was lost."""

    def __init__(self, database: Database, client: MeshClient, *, redis_url: str, prefix: str) -> None:
        self._database = database
        self._client = client
        self._redis_url = redis_url
        self._prefix = prefix

    async def follow(self) -> None:
        """Never returns; ends when cancelled."""

        async def missed(_gap: Gap) -> None:
            await self.compare()

        types = load_events().types(UserDeleted)
        reader = EventReader(self._redis_url, prefix=self._prefix, on_gap=missed)
        async for event in reader.follow():
            if event.type in types:
                await self._forget([event.subject])

    async def compare(self) -> None:
        """Asks for every user of these tables whether the account still exists."""
        after = ""
        while True:
            async with self._database.read() as connection:
                users = [row[0] for row in await connection.fetch_rows(_USERS, [after, after, after, _PAGE])]
            if not users:
                return
            request = directory_pb2.FindDeletedAccountsRequest(user_ids=users)
            answer = await self._client.call(_FIND, request, caller=service_caller("task-service"))
            await self._forget(list(answer.user_ids))
            after = users[-1]

    async def _forget(self, user_ids: Sequence[str]) -> None:
        if user_ids:
            async with self._database.transaction() as connection:
                for table in _TABLES:
                    await connection.execute(
                        f"DELETE FROM task.{table} WHERE user_id = ANY(%s)", [list(user_ids)]
                    )


_USERS: Final = " UNION ".join(
    f"SELECT user_id FROM task.{table} WHERE user_id > %s" for table in _TABLES
) + (" ORDER BY user_id LIMIT %s")
