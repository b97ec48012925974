"""Deletes the files of users and leagues that were deleted."""

from typing import Any, Final

from altsports.auth.v1 import accounts_pb2
from altsports.auth.v1.events_models import UserDeleted
from altsports.contract.events import load_events
from altsports.league.v1 import leagues_pb2
from altsports.league.v1.events_models import LeagueDeleted
from service_kit.caller import service_caller
from service_kit.db.database import Database
from service_kit.errors import NotFound
from service_kit.events.reader import EventReader, Gap
from service_kit.rpc.grpc_client import MeshClient
from task_service.files import repository as files
from task_service.files.domain import Owner
from task_service.files.sweep import FileSweep

_KINDS: Final = {
    event_type: kind
    for kind, message in (("user", UserDeleted), ("league", LeagueDeleted))
    for event_type in load_events().types(message)
}
_CALLS: Final = {
    "user": ("/altsports.auth.v1.AccountService/GetUser", accounts_pb2.GetUserRequest, "user_id"),
    "league": ("/altsports.league.v1.LeagueService/GetLeague", leagues_pb2.GetLeagueRequest, "league_id"),
}
_TASK: Final = service_caller("task")


class OwnerWatch:
    """Follows events, and compares owners with the services that know them, in case an event was lost."""

    def __init__(
        self, database: Database, sweep: FileSweep, client: MeshClient, *, redis_url: str, prefix: str
    ) -> None:
        self._database = database
        self._sweep = sweep
        self._client = client
        self._redis_url = redis_url
        self._prefix = prefix

    async def follow(self) -> None:
        """Deletes files as their owners are deleted. Never returns; ends when cancelled."""

        async def missed(_gap: Gap) -> None:
            await self.compare()

        reader = EventReader(self._redis_url, prefix=self._prefix, on_gap=missed)
        async for event in reader.follow():
            kind = _KINDS.get(event.type)
            if kind is not None:
                await self._sweep.forget_owner(Owner(kind, event.subject))

    async def compare(self) -> None:
        """Asks whether each owner of files still exists, and deletes objects that belong to no file."""
        async with self._database.read() as connection:
            owners = await files.owners(connection)
        for owner in owners:
            if not await self._exists(owner):
                await self._sweep.forget_owner(owner)
        await self._sweep.delete_orphans()

    async def _exists(self, owner: Owner) -> bool:
        method, message, name = _CALLS[owner.kind]
        request: Any = message(**{name: owner.id})
        try:
            await self._client.call(method, request, caller=_TASK)
        except NotFound:
            return False
        return True
