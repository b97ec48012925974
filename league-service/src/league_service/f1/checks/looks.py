"""What a statement of results means for its sessions: the looks that took place, and their states."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from altsports.fantasy.v1.events_models import FantasyF1SessionChanged
from altsports.fantasy.v1.notices_models import FantasyF1ResultMissed
from league_service.competition.imports.domain import SourceResult
from league_service.core.schema import SCHEMA
from league_service.f1.checks import repository
from league_service.f1.checks.domain import WARNED_AFTER, Due, Outcome, due_at
from league_service.f1.checks.repository import Noted, WatchedSession
from league_service.f1.domain import F1, grand_prix_of, round_key
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events
from service_kit.notices.posting import post_notice

Sessions = Mapping[str, WatchedSession]


@dataclass(frozen=True, slots=True)
class Looks:
    """The stated sessions before the statement is stored."""

    before: Sessions
    stated: Mapping[str, SourceResult]
    source: str
    now: datetime

    @classmethod
    async def begin(
        cls, connection: Connection, stated: Mapping[str, SourceResult], *, source: str, now: datetime
    ) -> Self:
        """Reads the sessions that a source states, by the id of the event."""
        return cls(await _read(connection, stated, now), stated, source, now)

    def due(self, as_of: datetime | None) -> Mapping[str, Due]:
        """The dates for which an import counts as a look. One of older facts does not."""
        at = self.now if as_of is None else min(as_of, self.now)
        found = {id: due_at(session.watched, at) for id, session in self.before.items()}
        return {id: due for id, due in found.items() if due is not None}

    async def note(self, connection: Connection, due: Mapping[str, Due]) -> None:
        """Stores the looks, after the statement was stored, and reports which states changed."""
        after = await _read(connection, self.stated, self.now)
        for id, date in due.items():
            if id in after:
                before = self.before.get(id)
                noted = _noted(self.source, self.stated[id], before, after[id])
                is_new = await repository.insert_check(connection, id, date, noted, self.now)
                if is_new and before is not None and after[id].watched.first is None:
                    await report_missing(connection, before, date, noted.reason)
        await report_changes(
            connection, self.before, await _read(connection, self.stated, self.now), self.now
        )


async def report_changes(connection: Connection, before: Sessions, after: Sessions, now: datetime) -> None:
    """Reports the sessions whose state, or number of checks, is another than before."""
    events = [
        session_changed(session, was, is_now, now)
        for id, session in after.items()
        if id in before and (was := before[id].state(now)) != (is_now := session.state(now))
    ]
    await append_events(connection, SCHEMA, *events, time=now)


async def report_missing(connection: Connection, session: WatchedSession, due: Due, reason: str) -> None:
    """Warns administrators a day after the start.

    `session` is as it was before the look, which brought no result that counts.
    """
    last = max((check.due_at for check in session.watched.checks), default=session.watched.starts_at)
    warned_at = session.watched.starts_at + WARNED_AFTER
    if last < warned_at <= due.at:
        notice = FantasyF1ResultMissed(
            session_id=session.id,
            race_key=round_key(*grand_prix_of(session.key)),
            session=session.name,
            reason=reason,
        )
        await post_notice(connection, SCHEMA, notice, to="administrators")


def session_changed(
    session: WatchedSession, was: tuple[str, int], is_now: tuple[str, int], now: datetime
) -> FantasyF1SessionChanged:
    """The event of a session whose state changed."""
    return FantasyF1SessionChanged(
        race_id=session.race_id,
        race_key=round_key(*grand_prix_of(session.key)),
        session=session.watched.kind,
        previous_state=was[0],
        state=is_now[0],
        checks_done=is_now[1],
        timestamp=now,
        competition=F1.key,
    )


def _noted(source: str, stated: SourceResult, before: WatchedSession | None, after: WatchedSession) -> Noted:
    known = before.newest if before is not None else 0
    outcome: Outcome = "confirmed"
    is_short = len(stated.lines) < after.line_count
    if after.newest > known:
        if after.newest_status == "quarantined":
            return Noted("quarantined", source, after.newest_reason or "", after.newest)
        if before is None or before.status is None:
            outcome = "recorded"
        elif after.newest_status == "corrected":
            outcome = "corrected"
        return Noted(outcome, source, revision=after.newest)
    if stated.doubt or is_short:
        return Noted("quarantined", source, stated.doubt or "it lacks lines of the result in force")
    return Noted(outcome, source)


async def _read(connection: Connection, stated: Mapping[str, SourceResult], now: datetime) -> Sessions:
    found = await repository.sessions_of_events(connection, list(stated), now)
    return {session.id: session for session in found}
