"""Reads F1DB: schedules, entries and results of Formula 1, one YAML file each.

Details of the source:

* A race's identity is its grand prix; the number in the name of its folder changes when a race is dropped.
* `date` and `time` are UTC. There are no session times for 2021-2023: usual ones are assumed, and
  `hour_known` is false until a source states them.
* `position` is a number or a code; a driver who retired but was classified keeps the number.
* `points` are empty, not 0, for a driver without points, and for everybody until they are known.
* The number of a driver in a result is that of the day; `permanentNumber` is the present one.
* Entered rounds read "1-16,18-20,22-24"; test drivers have none.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Final, NamedTuple

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
from league_service.core.importing.domain import Upload
from league_service.f1.domain import STAGE, Session, event_key
from league_service.f1.imports import values
from league_service.f1.imports.classification import lacks_points, seconds, stated_result
from league_service.f1.imports.drivers import Entry, SourceDriver
from league_service.f1.imports.f1db_files import F1dbFiles, Row, text
from league_service.f1.imports.found import F1File
from league_service.f1.imports.sessions import usual_start
from league_service.f1.names import constructor, constructors, grand_prix_name, zone_of
from league_service.f1.points import FASTEST_LAP, fastest_lap, is_known

SOURCE: Final = "f1db"
_STATUSES: Final[dict[str, LineStatus]] = {
    "DNF": "retired",
    "DNS": "not_started",
    "DNP": "withdrawn",
    "WD": "withdrawn",
    "DSQ": "disqualified",
    "EX": "disqualified",
    "NC": "not_classified",
    "DNQ": "not_qualified",
    "DNPQ": "not_qualified",
}
_RESULTS: Final[dict[Session, str]] = {
    "sprint_qualifying": "sprint-qualifying-results.yml",
    "sprint": "sprint-race-results.yml",
    "qualifying": "qualifying-results.yml",
    "race": "race-results.yml",
}
_PREFIX: Final[dict[Session, str]] = {
    "sprint_qualifying": "sprintQualifying",
    "sprint": "sprintRace",
    "qualifying": "qualifying",
}
_DETAILS: Final = {
    "gridPosition": "grid",
    "gap": "gap",
    "timePenalty": "penalty",
    "reasonRetired": "reason",
    "driverNumber": "number",
    "q1": "q1",
    "q2": "q2",
    "q3": "q3",
}
_MOST_ROUNDS: Final = 60


class _Start(NamedTuple):
    at: datetime
    hour_known: bool


def read_f1db(uploads: Sequence[Upload], *, season: int = 0) -> F1File:
    """Reads one or all seasons. Raises UnreadableFileError if there is no race at all."""
    name = uploads[0].name if len(uploads) == 1 else "f1db"
    files = F1dbFiles(uploads, SourceFile(name, SOURCE))
    reader = _Reader(files)
    for year, folder in files.races(season):
        reader.read_race(year, folder)
    return reader.result()


class _Reader:
    def __init__(self, files: F1dbFiles) -> None:
        self._files, self._parsed = files, files.parsed
        self._found = F1File(files.parsed)
        self._drivers: dict[str, SourceDriver] = {}
        self._strangers: set[str] = set()
        self._teams: dict[str, str] = {}
        self._entered: dict[int, dict[int, dict[str, str]]] = {}
        self._too_old: set[int] = set()

    def result(self) -> F1File:
        self._found.drivers = list(self._drivers.values())
        self._found.teams = constructors(self._teams.items())
        self._found.lists_season = not self._parsed.refused_count
        return self._found

    def read_race(self, season: int, folder: str) -> None:
        """Adds the sessions of a race weekend, and who is entered."""
        path = f"{folder}race.yml"
        race = self._files.one(path)
        self._parsed.row_count += 1
        if not race:
            return
        if not is_known(season):
            if season not in self._too_old:
                self._too_old.add(season)
                self._files.refuse(path, "", f"the points of {season} are unknown", "import later seasons")
            return
        grand_prix, number = text(race, "grandPrixId"), values.whole(text(race, "round"))
        day = values.day(text(race, "date"))
        if not grand_prix or number is None or day is None:
            field = "grandPrixId" if not grand_prix else "round" if number is None else "date"
            self._files.refuse(path, field, f"{field} is missing or unusable", "correct the file")
            return
        weekend = _Weekend(
            season, grand_prix, SourceRound(number, STAGE, grand_prix, grand_prix_name(grand_prix))
        )
        entered = self._entered_in(season, number)
        numbers: dict[str, int | None] = {}
        for session in _sessions_of(race, folder, self._files):
            event = self._session(weekend, session, race, folder, entered, numbers)
            self._parsed.events.append(event)
            entered = entered | {
                found.person.key: found.team.team
                for found in event.competitors
                if found.person is not None and found.team is not None
            }
        self._found.entries += [
            Entry(season, grand_prix, driver, team, numbers.get(driver) or self._driver(driver).number)
            for driver, team in entered.items()
        ]

    def _session(
        self,
        weekend: "_Weekend",
        session: Session,
        race: Row,
        folder: str,
        entered: dict[str, str],
        numbers: dict[str, int | None],
    ) -> SourceEvent:
        path = f"{folder}{_RESULTS[session]}"
        rows = [row for row in self._files.rows(path) if self._is_usable(path, row)]
        self._parsed.row_count += len(rows)
        numbers.update((text(row, "driverId"), values.whole(text(row, "driverNumber"))) for row in rows)
        named = {text(row, "driverId"): text(row, "constructorId") for row in rows} or entered
        start = _start_of(race, session)
        return SourceEvent(
            line=self._parsed.part(path if rows else f"{folder}race.yml"),
            key=event_key(weekend.season, weekend.grand_prix, session),
            season=weekend.season,
            round=weekend.round,
            session=session,
            scheduled_at=start.at,
            day=start.at.date(),
            hour_known=start.hour_known,
            competitors=tuple(self._competitor(*pair) for pair in named.items()),
            venue=self._venue(text(race, "circuitId")),
            source_ids={"f1db": text(race, "id")} if session == "race" else {},
            result=self._result(weekend, session, folder, rows) if rows else None,
        )

    def _is_usable(self, path: str, row: Row) -> bool:
        position = text(row, "position")
        if not text(row, "driverId"):
            self._files.refuse(path, "driverId", "a row names no driver", "add the id of the driver")
            return False
        if position not in _STATUSES and not values.whole(position):
            hint = f"use a place or one of {', '.join(_STATUSES)}"
            self._files.refuse(path, "position", f"{position[:20]!r} is not a position", hint)
            return False
        return True

    def _result(
        self, weekend: "_Weekend", session: Session, folder: str, rows: Sequence[Row]
    ) -> SourceResult:
        fastest = self._fastest(folder) if session == "race" else ""
        drivers = list(dict.fromkeys(text(row, "driverId") for row in rows))
        path = f"{folder}{_RESULTS[session]}"
        where = (weekend.season, weekend.grand_prix, session)
        lines = [
            self._line(where, path, drivers.index(text(row, "driverId")) + 1, row, fastest) for row in rows
        ]
        if len(drivers) < len(rows):
            lines = list({line.position: line for line in lines}.values())
            self._files.note(
                path, "driverId", "a driver has two rows; the last one counts", "keep one of them"
            )
        strangers = [driver for driver in drivers if driver in self._strangers]
        if lacks_points(*where, lines):
            message = "no points are stated yet; they are derived from the places"
            self._files.note(path, "points", message, "nothing; later files state them")
        result = stated_result(*where, lines, unknown=strangers)
        if result.doubt:
            hint = "correct the file; until then the result stays in quarantine"
            self._files.note(path, "points", result.doubt, hint)
        return result

    def _fastest(self, folder: str) -> str:
        rows = self._files.rows(f"{folder}fastest-laps.yml")
        return next((text(row, "driverId") for row in rows if text(row, "position") == "1"), "")

    def _line(
        self, where: tuple[int, str, Session], path: str, position: int, row: Row, fastest: str
    ) -> ResultLine:
        place = text(row, "position")
        details = {name: text(row, key) for key, name in _DETAILS.items() if text(row, key)}
        if text(row, "driverId") == fastest:
            details[FASTEST_LAP] = fastest_lap(*where)
        return ResultLine(
            position,
            rank=values.whole(place),
            status=_STATUSES.get(place, "finished"),
            laps=values.whole(text(row, "laps")),
            time_s=seconds(text(row, "time")) if text(row, "time") else None,
            points=self._points(path, text(row, "points")),
            attributes=details,
        )

    def _points(self, path: str, stated: str) -> Decimal | None:
        if not stated:
            return None
        try:
            points = Decimal(stated)
        except InvalidOperation:
            points = Decimal("NaN")
        if points.is_finite() and 0 <= points < _MOST_POINTS:
            return points
        self._files.note(path, "points", f"{stated[:20]!r} is not a number of points", "correct the file")
        return None

    def _competitor(self, driver: str, team: str) -> SourceCompetitor:
        found = self._driver(driver)
        era = constructor(team, self._team_name(team)) if team else None
        return SourceCompetitor(era, SourcePerson(driver, found.name, found.code))

    def _driver(self, id: str) -> SourceDriver:
        known = self._drivers.get(id)
        if known is None:
            row = self._files.one(f"drivers/{id}.yml")
            if not row:
                self._strangers.add(id)
            name = text(row, "name") or id.replace("-", " ").title()
            known = self._drivers[id] = SourceDriver(
                id,
                name,
                text(row, "abbreviation") or name.split()[-1][:3].upper(),
                values.day(text(row, "dateOfBirth")),
                self._country(text(row, "nationalityCountryId")),
                values.whole(text(row, "permanentNumber")),
            )
        return known

    def _team_name(self, key: str) -> str:
        if key not in self._teams:
            row = self._files.one(f"constructors/{key}.yml")
            self._teams[key] = text(row, "name") or key.replace("-", " ").title()
        return self._teams[key]

    def _venue(self, circuit: str) -> VenueInfo | None:
        if not circuit:
            return None
        row = self._files.one(f"circuits/{circuit}.yml")
        name = text(row, "fullName") or circuit.replace("-", " ").title()
        country = self._country(text(row, "countryId"))
        return VenueInfo(f"circuit:{circuit}", name, text(row, "placeName"), country, zone_of(circuit))

    def _country(self, key: str) -> str:
        name = text(self._files.one(f"countries/{key}.yml"), "name") if key else ""
        return name or key.replace("-", " ").title()

    def _entered_in(self, season: int, number: int) -> dict[str, str]:
        if season not in self._entered:
            self._entered[season] = self._read_entrants(season)
        return self._entered[season].get(number, {})

    def _read_entrants(self, season: int) -> dict[int, dict[str, str]]:
        path = f"seasons/{season}/entrants.yml"
        found: dict[int, dict[str, str]] = {}
        for team, driver in _pairs(self._files.rows(path)):
            if text(driver, "testDriver") == "true":
                continue
            rounds = _rounds(text(driver, "rounds"))
            if rounds is None:
                message = f"{text(driver, 'rounds')[:40]!r} are not rounds"
                self._files.refuse(path, "rounds", message, "use the form 1-16,18-20,22")
            for number in rounds or ():
                found.setdefault(number, {})[text(driver, "driverId")] = team
        return found


class _Weekend(NamedTuple):
    season: int
    grand_prix: str
    round: SourceRound


_MOST_POINTS: Final = 100


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """The constructor and each driver of the entrants."""
    for row in rows:
        drivers = row.get("drivers", [])
        for driver in drivers if isinstance(drivers, list) else []:
            if isinstance(driver, dict) and text(driver, "driverId"):
                yield text(row, "constructorId"), driver


def _sessions_of(race: Row, folder: str, files: F1dbFiles) -> Iterator[Session]:
    """The sessions of a weekend in the order of their usual days."""
    has_sprint = any(name.startswith("sprint") and text(race, name) for name in race)
    kind = text(race, "sprintQualifyingFormat")
    if kind or files.has(f"{folder}{_RESULTS['sprint_qualifying']}"):
        yield "sprint_qualifying"
    if has_sprint or files.has(f"{folder}{_RESULTS['sprint']}"):
        yield "sprint"
    yield "qualifying"
    yield "race"


def _start_of(race: Row, session: Session) -> _Start:
    prefix = _PREFIX.get(session, "")
    day = values.day(text(race, f"{prefix}Date" if prefix else "date"))
    hour = _hour(text(race, f"{prefix}Time" if prefix else "time"))
    has_sprint = any(name.startswith("sprint") and text(race, name) for name in race)
    usual = usual_start(values.day(text(race, "date")) or date.min, session, has_sprint)
    return _Start(datetime.combine(day or usual.date(), hour or usual.time(), UTC), hour is not None)


def _rounds(stated: str) -> list[int] | None:
    """The rounds of "1-16,18-20"; empty for none, None if the text is unusable."""
    found: list[int] = []
    for part in filter(None, (part.strip() for part in stated.split(","))):
        first, _, last = part.partition("-")
        start, end = values.whole(first.strip()), values.whole((last or first).strip())
        if start is None or end is None or not start <= end <= _MOST_ROUNDS:
            return None
        found += range(start, end + 1)
    return found


def _hour(stated: str) -> time | None:
    hours, _, minutes = stated.partition(":")
    try:
        return time(int(hours), int(minutes))
    except ValueError:
        return None
