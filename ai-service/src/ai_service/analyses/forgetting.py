"""Deletes what belongs to accounts that were deleted: their analyses and their memories."""

import asyncio
from typing import Final

from ai_service.analyses.store.port import AnalysisStore
from ai_service.memory import repository as memories
from altsports.auth.v1 import plans_pb2
from altsports.auth.v1.events_models import UserDeleted
from altsports.contract.events import load_events
from service_kit.caller import service_caller
from service_kit.db.database import Database
from service_kit.errors import NotFound
from service_kit.events.reader import EventReader, Gap
from service_kit.rpc.grpc_client import MeshClient

_PLAN_OF: Final = "/altsports.auth.v1.PlanService/GetPlanOf"


class Forgetter:
    """Follows deletions of accounts. In case it misses one, it asks now and then which owners still exist."""

    def __init__(self, database: Database, store: AnalysisStore, client: MeshClient) -> None:
        self._database = database
        self._store = store
        self._client = client
        self._caller = service_caller("ai-service")

    async def follow(self, redis_url: str, prefix: str) -> None:
        """Never returns; ends when cancelled."""

        async def missed(_gap: Gap) -> None:
            await self.forget_gone()

        deleted = load_events().types(UserDeleted)
        async for event in EventReader(redis_url, prefix=prefix, on_gap=missed).follow():
            if event.type in deleted:
                await self.forget(event.subject)
            await asyncio.sleep(0)

    async def forget(self, user_id: str) -> None:
        """Deletes everything of one user."""
        await self._store.delete_user(user_id)
        async with self._database.transaction() as connection:
            await memories.delete_all(connection, user_id)

    async def forget_gone(self) -> None:
        """Deletes everything of users whose accounts no longer exist."""
        async with self._database.read() as connection:
            owners = set(await memories.owners(connection))
        for user_id in sorted(owners | set(await self._store.owners())):
            request = plans_pb2.GetPlanOfRequest(user_id=user_id)
            try:
                await self._client.call(_PLAN_OF, request, caller=self._caller)
            except NotFound:
                await self.forget(user_id)
