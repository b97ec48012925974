"""Results of Formula 1 that can be trusted: looked for, checked and corrected, against a fake upstream."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import orjson
import pytest
import pytest_asyncio

from altsports.task.v1 import queue_pb2, work_pb2
from altsports.task.v1.notifications_pb2 import NotifyRequest
from league_service.core.importing.domain import ImportJob, Upload
from league_service.f1.checks.operations import WATCH
from league_service.f1.imports.importers import ERGAST, F1DB
from league_service.f1.upstream import repository
from league_service.f1.upstream.client import Upstream
from league_service.f1.upstream.diagnostics import upstream_check
from league_service.f1.upstream.domain import Paused
from league_service.f1.upstream.housekeeping import OldAnswers
from league_service.f1.upstream.pacing import SharedPace
from league_service.f1.watch import operations
from league_service.f1.watch.operations import Watcher
from league_service.fantasy.scoring.rescoring import rescore
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import AlreadyExists, Conflict, DomainError, FailedPrecondition
from service_kit.runs.work import Work
from service_kit.testing.callers import ADMIN
from service_kit.testing.fake_ergast import FakeErgast, Mood, result_row

START = datetime(2026, 6, 7, 13, tzinfo=UTC)
RACE, RESULTS = "fantasy.v1.RaceService/GetRace", "fantasy.v1.RaceService/GetRaceResults"
VERIFY, QUARANTINE = "fantasy.v1.RaceService/VerifyRace", "fantasy.v1.RaceService/ListQuarantine"
DECIDE, TEAMS = "fantasy.v1.RaceService/DecideResult", "fantasy.v1.TeamService"
POINTS = [25, 18, 15, 12, 10, 8, 6, 4, 2, 1]
FIRST, LAST = ["antonelli", "hamilton"], ["albon", "ocon", "sainz"]
ORDER = [*FIRST, "hadjar", "piastri", "lawson", "lindblad", "gasly", *LAST]
MOVED = [*FIRST, "gasly", "hadjar", "piastri", "lawson", "lindblad", *LAST]


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
        self.work = ToyWork()

    def watcher_of(self, url: str, timeout_s: float = 20) -> Watcher:
        upstream = Upstream(url, SharedPace(self.database, self.clock), self.clock, timeout_s=timeout_s)
        return Watcher(self.database, self.clock, upstream)

    async def at(self, hours: float) -> list[tuple[str, str]]:
        """Moves the clock to so many hours after the start; returns the kind and the outcome of each look."""
        self.clock.advance(START + timedelta(hours=hours) - self.clock.now())
        return await self.watch()

    async def watch(self) -> list[tuple[str, str]]:
        done = await self.watcher.watch(self.work)
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

    async def killed(self, hours: float, *, at: str) -> None:
        """Looks at what is due, and dies before the answer, or before the commit."""
        self.clock.advance(START + timedelta(hours=hours) - self.clock.now())
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(operations, "fetch_session" if at == "fetch" else "store_found", _die)
            await self.watcher.watch(self.work)

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


def _die(*_: Any, **__: Any) -> Any:
    raise RuntimeError("killed")


class ToyWork(Work):
    """A run whose reports nobody reads."""

    def __init__(self) -> None:
        self.id = uuid4()
        self.saved = {}

    async def progress(
        self, percent: float, *, message: str = "", partial: dict[str, Any] | None = None
    ) -> None:
        pass

    async def save(self, state: dict[str, Any]) -> None:
        self.saved = state


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
    before = {"as_of": (START + timedelta(hours=144)).isoformat()}
    for asked, count in ((before, 1), (before | {"season": 2026}, 1), (before | {"season": 2025}, 0)):
        found = await mesh.leagues.call(QUARANTINE, ADMIN, **asked)
        assert (len(found.results), found.total_size) == (count, count)

    mesh.fake.rows["results"][2026, 6] = R0
    assert await mesh.at(24 * 89) == [("weekly", "corrected")]
    assert await mesh.points() == first
    assert await mesh.state() == ("corrected", 3)
    then = ((4, first, "provisional"), (121, first, "official"), (146, corrected, "corrected"))
    for hours, points, state in then:
        at = (START + timedelta(hours=hours)).isoformat()
        assert (await mesh.points(as_of=at), (await mesh.state(as_of=at))[0]) == (points, state)
    assert (await mesh.events()).count("f1_result.corrected") == 2


class Game:
    """Two players with a team each, scored whenever a result was looked at."""

    def __init__(self, mesh: Mesh) -> None:
        self.mesh = mesh

    async def enter(self, name: str, captain: str, drivers: list[str]) -> None:
        player = Caller(kind="user", user_id=name, username=name, permissions=frozenset({"fantasy:write"}))
        team = (await self.mesh.leagues.call(f"{TEAMS}/CreateTeam", player, name=name)).team
        known = {driver.name.split()[-1].lower(): driver.id for driver in await self.drivers()}
        wanted = {"driver_ids": [known[driver] for driver in drivers], "captain_id": known[captain]}
        await self.mesh.leagues.call(f"{TEAMS}/SetDrivers", player, team_id=team.id, **wanted)

    async def drivers(self) -> Any:
        return (await self.mesh.leagues.call("fantasy.v1.DriverService/ListDrivers", season=2026)).drivers

    async def board(self, **fields: Any) -> list[tuple[str, str]]:
        race = (await self.mesh.leagues.call(RACE, race_id="2026_monaco")).race
        async with self.mesh.database.transaction() as connection:
            await rescore(connection, race.id, self.mesh.clock)
        found = await self.mesh.leagues.call("fantasy.v1.LeaderboardService/GetLeaderboard", **fields)
        return [(row.team, row.total) for row in found.rows]


async def test_players_see_every_state_of_monaco_and_get_two_notices_of_corrections(mesh: Mesh) -> None:
    game = Game(mesh)
    await game.enter("ann", "gasly", ["gasly", "hadjar", "albon", "ocon", "sainz"])
    await game.enter("bob", "hadjar", ["hadjar", "piastri", "lawson", "ocon", "sainz"])
    await published(mesh)
    first = await game.board()
    assert first == [("bob", "47.5"), ("ann", "31")]
    mesh.fake.rows["results"][2026, 6] = R1
    await mesh.at(120)
    assert await game.board() == first
    mesh.fake.rows["results"][2026, 6] = R2
    await mesh.at(145)
    await mesh.verify()
    corrected = await game.board()
    assert corrected == [("ann", "41.5"), ("bob", "39")]
    mesh.fake.rows["results"][2026, 6] = R0
    await mesh.at(24 * 89)
    assert await game.board() == first
    for hours, board in ((4, first), (146, corrected)):
        assert await game.board(as_of=(START + timedelta(hours=hours)).isoformat()) == board
    async with mesh.database.read() as connection:
        posted = await connection.fetch_rows(
            "SELECT request FROM league.deliveries WHERE method LIKE '%Notify' ORDER BY seq"
        )
    notices = [NotifyRequest.FromString(bytes(row[0])) for row in posted]
    told = [user for notice in notices if notice.kind.startswith("f1_score") for user in notice.user_ids]
    assert sorted(told) == ["ann", "ann", "bob", "bob"]


async def doubtful(mesh: Mesh) -> None:
    """Monaco's first result, and a contradictory one in quarantine."""
    await published(mesh)
    mesh.fake.rows["results"][2026, 6] = R1
    assert await mesh.at(27) == [("check", "quarantined")]


async def decide(mesh: Mesh, decision: str, **fields: Any) -> Any:
    given = {"race_id": "2026_monaco", "revision": 2, "reason": "The stewards said so"} | fields
    return (await mesh.leagues.call(DECIDE, ADMIN, decision=decision, **given)).decision


async def test_an_accepted_result_counts_and_is_asked_for_once(mesh: Mesh) -> None:
    await doubtful(mesh)
    made = await decide(mesh, "accept")
    assert (made.new_revision, await decide(mesh, "accept")) == (3, made)
    assert (await mesh.points())["gasly"] == "15"
    assert (await mesh.state())[0] == "corrected"
    assert await mesh.at(51) == [("check", "quarantined")]  # the source repeats itself, and nothing changes
    assert (await mesh.points())["gasly"] == "15"
    assert not (await mesh.leagues.call(QUARANTINE, ADMIN)).results


async def test_a_rejected_result_never_counts(mesh: Mesh) -> None:
    await doubtful(mesh)
    first = await mesh.points()
    assert not (await decide(mesh, "reject")).HasField("new_revision")
    assert await mesh.points() == first
    assert not (await mesh.leagues.call(QUARANTINE, ADMIN)).results


async def test_a_decision_is_taken_once(mesh: Mesh) -> None:
    await doubtful(mesh)
    await decide(mesh, "reject")
    with pytest.raises(AlreadyExists) as caught:
        await decide(mesh, "accept")
    assert caught.value.reason == "RESULT_DECIDED"


async def test_what_the_source_has_replaced_is_not_decided(mesh: Mesh) -> None:
    await doubtful(mesh)
    mesh.fake.rows["results"][2026, 6] = R2
    await mesh.at(51)
    with pytest.raises(AlreadyExists) as caught:
        await decide(mesh, "accept")
    assert caught.value.reason == "RESULT_SUPERSEDED"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"revision": 9}, "REVISION_NOT_FOUND"),
        ({"session": "sprint"}, "REVISION_NOT_FOUND"),
        ({"revision": 1}, "RESULT_NOT_QUARANTINED"),
        ({"race_id": "2026_nowhere"}, "RACE_NOT_FOUND"),
    ],
)
async def test_only_what_is_in_quarantine_is_decided(mesh: Mesh, fields: dict[str, Any], reason: str) -> None:
    await doubtful(mesh)
    with pytest.raises(DomainError) as caught:
        await decide(mesh, "accept", **fields)
    assert caught.value.reason == reason


DOUBTS = {
    "a rank twice": [*R0[:-1], result_row("sainz", "SAI", 9, "1")],
    "fewer rows": R0[:-1],
    "a stranger": [*R0[:-1], result_row("ghost", "GHO", 10, "1")],
    "other points": R1,
}


@pytest.mark.parametrize("doubt", DOUBTS)
async def test_a_doubtful_correction_is_kept_and_administrators_are_notified(mesh: Mesh, doubt: str) -> None:
    first = await published(mesh)
    mesh.fake.rows["results"][2026, 6] = DOUBTS[doubt]
    assert await mesh.at(27) == [("check", "quarantined")]
    assert await mesh.points() == first
    assert await mesh.posted("Notify") == 1
    assert await mesh.at(51) == [("check", "quarantined")]
    assert await mesh.posted("Notify") == 1  # the same statement is one revision, and one notice
    assert len((await mesh.leagues.call(QUARANTINE, ADMIN)).results) == 1


async def test_points_left_empty_are_derived(mesh: Mesh) -> None:
    mesh.fake.rows["results"][2026, 6] = [{**row, "points": ""} for row in R0]
    assert await mesh.at(3) == [("poll", "recorded")]
    assert (await mesh.points())["hadjar"] == "15"
    mesh.fake.rows["results"][2026, 6] = R0
    assert await mesh.at(27) == [("check", "confirmed")]
    assert "f1_result.corrected" not in await mesh.events()


NOT_YET = {
    "401": Mood(401),
    "404": Mood(404),
    "500": Mood(500),
    "503": Mood(503),
    "no answer": Mood(hangs=True),
    "cut": Mood(cut=True),
    "half": Mood(half=True),
}


@pytest.mark.parametrize("mood", NOT_YET)
async def test_what_cannot_be_used_means_not_yet(mesh: Mesh, mood: str) -> None:
    mesh.fake.rows["results"][2026, 6] = R0
    mesh.fake.moods = [NOT_YET[mood]]
    if NOT_YET[mood].hangs:
        mesh.watcher = mesh.watcher_of(mesh.fake.url, timeout_s=0.1)
    assert await mesh.at(2) == [("poll", "not_yet")]
    assert await mesh.state() == ("awaiting", 0)
    mesh.watcher = mesh.watcher_of(mesh.fake.url)
    await mesh.at(3 + 1 / 60)
    assert (await mesh.state())[0] == "provisional"


async def test_a_pause_that_the_upstream_asks_for_is_kept(mesh: Mesh) -> None:
    mesh.fake.rows["results"][2026, 6] = R0
    mesh.fake.moods = [Mood(429, retry_after="5400")]
    assert await mesh.at(2) == [("poll", "not_yet")]
    asked = len(mesh.fake.asked)
    assert await mesh.at(3) == []
    assert len(mesh.fake.asked) == asked
    assert await mesh.at(3.6) == [("poll", "recorded")]


async def test_pages_that_change_while_they_are_read_change_nothing(mesh: Mesh) -> None:
    mesh.fake.rows["results"][2026, 6] = R0
    mesh.fake.most_rows = 4
    mesh.fake.moods = [Mood(), Mood(grows=True)]
    assert await mesh.at(2) == [("poll", "not_yet")]
    assert await mesh.at(3) == [("poll", "recorded")]  # from three pages


async def test_a_session_without_a_result_is_reported_and_then_abandoned(mesh: Mesh) -> None:
    for hours in (2, 23, 24, 25, 47):
        await mesh.at(hours)
    assert (await mesh.posted("Notify"), await mesh.events()) == (1, [])
    await mesh.at(48)
    assert (await mesh.state(), await mesh.events()) == (("abandoned", 0), ["f1_session.changed"])
    assert [await mesh.at(hours) for hours in (49, 71, 72)] == [[], [], [("poll", "not_yet")]]
    mesh.fake.rows["results"][2026, 6] = R0
    assert await mesh.at(96) == [("poll", "recorded")]
    assert await mesh.posted("Notify") == 1


async def test_a_session_with_nothing_but_doubtful_results_is_abandoned_as_well(mesh: Mesh) -> None:
    mesh.fake.rows["results"][2026, 6] = R1
    for hours in (3, 25, 47):
        assert await mesh.at(hours) == [("poll", "quarantined")]
    assert (await mesh.posted("Notify"), await mesh.events()) == (2, [])
    assert await mesh.at(48) == [("poll", "quarantined")]
    assert (await mesh.state(), await mesh.events()) == (("abandoned", 0), ["f1_session.changed"])
    await mesh.at(49)
    assert (await mesh.posted("Notify"), len(await mesh.events())) == (2, 1)


async def test_missed_checks_are_made_up_for_and_of_the_weekly_ones_one(mesh: Mesh) -> None:
    await published(mesh)
    assert await mesh.at(24 * 40) == [*[("check", "confirmed")] * 3, ("weekly", "confirmed")]
    assert await mesh.watch() == []


async def test_a_run_that_is_killed_after_any_step_leaves_three_checks(mesh: Mesh) -> None:
    await published(mesh)
    for hours in (27, 51, 75):
        for look in ("fetch", "store"):
            with pytest.raises(RuntimeError):
                await mesh.killed(hours, at=look)
        await mesh.at(hours)
    async with mesh.database.read() as connection:
        found = await connection.fetch_rows("SELECT kind FROM league.result_checks ORDER BY checked_at")
    assert [row[0] for row in found] == ["poll", "check", "check", "check"]
    assert (await mesh.events()).count("f1_session.changed") == 4


async def test_two_workers_that_check_at_once_store_one_check(mesh: Mesh) -> None:
    await published(mesh)
    mesh.clock.advance(timedelta(hours=24))
    asked = len(mesh.fake.asked)
    await asyncio.gather(mesh.watch(), mesh.watcher.watch(ToyWork()))
    assert (await mesh.state(), len(mesh.fake.asked)) == (("verified", 1), asked + 1)


async def test_an_import_is_a_check(mesh: Mesh) -> None:
    await published(mesh)
    mesh.clock.advance(timedelta(hours=24))
    data = orjson.dumps(
        {
            "MRData": {"url": "/f1/2026/6/results.json", "limit": "30", "offset": "0", "total": "10"}
            | {"RaceTable": {"Races": [{**mesh.fake.races[2026, 6], "Results": R0}]}}
        }
    )
    job = ImportJob([Upload("monaco.json", "", data)], mesh.clock.now())
    async for _ in ERGAST.run(mesh.database, job):
        pass
    assert await mesh.state() == ("verified", 1)
    assert await mesh.watch() == []


async def test_a_race_that_has_not_begun_or_that_nobody_publishes_is_not_verified(
    mesh: Mesh, serve_leagues: Callable[..., Any]
) -> None:
    with pytest.raises(Conflict) as early:
        await mesh.verify()
    assert early.value.reason == "RESULT_TOO_EARLY"
    alone = await serve_leagues(mesh.database)
    with pytest.raises(FailedPrecondition) as caught:
        await alone.call(VERIFY, ADMIN, race_id="2026_monaco")
    assert caught.value.reason == "RESULTS_UPSTREAM_MISSING"


async def test_a_change_of_the_schedule_is_reported_and_followed(mesh: Mesh) -> None:
    session = await mesh.session()
    later = (START + timedelta(days=1)).isoformat()
    await mesh.leagues.call("PostponeEvent", ADMIN, event_id=session.id, scheduled_at=later, reason="Rain")
    assert await mesh.events() == ["f1_session.changed"]
    assert await mesh.at(20) == []
    assert (await mesh.session()).next_check_at.ToDatetime(UTC) == START + timedelta(hours=26)
    await mesh.leagues.call("CancelEvent", ADMIN, event_id=session.id, reason="Flood")
    assert (await mesh.state(), await mesh.at(72)) == (("cancelled", 0), [])


async def test_the_limits_of_the_upstream_hold_for_all_processes(mesh: Mesh) -> None:
    pace = SharedPace(mesh.database, mesh.clock)
    await published(mesh)
    async with mesh.database.transaction() as connection:
        for _ in range(500):
            await repository.store_answer(connection, "2026/6/results", 200, None, mesh.clock.now())
    with pytest.raises(Paused) as caught:
        await pace.wait()
    assert caught.value.retry_at == mesh.clock.now() + timedelta(hours=1)
    mesh.clock.advance(timedelta(hours=1))
    times: list[datetime] = []
    async with mesh.database.transaction() as connection:
        for _ in range(5):
            await repository.take_slot(connection)
            times.append(await connection.fetch_value("SELECT free_at FROM league.upstreams"))
    assert times[4] - times[0] >= timedelta(seconds=1)


async def test_old_answers_are_deleted_and_looks_stay(mesh: Mesh) -> None:
    await published(mesh)
    mesh.clock.advance(timedelta(days=31))
    done = await OldAnswers(mesh.database, mesh.clock, days=30).delete(ToyWork())
    assert done == {"answers_deleted": 2}
    assert (await mesh.state())[0] == "provisional"


async def test_the_upstream_may_count_rounds_in_another_way(mesh: Mesh) -> None:
    race = mesh.fake.races.pop((2026, 6)) | {"round": "4"}
    mesh.fake.races[2026, 4] = race
    mesh.fake.add_race(2026, 6, "Dutch Grand Prix", "2026-06-28", "13:00:00Z")
    mesh.fake.rows["results"] = {(2026, 4): R0, (2026, 6): R2}
    assert await mesh.at(3) == [("poll", "recorded")]
    assert (await mesh.points())["gasly"] == "6"


async def test_results_ask_for_one_run_of_scores_and_one_of_the_next_look(mesh: Mesh) -> None:
    await published(mesh)
    async with mesh.database.read() as connection:
        rows = await connection.fetch_rows(
            "SELECT request FROM league.deliveries WHERE method LIKE %s ORDER BY seq", ["%EnqueueRun"]
        )
    runs = [queue_pb2.EnqueueRunRequest.FromString(row[0]) for row in rows]
    assert [run.kind for run in runs if run.kind == "rescore_f1_race"] == ["rescore_f1_race"]
    assert runs[-1].kind == "watch_f1_results"
    assert runs[-1].run_at.ToDatetime(UTC) == START + timedelta(hours=27)


async def test_runs_whose_looks_fail_ask_for_one_run_together(mesh: Mesh) -> None:
    """Otherwise each of them asks for its own, and the upstream is asked ever more often."""
    await published(mesh)
    mesh.fake.rows["results"].clear()
    before = await mesh.posted("EnqueueRun")
    for hours in (27, 27.2, 27.4):
        assert await mesh.at(hours) == [("check", "not_yet")]
    assert await mesh.posted("EnqueueRun") == before + 1


async def test_a_worker_has_the_looks_carried_out(mesh: Mesh) -> None:
    mesh.fake.rows["results"][2026, 6] = R0
    mesh.clock.advance(START + timedelta(hours=3) - mesh.clock.now())

    async def asked() -> AsyncIterator[work_pb2.CarryOutRequest]:
        run = str(uuid4())
        yield work_pb2.CarryOutRequest(kind=WATCH, run_id=run, params=b"{}", saved=b"{}", attempt=1)

    done = orjson.loads((await mesh.leagues.stream("CarryOut", asked()))[-1].result)
    assert [look["outcome"] for look in done["looks"]] == ["recorded"]


async def test_without_an_upstream_the_service_is_limited_and_not_down() -> None:
    limited, healthy = await upstream_check("")(), await upstream_check("http://127.0.0.1:9/f1")()
    assert (limited.get("status"), healthy.get("status")) == ("limited", "healthy")


async def test_an_answer_that_is_older_than_what_is_stored_is_no_check(mesh: Mesh) -> None:
    await published(mesh)
    async with mesh.database.transaction() as connection:
        await connection.execute("UPDATE league.events SET facts_at = %s", [START + timedelta(days=9)])
    mesh.fake.rows["results"][2026, 6] = R2
    assert await mesh.at(27) == [("check", "not_yet")]
    assert (await mesh.state())[1] == 0
