"""Stores the events of a source: plans each season, writes in bulk, and reports the changes."""

import asyncio
from collections.abc import AsyncIterator, Iterable
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
from league_service.competition.imports.domain import Counts, SourceEvent, SourceQuote
from league_service.competition.imports.identities import identity_rows
from league_service.competition.imports.planning import Plan, Planner
from league_service.competition.names.teams import TeamBook
from league_service.competition.rules.book import SportRules
from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class Stored:
    """A season of events was planned and written."""

    season: int
    event_count: int
    counts: Counts


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
) -> AsyncIterator[Stored]:
    """Stores events by season; unchanged events have no effect. The caller commits."""
    await lock_competition(connection, competition.key)
    await store_competition(connection, competition, now)
    ordered = sorted(events, key=lambda event: (event.season, event.scheduled_at, event.key))
    for year, group in groupby(ordered, key=lambda event: event.season):
        of_season = list(group)
        season = await store_season(connection, competition, year, now)
        known = await repository.known_season(connection, season, source)
        planner = Planner(competition, source, known, now, length=rules.length)
        plan = await asyncio.to_thread(_decide, planner, of_season)
        await _write(connection, competition, year, teams=rules.teams, plan=plan, now=now)
        yield Stored(year, len(of_season), plan.counts)


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
    ordered = sorted(quotes, key=lambda event: (event.season, event.key))
    for year, group in groupby(ordered, key=lambda event: event.season):
        of_season = list(group)
        season = await store_season(connection, competition, year, now)
        planner = Planner(competition, source, await repository.known_season(connection, season, source), now)
        for event in of_season:
            planner.add_quotes((event.id, event.key), event.quotes, event.scheduled_at)
        await _write(connection, competition, year, teams=rules.teams, plan=planner.plan, now=now)
        yield Stored(year, len(of_season), planner.plan.counts)


def _decide(planner: Planner, events: Iterable[SourceEvent]) -> Plan:
    for event in events:
        planner.add(event)
    return planner.plan


async def _write(
    connection: Connection, competition: Competition, year: int, *, teams: TeamBook, plan: Plan, now: datetime
) -> None:
    if not plan.counts.changed:
        return
    await repository.insert_all(connection, identity_rows(plan.described, teams) | plan.rows)
    await bump_season(connection, competition.key, year, now)
    await mesh_events.append_imported(connection, competition, year, touched=plan.touched, now=now)
    await mesh_events.append_results(connection, competition, year, plan.new_results, now)
