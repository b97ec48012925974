"""Plans changes of schedules: what a source moves, calls off, reinstates, or no longer lists. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, Final

from league_service.competition.imports.domain import SourceEvent
from league_service.competition.imports.known import KnownEvent, KnownSeason
from league_service.competition.imports.merging import Row
from league_service.competition.imports.plan import Note, Plan
from league_service.competition.imports.subject import Subject
from league_service.competition.ledger.schedule import OFF, Change, kind_of

_HALF_A_DAY: Final = timedelta(hours=12)
_FEW: Final = 4
"""A file lists a season as a whole if it lacks at most one of this many stored events."""


class Rescheduler:
    """Plans the changes of one season of one source."""

    def __init__(self, known: KnownSeason, source: str, now: datetime, plan: Plan) -> None:
        self._known, self._source, self._now, self._plan = known, source, now, plan

    def decided(self, event: KnownEvent, stated: Row) -> Row:
        """The row of a source with the schedule that another source gave the event since.

        It holds as long as the source repeats the schedule that was changed.
        """
        first = self._first_of_others(event.id)
        if first is None or not _is_repeated(first.previous_at, stated):
            return stated
        kept = {name: getattr(event, name) for name in ("scheduled_at", "day", "hour_known")}
        moved_week = event.week != first.previous_week
        return stated | kept | ({"round_id": event.round_id} if moved_week else {})

    def _first_of_others(self, id: str) -> Change | None:
        """The first change by others since this source last changed the schedule."""
        changes = reversed(self._known.changes.get(id, ()))
        return next(iter(list(takewhile(lambda change: change.source != self._source, changes))[::-1]), None)

    def is_news(self, subject: Subject) -> bool:
        """Whether a source gives a stored event another status, or another id."""
        known = subject.known
        return known is None or self._status(subject) != known.status or subject.event.key not in known.keys

    def follow(self, subject: Subject, row: Row) -> dict[str, Any]:
        """Plans the change that the row of a subject makes; returns status and reason of its event."""
        known, event = subject.known, subject.event
        before = _present(known) if known else ("scheduled", "", row["scheduled_at"], event.round.number)
        week = known.week if known and row["round_id"] == known.round_id else event.round.number
        status = self._status(subject)
        if (before[0], before[2], before[3]) == (status, row["scheduled_at"], week):
            return {"status": before[0], "status_reason": before[1]}
        change = self._change(
            subject.id, before, (status, row["scheduled_at"], week), reason=event.status_reason
        )
        self._plan.rows["event_changes"].append({"event_id": subject.id, **asdict(change)})
        if known is not None and (change.kind != "moved" or self._is_to_come(change)):
            self._plan.new_changes.append(((subject.id, subject.key), change))
        return {"status": change.status, "status_reason": change.reason}

    def _is_to_come(self, change: Change) -> bool:
        """Whether a moved event is news: it was or is still to come."""
        return max(change.previous_at, change.scheduled_at) > self._now

    def call_off_absent(
        self, seen: Collection[str], events: Sequence[SourceEvent], length: timedelta
    ) -> None:
        """Cancels past events that the source does not list any more, and reports those to come.

        This needs a file that lists the season as a whole, with results of later events.
        """
        own = [event for event in self._known.events.values() if event.source == self._source]
        absent = [event for event in own if event.id not in seen and self._is_open(event)]
        weeks = {event.round.number for event in events}
        if len(absent) * _FEW > len(own) or any(event.week not in weeks for event in own):
            return
        last = max((event.scheduled_at for event in events if event.result is not None), default=None)
        for event in sorted(absent, key=lambda each: (each.scheduled_at, each.key)):
            is_past = event.scheduled_at + length <= self._now
            if is_past and last is not None and event.scheduled_at + length <= last:
                self._call_off((event.id, event.key), _present(event), event.scheduled_at + length)
                self._plan.touched.append((event.id, event.key))
            else:
                message = f"{event.key} is stored, but this file does not list it"
                hint = f"if it is not going to be played: POST /api/v1/events/{event.key}/cancel"
                self._plan.notes.append(Note(0, "game_id", message, hint))

    def call_off_dropped(self, seen: Collection[str]) -> None:
        """Cancels events without a result that the source does not list any more, also those to come.

        This needs a file that lists the season as a whole: all results, and most of the events.
        """
        own = [event for event in self._known.events.values() if event.source == self._source]
        absent = [event for event in own if event.id not in seen]
        if len(absent) * _FEW > len(own) or any(self._known.has_final(event.id) for event in absent):
            return
        for event in sorted(filter(self._is_open, absent), key=lambda each: (each.scheduled_at, each.key)):
            at = min(self._now, event.scheduled_at)
            why = f"{self._source} does not list it any more"
            self._call_off((event.id, event.key), _present(event), at, reason=f"Dropped: {why}")
            self._plan.touched.append((event.id, event.key))

    def call_off_unlisted(self, new: Sequence[tuple[str, SourceEvent]], length: timedelta) -> None:
        """Cancels new past events of an older file: the newer files, with later results, did not list them.

        So a season ends up the same in whatever order its files are imported.
        """
        own = [event for event in self._known.events.values() if event.source == self._source]
        open_ones = [(id, event) for id, event in new if event.result is None and not event.status]
        weeks = {event.week for event in own}
        played = (event.scheduled_at for event in own if self._known.has_final(event.id))
        last = max(played, default=None)
        if last is None or len(open_ones) * _FEW > len(own):
            return
        for id, event in open_ones:
            end = event.scheduled_at + length
            if event.round.number in weeks and end <= min(last, self._now):
                before = ("scheduled", "", event.scheduled_at, event.round.number)
                self._call_off((id, event.key), before, end)

    def _call_off(
        self, event: tuple[str, str], before: tuple[str, str, datetime, int], at: datetime, reason: str = ""
    ) -> None:
        id, key = event
        reason = reason or f"Never played: {self._source} does not list it any more"
        change = self._change(id, before, ("cancelled", *before[2:]), reason=reason, at=at)
        self._plan.rows["event_changes"].append({"event_id": id, **asdict(change)})
        self._plan.cancelled.append((id, reason))
        self._plan.new_changes.append((event, change))
        self._plan.counts.events_cancelled += 1
        message = f"{key} was cancelled: the newest file lists the others of its season, but not this event"
        hint = f"if it takes place: POST /api/v1/events/{key}/reinstate, or its result"
        self._plan.notes.append(Note(0, "game_id", message, hint))

    def _is_open(self, event: KnownEvent) -> bool:
        return event.status not in OFF and not self._known.has_final(event.id)

    def _status(self, subject: Subject) -> str:
        """The status that the source states. Without one, an event that the source called off is on again."""
        known = subject.known
        if known is not None and subject.standpoint.is_older:
            return known.status
        if subject.event.status:
            return subject.event.status
        if known is None or known.status not in OFF:
            return "scheduled"
        if known.status == "postponed" and self._is_new_time(subject, known):
            return "scheduled"
        changes = self._known.changes.get(known.id, ())
        return "scheduled" if changes and changes[-1].source == self._source else known.status

    def _is_new_time(self, subject: Subject, known: KnownEvent) -> bool:
        event, others = subject.event, self._first_of_others(known.id)
        stated = {"scheduled_at": event.scheduled_at, "hour_known": event.hour_known}
        before = [known.scheduled_at] if others is None else [known.scheduled_at, others.previous_at]
        return not any(_is_repeated(at, stated) for at in before)

    def _change(
        self,
        id: str,
        before: tuple[str, str, datetime, int],
        after: tuple[str, datetime, int],
        *,
        reason: str,
        at: datetime | None = None,
    ) -> Change:
        changes = self._known.changes.get(id, ())
        if at is None:
            at = min(self._now, before[2]) if after[0] in OFF else self._now
        return Change(
            revision=changes[-1].revision + 1 if changes else 1,
            kind=kind_of(before[0], after[0]),
            status=after[0],
            scheduled_at=after[1],
            week=after[2],
            previous_status=before[0],
            previous_reason=before[1],
            previous_at=before[2],
            previous_week=before[3],
            reason=reason,
            source=self._source,
            observed_at=self._now,
            effective_at=max([at, *(change.effective_at for change in changes)]),
        )


def _present(event: KnownEvent) -> tuple[str, str, datetime, int]:
    return event.status, event.status_reason, event.scheduled_at, event.week


def _is_repeated(at: datetime, stated: Row) -> bool:
    """Whether a source states a time again; without the hour, a time of the same day is enough."""
    apart = abs(stated["scheduled_at"] - at)
    return not apart or (not stated["hour_known"] and apart < _HALF_A_DAY)
