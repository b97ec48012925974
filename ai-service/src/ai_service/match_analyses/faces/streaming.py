"""Streams of segments: what is stored, then what is found.

The rows are the stream: an event's id is the number of segments before its successor, so that any process
resumes behind it. Events of the mesh only wake the streams of a process; a stream that missed one looks for
itself a little later.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Final
from uuid import UUID

from ai_service.match_analyses.runs import repository as runs
from ai_service.match_analyses.runs.domain import Run
from ai_service.match_analyses.runs.messages import run_to_pb
from ai_service.match_analyses.segments import repository as segments
from ai_service.match_analyses.segments.messages import segment_to_pb
from ai_service.models.streams.errors import InvalidLastEventId
from altsports.analysis.v1 import segments_pb2 as pb
from altsports.analysis.v1.events_models import AnalysisMatchAnalysisUpdated, AnalysisMatchSegmentStored
from altsports.contract.events import load_events
from service_kit.db.database import Database
from service_kit.events.reader import EventReader, Gap

_LOOK_S: Final = 5.0
_LONGEST_S: Final = 870.0
"""Ends before the deadline of the contract, so that clients reconnect without an error."""
_AT_ONCE: Final = 20
_ENDED: Final = "done"


class Wakes:
    """Wakes the streams of this process when something of their analysis was stored."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    @contextmanager
    def of(self, analysis_id: UUID) -> Generator[asyncio.Event]:
        """An event that is set at each change of the analysis."""
        key, changed = str(analysis_id), asyncio.Event()
        self._waiting[key].add(changed)
        try:
            yield changed
        finally:
            self._waiting[key].discard(changed)
            if not self._waiting[key]:
                del self._waiting[key]

    async def follow(self, redis_url: str, prefix: str) -> None:
        """Never returns; ends when cancelled."""

        async def missed(_gap: Gap) -> None:
            for key in list(self._waiting):
                self.wake(key)

        kinds = load_events().types(AnalysisMatchAnalysisUpdated, AnalysisMatchSegmentStored)
        async for event in EventReader(redis_url, prefix=prefix, on_gap=missed).follow():
            if event.type in kinds:
                self.wake(event.data["analysis_id"])

    def wake(self, analysis_id: str) -> None:
        for changed in self._waiting.get(analysis_id, ()):
            changed.set()


class SegmentStreams:
    """Follows analyses."""

    def __init__(self, database: Database, wakes: Wakes) -> None:
        self._database = database
        self._wakes = wakes

    async def follow(
        self, run: Run, last_event_id: str, *, players: bool
    ) -> AsyncGenerator[pb.SegmentStreamEvent]:
        """The events behind the last one. Raises InvalidLastEventId."""
        sent, was_over = _place_of(last_event_id, run.id)
        ends, told = monotonic() + _LONGEST_S, None
        with self._wakes.of(run.id) as changed:
            while monotonic() < ends:
                changed.clear()
                async with self._database.read() as connection:
                    current = await runs.find(connection, run.organisation_id, run.id)
                    found = await segments.after(
                        connection, run.organisation_id, run.id, sent - 1, limit=_AT_ONCE
                    )
                if current is None:
                    return
                for each in found:
                    sent = each.index + 1
                    segment = segment_to_pb(current, each, players=players)
                    yield pb.SegmentStreamEvent(
                        event_id=f"{run.id}.{sent}", event_type="segment", segment=segment
                    )
                if len(found) == _AT_ONCE:
                    continue
                if current.has_ended:
                    if not was_over or found:
                        yield _event(current, f"{run.id}.{sent}.{_ENDED}", _ENDED)
                    return
                state = (current.status, current.stage, current.progress, current.message)
                if state != told:
                    told = state
                    yield _event(current, f"{run.id}.{sent}", "progress")
                with suppress(TimeoutError):
                    async with asyncio.timeout(_LOOK_S):
                        await changed.wait()


def _event(run: Run, event_id: str, kind: str) -> pb.SegmentStreamEvent:
    return pb.SegmentStreamEvent(event_id=event_id, event_type=kind, analysis=run_to_pb(run))


def _place_of(last_event_id: str, analysis_id: UUID) -> tuple[int, bool]:
    """How many segments the client has, and whether it has read the end. Raises InvalidLastEventId."""
    if not last_event_id:
        return 0, False
    named, _, rest = last_event_id.partition(".")
    number, _, end = rest.partition(".")
    if named != str(analysis_id) or not (number.isascii() and number.isdigit()) or end not in ("", _ENDED):
        raise _invalid()
    return min(int(number[:9]), segments.MOST), bool(end)


def analysis_of(last_event_id: str) -> str:
    """The analysis of an event; empty if there is no event. Raises InvalidLastEventId."""
    named = last_event_id.partition(".")[0]
    if last_event_id:
        try:
            UUID(named)
        except ValueError:
            raise _invalid() from None
    return named


def _invalid() -> InvalidLastEventId:
    return InvalidLastEventId.at("last_event_id", "Use the id of an event of this stream unchanged")
