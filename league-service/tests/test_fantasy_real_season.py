"""A real season is played by made-up teams; every price, score and rank is recomputed from the files."""

import os
from collections.abc import AsyncGenerator, Callable
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
import pytest_asyncio
import yaml

from league_service.core.importing.domain import ImportJob, Upload
from league_service.f1.imports.importers import F1DB
from league_service.f1.races.domain import Race
from league_service.f1.races.repository import races_of
from league_service.f1.seasons.operations import get_season
from league_service.fantasy.scoring.rescoring import rescore
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import DomainError

SEASON = 2024
REAL = Path(os.environ.get("ALTSPORTS_DATA", Path(__file__).parents[3] / "shared/data")) / "f1/f1db"
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the data folder is not here")

PLAY = frozenset({"fantasy:read", "fantasy:write"})
PLAYERS = [
    Caller(kind="user", user_id=name, username=name, permissions=PLAY) for name in ("ann", "bob", "cy", "di")
]
NOT_STARTED = {"DNS", "DNQ", "DNPQ", "WD"}


def read(file: Path) -> Any:
    """The content of a file, with all values as text."""
    return yaml.load(file.read_text(), yaml.BaseLoader)


class Files:
    """What the files state, read without the code under test: points, starts and prices."""

    def __init__(self) -> None:
        self.rounds: list[tuple[int, str, dict[str, Decimal], set[str]]] = []
        for season in (SEASON - 1, SEASON):
            for folder in sorted((REAL / f"seasons/{season}/races").iterdir()):
                points: dict[str, Decimal] = {}
                started: set[str] = set()
                for name in ("race-results", "sprint-race-results"):
                    file = folder / f"{name}.yml"
                    for row in read(file) if file.exists() else ():
                        driver = f"f1db:{row['driverId']}"
                        points[driver] = points.get(driver, Decimal(0)) + Decimal(row["points"] or 0)
                        if row["position"] not in NOT_STARTED:
                            started.add(driver)
                race = read(folder / "race.yml")["grandPrixId"]
                self.rounds.append((season, f"{season}_{race}", points, started))

    def price(self, driver: str, race: str) -> Decimal:
        at = next(at for at, found in enumerate(self.rounds) if found[1] == race)
        recent = [points[driver] for _, _, points, _ in self.rounds[:at] if driver in points][-5:]
        if not recent:
            return Decimal("8.0")
        price = Decimal(8) + Decimal("1.5") * sum(recent) / len(recent)
        return min(Decimal(36), price.quantize(Decimal("0.1"), ROUND_HALF_UP))

    def score(self, race: str, drivers: list[str], captain: str, vice: str | None) -> Decimal:
        _, _, points, started = next(found for found in self.rounds if found[1] == race)
        doubled = captain if captain in started else vice if vice in started else None
        return sum(
            (points.get(each, Decimal(0)) * (Decimal("1.5") if each == doubled else 1) for each in drivers),
            Decimal(0),
        )


@pytest_asyncio.fixture
async def imported(database: Database) -> AsyncGenerator[Database]:
    """Two seasons of F1DB."""
    paths = [
        *(REAL / f"seasons/{SEASON - 1}").rglob("*.yml"),
        *(REAL / f"seasons/{SEASON}").rglob("*.yml"),
        *(REAL / "drivers").glob("*.yml"),
        *(REAL / "constructors").glob("*.yml"),
    ]
    wanted = ("race", "results", "fastest", "entrants", "drivers/", "constructors/", "qualifying")
    chosen = [path for path in paths if any(word in str(path) for word in wanted)]
    uploads = [Upload(str(path.relative_to(REAL)), "", path.read_bytes()) for path in chosen]
    async for _ in F1DB.run(database, ImportJob(uploads, datetime(2026, 9, 1, tzinfo=UTC))):
        pass
    yield database


class Play:
    """Draws line-ups before each lock, and remembers what was saved."""

    def __init__(self, leagues: Any, files: Files) -> None:
        self._leagues = leagues
        self._files = files
        self._random = Random(f"fantasy {SEASON}")
        self.saved: dict[str, tuple[list[str], str, str | None, dict[str, Decimal]]] = {}

    async def call(self, path: str, caller: Caller, /, **fields: Any) -> Any:
        return await self._leagues.call(f"fantasy.v1.{path}", caller, **fields)

    async def choose(self, caller: Caller, team: str, race: Race, entered: list[str]) -> None:
        """Saves a random line-up, or finds that it is over the budget as the files say."""
        drivers = self._random.sample(entered, 5)
        captain, vice = self._random.sample(drivers, 2)
        paid = self.saved[team][3] if team in self.saved else {}
        prices = {each: paid.get(each, self._files.price(each, race.key)) for each in drivers}
        fields = {"driver_ids": drivers, "captain_id": captain, "vice_captain_id": vice}
        refused = None
        try:
            done = await self.call("TeamService/SetDrivers", caller, team_id=team, **fields)
        except DomainError as error:
            refused, done = error, None
        assert (done is not None) == (sum(prices.values()) <= 100)
        if refused is not None or done is None:
            assert refused is not None
            assert (refused.reason, refused.metadata["cost"]) == ("OVER_BUDGET", str(sum(prices.values())))
            return
        assert {pick.key: Decimal(pick.price) for pick in done.lineup.drivers} == prices
        assert done.lineup.race.key == race.key
        self.saved[team] = (drivers, captain, vice, prices)


async def test_every_price_score_and_rank_of_a_season_follows_from_the_files(
    serve_leagues: Callable[..., Any], imported: Database, clock: FixedClock
) -> None:
    files = Files()
    clock.advance(datetime(SEASON, 2, 1, tzinfo=UTC) - clock.now())
    play = Play(await serve_leagues(imported), files)
    teams = {
        (await play.call("TeamService/CreateTeam", each, name=each.username)).team.id: each
        for each in PLAYERS
    }
    totals = dict.fromkeys(teams, Decimal(0))
    async with imported.read() as connection:
        season = await get_season(connection, SEASON, clock.now())
        races = sorted(await races_of(connection, season, clock.now()), key=lambda race: race.locks_at)
    assert len(races) == 24
    for race in races:
        clock.advance(race.locks_at - timedelta(seconds=1) - clock.now())
        field = (await play.call("DriverService/ListDrivers", PLAYERS[0], race=race.key)).drivers
        for team, caller in teams.items():
            await play.choose(caller, team, race, [driver.key for driver in field])
        clock.advance(race.main.starts_at + timedelta(hours=3) - clock.now())
        async with imported.transaction() as connection:
            done = await rescore(connection, race.id, clock)
        assert done.teams == len(play.saved)
        for team, (drivers, captain, vice, _) in play.saved.items():
            found = await play.call("ScoringService/ExplainScore", teams[team], team_id=team, race=race.key)
            expected = files.score(race.key, drivers, captain, vice)
            assert Decimal(found.score.points) == expected, (race.key, team)
            assert sum(Decimal(line.result) for line in found.score.lines) == expected
            totals[team] += expected
        await _check_ranks(imported, race, totals)


async def _check_ranks(database: Database, race: Race, totals: dict[str, Decimal]) -> None:
    async with database.read() as connection:
        rows = await connection.fetch_rows(
            "SELECT r.team_id, r.rank, r.total FROM fantasy.boards b JOIN fantasy.board_rows r"
            " ON r.board_id = b.id WHERE b.race_id = %s AND b.league_id IS NULL",
            [race.id],
        )
    assert {team: total for team, _, total in rows} == totals
    for team, rank, total in rows:
        better = sum(other > total for other in totals.values())
        assert rank >= 1 + better, team
