"""What administrators state about Formula 1 wins over every later import."""

from collections.abc import Callable
from typing import Any

from league_service.core.importing.domain import ImportJob, Summary, Upload
from league_service.f1.imports.importers import F1DB
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.testing.callers import ADMIN
from service_kit.timestamps import time_from_pb

DRIVERS, RACES = "fantasy.v1.DriverService/", "fantasy.v1.RaceService/"


async def send(database: Database, clock: FixedClock, hour: int) -> Summary:
    """Imports two races that begin at an hour, with one driver."""
    time = f"time: {hour}:00\n"
    files = {
        "seasons/2026/races/06-monaco/race.yml": f"round: 6\ndate: 2026-06-07\ngrandPrixId: monaco\n{time}",
        "seasons/2026/races/07-austria/race.yml": f"round: 7\ndate: 2026-06-28\ngrandPrixId: austria\n{time}",
        "seasons/2026/entrants.yml": "- constructorId: anvil\n  drivers:\n"
        "    - driverId: ann-arrow\n      rounds: 6-7\n",
        "constructors/anvil.yml": "name: Anvil\n",
        "drivers/ann-arrow.yml": "name: Ann Arrow\nabbreviation: ARR\ndateOfBirth: 2000-01-01\n",
    }
    uploads = [Upload(path, "", text.encode()) for path, text in files.items()]
    *_, last = [step async for step in F1DB.run(database, ImportJob(uploads, clock.now()))]
    assert isinstance(last, Summary)
    return last


async def starts(leagues: Any, race: str) -> dict[str, str]:
    """The starts of the sessions of a race."""
    found = (await leagues.call(RACES + "GetRace", race_id=race)).race
    return {each.kind: f"{time_from_pb(each.starts_at):%d %H:%M}" for each in found.sessions}


async def test_times_and_entries_of_administrators_outlast_imports(
    serve_leagues: Callable[..., Any], database: Database, clock: FixedClock
) -> None:
    leagues = await serve_leagues(database)
    added = [
        {"kind": "qualifying", "starts_at": "2026-06-27T10:00:00Z"},
        {"kind": "race", "starts_at": "2026-06-28T11:00:00Z"},
    ]
    austria = {"season": 2026, "grand_prix": "austria", "round": 7, "sessions": added}
    await leagues.call(RACES + "CreateRace", ADMIN, **austria)
    await send(database, clock, 13)
    assert (await starts(leagues, "2026_monaco"))["race"] == "07 13:00"
    moved = [{"kind": "race", "starts_at": "2026-06-07T15:00:00Z"}]
    await leagues.call(RACES + "UpdateRace", ADMIN, race_id="2026_monaco", sessions=moved, reason="Heat")
    stated = {"driver_id": "f1db:ann-arrow", "number": 77, "first_race": "2026_monaco"}
    await leagues.call(DRIVERS + "UpdateDriver", ADMIN, **stated, entered=False)
    for hour in (13, 14, 16):
        summary = await send(database, clock, hour)
        assert (await starts(leagues, "2026_monaco"))["race"] == "07 15:00"
        assert await starts(leagues, "2026_austria") == {"qualifying": "27 10:00", "race": "28 11:00"}
    kept = [problem for problem in summary.problems if problem.field == "time"]
    assert ["time of an administrator" in problem.message for problem in kept] == [True, True]
    driver = (await leagues.call(DRIVERS + "GetDriver", driver_id="f1db:ann-arrow")).driver
    assert (driver.number, driver.entered) == (77, False)
