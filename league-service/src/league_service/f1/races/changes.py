"""Adds, changes and deletes race weekends. What an administrator states wins over imports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from psycopg.errors import ForeignKeyViolation

from league_service.competition.competitions.domain import ADMIN, Competition
from league_service.competition.competitions.repository import lock_competition
from league_service.competition.imports.domain import (
    SourceCompetitor,
    SourceEvent,
    SourcePerson,
    SourceRound,
)
from league_service.competition.imports.operations import store_events
from league_service.competition.ledger.schedule import OFF
from league_service.competition.rules.book import RuleBook
from league_service.competition.schedules.domain import Wish
from league_service.competition.schedules.operations import reschedule
from league_service.core.moments import shown_moment
from league_service.f1.checks.operations import plan_next
from league_service.f1.domain import F1, SESSIONS, STAGE, Session, event_key, grand_prix_of
from league_service.f1.errors import InvalidRace, RaceExists, RaceInUse
from league_service.f1.names import constructor, constructors, grand_prix_name, venue_of
from league_service.f1.races import repository
from league_service.f1.races.domain import Race
from league_service.f1.races.repository import Entrant
from league_service.f1.rules import f1_rules
from league_service.f1.seasons.operations import find_season, report_change
from service_kit.db.connection import Connection

Times = Mapping[Session, datetime]
_ORDER: Final[Sequence[tuple[Session, Session]]] = (
    ("sprint_qualifying", "sprint"),
    ("sprint_qualifying", "race"),
    ("sprint", "race"),
    ("qualifying", "race"),
)
_KINDS: Final[Mapping[str, Session]] = {session: session for session in SESSIONS}


@dataclass(frozen=True, slots=True)
class RaceChange:
    """What to change of a race weekend.

    `facts` are name, circuit, country and zone; an empty one is forgotten.
    """

    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    number: int | None = None
    status: str = ""
    reason: str = ""
    times: Times = field(default_factory=dict[Session, datetime])


def read_times(sessions: Sequence[tuple[str, datetime]]) -> Times:
    """The start of each stated session. Raises InvalidRace if one is stated twice."""
    found: dict[Session, datetime] = {}
    for at, (kind, starts_at) in enumerate(sessions):
        session = _KINDS[kind]
        if session in found:
            raise InvalidRace.at(["sessions", at, "kind"], f"{kind} is stated twice")
        found[session] = starts_at
    return found


def _check_times(season: int, stated: Times, stored: Times) -> None:
    """Raises InvalidRace if a session starts at or after the race, or sprint qualifying after the sprint.

    Also if one is more than a year away from its season.
    """
    for at, (kind, starts_at) in enumerate(stated.items()):
        if abs(starts_at.year - season) > 1:
            raise InvalidRace.at(
                ["sessions", at, "starts_at"],
                f"{kind} starts in {starts_at.year}, not in the season {season}",
            )
    times = {**stored, **stated}
    for before, after in _ORDER:
        first, second = times.get(before), times.get(after)
        if first is None or second is None or first < second:
            continue
        at = list(stated).index(before if before in stated else after)
        raise InvalidRace.at(
            ["sessions", at, "starts_at"],
            f"{before} ({shown_moment(first)}) must start before {after} ({shown_moment(second)}):"
            " state both if both move",
        )


def _marks(times: Times) -> dict[str, str]:
    """The sessions that an administrator added: the times of imports do not replace theirs."""
    return {kind: at.isoformat() for kind, at in times.items()}


async def create_race(
    connection: Connection, season: int, grand_prix: str, change: RaceChange, now: datetime
) -> Race:
    """Stores a weekend, in which the drivers of the race before are entered.

    It joins the season that readers see: a real season of the same year would hide the simulated one.
    Raises RaceExists, InvalidRace.
    """
    main = change.times.get("race")
    if main is None:
        raise InvalidRace.at("sessions", "The race itself is missing")
    _check_times(season, change.times, {})
    stored = await find_season(connection, season)
    competition = F1 if stored is None else stored.competition
    await lock_competition(connection, competition.key)
    key = f"{season}_{grand_prix}"
    found = await repository.find_race(connection, key, now)
    if found is not None and found.of_season.competition == competition:
        raise RaceExists(key)
    of = SourceRound(change.number or 1, STAGE, grand_prix, grand_prix_name(grand_prix))
    before = await repository.newest_race(connection, competition, season, main)
    entrants = [] if before is None else await repository.entrants_of(connection, before)
    await _store(connection, competition, (season, of), change, entrants, now)
    race = await repository.get_race(connection, key, now)
    await repository.copy_entries(connection, race.id, before, ADMIN)
    await repository.correct(connection, race.id, {**change.facts, **_marks(change.times)}, change.number)
    return await repository.get_race(connection, key, now)


async def update_race(connection: Connection, race_id: str, change: RaceChange, now: datetime) -> Race:
    """Changes a weekend. Raises RaceNotFound, InvalidRace, EventFinal, InvalidSchedule."""
    if change.status in OFF and not change.reason:
        raise InvalidRace.at("reason", "Say why: players see it beside the race")
    race = await repository.get_race(connection, race_id, now)
    if change.times:
        _check_times(
            race.season, change.times, {_KINDS[found.kind]: found.starts_at for found in race.sessions}
        )
    competition = race.of_season.competition
    await lock_competition(connection, competition.key)
    await repository.correct(connection, race.id, change.facts, change.number)
    stored = {session.kind: session for session in race.sessions}
    for kind, session in stored.items():
        at = next((time for named, time in change.times.items() if named == kind), None)
        if at is None and (not change.status or (session.revision is not None and kind != "race")):
            continue
        status = change.status or ("scheduled" if at is not None else session.status)
        wish = Wish(status, reason=change.reason, scheduled_at=at)
        await reschedule(connection, session.id, wish, RuleBook([f1_rules()]), now)
    new: Times = {kind: at for kind, at in change.times.items() if kind not in stored}
    if new:
        of = SourceRound(race.number, STAGE, grand_prix_of(race.key)[1], race.name)
        entrants = await repository.entrants_of(connection, race.id)
        place = {"circuit": race.circuit, "zone": race.zone, **change.facts}
        added = replace(change, facts=place, times=new)
        await _store(connection, competition, (race.season, of), added, entrants, now)
        await repository.correct(connection, race.id, _marks(new), None)
    await report_change(connection, race.of_season, now)
    return await repository.get_race(connection, race.id, now)


async def delete_race(connection: Connection, race_id: str, now: datetime) -> None:
    """Deletes a weekend of an administrator. Raises RaceNotFound, RaceInUse."""
    race = await repository.get_race(connection, race_id, now)
    sources = await repository.sources_of(connection, race.id)
    if sources != [ADMIN]:
        raise RaceInUse(race.key, f"{', '.join(source for source in sources if source != ADMIN)} states it")
    try:
        await repository.delete_race(connection, race.id)
    except ForeignKeyViolation as error:
        raise RaceInUse(race.key, "it has results, line-ups or changes of its schedule") from error
    await report_change(connection, race.of_season, now)


async def _store(
    connection: Connection,
    competition: Competition,
    place: tuple[int, SourceRound],
    change: RaceChange,
    entrants: Sequence[Entrant],
    now: datetime,
) -> None:
    season, of = place
    venue = venue_of(of.key, change.facts.get("circuit", ""))
    zone = ZoneInfo(change.facts.get("zone") or ("" if venue is None else venue.zone) or "UTC")
    events = [
        SourceEvent(
            line=0,
            key=event_key(season, of.key, session),
            season=season,
            round=of,
            session=session,
            scheduled_at=at,
            venue=venue,
            day=at.astimezone(zone).date(),
            competitors=tuple(map(_competitor, entrants)),
        )
        for session, at in change.times.items()
    ]
    teams = constructors({(found.team_key, found.team_name) for found in entrants if found.team_key})
    rules = replace(f1_rules(), teams=teams)
    async for _ in store_events(connection, competition, rules, source=ADMIN, events=events, now=now):
        pass
    if not competition.simulated:
        await plan_next(connection, now)


def _competitor(found: Entrant) -> SourceCompetitor:
    team = constructor(found.team_key, found.team_name) if found.team_key else None
    return SourceCompetitor(team, SourcePerson(found.key, found.name, found.code))
