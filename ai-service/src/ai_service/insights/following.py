"""Supersedes insights when figures change, and deletes those of clubs and players that are gone."""

from ai_service.insights import repository
from altsports.contract.events import load_events
from altsports.football.v1.events_models import FootballClubFiguresChanged, FootballClubPlayerForgotten
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.events.reader import EventReader, Gap
from service_kit.owners import ORGANISATION, Owner, Owners, deleted_owner
from service_kit.process.loops import Loop
from service_kit.rpc.grpc_client import MeshClient
from service_kit.settings.mesh import MeshSettings

_COMPARED_S = 3600.0


class InsightFollower:
    """Follows events. After a gap, in which a change may have been lost, no insight counts as current.

    Somebody may have been forgotten in the gap, so the insights that name players go.
    """

    def __init__(self, database: Database, client: MeshClient, clock: Clock) -> None:
        self._database = database
        self._owners = Owners(client, service="ai-service")
        self._clock = clock

    async def follow(self, redis_url: str, prefix: str) -> None:
        """Never returns; ends when cancelled."""

        async def missed(_gap: Gap) -> None:
            async with self._database.transaction() as connection:
                await repository.supersede(connection, None, self._clock.now())
                await repository.forget_players(connection)
            await self.compare()

        changed = load_events().types(FootballClubFiguresChanged)
        forgotten = load_events().types(FootballClubPlayerForgotten)
        async for event in EventReader(redis_url, prefix=prefix, on_gap=missed).follow():
            owner = deleted_owner(event)
            if owner is not None and owner.kind == ORGANISATION:
                await self._delete(owner)
            elif event.type in changed:
                async with self._database.transaction() as connection:
                    await repository.supersede(connection, event.subject, event.time)
            elif event.type in forgotten:
                club = str(event.data["organisation_id"])
                async with self._database.transaction() as connection:
                    await repository.forget_player(connection, club, event.subject)

    async def compare(self) -> None:
        """Deletes the insights of clubs that no longer exist."""
        async with self._database.read() as connection:
            kept = [Owner(ORGANISATION, id) for id in await repository.organisations(connection)]
        async for owner in self._owners.gone(kept):
            await self._delete(owner)

    async def _delete(self, owner: Owner) -> None:
        async with self._database.transaction() as connection:
            await repository.delete_of(connection, [owner.id])

    def loops(self, settings: MeshSettings) -> list[Loop]:
        """The loops of the process."""
        return [
            Loop("figures of clubs", lambda: self.follow(settings.redis_dsn(), settings.redis_prefix)),
            Loop("owners of insights", self.compare, every_s=_COMPARED_S),
        ]
