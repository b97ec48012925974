"""Deletes documents whose owner or league was deleted."""

from typing import Any, Final

from ai_service.knowledge import repository as documents
from ai_service.knowledge.files import remove_later
from altsports.auth.v1 import plans_pb2
from altsports.auth.v1.events_models import UserDeleted
from altsports.contract.events import load_events
from altsports.league.v1 import leagues_pb2
from altsports.league.v1.events_models import LeagueDeleted
from service_kit.caller import service_caller
from service_kit.db.database import Database
from service_kit.errors import NotFound
from service_kit.events.reader import EventReader, Gap
from service_kit.rpc.grpc_client import MeshClient

_AI: Final = service_caller("ai-service")
_PLAN_OF: Final = "/altsports.auth.v1.PlanService/GetPlanOf"
_GET_LEAGUE: Final = "/altsports.league.v1.LeagueService/GetLeague"


class Gone:
    """Follows deletions. In case it misses one, it asks now and then who still exists."""

    def __init__(self, database: Database, client: MeshClient) -> None:
        self._database = database
        self._client = client

    async def follow(self, redis_url: str, prefix: str) -> None:
        """Never returns; ends when cancelled."""

        async def missed(_gap: Gap) -> None:
            await self.compare()

        users, leagues = load_events().types(UserDeleted), load_events().types(LeagueDeleted)
        async for event in EventReader(redis_url, prefix=prefix, on_gap=missed).follow():
            if event.type in users:
                await self.delete(user_id=event.subject)
            elif event.type in leagues:
                await self.delete(league_id=event.subject)

    async def delete(self, **of: str) -> None:
        """Deletes the documents of a user or a league."""
        async with self._database.transaction() as connection:
            await remove_later(connection, await documents.delete_all(connection, **of))

    async def compare(self) -> None:
        """Deletes the documents of users and leagues that no longer exist."""
        async with self._database.read() as connection:
            users, leagues = await documents.owners(connection), await documents.leagues(connection)
        for user_id in users:
            if not await self._exists(_PLAN_OF, plans_pb2.GetPlanOfRequest(user_id=user_id)):
                await self.delete(user_id=user_id)
        for league_id in leagues:
            if not await self._exists(_GET_LEAGUE, leagues_pb2.GetLeagueRequest(league_id=league_id)):
                await self.delete(league_id=league_id)

    async def _exists(self, method: str, request: Any) -> bool:
        try:
            await self._client.call(method, request, caller=_AI)
        except NotFound:
            return False
        return True
