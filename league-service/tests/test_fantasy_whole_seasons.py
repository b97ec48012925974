"""Whole seasons are imported and played; every price, score, explanation and rank is computed a second time.

One season is real and comes from the files of F1DB. The other one never took place: a fake API in the Ergast
format serves it, in pages that split races. `Truth` knows the rules of the game without the code under
test.
"""

import json
import os
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random
from typing import Any, LiteralString

import pytest
import pytest_asyncio
import yaml

from league_service.core.importing.domain import Importer, ImportJob, Summary, Upload
from league_service.f1.imports.importers import ERGAST, F1DB
from league_service.f1.races.domain import Race
from league_service.f1.races.repository import races_of
from league_service.f1.seasons.operations import get_season
from league_service.f1.upstream.client import Upstream
from league_service.f1.upstream.domain import Answer
from league_service.fantasy.replays.player import ReplayPlayer
from league_service.fantasy.scoring.rescoring import rescore
from service_kit.caller import Caller, service_caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import DomainError
from service_kit.testing.fake_ergast import FakeErgast, result_row

REAL = Path(os.environ.get("ALTSPORTS_DATA", Path(__file__).parents[3] / "shared/data")) / "f1/f1db"
IMPORTED = datetime(2026, 9, 1, tzinfo=UTC)
PLAY = frozenset({"fantasy:read", "fantasy:write"})
PLAYERS = [
    Caller(kind="user", user_id=name, username=name, permissions=PLAY) for name in ("ann", "bob", "cy", "di")
]
EARLIER, LATER = datetime(1950, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
ZERO, HALF_MORE = Decimal(0), Decimal("1.5")
NOTHING_PAID: Mapping[str, Decimal] = {}
RACE = (25, 18, 15, 12, 10, 8, 6, 4, 2, 1)
SPRINT = (8, 7, 6, 5, 4, 3, 2, 1)
NOT_STARTED = {"not_started", "not_qualified", "withdrawn"}


@dataclass(frozen=True)
class Line:
    """What one driver did in one session."""

    rank: int | None
    status: str
    points: Decimal


@dataclass
class Weekend:
    """The lines of a race weekend, by session and driver; `corrected` holds from `corrected_at` on."""

    key: str
    season: int
    lines: dict[str, dict[str, Line]] = field(default_factory=dict[str, dict[str, Line]])
    corrected: dict[str, dict[str, Line]] = field(default_factory=dict[str, dict[str, Line]])
    corrected_at: datetime = LATER
    result_at: datetime = EARLIER

    def at(self, when: datetime) -> Mapping[str, Mapping[str, Line]]:
        return self.lines | self.corrected if when >= self.corrected_at else self.lines

    def points(self, driver: str, when: datetime) -> Decimal | None:
        """The points of a driver, None if he took no part."""
        found = [lines[driver].points for lines in self.at(when).values() if driver in lines]
        return sum(found, ZERO) if found else None


@dataclass(frozen=True)
class Team:
    """A line-up as it was saved, with what was paid."""

    drivers: Sequence[str]
    captain: str
    vice: str | None
    paid: Mapping[str, Decimal]


class Truth:
    """The rules of the game, over all weekends in order."""

    def __init__(self, weekends: Iterable[Weekend]) -> None:
        self.weekends = list(weekends)

    def weekend(self, race: str) -> Weekend:
        return next(found for found in self.weekends if found.key == race)

    def price(self, driver: str, race: str) -> Decimal:
        """The price on the list of a race, which the first result of the race before published."""
        at = next(at for at, found in enumerate(self.weekends) if found.key == race)
        scored = (found.points(driver, self.weekends[at - 1].result_at) for found in self.weekends[:at])
        recent = [points for points in scored if points is not None][-5:]
        if not recent:
            return Decimal("8.0")
        price = 8 + HALF_MORE * sum(recent) / len(recent)
        return min(Decimal(36), price.quantize(Decimal("0.1"), ROUND_HALF_UP))

    def lines(self, team: Team, race: str, when: datetime) -> dict[tuple[str, str], tuple[Any, ...]]:
        """By driver and session: position, status, points, multiplier and result."""
        sessions = self.weekend(race).at(when)
        counted = next((each for each in (team.captain, team.vice) if _started(sessions, each)), None)
        found: dict[tuple[str, str], tuple[Any, ...]] = {}
        for driver in team.drivers:
            factor = HALF_MORE if driver == counted else Decimal(1)
            for session, lines in sessions.items():
                line = lines.get(driver, Line(None, "absent", ZERO))
                result = line.points * factor
                found[driver, session] = (line.rank, line.status, line.points, factor, result)
        return found

    @property
    def last_race(self) -> str:
        return self.weekends[-1].key

    def score(self, team: Team, race: str, when: datetime) -> Decimal:
        return sum((line[-1] for line in self.lines(team, race, when).values()), ZERO)


def _started(sessions: Mapping[str, Mapping[str, Line]], driver: str | None) -> bool:
    return any(
        driver in lines and lines[driver].status not in NOT_STARTED for lines in sessions.values() if driver
    )


def ranked(scores: Mapping[str, Sequence[Decimal]]) -> dict[str, tuple[int, Decimal]]:
    """The rank and the total of each team by its points race by race: the best race decides a tie."""
    keys = {team: (sum(points, ZERO), max(points, default=ZERO)) for team, points in scores.items()}
    return {team: (1 + sum(other > own for other in keys.values()), own[0]) for team, own in keys.items()}


def of_files(season: int) -> Truth:
    """What the files of F1DB state about a season and the one before."""
    statuses = {"DNF": "retired", "DNS": "not_started", "DSQ": "disqualified", "NC": "not_classified"}
    weekends: list[Weekend] = []
    for year in (season - 1, season):
        for folder in sorted((REAL / f"seasons/{year}/races").iterdir()):
            race = _yaml(folder / "race.yml")["grandPrixId"]
            weekends.append(Weekend(f"{year}_{race}", year))
            for session, name in (("sprint", "sprint-race-results"), ("race", "race-results")):
                file = folder / f"{name}.yml"
                for row in _yaml(file) if file.exists() else ():
                    place = row["position"]
                    rank = int(place) if place.isdigit() else None
                    line = Line(rank, statuses.get(place, "finished"), Decimal(row["points"] or 0))
                    weekends[-1].lines.setdefault(session, {})[f"f1db:{row['driverId']}"] = line
    return Truth(weekends)


def _yaml(file: Path) -> Any:
    """The content of a file, with all values as text."""
    return yaml.load(file.read_text(), yaml.BaseLoader)


GRANDS_PRIX = {
    "Bahrain Grand Prix": "bahrain",
    "Mexico City Grand Prix": "mexico",
    "Dutch Grand Prix": "netherlands",
    "British Grand Prix": "great-britain",
    "Atlantis Grand Prix": "atlantis",
    "United States Grand Prix": "united-states",
    "Emilia Romagna Grand Prix": "emilia-romagna",
    "Las Vegas Grand Prix": "las-vegas",
}
SPRINTS = (2, 5, 8)
NEVER_DRIVEN, EARLIER_SEASON = 2025, 2023
"""The season between them was not imported: prices go on from the earlier one."""
CORRECTED, CORRECTED_ROUND = "2025_atlantis", 5
CORRECTED_AFTER = timedelta(days=9)
"""After the next list of prices was published, and before the next lock."""

Row = dict[str, Any]


class Invented:
    """Two seasons with retirements, disqualifications, absent and new drivers, and changes of constructor.

    In the first, a fastest lap within the top ten gives a point. In the second, the winner of the fifth race
    is disqualified days later.
    """

    def __init__(self, fake: FakeErgast, seed: str) -> None:
        self._fake = fake
        self._rows_of: dict[str, dict[tuple[int, int], list[Row]]] = defaultdict(dict)
        self._random = Random(seed)
        self._drivers = [f"racer_{number:02}" for number in range(24)]
        for season in (EARLIER_SEASON, NEVER_DRIVEN):
            for number, name in enumerate(GRANDS_PRIX, start=1):
                self._weekend(season, number, name)

    def _weekend(self, season: int, number: int, name: str) -> None:
        day = date(season, 3, 2) + timedelta(days=14 * number)
        times = {"Qualifying": (-1, "14:00:00Z")}
        if number in SPRINTS:
            times |= {"SprintQualifying": (-2, "15:30:00Z"), "Sprint": (-1, "10:00:00Z")}
        sessions = {
            kind: {"date": str(day + timedelta(days=days)), "time": time}
            for kind, (days, time) in times.items()
        }
        place = {"circuitId": f"ring_{number}", "circuitName": f"Ring {number}"}
        self._fake.add_race(season, number, name, str(day), "13:00:00Z", Circuit=place, **sessions)
        # Two are new in the second season, and one of the twenty-two others stays at home each time.
        first = 0 if season < NEVER_DRIVEN else 2
        field = self._drivers[first : first + 22]
        field.remove(self._random.choice(field))
        where = (season, number)
        self._rows_of["qualifying"][where] = self._rows(where, "qualifying", self._order(field))
        absent = self._random.choice(field)
        racing = [driver for driver in field if driver != absent]
        if number in SPRINTS:
            self._rows_of["sprint"][where] = self._rows(where, "sprint", self._order(racing))
        self._rows_of["results"][where] = self._rows(where, "race", self._order(racing))

    def _order(self, field: Sequence[str]) -> list[str]:
        """Drivers with a low number tend to be in front, so prices differ."""
        return sorted(field, key=lambda driver: int(driver[-2:]) + self._random.gauss(0, 6))

    def _rows(self, where: tuple[int, int], session: str, order: Sequence[str]) -> list[Row]:
        out = {len(order) - at: text for at, text in enumerate(self._random.sample("RRRDWN", 3))}
        fastest = self._random.choice(order[:14])
        rows: list[Row] = []
        for place, driver in enumerate(order, start=1):
            text = out.get(place, "") if session != "qualifying" else ""
            rank = None if text else place
            points = (
                "" if session == "qualifying" else str(points_of(where[0], session, rank, driver == fastest))
            )
            if where == (NEVER_DRIVEN, 3):
                points = ""  # so stood Miami 2024 for two weeks
            rows.append(self._row(where, driver, place, points, text))
            if driver == fastest and session == "race":
                rows[-1]["FastestLap"] = {"rank": "1", "lap": "40"}
        return rows

    def _row(self, where: tuple[int, int], driver: str, place: int, points: str, text: str) -> Row:
        number = int(driver[-2:])
        row = result_row(
            driver, f"R{number:02}", place, points, text=text, born=f"199{number % 10}-03-{number + 1:02}"
        )
        team = (number + (where[1] > 4 and number in (6, 7)) * 2) // 2
        row["Constructor"] = {"constructorId": f"works_{team}", "name": f"Works {team}"}
        if text == "W":
            row["status"] = "Did not start"
        if not points:
            del row["points"]
        return row

    def disqualify_winner(self) -> None:
        """Everybody behind the winner of the fifth race moves up."""
        where = (NEVER_DRIVEN, CORRECTED_ROUND)
        before = [row["Driver"]["driverId"] for row in self._rows_of["results"][where]]
        texts = [row["positionText"] for row in self._rows_of["results"][where]]
        rows: list[Row] = []
        for place, driver in enumerate([*before[1:], before[0]], start=1):
            text = "D" if driver == before[0] else texts[place]
            is_out = not text.isdigit()
            points = points_of(NEVER_DRIVEN, "race", None if is_out else place, fastest=False)
            rows.append(self._row(where, driver, place, str(points), text if is_out else ""))
        self._rows_of["results"][where] = rows

    async def pages(self, clock: FixedClock, *, until: int) -> list[Upload]:
        """All pages of both seasons as they are after a round of the second, in any order."""
        for kind, rows in self._rows_of.items():
            self._fake.rows[kind] = {
                where: found for where, found in rows.items() if where <= (NEVER_DRIVEN, until)
            }
        upstream = Upstream(self._fake.url, _AtOnce(), clock)
        paths = [f"{season}/{kind}" for season in (EARLIER_SEASON, NEVER_DRIVEN) for kind in KINDS]
        found = [page for path in paths for page in await upstream.pages(path)]
        self._random.shuffle(found)
        return found


KINDS = ("races", "qualifying", "sprint", "results")


class _AtOnce:
    """Waits for nothing; how an upstream is spared has tests of its own."""

    async def wait(self) -> None: ...

    async def note(self, answer: Answer, retry_at: datetime | None) -> None: ...


def points_of(season: int, session: str, rank: int | None, fastest: bool) -> int:
    scheme = SPRINT if session == "sprint" else RACE
    if rank is None:
        return 0
    won = scheme[rank - 1] if rank <= len(scheme) else 0
    return won + (session == "race" and fastest and season <= 2024 and rank <= 10)


def split_races(pages: Sequence[Upload]) -> set[tuple[int, int]]:
    """The races whose results are on more than one page."""
    seen = [where for page in pages for where, race in _races(page) if "Results" in race]
    return {where for where in seen if seen.count(where) > 1}


def _races(page: Upload) -> list[tuple[tuple[int, int], Row]]:
    races = json.loads(page.data)["MRData"]["RaceTable"]["Races"]
    return [((int(race["season"]), int(race["round"])), race) for race in races]


def of_pages(first: Sequence[Upload], last: Sequence[Upload]) -> Truth:
    """What the pages of an API state at last, and about the corrected race at first."""
    weekends = _weekends(last)
    found = weekends[NEVER_DRIVEN, CORRECTED_ROUND]
    found.corrected = {"race": found.lines["race"]}
    found.lines |= {"race": _weekends(first)[NEVER_DRIVEN, CORRECTED_ROUND].lines["race"]}
    found.corrected_at = found.result_at + CORRECTED_AFTER
    return Truth(weekends[key] for key in sorted(weekends))


def _weekends(pages: Sequence[Upload]) -> dict[tuple[int, int], Weekend]:
    weekends: dict[tuple[int, int], Weekend] = {}
    for where, race in (found for page in pages for found in _races(page)):
        key = f"{where[0]}_{GRANDS_PRIX[race['raceName']]}"
        weekend = weekends.setdefault(where, Weekend(key, where[0], {"sprint": {}, "race": {}}))
        weekend.result_at = datetime.fromisoformat(f"{race['date']}T{race['time']}") + timedelta(hours=2)
        for session, name in (("sprint", "SprintResults"), ("race", "Results")):
            for row in race.get(name, ()):
                driver = f"ergast:{row['Driver']['driverId']}"
                weekend.lines[session][driver] = _line(where[0], session, row)
    for weekend in weekends.values():
        weekend.lines = {session: lines for session, lines in weekend.lines.items() if lines}
    return weekends


def _line(season: int, session: str, row: Row) -> Line:
    statuses = {"R": "retired", "D": "disqualified", "N": "not_classified", "W": "not_started"}
    text = row["positionText"]
    rank = int(text) if text.isdigit() else None
    fastest = row.get("FastestLap", {}).get("rank") == "1"
    return Line(rank, statuses.get(text, "finished"), Decimal(points_of(season, session, rank, fastest)))


async def import_all(
    database: Database, importer: Importer, uploads: Sequence[Upload], now: datetime
) -> dict[str, int]:
    """Imports files, and returns what was counted."""
    *_, last = [step async for step in importer.run(database, ImportJob(uploads, now))]
    assert isinstance(last, Summary)
    return {count.name: count.count for count in last.counts if count.count}


class Play:
    """Four people draw line-ups before each lock; whatever they are shown is compared with the truth."""

    def __init__(self, leagues: Any, database: Database, clock: FixedClock, truth: Truth) -> None:
        self._leagues = leagues
        self._database = database
        self._clock = clock
        self._truth = truth
        self._random = Random("four people")
        self._callers: dict[str, Caller] = {}
        self._keys: dict[str, str] = {}
        self._saved: dict[str, Team] = {}
        self._scores: dict[str, dict[str, Decimal]] = {}
        self._at_race: dict[str, dict[str, Team]] = {}

    async def call(self, path: str, caller: Caller = PLAYERS[0], /, **fields: Any) -> Any:
        return await self._leagues.call(f"fantasy.v1.{path}", caller, **fields)

    async def begin(self, season: int) -> list[Race]:
        """The people make their teams; returns the races of the season in order."""
        self._clock.advance(datetime(season, 2, 1, tzinfo=UTC) - self._clock.now())
        for caller in PLAYERS:
            team = (await self.call("TeamService/CreateTeam", caller, name=caller.username)).team
            self._callers[team.id] = caller
            self._scores[team.id] = {}
        async with self._database.read() as connection:
            found = await races_of(
                connection, await get_season(connection, season, self._clock.now()), self._clock.now()
            )
        races = sorted(found, key=lambda race: race.locks_at)
        assert [race.key for race in races] == [
            each.key for each in self._truth.weekends if each.season == season
        ]
        return races

    async def choose(self, race: Race) -> None:
        """Each saves a random line-up a second before the lock, or has not the means, as the truth says."""
        self._clock.advance(race.locks_at - timedelta(seconds=1) - self._clock.now())
        field = (await self.call("DriverService/ListDrivers", race=race.key)).drivers
        self._keys |= {driver.id: driver.key for driver in field}
        for team in self._callers:
            await self._choose(team, race, [driver.key for driver in field])
        self._at_race[race.key] = dict(self._saved)

    async def _choose(self, team: str, race: Race, entered: list[str]) -> None:
        drivers = self._random.sample(entered, 5)
        captain, vice = self._random.sample(drivers, 2)
        kept = self._saved[team].paid if team in self._saved else NOTHING_PAID
        paid = {each: kept.get(each, self._truth.price(each, race.key)) for each in drivers}
        fields = {"driver_ids": drivers, "captain_id": captain, "vice_captain_id": vice}
        cost = sum(paid.values())
        if cost > 100:
            with pytest.raises(DomainError) as refused:
                await self.call("TeamService/SetDrivers", self._callers[team], team_id=team, **fields)
            assert (refused.value.reason, refused.value.metadata["cost"]) == ("OVER_BUDGET", str(cost))
            return
        done = await self.call("TeamService/SetDrivers", self._callers[team], team_id=team, **fields)
        assert {pick.key: Decimal(pick.price) for pick in done.lineup.drivers} == paid
        assert done.lineup.race.key == race.key
        self._saved[team] = Team(drivers, captain, vice, paid)

    async def score(self, race: Race, at: datetime) -> None:
        """The race is scored at a time, and everybody reads the score, its reasons, and the board."""
        self._clock.advance(at - self._clock.now())
        async with self._database.transaction() as connection:
            done = await rescore(connection, race.id, self._clock)
        teams = self._at_race[race.key]
        assert (done.publication is not None, done.teams) == (True, len(teams))
        for id, team in teams.items():
            found = await self._explanation(id, race)
            assert explained(found.lines, self._keys) == self._truth.lines(team, race.key, at), (race.key, id)
            assert Decimal(found.points) == self._truth.score(team, race.key, at)
            self._scores[id][race.key] = Decimal(found.points)
        board = (await self.call("LeaderboardService/GetLeaderboard", race=race.key)).rows
        shown = {row.team_id: (row.rank, Decimal(row.total)) for row in board}
        assert shown == ranked({id: list(scores.values()) for id, scores in self._scores.items()})

    async def correct(self, race: Race, at: datetime) -> None:
        """The race is scored again after a correction, and everybody reads what changed."""
        before = {id: scores[race.key] for id, scores in self._scores.items() if race.key in scores}
        ranks = ranked({id: list(scores.values()) for id, scores in self._scores.items()})
        await self.score(race, at)
        after = ranked({id: list(scores.values()) for id, scores in self._scores.items()})
        for id, points in before.items():
            change = (await self._explanation(id, race, compare_to="1")).change
            assert Decimal(change.difference) == self._scores[id][race.key] - points
            assert sum(Decimal(line.difference) for line in change.lines) == Decimal(change.difference)
            assert (change.rank_before, change.rank_after) == (ranks[id][0], after[id][0])

    async def _explanation(self, team: str, race: Race, **fields: Any) -> Any:
        caller = self._callers[team]
        fields |= {"team_id": team, "race": race.key}
        return (await self.call("ScoringService/ExplainScore", caller, **fields)).score


def explained(lines: Iterable[Any], keys: Mapping[str, str]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """The lines of an explanation in the form of the truth."""
    return {
        (keys[line.driver_id], line.session): (
            line.position if line.HasField("position") else None,
            line.status,
            *(Decimal(number) for number in (line.points, line.multiplier, line.result)),
        )
        for line in lines
    }


SERVICE = service_caller("tests")


class Replayed:
    """What made-up managers did in a replay, and what it made of it."""

    def __init__(self, leagues: Any, database: Database, clock: FixedClock, truth: Truth) -> None:
        self._leagues = leagues
        self._database = database
        self._clock = clock
        self._truth = truth

    async def play(self, season: int, teams: int) -> str:
        """Plays a season to its end; returns the id of the replay."""
        method = "fantasy.v1.F1ReplayService/CreateF1Replay"
        replay = (await self._leagues.call(method, SERVICE, season=season, teams=teams)).replay
        await ReplayPlayer(self._database, self._clock).play_due()
        return replay.id

    async def chosen(self, replay: str) -> dict[str, dict[str, Team]]:
        """The line-ups by race and team, with prices as the truth has them, within the budget."""
        rows = await self._rows(LINEUPS, replay)
        kept: dict[str, Team] = {}
        races: dict[str, dict[str, Team]] = {}
        for key, team, in_time, drivers, prices, captain, vice in rows:
            before = kept[team].paid if team in kept else NOTHING_PAID
            paid = dict(zip(drivers, prices, strict=True))
            assert paid == {each: before.get(each, self._truth.price(each, key)) for each in drivers}
            assert (in_time, sum(paid.values()) <= 100, len(paid)) == (True, True, 5)
            kept[team] = Team(drivers, captain, vice, paid)
            races[key] = dict(kept)
        return races

    async def scored(self, replay: str) -> dict[str, dict[str, Decimal]]:
        """The newest scores by race and team."""
        found: dict[str, dict[str, Decimal]] = defaultdict(dict)
        for key, team, points in await self._rows(SCORES, replay):
            found[key][team] = points
        return found

    async def board(self, replay: str) -> dict[str, tuple[int, Decimal]]:
        method = "fantasy.v1.LeaderboardService/GetLeaderboard"
        rows = (await self._leagues.call(method, replay=replay, page_size=100)).rows
        return {row.team_id: (row.rank, Decimal(row.total)) for row in rows}

    async def _rows(self, query: LiteralString, replay: str) -> list[Any]:
        async with self._database.read() as connection:
            return await connection.fetch_rows(query, [replay])


LINEUPS: LiteralString = """
    SELECT replace(e.key, '_race', ''), l.team_id, l.saved_at < l.locks_at,
      ARRAY(SELECT p.key FROM unnest(l.driver_ids) WITH ORDINALITY d(id, at) JOIN league.people p
        ON p.id = d.id ORDER BY d.at), l.prices, c.key, v.key
    FROM fantasy.lineups l JOIN league.events e ON e.round_id = l.race_id AND e.session = 'race'
    JOIN league.people c ON c.id = l.captain_id LEFT JOIN league.people v ON v.id = l.vice_captain_id
    WHERE l.season_id = %s ORDER BY l.id"""
SCORES: LiteralString = """
    SELECT replace(e.key, '_race', ''), s.team_id, s.points
    FROM fantasy.publications p JOIN fantasy.scores s ON s.publication_id = p.id
    JOIN league.events e ON e.round_id = p.race_id AND e.session = 'race'
    WHERE p.season_id = %s ORDER BY e.scheduled_at, p.id"""


@pytest.mark.skipif(not REAL.is_dir(), reason="the data folder is not here")
async def test_a_real_season_of_files(
    serve_leagues: Callable[..., Any], database: Database, clock: FixedClock
) -> None:
    wanted = ("race", "results", "fastest", "entrants", "drivers/", "constructors/", "qualifying")
    folders = ("seasons/2023", "seasons/2024", "drivers", "constructors")
    paths = [path for folder in folders for path in (REAL / folder).rglob("*.yml")]
    chosen = [path for path in paths if any(word in str(path) for word in wanted)]
    uploads = [Upload(str(path.relative_to(REAL)), "", path.read_bytes()) for path in chosen]
    await import_all(database, F1DB, uploads, IMPORTED)
    play = Play(await serve_leagues(database), database, clock, of_files(2024))
    races = await play.begin(2024)
    assert len(races) == 24
    for race in races:
        await play.choose(race)
        await play.score(race, race.main.starts_at + timedelta(hours=3))


@pytest_asyncio.fixture
async def fake() -> AsyncGenerator[FakeErgast]:
    """An API whose pages have fewer rows than two races."""
    async with FakeErgast(most_rows=30) as running:
        yield running


async def test_a_season_that_never_was_out_of_pages_that_split_races(
    serve_leagues: Callable[..., Any], database: Database, clock: FixedClock, fake: FakeErgast
) -> None:
    """People play it; one race is corrected, between a list of prices and the lock after it."""
    invented = Invented(fake, "a season that never was")
    first = await invented.pages(clock, until=CORRECTED_ROUND)
    invented.disqualify_winner()
    second = await invented.pages(clock, until=CORRECTED_ROUND)
    last = await invented.pages(clock, until=len(GRANDS_PRIX))
    assert split_races(last)
    truth = of_pages(first, last)
    at = truth.weekend(CORRECTED).corrected_at
    an_hour = timedelta(hours=1)
    for pages, now, corrections in ((first, at - an_hour, 0), (second, at, 1), (last, IMPORTED, 0)):
        counts = await import_all(database, ERGAST, pages, now)
        assert counts.get("results_corrected", 0) == corrections
    leagues = await serve_leagues(database)
    play = Play(leagues, database, clock, truth)
    for race in await play.begin(NEVER_DRIVEN):
        await play.choose(race)
        await play.score(race, race.main.starts_at + timedelta(hours=3))
        if race.key == CORRECTED:
            await play.correct(race, at)

    replayed = Replayed(leagues, database, clock, truth)
    replay = await replayed.play(NEVER_DRIVEN, teams=20)
    chosen, scored = await replayed.chosen(replay), await replayed.scored(replay)
    totals: dict[str, list[Decimal]] = {team: [] for team in chosen[truth.last_race]}
    for race in chosen:
        expected = {team: truth.score(each, race, IMPORTED) for team, each in chosen[race].items()}
        assert scored[race] == expected
        for team, points in expected.items():
            totals[team].append(points)
    assert await replayed.board(replay) == ranked(totals)
