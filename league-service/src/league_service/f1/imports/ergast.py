"""Reads races in the Ergast format (Jolpica): saved answers, or those of a running API.

Details of the source:

* Every number is a string; what is unknown is absent. `date` and `time` are UTC.
* `position` is filled for everybody; `positionText` says who is classified: R retired, D and E disqualified,
  W withdrawn, F not qualified, N not classified.
* The ids of constructors outlive a change of the name.
* The data of Jolpica may not be used commercially (CC BY-NC-SA 4.0), so none of it is part of the product.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, Final

from league_service.competition.imports.domain import (
    SourceCompetitor,
    SourceEvent,
    SourceFile,
    SourcePerson,
    SourceResult,
    SourceRound,
)
from league_service.competition.ledger.domain import LineStatus, ResultLine
from league_service.competition.names.venues import VenueInfo
from league_service.core.files.rows import Problem, UnreadableFileError
from league_service.core.importing.domain import Upload
from league_service.f1.domain import STAGE, Session, event_key
from league_service.f1.imports import values
from league_service.f1.imports.classification import lacks_points, seconds, stated_result
from league_service.f1.imports.drivers import Entry, SourceDriver
from league_service.f1.imports.ergast_pages import UNUSABLE, Race, read_pages
from league_service.f1.imports.found import F1File
from league_service.f1.imports.sessions import has_sprint_qualifying, usual_start
from league_service.f1.names import (
    circuit_of,
    constructor,
    constructor_of,
    constructors,
    grand_prix_named,
    zone_of,
)
from league_service.f1.points import FASTEST_LAP, fastest_lap, is_known

SOURCE: Final = "ergast"
_NOT_STARTED: Final = frozenset({"Did not start", "Withdrew"})
_STATUSES: Final[Mapping[str, LineStatus]] = {
    "R": "retired",
    "D": "disqualified",
    "E": "disqualified",
    "W": "not_started",
    "F": "not_qualified",
    "N": "not_classified",
}
_TIMES: Final[Mapping[Session, tuple[str, ...]]] = {
    "sprint_qualifying": ("SprintQualifying", "SprintShootout"),
    "sprint": ("Sprint",),
    "qualifying": ("Qualifying",),
}

Row = Mapping[str, Any]


def read_ergast(uploads: Sequence[Upload], *, season: int = 0) -> F1File:
    """Reads one or all seasons. Raises UnreadableFileError."""
    name = uploads[0].name if len(uploads) == 1 else SOURCE
    reader = _Reader(SourceFile(name, SOURCE))
    for race in read_pages(uploads):
        if season in (0, int(race.facts["season"])):
            reader.read_race(race)
    return reader.result()


class _Reader:
    def __init__(self, parsed: SourceFile) -> None:
        self._parsed = parsed
        self._found = F1File(parsed)
        self._drivers: dict[str, SourceDriver] = {}
        self._teams: dict[str, str] = {}

    def result(self) -> F1File:
        self._found.drivers = list(self._drivers.values())
        self._found.teams = constructors(self._teams.items())
        return self._found

    def read_race(self, race: Race) -> None:
        """Adds the sessions of a race weekend whose rows are complete."""
        facts = race.facts
        season, number = int(facts["season"]), int(facts["round"])
        self._parsed.row_count += 1
        day = values.day(facts.get("date"))
        if day is None or not facts.get("raceName"):
            self._problem(race, "date", "the race has no usable day or name", "save the page again")
            return
        if not is_known(season):
            self._problem(race, "season", f"the points of {season} are unknown", "import later seasons")
            return
        name = str(facts["raceName"])
        weekend = SourceRound(number, STAGE, grand_prix_named(name), name)
        for session in self._sessions(race):
            try:
                self._parsed.events.append(self._session(race, weekend, season, day, session))
                self._enter(race, season, weekend.key, session)
            except UnreadableFileError:
                raise
            except UNUSABLE as error:
                message = f"a row of {name} ({session}) is incomplete: {error}"
                self._problem(race, session, message, "save the page again")

    def _sessions(self, race: Race) -> Iterator[Session]:
        facts = race.facts
        if "Sprint" in facts or "sprint" in race.rows:
            if has_sprint_qualifying(int(facts["season"])):
                yield "sprint_qualifying"
            yield "sprint"
        yield "qualifying"
        yield "race"

    def _session(
        self, race: Race, weekend: SourceRound, season: int, day: date, session: Session
    ) -> SourceEvent:
        rows = [] if session in race.cut else race.rows.get(session, [])
        _must_be_of_one_time(race, weekend, rows)
        if session in race.cut:
            message = f"{weekend.name} is cut by the end of a page; its {session} was left out"
            self._problem(race, session, message, "add the page before and after it", refused=False)
        self._parsed.row_count += len(rows)
        start, hour_known = self._start(race.facts, day, session)
        place = race.facts.get("Circuit", {})
        return SourceEvent(
            line=self._parsed.part(race.file),
            key=event_key(season, weekend.key, session),
            season=season,
            round=weekend,
            session=session,
            scheduled_at=start,
            day=start.date(),
            hour_known=hour_known,
            competitors=tuple(self._competitor(row, season) for row in rows),
            venue=_venue(place) if place.get("circuitId") else None,
            result=self._result(race, weekend, season, session, rows) if rows else None,
        )

    def _start(self, facts: Row, day: date, session: Session) -> tuple[datetime, bool]:
        stated = next((facts[name] for name in _TIMES.get(session, ()) if name in facts), None)
        if session == "race":
            stated = facts
        if stated is not None:
            on, at = values.day(stated.get("date")) or day, _hour(stated.get("time"))
            if at is not None:
                return datetime.combine(on, at, UTC), True
            return datetime.combine(on, usual_start(day, session, "Sprint" in facts).timetz()), False
        return usual_start(day, session, "Sprint" in facts), False

    def _result(
        self, race: Race, weekend: SourceRound, season: int, session: Session, rows: Sequence[Row]
    ) -> SourceResult:
        where = (season, weekend.key, session)
        lines = [_line(where, position, row) for position, row in enumerate(rows, start=1)]
        if lacks_points(*where, lines):
            message = "no points are stated yet; they are derived from the places"
            self._problem(race, "points", message, "nothing; later answers state them", refused=False)
        result = stated_result(*where, lines)
        if result.doubt:
            hint = "until the source corrects it, the result stays in quarantine"
            self._problem(race, "points", result.doubt, hint, refused=False)
        return result

    def _competitor(self, row: Row, season: int) -> SourceCompetitor:
        driver = self._driver(row["Driver"])
        key = constructor_of(values.text(row["Constructor"]["constructorId"]), season)
        self._teams.setdefault(key, values.text(row["Constructor"].get("name")) or key)
        era = constructor(key, self._teams[key])
        return SourceCompetitor(era, SourcePerson(driver.id, driver.name, driver.code))

    def _driver(self, row: Row) -> SourceDriver:
        id = values.text(row["driverId"])
        if id not in self._drivers:
            name = f"{row.get('givenName', '')} {row.get('familyName', '')}".strip() or id
            code = values.text(row.get("code")) or values.text(row.get("familyName", name))[:3].upper()
            self._drivers[id] = SourceDriver(
                id,
                name,
                code,
                values.day(row.get("dateOfBirth")),
                number=values.whole(row.get("permanentNumber")),
            )
        return self._drivers[id]

    def _enter(self, race: Race, season: int, grand_prix: str, session: Session) -> None:
        entered = {
            row["Driver"]["driverId"]: Entry(
                season,
                grand_prix,
                row["Driver"]["driverId"],
                constructor_of(values.text(row["Constructor"]["constructorId"]), season),
                values.whole(row.get("number")),
            )
            for row in (() if session in race.cut else race.rows.get(session, ()))
        }
        self._found.entries += entered.values()

    def _problem(self, race: Race, field: str, message: str, hint: str, *, refused: bool = True) -> None:
        self._parsed.problems.append(Problem(race.file, 0, field, message, hint, refused=refused))


def _line(where: tuple[int, str, Session], position: int, row: Row) -> ResultLine:
    text = str(row.get("positionText") or row.get("position") or "")
    status: LineStatus = _STATUSES.get(text, "finished")
    if row.get("status") in _NOT_STARTED:
        status = "not_started"
    elif row.get("status") == "Disqualified":
        status = "disqualified"
    details = {name.lower(): str(row[name]) for name in ("grid", "number", "Q1", "Q2", "Q3") if name in row}
    taken = values.text(row.get("Time", {}).get("time"))
    if taken.startswith("+"):
        details["gap"] = taken
    if status != "finished" and row.get("status"):
        details["reason"] = values.text(row["status"])
    if row.get("FastestLap", {}).get("rank") == "1":
        details[FASTEST_LAP] = fastest_lap(*where)
    return ResultLine(
        position,
        rank=values.place(text) if status == "finished" else None,
        status=status,
        laps=values.whole(row.get("laps")),
        time_s=seconds(taken) if taken and not taken.startswith("+") else None,
        points=values.amount(row["points"]) if row.get("points") else None,
        attributes=details,
    )


def _must_be_of_one_time(race: Race, weekend: SourceRound, rows: Sequence[Row]) -> None:
    """Raises UnreadableFileError if a driver is listed twice: a row moved to another page meanwhile."""
    drivers = [row["Driver"]["driverId"] for row in rows]
    twice = next((driver for driver in drivers if drivers.count(driver) > 1), None)
    if twice is not None:
        message = f"{twice} is listed twice in a result of {weekend.name}: the data changed while it was read"
        raise UnreadableFileError(race.file, message, "save all pages again")


def _venue(place: Row) -> VenueInfo:
    circuit, location = circuit_of(values.text(place["circuitId"])), place.get("Location", {})
    name = values.text(place.get("circuitName")) or circuit
    return VenueInfo(
        f"circuit:{circuit}",
        name,
        values.text(location.get("locality")),
        values.text(location.get("country")),
        zone_of(circuit),
    )


def _hour(stated: Any) -> time | None:
    try:
        return time.fromisoformat(str(stated)).replace(tzinfo=None)
    except ValueError:
        return None
