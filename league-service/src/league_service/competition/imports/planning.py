"""Plans the changes of an import: events, schedules, revisions of results, quotes. Pure.

Repeated rows change nothing: each row is compared with what is stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from league_service.competition.competitions.domain import Competition
from league_service.competition.imports.deciding import Standpoint
from league_service.competition.imports.describing import Describer
from league_service.competition.imports.domain import (
    PLAIN,
    SourceCompetitor,
    SourceEvent,
    SourceHabits,
    SourceQuote,
)
from league_service.competition.imports.known import KnownEvent, KnownSeason
from league_service.competition.imports.matching import StoredEvents
from league_service.competition.imports.plan import Note, Plan
from league_service.competition.imports.recording import Recorder
from league_service.competition.imports.rescheduling import Rescheduler
from league_service.competition.imports.subject import Subject
from league_service.competition.rules.book import SportRules
from league_service.core.ids import event_id, person_id


@dataclass(frozen=True, slots=True)
class Statement:
    """Who states the events of a file, and from when; `as_of` is the declared time of the facts."""

    source: str
    now: datetime
    as_of: datetime | None = None
    habits: SourceHabits = PLAIN


class Planner:
    """Plans the events of one season of one source."""

    def __init__(
        self,
        competition: Competition,
        said: Statement,
        known: KnownSeason,
        rules: SportRules,
    ) -> None:
        self._competition, self._said, self._known, self._length = competition, said, known, rules.length
        self.plan = Plan()
        self._stored = StoredEvents(known.events.values(), said.habits.stable_ids)
        self._schedules = Rescheduler(known, said.source, said.now, self.plan)
        self._rows = Describer(competition, known, self.plan, self._schedules)
        self._records = Recorder(known, self.plan, rules, foresees=competition.simulated)
        self._lacking: list[str] = []
        self._facts_at = said.as_of

    def add_season(self, events: Sequence[SourceEvent]) -> None:
        """Plans the events that a source states for the season."""
        matched = [(event, self._stored.find(event)) for event in events]
        self._date(matched)
        seen, added = dict[str, int](), list[tuple[str, SourceEvent]]()
        for event, known in matched:
            id = known.id if known else event_id(self._competition.key, event.key)
            if id in seen:
                message = f"{event.key} is the event of line {seen[id]}; this row was left out"
                self.plan.notes.append(Note(event.line, "game_id", message, "keep only one of the rows"))
                continue
            seen[id] = event.line
            added.append((id, event))
            self._add(id, event, known)
            for name, value, other in self._stored.conflicts(event, known):
                message = f"{value} is also the id of {other.key}, which is stored"
                self.plan.notes.append(
                    Note(event.line, name, message, "correct the id, or cancel the double")
                )
        is_newest = not self._lacking and not self._is_older(self._known.events.values())
        if self._said.habits.drops_ahead and is_newest:
            self._schedules.call_off_dropped(seen)
        if self._said.habits.lists_all and is_newest:
            self._schedules.call_off_absent(seen, events, self._length)
        elif self._said.habits.lists_all:
            new = [(id, event) for id, event in added if id not in self._known.events]
            self._schedules.call_off_unlisted(new, self._length)

    def add_quotes(
        self, event: tuple[str, str], quotes: Iterable[SourceQuote], scheduled_at: datetime
    ) -> None:
        """Plans quotes on a stored event, given as (id, id in the competition)."""
        before = self.plan.counts.quotes_recorded
        standpoint = self._standpoint(None)
        for quote in quotes:
            name = f"{quote.market} of {event[1]}"
            self._records.record_quote(event[0], quote, scheduled_at, standpoint, name=name)
        if self.plan.counts.quotes_recorded == before:
            self.plan.counts.unchanged += 1
        else:
            self.plan.touched.append(event)

    def _date(self, matched: Iterable[tuple[SourceEvent, KnownEvent | None]]) -> None:
        """Finds out how old the facts of the file are, if nobody declared it."""
        if self._said.as_of is not None:
            return
        for event, known in matched:
            if event.result is not None:
                self._facts_at = max(self._facts_at or event.scheduled_at, event.scheduled_at + self._length)
            elif known is not None and self._has_own_final(known):
                self._lacking.append(known.key)
        if self._lacking:
            message = (
                f"the file is older than what is stored: it lacks {len(self._lacking)} results,"
                f" such as that of {self._lacking[0]}; stored values were kept"
            )
            hint = "if this file is newer, import it with its date: --as-of 2025-01-31"
            self.plan.notes.append(Note(0, "result", message, hint))

    def _has_own_final(self, event: KnownEvent) -> bool:
        results = self._known.results.get(event.id, ())
        return any(result.is_final and result.source == self._said.source for result in results)

    def _is_older(self, stored: Iterable[KnownEvent]) -> bool:
        """Whether the file is older than the stored facts of some events."""
        if self._said.as_of is None:
            return bool(self._lacking)
        as_of = self._said.as_of
        return any(event.facts_at is not None and as_of < event.facts_at for event in stored)

    def _standpoint(self, known: KnownEvent | None) -> Standpoint:
        said, is_older = self._said, known is not None and self._is_older([known])
        stored = None if known is None else known.facts_at
        is_doubtful = said.as_of is None and stored is not None and (self._facts_at or stored) < stored
        return Standpoint(said.source, said.now, said.as_of or said.now, is_older, is_doubtful)

    def _add(self, id: str, event: SourceEvent, known: KnownEvent | None) -> None:
        before = self.plan.counts.changed
        if known is not None and self._competition.simulated and self._known.changes.get(id):
            self.plan.counts.unchanged += 1  # somebody plays with the schedule of the simulation
            return
        subject = Subject(id, event, known, self._positions(id, event), self._standpoint(known))
        scheduled_at = self._rows.describe(subject, self._facts_at)
        if event.result is not None:
            self._records.record_result(subject, event.result, scheduled_at)
        for quote in event.quotes:
            self._records.record_quote(id, quote, scheduled_at, subject.standpoint, line=event.line)
        if self.plan.counts.changed == before:
            self.plan.counts.unchanged += 1
        elif known is not None:
            self.plan.touched.append((id, subject.key))

    def _positions(self, id: str, event: SourceEvent) -> tuple[int, ...]:
        """The position of each competitor.

        Without sides, a stored competitor keeps its position regardless of the source's order, because the
        lines of earlier revisions refer to it.
        """
        if any(found.side for found in event.competitors):
            return tuple(range(1, len(event.competitors) + 1))
        known = self._known.positions.get(id, {})
        free = count(max(known.values(), default=0) + 1)
        return tuple(known.get(_identity(found)) or next(free) for found in event.competitors)


def _identity(competitor: SourceCompetitor) -> str:
    """The identity of a competitor, as in `KnownSeason.positions`."""
    if competitor.person is not None:
        return person_id(competitor.person.key)
    return f"{competitor.team and competitor.team.id} {competitor.shown.code}"
