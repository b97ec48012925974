"""Fantasy F1 on a mesh of its own, through two gateways, while parts of it are killed at random.

`make soak` sets TEST_KILLS, the number of kills, to 100, which takes some minutes. Without it, these tests
are skipped, because they need a mesh whose clock they may move by weeks.
"""

import asyncio
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, LiteralString, Self

import httpx
import psycopg
import pytest
from redis import Redis
from redis.exceptions import RedisError

from service_kit.testing.fake_ergast import FakeErgast, result_row

KILLS = int(os.environ.get("TEST_KILLS", "0"))
PROCESSES = ("league", "worker", "task", "gateway", "gateway-2", "redis", "postgres")
REST_S = 12.0
"""Killed again before that, a process counts as one that cannot live, and is left down ever longer."""

pytestmark = [
    pytest.mark.soak,
    pytest.mark.timeout(300 + 10 * KILLS),
    pytest.mark.skipif(not KILLS, reason="TEST_KILLS is not set"),
]

API = "/api/v1/f1"
POINTS = (25, 18, 15, 12, 10, 8, 6, 4, 2, 1)
DRIVERS = ("arrow", "brake", "crash", "drift", "exits", "flood", "gears", "hairy", "ideal", "joker")
PENALISED = (*DRIVERS[:2], *DRIVERS[3:7], DRIVERS[2], *DRIVERS[7:])
"""The order after a penalty for the third."""

TEAMS = ((3, 6, 7, 8, 9), (2, 5, 7, 8, 9), (1, 6, 7, 8, 9), (4, 5, 6, 7, 8), (0, 6, 7, 8, 9), (3, 4, 7, 8, 9))
"""Line-ups by the number of the driver; the first is the captain. All of them cost less than 100."""

RACES = {
    1: ("monaco", "Monaco Grand Prix"),
    2: ("netherlands", "Dutch Grand Prix"),
    3: ("italy", "Italian Grand Prix"),
    4: ("japan", "Japanese Grand Prix"),
    5: ("canada", "Canadian Grand Prix"),
    6: ("hungary", "Hungarian Grand Prix"),
}
UNDER_FIRE = (4, 5, 6)


def score(team: Sequence[int], order: Sequence[str]) -> Decimal:
    points = dict(zip(order, POINTS, strict=True))
    own = [points[DRIVERS[number]] for number in team]
    return sum(own, Decimal(0)) + Decimal(own[0]) / 2


def rows(order: Sequence[str]) -> list[dict[str, Any]]:
    return [
        result_row(driver, driver[:3].upper(), place, str(POINTS[place - 1]))
        for place, driver in enumerate(order, start=1)
    ]


@contextmanager
def served(fake: FakeErgast) -> Generator[FakeErgast]:
    """Serves a fake upstream from a thread of its own."""
    loop, ready = asyncio.new_event_loop(), threading.Event()

    async def serve(stop: asyncio.Event) -> None:
        async with fake:
            ready.set()
            await stop.wait()

    stop = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=[serve(stop)])
    thread.start()
    assert ready.wait(10)
    try:
        yield fake
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


_PATIENCE_S = 25.0
RUNS: LiteralString = (
    "SELECT kind, status, attempts, run_at, params, error FROM task.runs WHERE status <> 'completed'"
)


class Game:
    """A season on a mesh: its upstream, its clock, its players, and what may be read of it."""

    def __init__(self, mesh: Any, fake: FakeErgast) -> None:
        self.mesh = mesh
        self.fake = fake
        first = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
        if (first - timedelta(days=7)).year != (first + timedelta(days=60)).year:
            first = datetime(first.year + 1, 1, 20, 13, tzinfo=UTC)
        self.season = first.year
        self.starts = {number: first + timedelta(days=7 * (number - 2)) for number in RACES}
        for number, (_, name) in RACES.items():
            self._add_race(number, name)
        self._token = "none yet"
        self._offset = timedelta()

    def _add_race(self, number: int, name: str) -> None:
        at = self.starts[number]
        before = at - timedelta(days=1)
        qualifying = {"date": str(before.date()), "time": f"{before:%H:%M:%SZ}"}
        self.fake.add_race(
            self.season, number, name, str(at.date()), f"{at:%H:%M:%SZ}", Qualifying=qualifying
        )

    def state(self, number: int, order: Sequence[str]) -> None:
        """From now on, the upstream states this order of a race."""
        self.fake.rows["results"][self.season, number] = rows(order)

    def key(self, number: int) -> str:
        return f"{self.season}_{RACES[number][0]}"

    def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Asks a gateway as the administrator, and another one while something is down."""
        deadline, last = time.monotonic() + 90, ""
        while True:
            with suppress(httpx.TransportError):
                url = random.choice(self.mesh.gateways) + path
                headers = {"Cache-Control": "no-cache", "Authorization": f"Bearer {self._token}"}
                answer = httpx.request(method, url, headers=headers, timeout=30, **options)
                last = answer.text
                if answer.status_code == 401:
                    self._login()
                elif answer.status_code < 500:
                    return answer
            assert time.monotonic() < deadline, f"no answer to {path}, but {last}"
            time.sleep(0.2)

    def _login(self) -> None:
        with suppress(httpx.TransportError):
            url = f"{random.choice(self.mesh.gateways)}/auth/login"
            answer = httpx.post(url, json=self.mesh.admin, timeout=30)
            if answer.is_success:
                self._token = answer.json()["access_token"]

    def move(self, to: datetime) -> None:
        """Moves the clock of the mesh forward to a time; a killed Redis comes back first."""
        to, deadline = max(to, self.now()), time.monotonic() + 60
        while time.monotonic() < deadline:
            with suppress(RedisError, StopIteration), Redis.from_url(self.mesh.told("REDIS_URL")) as redis:
                self._offset = to - datetime.now(UTC)
                redis.set("altsports:clock:offset", self._offset.total_seconds())
                time.sleep(0.6)  # within which all processes follow
                return
            time.sleep(0.2)
        pytest.fail("Redis did not come back")

    def now(self) -> datetime:
        """The time of the mesh."""
        return datetime.now(UTC) + self._offset

    def until(self, holds: Callable[[], bool], what: str, seconds: float = 120) -> None:
        """Waits until something holds, whatever is down meanwhile.

        An hour passes now and then: a run that was lost three times fails, and a schedule makes up for it.
        """
        deadline, later = time.monotonic() + seconds, time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            with suppress(psycopg.OperationalError):
                if holds():
                    return
            if time.monotonic() > later:
                later += _PATIENCE_S
                self.move(self.now() + timedelta(hours=1))
            time.sleep(0.2)
        pytest.fail(f"not {what} within {seconds} s; {self.rows(RUNS)}")

    def verify(self, number: int) -> None:
        self.call("POST", f"{API}/races/{self.key(number)}/verify", json={}).raise_for_status()

    def looks(self, number: int) -> Counter[str]:
        """How often a race was looked at, by kind and outcome."""
        return Counter(dict(self.rows(LOOKS, key=f"{self.key(number)}_race")))

    def drivers(self) -> dict[str, str]:
        """The ids of the drivers by name."""
        return {key.split(":")[1]: id for key, id in self.rows("SELECT key, id FROM league.people")}

    def board(self, teams: Mapping[str, Any]) -> dict[str, Decimal]:
        """The totals of some users."""
        answer = self.call("GET", f"{API}/leaderboard", params={"season": self.season, "page_size": 100})
        rows = answer.raise_for_status().json()["data"]
        return {row["username"]: Decimal(row["total"]) for row in rows if row["username"] in teams}

    def rows(self, query: LiteralString, **values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.mesh.told("DATABASE_URL")) as connection:
            return connection.execute(query, values).fetchall()


class Player:
    """A player at one of the gateways."""

    def __init__(self, gateway: str, user: dict[str, Any]) -> None:
        self.name = user["user"]["username"]
        self._login = {"username": user["email"], "password": user["password"]}
        self.http = httpx.Client(base_url=gateway, headers=user["headers"], timeout=60)

    def log_in(self) -> None:
        """Again, because the clock was moved."""
        answer = self.http.post("/auth/login", json=self._login).raise_for_status()
        self.http.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def has_team(self, season: int) -> str:
        body = {"name": f"Team {self.name}", "season": season}
        answer = self.http.post(f"{API}/teams", json=body)
        assert answer.is_success, answer.text
        return answer.json()["data"]["id"]


@pytest.fixture(scope="module")
def game(running_mesh: Callable[..., Any]) -> Iterator[Game]:
    """The first race has taken place, so the drivers are known; the others are to come."""
    with served(FakeErgast()) as fake, running_mesh("--no-demo", F1_RESULTS_URL=fake.url) as mesh:
        found = Game(mesh, fake)
        found.move(found.starts[2] - timedelta(days=4))
        found.state(1, DRIVERS)
        mesh.altsports("import", "ergast", fake.url, "--season", str(found.season))
        yield found


@pytest.fixture
def players(game: Game) -> Iterator[Callable[[int], list[Player]]]:
    """Makes players at two gateways in turn."""
    with ExitStack() as stack:

        def make(count: int) -> list[Player]:
            with ThreadPoolExecutor(8) as threads:
                users = list(threads.map(lambda number: _user(game, number), range(count)))
            made = [Player(game.mesh.gateways[at % 2], user) for at, user in enumerate(users)]
            for player in made:
                stack.callback(player.http.close)
            return made

        yield make


def _user(game: Game, number: int) -> dict[str, Any]:
    login = {"email": f"p{number}-{time.time_ns()}@altsports.example", "password": "a long walk to the rink"}
    made = (
        httpx.post(f"{game.mesh.gateways[0]}/auth/register", json=login, timeout=60).raise_for_status().json()
    )
    return {**made, **login, "headers": {"Authorization": f"Bearer {made['access_token']}"}}


def all_at_once(calls: Sequence[Callable[[], httpx.Response]]) -> list[httpx.Response]:
    with ThreadPoolExecutor(len(calls)) as threads:
        return [done.result() for done in [threads.submit(call) for call in calls]]


def test_of_two_hundred_one_gets_the_last_place(game: Game, players: Callable[[int], list[Player]]) -> None:
    owner, *others = players(201)
    for player in (owner, *others):
        player.has_team(game.season)
    body = {"name": "Two seats", "max_members": 2, "visibility": "public"}
    league = owner.http.post(f"{API}/leagues", json=body).raise_for_status().json()["data"]
    path = f"{API}/leagues/{league['id']}/join"
    answers = all_at_once([lambda p=player: p.http.post(path, json={}) for player in others])
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 199}


def test_two_tabs_do_not_overspend(game: Game, players: Callable[[int], list[Player]]) -> None:
    """Each tab saves its own line-up; whatever is stored is one of them, and within the budget."""
    (player,) = players(1)
    team = player.has_team(game.season)
    known = game.drivers()
    lineups = [[known[DRIVERS[number]] for number in five] for five in TEAMS]
    dear = [known[driver] for driver in DRIVERS[:5]]
    path = f"{API}/teams/{team}/drivers"
    headers = dict(player.http.headers)

    def save(at: int) -> httpx.Response:
        ids = dear if at % 3 == 2 else lineups[at % len(lineups)]
        url = game.mesh.gateways[at % 2] + path
        return httpx.put(url, json={"driver_ids": ids}, headers=headers, timeout=30)

    answers = all_at_once([lambda at=at: save(at) for at in range(24)])
    assert [answer.status_code for answer in answers] == [400 if at % 3 == 2 else 200 for at in range(24)]
    stored = game.rows(
        "SELECT l.driver_ids, (SELECT sum(price) FROM unnest(l.prices) p(price)) FROM fantasy.lineups l"
        " WHERE l.team_id = %(team)s",
        team=team,
    )
    assert len(stored) == 16
    assert all(list(drivers) in lineups and cost <= 100 for drivers, cost in stored)


def test_a_save_counts_until_the_lock_even_after_the_start_was_moved(
    game: Game, players: Callable[[int], list[Player]]
) -> None:
    (player,) = players(1)
    path = f"{API}/teams/{player.has_team(game.season)}/drivers"
    known = game.drivers()
    for number, moved in ((2, None), (3, timedelta(hours=-5))):
        lock = game.starts[number] - timedelta(days=1)
        if moved is not None:
            lock += moved
            game.move(lock - timedelta(days=1))
            times = [{"kind": "qualifying", "starts_at": lock.isoformat()}]
            change = {"sessions": times, "reason": "A storm"}
            game.call("PATCH", f"{API}/races/{game.key(number)}", json=change).raise_for_status()
        ids = [[known[DRIVERS[at]] for at in TEAMS[number + more]] for more in (0, 1)]
        game.move(lock - timedelta(seconds=4))
        player.log_in()
        answers: list[httpx.Response] = []
        for at, drivers in zip((lock - timedelta(seconds=1), lock), ids, strict=True):
            time.sleep(max(0.0, (at - game.now()).total_seconds()))
            answers.append(player.http.put(path, json={"driver_ids": drivers, "race": game.key(number)}))
        saved, late = answers
        assert (saved.status_code, saved.json()["data"]["race"]["key"]) == (200, game.key(number))
        assert (late.status_code, late.json()["code"]) == (409, "RACE_LOCKED")
        assert game.key(number + 1) in late.text
        counted = player.http.get(path.replace("drivers", "lineups")).raise_for_status().json()["data"][0]
        assert [driver["driver_id"] for driver in counted["drivers"]] == ids[0]
        game.state(number, DRIVERS)


def test_scores_under_fire_are_whole_and_noticed_once(
    game: Game, players: Callable[[int], list[Player]]
) -> None:
    """Three races are polled, checked three times and scored; then corrections go on until the last kill."""
    game.move(game.starts[4] - timedelta(days=2))
    teams: dict[str, Sequence[int]] = {}
    known = game.drivers()
    for player, team in zip(players(len(TEAMS)), TEAMS, strict=True):
        ids = [known[DRIVERS[number]] for number in team]
        path = f"{API}/teams/{player.has_team(game.season)}/drivers"
        player.http.put(path, json={"driver_ids": ids, "captain_id": ids[0]}).raise_for_status()
        teams[player.name] = team
    with Fire(game.mesh) as fire, Reader(game, teams) as reader:
        for number in UNDER_FIRE:
            reader.expect(number, DRIVERS)
            weekend(game, number)
            game.until(lambda: game.board(teams) == reader.now, "scored")
        corrections = 0
        while fire.is_burning or corrections < 2:
            order = (PENALISED, DRIVERS)[corrections % 2]
            corrections += 1
            reader.expect(UNDER_FIRE[0], order)
            game.state(UNDER_FIRE[0], order)
            game.verify(UNDER_FIRE[0])
            game.until(lambda: game.board(teams) == reader.now, "corrected")
    game.mesh.wait_until_healthy()
    print(f"killed {dict(fire.killed)}; {corrections} corrections, {reader.reads} reads of the board")  # noqa: T201
    assert reader.wrong == []
    assert_checked(game)
    assert_noticed(game, teams, corrections)
    assert game.rows(HALF_BOARDS) == []


def weekend(game: Game, number: int) -> None:
    """The first poll finds nothing, the next one a result, which three checks confirm."""
    start = game.starts[number]
    game.move(start + timedelta(hours=2, minutes=1))
    game.until(lambda: game.looks(number)["poll not_yet"] == 1, "polled")
    game.state(number, DRIVERS)
    game.move(start + timedelta(hours=3, minutes=2))
    game.until(lambda: game.looks(number)["poll recorded"] == 1, "recorded")
    for check in (1, 2, 3):
        game.move(start + timedelta(hours=3 + 24 * check, minutes=3 + check))
        game.until(lambda done=check: game.looks(number)["check confirmed"] == done, f"checked {check} times")


class Fire:
    """Kills processes at random from a thread, until there were as many kills as asked for."""

    def __init__(self, mesh: Any) -> None:
        self.killed: Counter[str] = Counter()
        self._mesh = mesh
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._burn)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    @property
    def is_burning(self) -> bool:
        return self._thread.is_alive()

    def _burn(self) -> None:
        chance, last = random.Random(12), dict[str, float]()
        while self.killed.total() < KILLS and not self._over.wait(chance.uniform(0.3, 2.0)):
            rested = [name for name in PROCESSES if time.monotonic() - last.get(name, 0) > REST_S]
            if not rested:
                continue
            name = chance.choice(rested)
            with suppress(ProcessLookupError, StopIteration, OSError, ValueError):  # it is down already
                self._mesh.kill(name)
                self.killed[name] += 1
                last[name] = time.monotonic()


class Reader:
    """Reads the board all the time: it is always one that was published as a whole."""

    def __init__(self, game: Game, teams: Mapping[str, Sequence[int]]) -> None:
        self.reads = 0
        self.wrong: list[dict[str, Decimal]] = []
        self._game = game
        self._teams = teams
        self._orders: dict[int, Sequence[str]] = {}
        self.now = dict.fromkeys(teams, Decimal(0))
        self._published = [{}, self.now]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def expect(self, number: int, order: Sequence[str]) -> None:
        """From now on, the board may also be the one with this result."""
        self._orders[number] = order
        self.now = {
            name: sum((score(team, order) for order in self._orders.values()), Decimal(0))
            for name, team in self._teams.items()
        }
        self._published.append(self.now)

    def _read(self) -> None:
        while not self._over.wait(0.1):
            board = self._game.board(self._teams)
            self.reads += 1
            if board not in self._published:
                self.wrong.append(board)


HALF_BOARDS: LiteralString = """
    SELECT b.id FROM fantasy.boards b LEFT JOIN fantasy.board_rows r ON r.board_id = b.id
    WHERE b.league_id IS NULL GROUP BY b.id HAVING count(r.team_id) <> b.teams"""
LOOKS: LiteralString = """
    SELECT c.kind || ' ' || c.outcome, count(*) FROM league.result_checks c JOIN league.events e
    ON e.id = c.event_id WHERE e.key = %(key)s GROUP BY 1"""
NOTICES: LiteralString = """
    SELECT u.username, n.kind, count(*), count(DISTINCT n.key) FROM task.notifications n
    JOIN auth.users u ON u.id::text = n.user_id WHERE starts_with(n.kind, 'f1_') GROUP BY 1, 2"""


def assert_checked(game: Game) -> None:
    for number in UNDER_FIRE:
        looks = game.looks(number)
        assert looks["poll recorded"] == 1
        assert sum(count for look, count in looks.items() if look.startswith("check ")) == 3


def assert_noticed(game: Game, teams: Mapping[str, Sequence[int]], corrections: int) -> None:
    """Everybody was notified of each race and of each correction once."""

    def notified() -> dict[str, tuple[int, int]]:
        found: dict[str, Counter[str]] = {name: Counter() for name in teams}
        for name, kind, count, keys in game.rows(NOTICES):
            assert count == keys
            if name in found:
                found[name][kind] += count
        return {
            name: (kinds["f1_race.scored"], kinds["f1_score.corrected"] + kinds["f1_score.kept"])
            for name, kinds in found.items()
        }

    expected = dict.fromkeys(teams, (len(UNDER_FIRE), corrections))
    game.until(lambda: notified() == expected, "noticed")
    time.sleep(3)
    assert notified() == expected
