"""Renews the reservations that this process holds, and returns those whose holder died."""

from collections.abc import Awaitable, Sequence
from typing import Final, Protocol
from weakref import WeakSet

from ai_service.models.budgets import repository
from ai_service.models.calls.accounts import Attempt, Purpose, Settlement
from service_kit.db.database import Database
from service_kit.logging import logs
from service_kit.process.loops import Loop

log = logs.get_logger(__name__)

LEASE_S: Final = 30.0


class Holding(Protocol):
    """A reservation that this process holds."""

    @property
    def purpose(self) -> Purpose: ...

    @property
    def fence(self) -> int: ...

    def settle(self, attempts: Sequence[Attempt]) -> Awaitable[Settlement]: ...


class Leases:
    """The reservations of this process.

    They are renewed while their calls run: a call that was dropped without an end, like a process that died,
    no longer renews its reservation, which is returned after `lease_s`.
    """

    def __init__(self, database: Database, *, lease_s: float = LEASE_S) -> None:
        self._database = database
        self.lease_s = lease_s
        self._held: WeakSet[Holding] = WeakSet()
        self._later: list[tuple[Holding, Sequence[Attempt]]] = []

    def hold(self, holding: Holding) -> None:
        self._held.add(holding)

    def drop(self, holding: Holding) -> None:
        self._held.discard(holding)

    def book_later(self, holding: Holding, attempts: Sequence[Attempt]) -> None:
        """Keeps what could not be booked until the database answers."""
        self._later.append((holding, attempts))

    async def renew(self) -> None:
        """Extends what is held."""
        calls = [(holding.purpose.call_id, holding.fence) for holding in self._held]
        if calls:
            async with self._database.transaction() as connection:
                await repository.renew(connection, calls, self.lease_s)

    async def tidy(self) -> None:
        """Books what could not be booked, and returns what nobody holds any more."""
        waiting, self._later = self._later, []
        for holding, attempts in waiting:
            await holding.settle(attempts)
        await self.return_unheld()
        async with self._database.transaction() as connection:
            await repository.forget_ended(connection)

    async def return_unheld(self, call_id: str = "") -> bool:
        """Returns reservations whose holder died, and earlier ones of this call; whether there were any."""
        async with self._database.read() as connection:
            calls = await repository.unheld(connection, call_id)
        return any([await self._end(*call) for call in calls])

    async def supersede(self, call_id: str, *, before: int) -> None:
        """Returns what earlier holders of the same call hold."""
        for fence in range(1, before):
            await self._end(call_id, fence, "superseded")

    async def _end(self, call_id: str, fence: int, state: str) -> bool:
        async with self._database.transaction() as connection:
            ended = await repository.end(connection, call_id, fence, state)
        if ended and state == "expired":
            log.warning("A model call ended without a booking; its usage is unknown", call_id=call_id)
        return ended

    async def keep(self) -> None:
        """One round of the loop."""
        await self.renew()
        await self.tidy()

    def loop(self) -> Loop:
        """The loop of a process that calls models."""
        return Loop("model reservations", self.keep, every_s=self.lease_s / 3)
