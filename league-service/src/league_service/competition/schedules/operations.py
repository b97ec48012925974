"""Cancels, postpones, moves and reinstates events."""

from dataclasses import dataclass
from datetime import datetime

from league_service.competition.competitions import events
from league_service.competition.competitions.operations import locate_event
from league_service.competition.competitions.reading import Place
from league_service.competition.competitions.repository import bump_season, lock_competition
from league_service.competition.errors import EventFinal
from league_service.competition.ledger.changes import changes_of
from league_service.competition.ledger.domain import in_force
from league_service.competition.ledger.repository import revisions_of
from league_service.competition.ledger.schedule import Change
from league_service.competition.rules.book import Publication, RuleBook, SportRules
from league_service.competition.schedules import repository
from league_service.competition.schedules.domain import Schedule, Wish, change_of
from service_kit.db.connection import Connection


@dataclass(frozen=True, slots=True)
class Rescheduled:
    """The present schedule and its last change, if any; `is_new` is false if the call changed nothing."""

    schedule: Schedule
    change: Change | None
    is_new: bool


async def reschedule(
    connection: Connection, event_id: str, wish: Wish, rules: RuleBook, now: datetime
) -> Rescheduled:
    """Schedules an event as wished.

    Raises EventNotFound, EventFinal, ChangeInTheFuture, InvalidSchedule.
    """
    place = await locate_event(connection, event_id)
    await lock_competition(connection, place.competition)
    present = await repository.schedule_of(connection, place.id)
    before = await changes_of(connection, place.id)
    change = change_of(present, before, wish, now)
    if change is None:
        return Rescheduled(present, before[-1] if before else None, is_new=False)
    if in_force(await revisions_of(connection, place.id), now) is not None:
        raise EventFinal(place.key, place.id)
    await _store(connection, place, change, rules.of(place.sport), now)
    return Rescheduled(await repository.schedule_of(connection, place.id), change, is_new=True)


async def _store(
    connection: Connection, place: Place, change: Change, rules: SportRules, now: datetime
) -> None:
    await repository.store_change(connection, place, change, now)
    await bump_season(connection, place.competition, place.season, now)
    event = (place.id, place.key)
    await events.append_changes(connection, place.owner, place.season, changes=[(event, change)], now=now)
    if rules.publish is not None:
        published = Publication(
            place.competition, place.simulated, place.season, now, changes=[(place.key, change)]
        )
        await rules.publish(connection, published)
