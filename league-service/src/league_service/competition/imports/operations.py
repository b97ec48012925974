"""Stores the events of a source: plans each season, writes in bulk, and reports the changes."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from league_service.competition.competitions import events as mesh_events
from league_service.competition.competitions.domain import Competition
from league_service.competition.competitions.repository import (
    bump_season,
    lock_competition,
    store_competition,
    store_season,
)
from league_service.competition.imports import repository
from league_service.competition.imports.domain import PLAIN, Counts, SourceEvent, SourceHabits, SourceQuote
from league_service.competition.imports.identities import identity_rows
from league_service.competition.imports.plan import Note, Plan
from league_service.competition.imports.planning import Planner, Statement
from league_service.competition.rules.book import Publication, SportRules
from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class Stored:
    """A season of events was planned and written."""

    season: int
    event_count: int
    counts: Counts
    notes: Sequence[Note] = ()
    held_back: frozenset[str] = frozenset()
    """Events whose stated result is older than the stored one, which was kept."""


@dataclass(frozen=True, slots=True)
class EventQuotes:
    """Quotes on a stored event; `id` is its id, `key` its id in the competition."""

    id: str
    key: str
    season: int
    scheduled_at: datetime
    quotes: tuple[SourceQuote, ...]


async def store_events(
    connection: Connection,
    competition: Competition,
    rules: SportRules,
    *,
    source: str,
    events: Iterable[SourceEvent],
    now: datetime,
    habits: SourceHabits = PLAIN,
    as_of: datetime | None = None,
) -> AsyncIterator[Stored]:
    """Stores events by season; unchanged events have no effect. The caller commits.

    `as_of` is the declared time of the facts. Without it, they count as new unless the file lacks results
    that the same source stated before.
    """
    said = Statement(source, now, as_of, habits)
    await lock_competition(connection, competition.key)
    await store_competition(connection, competition, now)
    ordered = sorted(events, key=lambda event: (event.season, event.scheduled_at, event.key))
    for year, group in groupby(ordered, key=lambda event: event.season):
        of_season = list(group)
        await store_season(connection, competition, year, now)
        known = await repository.known_season(connection, competition, year, said.source)
        planner = Planner(competition, said, known, rules)
        await asyncio.to_thread(planner.add_season, of_season)
        plan = planner.plan
        await _write(connection, competition, year, rules=rules, plan=plan, now=now)
        yield Stored(year, len(of_season), plan.counts, plan.notes, frozenset(plan.held_back))


async def store_quotes(
    connection: Connection,
    competition: Competition,
    rules: SportRules,
    *,
    source: str,
    quotes: Iterable[EventQuotes],
    now: datetime,
) -> AsyncIterator[Stored]:
    """Stores quotes on stored events by season; known quotes have no effect. The caller commits."""
    said = Statement(source, now)
    ordered = sorted(quotes, key=lambda event: (event.season, event.key))
    for year, group in groupby(ordered, key=lambda event: event.season):
        of_season = list(group)
        await store_season(connection, competition, year, now)
        known = await repository.known_season(connection, competition, year, said.source)
        planner = Planner(competition, said, known, rules)
        for event in of_season:
            planner.add_quotes((event.id, event.key), event.quotes, event.scheduled_at)
        await _write(connection, competition, year, rules=rules, plan=planner.plan, now=now)
        yield Stored(year, len(of_season), planner.plan.counts, planner.plan.notes)


async def _write(
    connection: Connection,
    competition: Competition,
    year: int,
    *,
    rules: SportRules,
    plan: Plan,
    now: datetime,
) -> None:
    await repository.confirm(connection, plan.confirmed)
    if not plan.counts.changed:
        return
    await repository.insert_all(connection, identity_rows(plan.described, rules.teams) | plan.rows)
    await repository.call_off(connection, plan.cancelled, now)
    await bump_season(connection, competition.key, year, now)
    await mesh_events.append_imported(connection, competition, year, touched=plan.touched, now=now)
    await mesh_events.append_changes(connection, competition, year, changes=plan.new_changes, now=now)
    await mesh_events.append_results(connection, competition, year, plan.new_results, now)
    if rules.publish is not None and (plan.recorded or plan.new_changes):
        changes = [(key, change) for (_, key), change in plan.new_changes]
        published = Publication(
            competition.key, competition.simulated, year, now, results=plan.recorded, changes=changes
        )
        await rules.publish(connection, published)
