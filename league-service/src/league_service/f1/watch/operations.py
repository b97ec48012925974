"""Looks at results that are due, and at those that an administrator asks for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from league_service.competition.errors import ResultTooEarly
from league_service.competition.ledger.schedule import OFF
from league_service.f1.checks import repository as checks
from league_service.f1.checks.domain import Due, due_at
from league_service.f1.checks.looks import report_changes, report_missing
from league_service.f1.checks.operations import plan_next
from league_service.f1.checks.repository import Noted, WatchedSession
from league_service.f1.errors import ResultsUpstreamMissing
from league_service.f1.imports.ergast import SOURCE
from league_service.f1.imports.found import F1File
from league_service.f1.imports.storing import store_found
from league_service.f1.upstream.domain import NotYet, Paused
from league_service.f1.upstream.repository import hold, let_go
from league_service.f1.watch.fetching import Pages, fetch_session
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.logging import logs
from service_kit.rpc.again import again
from service_kit.runs.work import Work

_NEWER: Final = "a newer statement is stored"
_HOUR: Final = timedelta(hours=1)
_MINUTE: Final = timedelta(minutes=1)
_HELD_ELSEWHERE: Final = timedelta(minutes=3)
"""When a run that was killed no longer holds the upstream."""

log = logs.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a look at a session found, and the state of the session afterwards."""

    session: WatchedSession
    noted: Noted
    state: str = ""


class Watcher:
    """Compares the stored results with the upstream. Without one, it looks at nothing."""

    def __init__(self, database: Database, clock: Clock, upstream: Pages | None) -> None:
        self._database = database
        self._clock = clock
        self._upstream = upstream

    @property
    def has_upstream(self) -> bool:
        """Whether results are looked for at all."""
        return self._upstream is not None

    async def watch(self, work: Work) -> dict[str, Any]:
        """Carries out a run: every look that is due, one after the other; then asks for the next run.

        Each look is stored when it has taken place, so a run that starts again goes on after the last one.
        """
        looks: list[dict[str, Any]] = []
        if self._upstream is None:
            return {"looks": looks}
        failed: set[str] = set()
        retry_at: datetime | None = None
        while True:
            try:
                found = await self._next(str(work.id), failed)
                if found is None:
                    break
                session, due = found
                noted = (await self.look(session, due)).noted
            except Paused as pause:
                retry_at = pause.retry_at
                break
            if noted.outcome == "not_yet":
                failed.add(session.id)
            looks.append(
                {"session": session.key, "kind": due.kind, "outcome": noted.outcome, "reason": noted.reason}
            )
            await work.progress(min(95, 5 * len(looks)), message=f"Looked at {session.name}")
        now = self._clock.now()
        async with self._database.transaction() as connection:
            await let_go(connection, str(work.id))
            await plan_next(connection, now, not_before=_again_at(now, retry_at))
        return {"looks": looks}

    async def verify(self, race_id: str) -> list[Finding]:
        """Looks at the sessions of a race now. Raises ResultTooEarly, ResultsUpstreamMissing."""
        if self._upstream is None:
            raise ResultsUpstreamMissing.unset()
        now = self._clock.now()
        async with self._database.read() as connection:
            sessions = await checks.sessions_of_race(connection, race_id, now)
        begun = [
            each for each in sessions if each.watched.starts_at <= now and each.watched.status not in OFF
        ]
        if not begun:
            starts_at = min((each.watched.starts_at for each in sessions), default=now).isoformat()
            raise ResultTooEarly(
                f"no session with points has begun; the first one begins at {starts_at}",
                race_id=race_id,
                recovery=["Verify the race after its start"],
            )
        return [await self._asked(session) for session in begun]

    async def look(self, session: WatchedSession, due: Due) -> Finding:
        """Looks at a session for a date. Raises Paused if the upstream may not be asked now.

        Raises ResultsUpstreamMissing without an upstream.
        """
        if self._upstream is None:
            raise ResultsUpstreamMissing.unset()
        now = self._clock.now()
        try:
            found = await fetch_session(
                self._upstream, session, now=now, with_qualifying=session.watched.first is None
            )
        except Paused:
            raise
        except NotYet as error:
            noted = Noted("not_yet", SOURCE, error.reason)
            log.info("No result yet", session=session.key, reason=error.reason)
            await self._wait_on(session, due, noted, now)
            return Finding(session, noted, session.state(now)[0])
        return await self._store(session, due, found, now)

    async def _next(self, run_id: str, failed: set[str]) -> tuple[WatchedSession, Due] | None:
        """The next session to look at; None if nothing is due, or another run looks."""
        now = self._clock.now()
        async with self._database.transaction() as connection:
            if not await hold(connection, run_id):
                raise Paused("another run looks at results", now + _HELD_ELSEWHERE)
            sessions = await checks.watched_sessions(connection, now)
        for session in sessions:
            due = due_at(session.watched, now)
            if due is not None and session.id not in failed:
                return session, due
        return None

    async def _asked(self, session: WatchedSession) -> Finding:
        try:
            return await self.look(session, Due("asked", self._clock.now()))
        except Paused as pause:
            return Finding(
                session, Noted("not_yet", SOURCE, pause.reason), session.state(self._clock.now())[0]
            )

    @again
    async def _store(self, session: WatchedSession, due: Due, found: F1File, now: datetime) -> Finding:
        async with self._database.transaction() as connection:
            steps = store_found(connection, found, now=now, as_of=now, due={session.id: due})
            async for _ in steps:
                pass
            noted = await checks.find_check(connection, session.id, due)
            (after,) = await checks.sessions_of_events(connection, [session.id], now)
        return Finding(after, noted or Noted("not_yet", SOURCE, _NEWER), after.state(now)[0])

    @again
    async def _wait_on(self, session: WatchedSession, due: Due, noted: Noted, now: datetime) -> None:
        """Stores a poll that found nothing. A check that found nothing is repeated, so it is not stored."""
        if due.kind != "poll":
            return
        async with self._database.transaction() as connection:
            if await checks.insert_check(connection, session.id, due, noted, now):
                await report_missing(connection, session, due, noted.reason)
                after = await checks.sessions_of_events(connection, [session.id], now)
                await report_changes(
                    connection, {session.id: session}, {each.id: each for each in after}, now
                )


def _again_at(now: datetime, retry_at: datetime | None) -> datetime:
    """When failed looks are repeated. All runs choose the same times, so they ask for one run together."""
    if retry_at is not None:
        return retry_at.replace(second=0, microsecond=0) + _MINUTE
    return now.replace(minute=0, second=0, microsecond=0) + _HOUR
