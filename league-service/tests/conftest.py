"""The league service in one process: a migrated database, its handlers behind the real server, a client."""

import asyncio
import csv
import io
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from altsports.auth.v1.directory_pb2 import FindMemberResponse
from altsports.league.v1 import imports_pb2 as imports_pb
from league_service.competition.rules.book import RuleBook
from league_service.demo.seed import load_demo_data
from league_service.demo.simulated_f1 import store_simulated_races
from league_service.registrations import registrations_of, rule_book
from league_service.settings import LeagueSettings
from service_kit.caller import Caller, service_caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.db.held import check_nothing_held
from service_kit.db.settings import PoolSettings
from service_kit.testing.callers import READER
from service_kit.testing.clones import Clone, Clones, migrations_of
from service_kit.testing.in_process import Serve, ServiceCalls

pytest_plugins = ["service_kit.testing.plugin"]

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest_asyncio.fixture
async def database(migrated: Callable[..., Any]) -> Database:
    """The empty migrated schema; commits are real."""
    return await migrated("league")


@pytest.fixture(scope="session")
def demo_template(clones: Clones) -> Generator[Clone]:
    """A database with the demo data, from which each test gets a copy."""
    clone = clones.create({"league": migrations_of("league")})

    async def load() -> None:
        async with Database(clone.dsn("league"), PoolSettings(max_size=1), service="league") as database:
            await load_demo_data(database, NOW)

    asyncio.run(load())
    yield clone
    clones.drop(clone)


@pytest_asyncio.fixture
async def demo_database(demo_template: Clone, clones: Clones) -> AsyncGenerator[Database]:
    """The schema with the demo data; commits are real."""
    clone = clones.copy(demo_template)
    async with Database(clone.dsn("league"), PoolSettings(max_size=10), service="league") as database:
        yield database
    clones.drop(clone)


@pytest.fixture(scope="session")
def f1_template(clones: Clones) -> Generator[Clone]:
    """A database with the demo's Formula 1 of 2025 and 2026, from which each test gets a copy."""
    clone = clones.create({"league": migrations_of("league")})

    async def load() -> None:
        async with Database(clone.dsn("league"), PoolSettings(max_size=1), service="league") as database:
            await store_simulated_races(database, NOW)

    asyncio.run(load())
    yield clone
    clones.drop(clone)


@pytest_asyncio.fixture
async def f1_database(f1_template: Clone, clones: Clones) -> AsyncGenerator[Database]:
    """The schema with the demo's Formula 1; commits are real."""
    clone = clones.copy(f1_template)
    async with Database(clone.dsn("league"), PoolSettings(max_size=10), service="league") as database:
        yield database
    clones.drop(clone)


class Leagues:
    """Calls the service as the gateway does."""

    def __init__(self, calls: ServiceCalls) -> None:
        self._calls = calls
        self.client = calls.client

    async def call(self, name: str, caller: Caller = READER, /, **fields: Any) -> Any:
        method = self._calls.method(name)
        request = method.request_from_json(fields)
        return await self._calls.client.call(method, request, caller=caller, timeout_s=20)

    async def stream(self, name: str, requests: Any) -> list[Any]:
        method, caller = self._calls.method(name), service_caller("tests")
        messages = self._calls.client.stream(method, requests, caller=caller, timeout_s=60)
        return [message async for message in messages]

    async def imported(self, requests: Any) -> "Imported":
        """Imports files that are sent in these messages."""
        return Imported(await self.stream("ImportFiles", requests))


class Members:
    """The memberships that auth-service would find: (club role, teams) by account and organisation.

    Accounts in `everywhere` are members of every organisation.
    """

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], tuple[str, list[str]]] = {}
        self.everywhere: set[str] = set()

    async def find(self, user_id: str, organisation_id: str) -> FindMemberResponse:
        check_nothing_held("A call to another service")
        at_home = ("player", list[str]()) if user_id in self.everywhere else (None, list[str]())
        role, teams = self.known.get((user_id, organisation_id)) or at_home
        return FindMemberResponse(
            club_role=role, team_access=teams, can_log_in=role is not None, organisation_name="Rovers"
        )


@pytest.fixture
def members() -> Members:
    return Members()


@pytest.fixture
def serve_leagues(tmp_path: Path, serve: Serve, clock: FixedClock, members: Members) -> Callable[..., Any]:
    """`await serve_leagues(database)`: the service on a unix socket, called through the mesh's client."""

    async def start(
        database: Database,
        *,
        max_mib: int = 1,
        rules: RuleBook | None = None,
        upstream: str = "",
        consent_age: int = 16,
    ) -> Leagues:
        settings = LeagueSettings(
            env="test",
            home=tmp_path,
            league_import_max_mib=max_mib,
            f1_results_url=upstream,
            club_consent_age=consent_age,
        )
        registrations = registrations_of(database, clock, settings, rules or rule_book(), members.find)
        return Leagues(await serve("league", registrations))

    return start


@pytest_asyncio.fixture
async def leagues(serve_leagues: Callable[..., Any], demo_database: Database) -> Leagues:
    """The service over the demo data."""
    return await serve_leagues(demo_database)


GAME_COLUMNS = (
    "game_id season game_type week gameday weekday gametime away_team"
    " away_score home_team home_score location result total spread_line home_spread_odds away_spread_odds"
    " total_line over_odds under_odds home_moneyline away_moneyline home_rest away_rest roof surface"
    " temp wind home_qb_id home_qb_name away_qb_id away_qb_name stadium_id stadium espn gsis status"
)


class Imported:
    """The responses of an import, by kind."""

    def __init__(self, messages: list[imports_pb.ImportFilesResponse]) -> None:
        self.progress = [m.progress for m in messages if m.HasField("progress")]
        self.problems = [m.problem for m in messages if m.HasField("problem")]
        (self.summary,) = [m.summary for m in messages if m.HasField("summary")]

    @property
    def counts(self) -> tuple[int, ...]:
        """Rows, what the importer counts, in its order, and rows refused."""
        counts = [each.count for each in self.summary.counts]
        return self.summary.rows, *counts, self.summary.refused

    def count(self, name: str) -> int:
        return {each.name: each.count for each in self.summary.counts}[name]


class GameFiles:
    """Creates files of games, and sends files of games and lines to the service."""

    @staticmethod
    def row(**values: object) -> dict[str, object]:
        """A game: Buffalo at Kansas City on Sunday, 6 October 2024, not played yet."""
        made = {
            "game_id": "2024_05_BUF_KC",
            "season": 2024,
            "game_type": "REG",
            "week": 5,
            "gameday": "2024-10-06",
            "gametime": "16:25",
            "away_team": "BUF",
            "home_team": "KC",
            "location": "Home",
            "stadium_id": "KAN00",
            "stadium": "GEHA Field at Arrowhead Stadium",
        }
        return made | values

    @staticmethod
    def table(*rows: dict[str, object], columns: str = GAME_COLUMNS) -> bytes:
        """The file of some games."""
        text = io.StringIO()
        writer = csv.DictWriter(text, columns.split(), extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue().encode()

    @staticmethod
    async def send(
        leagues: Any,
        data: bytes,
        kind: str = "nflverse",
        *,
        season: int = 0,
        name: str = "games.csv",
        as_of: str = "",
    ) -> Imported:
        """Imports a file."""

        async def pieces() -> AsyncIterator[imports_pb.ImportFilesRequest]:
            start = imports_pb.FileStart(name=name, kind=kind, season=season, as_of=as_of)
            yield imports_pb.ImportFilesRequest(start=start)
            for at in range(0, len(data), 500_000):
                yield imports_pb.ImportFilesRequest(chunk=data[at : at + 500_000])

        return await leagues.imported(pieces())


@pytest.fixture
def game_files() -> type[GameFiles]:
    """Files of games and lines."""
    return GameFiles


@pytest_asyncio.fixture
async def nfl(serve_leagues: Callable[..., Any], database: Database) -> Leagues:
    """The service over an empty schema, with a high size limit for files."""
    return await serve_leagues(database, max_mib=16)
