"""The drills that run, as the providers see them."""

from time import monotonic
from typing import Final

from ai_service.models.drills import repository
from ai_service.models.drills.domain import Drill
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database

_READ_AGAIN_S: Final = 0.5


class Drills:
    """Reads the drills at most twice a second; a change in this process takes effect at once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[str, Drill] = {}
        self._read_at: float | None = None

    async def running(self) -> list[Drill]:
        """The drills that have not ended, ordered by provider."""
        found = await repository.running(self._database.pipelined, self._clock.now())
        self._known, self._read_at = {drill.provider: drill for drill in found}, monotonic()
        return found

    async def of(self, provider: str) -> Drill | None:
        """The drill of a provider, if one runs."""
        if self._read_at is None or monotonic() - self._read_at > _READ_AGAIN_S:
            await self.running()
        drill = self._known.get(provider)
        return drill if drill is not None and drill.ends_at > self._clock.now() else None

    async def start(self, drill: Drill) -> None:
        async with self._database.transaction() as connection:
            await repository.start(connection, drill)
        await self.running()

    async def stop(self, provider: str) -> None:
        async with self._database.transaction() as connection:
            await repository.stop(connection, provider)
        await self.running()
