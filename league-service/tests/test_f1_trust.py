"""Results of Formula 1 that can be trusted: looked for, checked and corrected, against a fake upstream."""

from collections.abc import AsyncGenerator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import pytest_asyncio

from league_service.core.importing.domain import ImportJob, Upload
from league_service.f1.imports.importers import F1DB
from league_service.f1.upstream.client import Upstream
from league_service.f1.upstream.pacing import SharedPace
from league_service.f1.watch.operations import Watcher
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.testing.callers import ADMIN
from service_kit.testing.fake_ergast import FakeErgast, result_row

START = datetime(2026, 6, 7, 13, tzinfo=UTC)
RACE, RESULTS = "fantasy.v1.RaceService/GetRace", "fantasy.v1.RaceService/GetRaceResults"
VERIFY, QUARANTINE = "fantasy.v1.RaceService/VerifyRace", "fantasy.v1.RaceService/ListQuarantine"
POINTS = [25, 18, 15, 12, 10, 8, 6, 4, 2, 1]
ORDER = [
    "antonelli",
    "hamilton",
    "hadjar",
    "piastri",
    "lawson",
    "lindblad",
    "gasly",
    "albon",
    "ocon",
    "sainz",
]
MOVED = [
    "antonelli",
    "hamilton",
    "gasly",
    "hadjar",
    "piastri",
    "lawson",
    "lindblad",
    "albon",
    "ocon",
    "sainz",
]


def rows(order: list[str], **points: str) -> list[dict[str, Any]]:
    """The rows of a result; `points` are those that the source states otherwise."""
    return [
        result_row(driver, driver[:3].upper(), place, points.get(driver, str(POINTS[place - 1])))
        for place, driver in enumerate(order, start=1)
    ]


NAMED = ("hadjar", "piastri", "lawson", "lindblad", "gasly")
R0, R2 = rows(ORDER), rows(MOVED)
R1 = rows(MOVED, lawson="9", lindblad="8")


class Mesh:
    """The league service beside a fake upstream; a run looks at what is due."""

    def __init__(self, leagues: Any, database: Database, clock: FixedClock, fake: FakeErgast) -> None:
        self.leagues, self.database, self.clock, self.fake = leagues, database, clock, fake
        self.watcher = self.watcher_of(fake.url)

    def watcher_of(self, url: str) -> Watcher:
        upstream = Upstream(url, SharedPace(self.database, self.clock), self.clock, timeout_s=0.3)
        return Watcher(self.database, self.clock, upstream)

    async def at(self, hours: float) -> list[tuple[str, str]]:
        """Moves the clock to so many hours after the start; returns the kind and the outcome of each look."""
        self.clock.advance(START + timedelta(hours=hours) - self.clock.now())
        return await self.watch()

    async def watch(self) -> list[tuple[str, str]]:
        done = await self.watcher.watch(ToyWork())
        return [(look["kind"], look["outcome"]) for look in done["looks"]]

    async def session(self, kind: str = "race", **fields: Any) -> Any:
        found = (await self.leagues.call(RACE, race_id="2026_monaco", **fields)).race
        return next(session for session in found.sessions if session.kind == kind)

    async def state(self, **fields: Any) -> tuple[str, int]:
        found = await self.session(**fields)
        return found.state, found.checks_done

    async def points(self, **fields: Any) -> dict[str, str]:
        found = (await self.leagues.call(RESULTS, race_id="2026_monaco", **fields)).sessions
        return {line.name.split()[-1].lower(): line.points for line in found[-1].lines}

    async def verify(self) -> Any:
        return (await self.leagues.call(VERIFY, ADMIN, race_id="2026_monaco")).sessions

    async def posted(self, method: str) -> int:
        async with self.database.read() as connection:
            return await connection.fetch_value(
                "SELECT count(*) FROM league.deliveries WHERE method LIKE %s", [f"%{method}"]
            )

    async def events(self) -> list[str]:
        async with self.database.read() as connection:
            found = await connection.fetch_rows("SELECT type FROM league.outbox ORDER BY seq")
        return [row[0] for row in found if row[0].startswith("f1_")]


class ToyWork:
    """A run whose reports nobody reads."""

    saved: ClassVar[dict[str, Any]] = {}

    async def progress(self, percent: float, *, message: str = "", partial: Any = None) -> None:
        pass


@pytest_asyncio.fixture
async def fake() -> AsyncGenerator[FakeErgast]:
    async with FakeErgast() as running:
        running.add_race(2026, 6, "Monaco Grand Prix", "2026-06-07", "13:00:00Z")
        yield running


@pytest_asyncio.fixture
async def mesh(
    serve_leagues: Callable[..., Any], database: Database, clock: FixedClock, fake: FakeErgast
) -> Mesh:
    """A season of which Monaco and a last race in December are known, with all drivers entered."""
    await import_season(database, clock)
    return Mesh(await serve_leagues(database, upstream=fake.url), database, clock, fake)


async def import_season(database: Database, clock: FixedClock) -> None:
    files = {
        "seasons/2026/races/06-monaco/race.yml": "round: 6\ndate: 2026-06-07\ntime: 13:00\n"
        "grandPrixId: monaco\n",
        "seasons/2026/races/07-abu-dhabi/race.yml": "round: 7\ndate: 2026-12-06\ngrandPrixId: abu-dhabi\n",
        "seasons/2026/entrants.yml": "- constructorId: anvil\n  drivers:\n"
        + "".join(f"    - driverId: a-{driver}\n      rounds: 6-7\n" for driver in ORDER),
        "constructors/anvil.yml": "name: Anvil\n",
    }
    for driver in ORDER:
        facts = result_row(driver, driver[:3].upper(), 1, "0")["Driver"]
        files[f"drivers/a-{driver}.yml"] = (
            f"name: A {driver.title()}\nabbreviation: {facts['code']}\ndateOfBirth: {facts['dateOfBirth']}\n"
        )
    job = ImportJob([Upload(path, "", text.encode()) for path, text in files.items()], clock.now())
    async for _ in F1DB.run(database, job):
        pass


async def published(mesh: Mesh) -> dict[str, str]:
    """Monaco's first result, three hours after the start; returns the points."""
    mesh.fake.rows["results"][2026, 6] = R0
    assert await mesh.at(3) == [("poll", "recorded")]
    return await mesh.points()


async def test_a_result_is_looked_for_and_checked_three_times(mesh: Mesh) -> None:
    assert await mesh.at(1.9) == []
    assert await mesh.state() == ("awaiting", 0)
    assert await mesh.at(2) == [("poll", "not_yet")]
    first = await published(mesh)
    assert await mesh.state() == ("provisional", 0)
    assert [first[driver] for driver in NAMED] == ["15", "12", "10", "8", "6"]
    states = [(await mesh.at(3 + 24 * n), await mesh.state()) for n in (1, 2, 3)]
    assert states == [
        ([("check", "confirmed")], ("verified", 1)),
        ([("check", "confirmed")], ("verified", 2)),
        ([("check", "confirmed")], ("official", 3)),
    ]
    assert await mesh.events() == ["f1_result.published", *["f1_session.changed"] * 4]


async def test_monaco_is_quarantined_corrected_and_reversed(mesh: Mesh) -> None:
    first = await published(mesh)
    for hours in (27, 51, 75, 120):
        await mesh.at(hours)
    mesh.fake.rows["results"][2026, 6] = R1
    (found,) = await mesh.verify()
    assert (found.outcome, found.revision, found.state) == ("quarantined", 2, "official")
    assert await mesh.points() == first
    (doubtful,) = (await mesh.leagues.call(QUARANTINE, ADMIN)).results
    assert (doubtful.revision, doubtful.revision_in_force) == (2, 1)
    assert "9 points are stated for rank 6" in doubtful.reason

    mesh.fake.rows["results"][2026, 6] = R2
    await mesh.at(145)
    (found,) = await mesh.verify()
    assert (found.outcome, found.revision, found.state) == ("corrected", 3, "corrected")
    corrected = await mesh.points()
    assert [corrected[driver] for driver in NAMED] == ["12", "10", "8", "6", "15"]
    assert not (await mesh.leagues.call(QUARANTINE, ADMIN)).results

    mesh.fake.rows["results"][2026, 6] = R0
    assert await mesh.at(24 * 89) == [("weekly", "corrected")]
    assert await mesh.points() == first
    assert await mesh.state() == ("corrected", 3)
    then = ((4, first, "provisional"), (121, first, "official"), (146, corrected, "corrected"))
    for hours, points, state in then:
        at = (START + timedelta(hours=hours)).isoformat()
        assert (await mesh.points(as_of=at), (await mesh.state(as_of=at))[0]) == (points, state)
    assert (await mesh.events()).count("f1_result.corrected") == 2
