"""A unit of work: one transaction with its audit entries, its events, and the revocations that follow it."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from altsports.auth.v1.events_models import CredentialsRevoked
from altsports.contract.model import EventMessage
from auth_service.audit import repository as audit_log
from auth_service.audit.domain import NewEntry
from auth_service.core.schema import SCHEMA
from auth_service.revocations import repository as revocations
from auth_service.revocations.assertion import Revocations
from auth_service.revocations.domain import Kind, Mark
from service_kit.caller import Caller, current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.events.outbox import append_events

_KEY_MARK_LIFETIME = timedelta(hours=1)
"""Longer than any verifier caches what it knows about an API key."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An open transaction. Everything written through it is committed together or not at all."""

    connection: Connection
    now: datetime
    caller: Caller
    token_lifetime: timedelta
    marks: list[Mark] = field(default_factory=list[Mark])
    lifted: list[Mark] = field(default_factory=list[Mark])

    async def audit(self, entry: NewEntry, *, actor: UUID | None = None) -> None:
        """Adds an entry to the audit log."""
        await audit_log.write(self.connection, entry, self.caller, self.now, actor=actor)

    async def report(self, *events: EventMessage) -> None:
        """Appends events; call it after the change that they report."""
        await append_events(self.connection, SCHEMA, *events, time=self.now)

    async def revoke_sessions(self, ids: Sequence[UUID]) -> None:
        """Revokes every token of the sessions, including one that is being issued right now."""
        end = self.now + self.token_lifetime + timedelta(minutes=1)
        await self._revoke([Mark("session", str(id), int(end.timestamp()), end) for id in ids])

    async def revoke_user_tokens(self, user_id: UUID, dead_until: int) -> None:
        """Revokes the access tokens of an account issued until `dead_until`, in epoch seconds."""
        end = self.now + self.token_lifetime + timedelta(minutes=1)
        await self._revoke([Mark("user", str(user_id), dead_until, end)])

    async def revoke_credentials(self, ids: Sequence[UUID]) -> None:
        """Revokes API key secrets."""
        end = self.now + _KEY_MARK_LIFETIME
        await self._revoke([Mark("key", str(id), int(end.timestamp()), end) for id in ids])

    async def lift_credentials(self, ids: Sequence[UUID]) -> None:
        """Restores revoked API key secrets."""
        await self._lift("key", [str(id) for id in ids])

    async def _revoke(self, marks: list[Mark]) -> None:
        await revocations.record(self.connection, marks, self.now)
        dead = [CredentialsRevoked(kind=mark.kind, id=mark.id, dead_until=mark.dead_until) for mark in marks]
        await self.report(*dead)
        self.marks.extend(marks)

    async def _lift(self, kind: Kind, ids: list[str]) -> None:
        await revocations.lift(self.connection, kind, ids)
        self.lifted.extend(Mark(kind, id, 0, self.now) for id in ids)


class Units:
    """Opens units of work for the current caller; sends revocations to Redis after the commit."""

    def __init__(
        self, database: Database, clock: Clock, revocations: Revocations, token_lifetime: timedelta
    ) -> None:
        self.database = database
        self.clock = clock
        self._revocations = revocations
        self._token_lifetime = token_lifetime
        self.committed = asyncio.Event()
        """Set when a unit is committed."""

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[Unit]:
        """Opens one unit, committed when the block ends and rolled back when it raises."""
        async with self.database.transaction() as connection:
            unit = Unit(connection, self.clock.now(), current_caller(), self._token_lifetime)
            yield unit
        self.committed.set()
        if unit.marks:
            await self._revocations.assert_now(unit.marks)
        if unit.lifted:
            await self._revocations.lift_now(unit.lifted)
