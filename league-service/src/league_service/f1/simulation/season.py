"""Simulates a season of Formula 1: the same seed gives the same results on every machine.

The drivers and constructors are made up. Weekends are those of a usual calendar. A driver's speed is a
constant of the constructor, one of the driver, and luck; about one car in twelve retires.
"""

# ruff: noqa: S311 - the random numbers draw races, not secrets

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random
from typing import Final

from league_service.competition.imports.domain import (
    SourceCompetitor,
    SourceEvent,
    SourcePerson,
    SourceResult,
    SourceRound,
)
from league_service.competition.ledger.domain import LineStatus, ResultLine
from league_service.competition.names.teams import TeamBook
from league_service.core.packaged import read_table
from league_service.f1.domain import RACE_LENGTH, STAGE, Session, event_key
from league_service.f1.names import constructors, grand_prix_name, venue_of
from league_service.f1.points import FASTEST_LAP, derived_points, fastest_lap

SEED: Final = "altsports"
KEY_PREFIX: Final = "f1-simulated"
_FOLDER: Final = "f1.simulation"
_ORDER: Final[Mapping[Session, tuple[int, int]]] = {
    "sprint_qualifying": (2, 1),
    "sprint": (1, -4),
    "qualifying": (1, 0),
    "race": (0, 0),
}
"""Days before the race, and hours beside the hour of the race."""

_LENGTH: Final = {"race": RACE_LENGTH, "sprint": timedelta(minutes=45)}
_RETIRES: Final = 1 / 12
_DOES_NOT_START: Final = 1 / 250
_LAPS: Final = {"race": 60, "sprint": 20}


@dataclass(frozen=True, slots=True)
class Driver:
    """A made-up driver, with the constructor for whom he drives."""

    key: str
    name: str
    code: str
    born: date
    nationality: str
    number: int
    constructor: str


@cache
def drivers() -> tuple[Driver, ...]:
    """The drivers of every simulated season."""
    return tuple(
        Driver(
            f"{KEY_PREFIX}:{row['driver']}",
            row["name"],
            row["code"],
            date.fromisoformat(row["born"]),
            row["nationality"],
            int(row["number"]),
            row["constructor"],
        )
        for row in read_table(_FOLDER, "drivers.csv")
    )


@cache
def simulated_constructors() -> TeamBook:
    """The constructors of every simulated season."""
    rows = read_table(_FOLDER, "drivers.csv")
    return constructors({row["constructor"]: row["constructor_name"] for row in rows}.items())


def simulate_season(season: int, *, seed: str = SEED) -> list[SourceEvent]:
    """The sessions of a season in order, all with results."""
    world = _World(
        season, f"{seed}:{season}", {driver.key: _speed(seed, season, driver) for driver in drivers()}
    )
    weekends = enumerate(read_table(_FOLDER, "calendar.csv"), start=1)
    return [event for number, row in weekends for event in world.weekend(number, row)]


def _speed(seed: str, season: int, driver: Driver) -> float:
    """Seconds a lap faster than the average car."""
    car = Random(f"{seed}:{season}:{driver.constructor}").gauss(0, 0.35)
    return car + Random(f"{seed}:{driver.key}").gauss(0, 0.15)


@dataclass(frozen=True, slots=True)
class _World:
    season: int
    seed: str
    speeds: Mapping[str, float]

    def weekend(self, number: int, row: Mapping[str, str]) -> Iterator[SourceEvent]:
        key = row["grand_prix"]
        start = datetime.combine(
            date.fromisocalendar(self.season, int(row["week"]), 7), datetime.min.time(), UTC
        ) + timedelta(hours=int(row["hour"]))
        of = SourceRound(number, STAGE, key, grand_prix_name(key))
        for session, (days, hours) in _ORDER.items():
            if row["sprint"] or session in {"qualifying", "race"}:
                at = start - timedelta(days=days) + timedelta(hours=hours)
                yield self._session(of, session, at)

    def _session(self, of: SourceRound, session: Session, at: datetime) -> SourceEvent:
        random = Random(f"{self.seed}:{of.key}:{session}")
        order = sorted(drivers(), key=lambda driver: -self.speeds[driver.key] - random.gauss(0, 0.25))
        lines = _lines(order, session, random)
        points = derived_points(self.season, of.key, session, lines)
        if session in _LENGTH:
            quickest = random.choice(lines[:12])
            mark = {FASTEST_LAP: fastest_lap(self.season, of.key, session)}
            lines = [
                replace(line, attributes={**line.attributes, **mark}) if line is quickest else line
                for line in lines
            ]
            lines = [replace(line, points=points.get(line.position)) for line in lines]
        return SourceEvent(
            line=0,
            key=event_key(self.season, of.key, session),
            season=self.season,
            round=of,
            session=session,
            scheduled_at=at,
            day=at.date(),
            competitors=tuple(
                SourceCompetitor(
                    simulated_constructors().newest(driver.constructor),
                    SourcePerson(driver.key, driver.name, driver.code),
                )
                for driver in order
            ),
            venue=venue_of(of.key),
            result=SourceResult(tuple(lines), ended_at=at + _LENGTH.get(session, timedelta(hours=1))),
        )


def _lines(order: Sequence[Driver], session: Session, random: Random) -> list[ResultLine]:
    """The classification: those who finish in order, then those who do not."""
    places: list[ResultLine] = []
    rank = 0
    for position, driver in enumerate(order, start=1):
        status: LineStatus = "finished"
        if session in _LENGTH:
            luck = random.random()
            if luck < _DOES_NOT_START:
                status = "not_started"
            elif luck < _RETIRES:
                status = "retired"
        rank += status == "finished"
        laps = _LAPS.get(session)
        if laps is not None and status != "finished":
            laps = 0 if status == "not_started" else random.randrange(laps)
        places.append(
            ResultLine(
                position,
                rank=rank if status == "finished" else None,
                status=status,
                laps=laps,
                attributes={"number": str(driver.number)},
            )
        )
    return places
