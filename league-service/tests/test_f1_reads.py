"""Drivers, races and results of Formula 1, read over the contract: the demo's season, and an imported one."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio

from altsports.task.v1 import work_pb2
from league_service.core.importing.domain import ImportJob, Summary, Upload
from league_service.demo.simulated_f1 import begin_season, store_simulated_races
from league_service.f1.checks.operations import WATCH
from league_service.f1.imports.importers import F1DB
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import FailedPrecondition, NotFound
from service_kit.paging import InvalidPageToken
from service_kit.testing.callers import ADMIN

LIST, GET = "fantasy.v1.DriverService/ListDrivers", "fantasy.v1.DriverService/GetDriver"
RACES, RACE = "fantasy.v1.RaceService/ListRaces", "fantasy.v1.RaceService/GetRace"
RESULTS, RULES = "fantasy.v1.RaceService/GetRaceResults", "fantasy.v1.RaceService/GetRules"


@pytest_asyncio.fixture
async def f1(serve_leagues: Callable[..., Any], database: Database, clock: FixedClock) -> Any:
    """The service over the demo's Formula 1."""
    await store_simulated_races(database, clock.now())
    return await serve_leagues(database)


async def test_the_demo_season_is_marked_and_has_all_weekends(f1: Any, clock: FixedClock) -> None:
    races = await f1.call(RACES)
    assert (races.season, races.simulated, len(races.races)) == (clock.now().year, True, 24)
    assert [race.round for race in races.races] == list(range(1, 25))
    sprint = next(race for race in races.races if race.key.endswith("_china"))
    assert [session.kind for session in sprint.sessions] == [
        "sprint_qualifying",
        "sprint",
        "qualifying",
        "race",
    ]
    assert sprint.locks_at == sprint.sessions[0].starts_at
    assert {race.status for race in races.races} == {"scheduled"}


async def test_storing_the_demo_again_changes_nothing(f1: Any, database: Database, clock: FixedClock) -> None:
    assert await store_simulated_races(database, clock.now()) == 0
    assert await begin_season(database, clock.now()) == 0
    assert await begin_season(database, clock.now() + timedelta(days=400)) > 0


async def test_in_december_players_find_the_next_season(
    f1: Any, database: Database, clock: FixedClock
) -> None:
    assert await begin_season(database, datetime(2026, 11, 30, tzinfo=UTC)) == 0
    clock.advance(datetime(2026, 12, 1, tzinfo=UTC) - clock.now())
    assert await begin_season(database, clock.now()) > 0
    assert await begin_season(database, clock.now()) == 0
    assert (await f1.call(RACES)).season == 2026
    assert not any(race.locked for race in (await f1.call(RACES, season=2027)).races)


async def test_a_race_is_found_by_key_and_by_id_and_known_as_time_passes(f1: Any, clock: FixedClock) -> None:
    race = (await f1.call(RACE, race_id="2026_monaco")).race
    assert (await f1.call(RACE, race_id=race.id)).race.key == "2026_monaco"
    start = race.sessions[-1].starts_at.ToDatetime()
    clock.advance(start.replace(tzinfo=UTC) + timedelta(hours=80) - clock.now())
    for hours, state, locked in (
        (-48, "scheduled", False),
        (1, "awaiting", True),
        (3, "provisional", True),
        (27, "verified", True),
        (75, "official", True),
    ):
        at = (start + timedelta(hours=hours)).isoformat() + "Z"
        found = (await f1.call(RACE, race_id="2026_monaco", as_of=at)).race
        assert (found.sessions[-1].state, found.locked) == (state, locked), hours


async def test_results_have_derived_points_with_their_rule(f1: Any) -> None:
    found = await f1.call(RESULTS, race_id="2025_monaco")
    race = found.sessions[-1]
    assert (race.kind, race.state, race.revision, len(race.lines)) == ("race", "official", 1, 20)
    assert [line.points for line in race.lines[:3]] == ["25", "18", "15"]
    assert race.lines[0].rule == "rank 1: 25"
    assert all(line.points == line.stated_points for line in race.lines)
    qualifying = found.sessions[0]
    assert {line.rule for line in qualifying.lines} == {""}


async def test_statistics_are_those_of_the_results(f1: Any) -> None:
    drivers = (await f1.call(LIST, season=2025)).drivers
    assert len(drivers) == 20
    assert [driver.statistics.rank for driver in drivers] == sorted(d.statistics.rank for d in drivers)
    assert sum(driver.statistics.wins for driver in drivers) == 24
    assert sum(driver.statistics.podiums for driver in drivers) == 72
    assert sum(driver.statistics.poles for driver in drivers) == 24
    assert sum(driver.statistics.sprint_wins for driver in drivers) == 6
    total = sum(float(driver.statistics.points) for driver in drivers)
    assert total == 24 * 101 + 6 * 36
    one = (await f1.call(GET, driver_id=drivers[0].key, season=2025)).driver
    assert one == drivers[0]
    assert (one.racing_team.name, one.entered) != ("", False)


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"query": "tanaka"}, ["TAN"]),
        ({"query": "Tánaka"}, ["TAN"]),
        ({"query": "22"}, ["TAN"]),
        ({"query": "nobody"}, []),
        ({"query": "..."}, []),
    ],
)
async def test_drivers_are_searched(f1: Any, fields: dict[str, str], codes: list[str]) -> None:
    assert [driver.code for driver in (await f1.call(LIST, **fields)).drivers] == codes


async def test_drivers_are_sorted_by_name(f1: Any) -> None:
    names = [driver.name for driver in (await f1.call(LIST, sort="name", race="2026_monaco")).drivers]
    assert names == sorted(names)
    assert len(names) == 20


@pytest.mark.parametrize(("method", "items"), [(LIST, "drivers"), (RACES, "races")])
async def test_lists_page(f1: Any, method: str, items: str) -> None:
    whole = [row.id for row in getattr(await f1.call(method), items)]
    found: list[str] = []
    token = ""
    while True:
        page = await f1.call(method, page_size=9, page_token=token)
        assert page.total_size == len(whole)
        found += [row.id for row in getattr(page, items)]
        token = page.next_page_token
        if not token:
            break
    assert found == whole
    other = (await f1.call(method, page_size=9)).next_page_token
    with pytest.raises(InvalidPageToken):
        await f1.call(method, season=2025, page_token=other)


async def test_a_simulated_race_is_not_verified_and_no_setting_would_help(f1: Any) -> None:
    with pytest.raises(FailedPrecondition) as caught:
        await f1.call("fantasy.v1.RaceService/VerifyRace", ADMIN, race_id="2025_monaco")
    assert caught.value.reason == "RESULTS_UPSTREAM_MISSING"
    assert "F1_RESULTS_URL" not in " ".join([caught.value.message, *caught.value.recovery])


async def test_nobody_looks_into_the_future(f1: Any) -> None:
    later = await f1.call(RESULTS, race_id="2026_monaco", as_of="2026-12-31")
    assert {session.state for session in later.sessions} == {"scheduled"}


async def test_the_rules_of_a_season_name_their_exceptions(f1: Any) -> None:
    schemes = (await f1.call(RULES, season=2021)).schemes
    assert [(scheme.session, scheme.grand_prix, scheme.points[0]) for scheme in schemes] == [
        ("race", "", "25"),
        ("sprint", "", "3"),
        ("race", "belgium", "12.5"),
    ]


@pytest.mark.parametrize(
    ("name", "fields", "reason"),
    [
        (RACE, {"race_id": "2026_nowhere"}, "RACE_NOT_FOUND"),
        (RESULTS, {"race_id": "x"}, "RACE_NOT_FOUND"),
        (GET, {"driver_id": "nobody"}, "DRIVER_NOT_FOUND"),
        (LIST, {"season": 1999}, "SEASON_NOT_FOUND"),
        (LIST, {"race": "2026_nowhere"}, "RACE_NOT_FOUND"),
        (RULES, {"season": 1980}, "SEASON_NOT_FOUND"),
        (RULES, {"season": 1066}, "SEASON_NOT_FOUND"),
        (RACES, {"season": 0}, "SEASON_NOT_FOUND"),
        (RACES, {"replay": "f1-unknown"}, "REPLAY_NOT_FOUND"),
        (RULES, {"replay": "f1-unknown"}, "REPLAY_NOT_FOUND"),
    ],
)
async def test_what_does_not_exist_is_said(f1: Any, name: str, fields: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotFound) as caught:
        await f1.call(name, **fields)
    assert caught.value.reason == reason


async def import_season(database: Database) -> None:
    """A season with one race, Monaco, and one driver."""
    files = {
        "seasons/2026/races/01-monaco/race.yml": "round: 1\ndate: 2026-05-31\ngrandPrixId: monaco\n",
        "seasons/2026/entrants.yml": "- constructorId: x\n  drivers:\n    - driverId: zoe\n      rounds: 1\n",
        "drivers/zoe.yml": "name: Ann Pérez\n"
        "abbreviation: ANN\ndateOfBirth: 1990-01-01\npermanentNumber: 5\n",
    }
    job = ImportJob(
        [Upload(path, "", text.encode()) for path, text in files.items()],
        datetime.fromisoformat("2026-03-01T00:00:00Z"),
    )
    *_, last = [step async for step in F1DB.run(database, job)]
    assert isinstance(last, Summary)
    assert last.refused == 0


async def test_an_imported_season_takes_the_place_of_the_simulated_one(f1: Any, database: Database) -> None:
    await import_season(database)
    found = await f1.call(LIST)
    assert ([driver.number for driver in found.drivers], found.simulated) == ([5], False)
    for query in ("perez", "PÉREZ", "Pérez ann", "zoe", "ann"):
        assert [driver.name for driver in (await f1.call(LIST, query=query)).drivers] == ["Ann Pérez"], query
    assert (await f1.call(GET, driver_id="zoe")).driver.name == "Ann Pérez"
    assert (await f1.call(RACE, race_id="2026_monaco")).simulated is False
    assert (await f1.call(RACE, race_id="2025_monaco")).simulated is True


async def test_without_an_upstream_nothing_is_announced_and_nothing_abandoned(
    f1: Any, database: Database, clock: FixedClock
) -> None:
    await import_season(database)

    async def asked() -> AsyncIterator[work_pb2.CarryOutRequest]:
        run = str(uuid4())
        yield work_pb2.CarryOutRequest(kind=WATCH, run_id=run, params=b"{}", saved=b"{}", attempt=1)

    for days in (1, 2, 30):
        clock.advance(datetime(2026, 5, 31, 23, tzinfo=UTC) + timedelta(days=days) - clock.now())
        done = await f1.stream("CarryOut", asked())
        race = (await f1.call(RACE, race_id="2026_monaco")).race.sessions[-1]
        assert (done[-1].result, race.state) == (b'{"looks":[]}', "awaiting")
        assert not race.HasField("next_check_at")
    async with database.read() as connection:
        notices = "SELECT count(*) FROM league.deliveries WHERE method LIKE %s"
        assert await connection.fetch_value(notices, ["%Notify"]) == 0
