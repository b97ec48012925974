"""Stores what a source of Formula 1 holds. Imports and looks at the upstream go through this door."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from league_service.competition.competitions.repository import lock_competition
from league_service.competition.imports.domain import SourceEvent, SourceHabits
from league_service.competition.imports.operations import Stored, store_events
from league_service.core.files.rows import Problem
from league_service.core.ids import event_id
from league_service.core.moments import shown_moment
from league_service.f1.checks.domain import Due
from league_service.f1.checks.looks import Looks
from league_service.f1.checks.operations import plan_next
from league_service.f1.domain import F1, grand_prix_of, round_key
from league_service.f1.imports import repository
from league_service.f1.imports.classification import doubted
from league_service.f1.imports.drivers import keys_of, with_people
from league_service.f1.imports.found import F1File
from league_service.f1.rules import f1_rules
from service_kit.db.connection import Connection


async def store_found(
    connection: Connection,
    found: F1File,
    *,
    now: datetime,
    as_of: datetime | None,
    due: Mapping[str, Due] | None = None,
) -> AsyncIterator[Stored]:
    """Stores drivers first, then events by season, then who is entered.

    To state a result is a look at it: for the dates in `due`, by event, or for the one that has come.
    """
    source = found.parsed.source
    await lock_competition(connection, F1.key)
    keys = keys_of(source, found.drivers, await repository.known_drivers(connection))
    strangers = set(keys.values()) - await repository.established_drivers(connection, F1)
    events = await _with_held_times(connection, found, await _doubted(connection, found, keys, strangers))
    await repository.store_drivers(connection, source, found.drivers, keys)
    stated = {event_id(F1.key, event.key): event.result for event in events if event.result is not None}
    looks = await Looks.begin(connection, stated, source=source, now=now)
    steps = store_events(
        connection,
        F1,
        replace(f1_rules(), teams=found.teams),
        source=source,
        events=[with_people(event, keys) for event in events],
        now=now,
        habits=SourceHabits(drops_ahead=found.lists_season),
        as_of=as_of,
    )
    held_back = set[str]()
    async for step in steps:
        await _enter(connection, found, step.season, keys, strangers)
        held_back |= step.held_back
        yield step
    dates = due if due is not None else looks.due(as_of)
    await looks.note(connection, {id: date for id, date in dates.items() if id not in held_back})
    await plan_next(connection, now)


async def _enter(
    connection: Connection, found: F1File, season: int, keys: Mapping[str, str], strangers: set[str]
) -> None:
    entries = [entry for entry in found.entries if entry.season == season]
    if found.is_look:
        entries = [entry for entry in entries if keys[entry.driver] not in strangers]
    else:
        await repository.remove_unlisted(connection, F1, found.parsed.source, entries, keys)
    await repository.store_entries(connection, F1, found.parsed.source, entries, keys)


async def _with_held_times(
    connection: Connection, found: F1File, events: Sequence[SourceEvent]
) -> list[SourceEvent]:
    """The events at the times that administrators stated, which win; other times are reported."""
    held = await repository.held_times(connection, F1, [event.key for event in events])
    kept: list[SourceEvent] = []
    for event in events:
        time = held.get(event.key)
        if time is None:
            kept.append(event)
            continue
        if event.hour_known and event.scheduled_at != time.scheduled_at:
            stated, ours = shown_moment(event.scheduled_at), shown_moment(time.scheduled_at)
            message = f"{event.key} starts at {stated} here; the time of an administrator, {ours}, was kept"
            hint = f"if the file is right: PATCH /api/v1/f1/races/{round_key(*grand_prix_of(event.key))}"
            file, line = found.parsed.place(event.line)
            found.parsed.problems.append(Problem(file, line, "time", message, hint, refused=False))
        kept.append(replace(event, scheduled_at=time.scheduled_at, day=time.day, hour_known=time.hour_known))
    return kept


async def _doubted(
    connection: Connection, found: F1File, keys: Mapping[str, str], strangers: set[str]
) -> Sequence[SourceEvent]:
    """The events; a result that names a driver who never took part before is doubtful.

    The first results of an import introduce its drivers.
    """
    if not strangers:
        return found.parsed.events
    with_result = await repository.events_with_result(
        connection, F1, [event.key for event in found.parsed.events]
    )
    return [
        _doubtful(event, keys, strangers) if found.is_look or event.key in with_result else event
        for event in found.parsed.events
    ]


def _doubtful(event: SourceEvent, keys: Mapping[str, str], strangers: set[str]) -> SourceEvent:
    unknown = [person.name for person in event.people if keys.get(person.key, person.key) in strangers]
    if event.result is None or not unknown:
        return event
    return replace(event, result=doubted(event.result, unknown))
