"""Deletes what a service keeps for accounts, as the accounts are deleted."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from altsports.auth.v1 import directory_pb2
from altsports.auth.v1.events_models import UserDeleted
from altsports.contract.events import load_events
from service_kit.caller import service_caller
from service_kit.events.reader import EventReader, Gap
from service_kit.process.loops import Loop
from service_kit.rpc.grpc_client import MeshClient

Owners = Callable[[str, int], Awaitable[Sequence[str]]]
"""Returns the users for whom the service keeps something: those after an id, in order, at most so many."""

Forget = Callable[[Sequence[str]], Awaitable[None]]
"""Deletes everything of some users. It is safe to repeat."""

_FIND: Final = "/altsports.auth.v1.DirectoryService/FindDeletedAccounts"
_PAGE: Final = 1000
_COMPARED_S: Final = 3600.0


class Departures:
    """Follows deletions of accounts, and compares all owners with the accounts now and then.

    An event may be lost, with Redis or while the service is down; the comparison finds what it missed. `what`
    names what the service keeps, in logs.
    """

    def __init__(
        self,
        client: MeshClient,
        *,
        service: str,
        what: str,
        owners: Owners,
        forget: Forget,
        redis_url: str,
        prefix: str,
    ) -> None:
        self._client = client
        self._caller = service_caller(service)
        self._what = what
        self._owners = owners
        self._forget = forget
        self._redis_url = redis_url
        self._prefix = prefix

    async def follow(self) -> None:
        """Never returns; ends when cancelled."""

        async def missed(_gap: Gap) -> None:
            await self.compare()

        deleted = load_events().types(UserDeleted)
        reader = EventReader(self._redis_url, prefix=self._prefix, on_gap=missed)
        async for event in reader.follow():
            if event.type in deleted:
                await self._forget([event.subject])
            await asyncio.sleep(0)

    async def compare(self) -> None:
        """Asks for every owner whether the account still exists."""
        after = ""
        while users := list(await self._owners(after, _PAGE)):
            request = directory_pb2.FindDeletedAccountsRequest(user_ids=users)
            answer = await self._client.call(_FIND, request, caller=self._caller)
            if answer.user_ids:
                await self._forget(list(answer.user_ids))
            after = users[-1]

    def loops(self) -> list[Loop]:
        """The loops of the process."""
        return [
            Loop(f"{self._what} of deleted accounts", self.follow),
            Loop(f"owners of {self._what}", self.compare, every_s=_COMPARED_S),
        ]
