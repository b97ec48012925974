"""Keeps the login names beside teams current: boards show them."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

from altsports.auth.v1 import directory_pb2
from altsports.auth.v1.events_models import UserUpdated
from altsports.contract.events import load_events
from league_service.fantasy.teams import repository
from league_service.fantasy.teams.renaming import name_owners
from service_kit.caller import service_caller
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.events.reader import EventReader, Gap
from service_kit.process.loops import Loop
from service_kit.rpc.grpc_client import MeshClient

_FIND: Final = "/altsports.auth.v1.DirectoryService/FindUsernames"
_PAGE: Final = 1000
_COMPARED_S: Final = 3600.0


class Naming:
    """Follows changes of login names, and compares all of them now and then, because an event may be lost."""

    def __init__(
        self, database: Database, client: MeshClient, clock: Clock, *, redis_url: str, prefix: str
    ) -> None:
        self._database = database
        self._client = client
        self._clock = clock
        self._redis_url = redis_url
        self._prefix = prefix

    async def follow(self) -> None:
        """Never returns; ends when cancelled."""

        async def missed(_gap: Gap) -> None:
            await self.compare()

        changed = load_events().types(UserUpdated)
        reader = EventReader(self._redis_url, prefix=self._prefix, on_gap=missed)
        async for event in reader.follow():
            if event.type in changed and "username" in event.data.get("fields", ()):
                await self.refresh([event.subject])
            await asyncio.sleep(0)

    async def compare(self) -> None:
        """Refreshes the names of all players."""
        after = ""
        while users := await self._players(after):
            await self.refresh(users)
            after = users[-1]

    async def _players(self, after: str) -> list[str]:
        async with self._database.read() as connection:
            return list(await repository.owners(connection, after, _PAGE))

    async def refresh(self, user_ids: Sequence[str]) -> None:
        """Stores the current login names of some users, if they have teams."""
        request = directory_pb2.FindUsernamesRequest(user_ids=user_ids)
        answer = await self._client.call(_FIND, request, caller=service_caller("league-service"))
        await self.store(answer.usernames)

    async def store(self, usernames: Mapping[str, str]) -> None:
        async with self._database.transaction() as connection:
            await name_owners(connection, usernames, self._clock.now())

    def loops(self) -> list[Loop]:
        """The loops of the process."""
        return [
            Loop("names of players", self.follow),
            Loop("all names of players", self.compare, every_s=_COMPARED_S),
        ]
