"""A small season with moving lines, and books of it on a real database."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_asyncio

from ai_service.main import book_registrations
from ai_service.nfl_experts.books import repository
from ai_service.nfl_experts.books.engine import Engine, open_book
from ai_service.nfl_experts.books.opening import ensure_book
from ai_service.nfl_experts.books.runner import BookRunner
from ai_service.nfl_experts.books.state import Book, BookState
from ai_service.nfl_experts.errors import SeasonNotFound
from ai_service.nfl_experts.facts.season import (
    GameFacts,
    Period,
    Quote,
    Result,
    SeasonFacts,
    SeasonInfo,
    arranged,
)
from ai_service.nfl_experts.facts.timeline import week_opening
from ai_service.nfl_experts.keeping.keeper import Keeper
from ai_service.nfl_experts.replays.domain import Replay
from ai_service.nfl_experts.replays.operations import start_replay
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.db.held import check_nothing_held
from service_kit.rpc.grpc_client import MeshClient
from service_kit.testing.callers import ADMIN
from service_kit.testing.in_process import ServiceCalls

FIRST_SUNDAY = datetime(2025, 9, 7, 17, tzinfo=UTC)
TEAMS = ("KC", "BUF", "DAL", "PHI", "SF", "SEA", "GB", "CHI")
SLOTS = (timedelta(0), timedelta(hours=3, minutes=25), timedelta(hours=7, minutes=20), timedelta(days=1))


def _game(season: int, week: int, home: str, away: str, *, number: int, dice: Random) -> GameFacts:
    kickoff = FIRST_SUNDAY + timedelta(weeks=week - 1) + SLOTS[number]
    opening = (FIRST_SUNDAY + timedelta(weeks=week - 1)).replace(hour=14) - timedelta(days=5)
    spread, total = dice.choice((-7.0, -3.5, -3.0, -1.0, 2.5, 6.0)), dice.choice((41.5, 44.0, 47.5, 51.0))
    close = kickoff - timedelta(hours=2)
    moneyline = (-180, 155) if spread < 0 else (140, -165)
    margin, points = round(dice.gauss(-spread, 12)), max(10, round(dice.gauss(total, 10)))
    ended = kickoff + timedelta(hours=3, minutes=30)
    home_score = max(0, (points + margin) // 2)
    return GameFacts(
        game_id=f"{season}_{week:02}_{away}_{home}",
        week=week,
        game_type="REG",
        kickoff=kickoff,
        home=home,
        away=away,
        home_name=home,
        away_name=away,
        venue="A Stadium",
        roof="outdoors",
        temperature_f=40.0 + number * 10,
        wind_mph=float(dice.randint(0, 25)),
        home_elo=1500.0 + dice.randint(-120, 120),
        away_elo=1500.0 + dice.randint(-120, 120),
        quotes=(
            Quote("spread", opening, "opening", "", spread + dice.choice((-1.0, 0.0, 1.5)), -110, -110),
            Quote("total", opening, "opening", "", total - dice.choice((0.0, 1.0)), -110, -110),
            Quote("spread", close, "closing", "", spread, -108, -112),
            Quote("total", close, "closing", "", total, -110, -110),
            Quote("moneyline", close, "closing", "", None, *moneyline),
        ),
        results=(Result(1, home_score, max(0, home_score - margin), "official", "test", ended, ended),),
    )


def make_season(*, season: int = 2025, weeks: int = 3, seed: int = 1) -> SeasonFacts:
    """Eight teams, four games a week."""
    dice = Random(seed)
    games: list[GameFacts] = []
    for week in range(1, weeks + 1):
        teams = list(TEAMS)
        dice.shuffle(teams)
        pairs = zip(teams[::2], teams[1::2], strict=True)
        games += [
            _game(season, week, home, away, number=n, dice=dice) for n, (home, away) in enumerate(pairs)
        ]
    return arranged(SeasonFacts("nfl", season, False, f"{season} {weeks} {seed}", tuple(games)))


class KeptFacts:
    """Facts as the league service would hand them out; a test changes them with `put`."""

    def __init__(self, *seasons: SeasonFacts) -> None:
        self._seasons = {(facts.competition, facts.season): facts for facts in seasons}
        self.expired = 0

    def put(self, facts: SeasonFacts) -> None:
        self._seasons[facts.competition, facts.season] = facts

    def forget(self, season: int) -> None:
        self._seasons.pop(("nfl", season))

    def expire(self) -> None:
        self.expired += 1

    async def seasons(self) -> list[SeasonInfo]:
        check_nothing_held("A question to the league service")
        return [
            SeasonInfo(
                facts.competition,
                facts.season,
                facts.simulated,
                facts.version,
                facts.games[0].kickoff,
                facts.games[-1].kickoff,
            )
            for facts in self._seasons.values()
        ]

    async def season(self, competition: str, season: int) -> SeasonFacts:
        check_nothing_held("A question to the league service")
        if (competition, season) not in self._seasons:
            raise SeasonNotFound(season)
        return self._seasons[competition, season]


def corrected(facts: SeasonFacts, game_id: str, home: int, away: int, *, at: datetime) -> SeasonFacts:
    """The same season with a second revision of a game's result."""
    games = []
    for game in facts.games:
        if game.game_id == game_id:
            revision = len(game.results) + 1
            result = Result(revision, home, away, "corrected", "test", at, at)
            game = replace(game, results=(*game.results, result))
        games.append(game)
    return arranged(replace(facts, version=f"{facts.version}+", games=tuple(games)))


def _changed(facts: SeasonFacts, game_id: str, **changes: Any) -> SeasonFacts:
    games = (replace(game, **changes) if game.game_id == game_id else game for game in facts.games)
    return arranged(replace(facts, version=f"{facts.version} {sorted(changes)}", games=tuple(games)))


def without_results(facts: SeasonFacts, game_id: str) -> SeasonFacts:
    """The same season, with nothing known of how a game ended."""
    return _changed(facts, game_id, results=())


def called_off(facts: SeasonFacts, game_id: str) -> SeasonFacts:
    """The same season, with a game that was never played."""
    kickoff = facts.by_id[game_id].kickoff
    statuses = (Period("scheduled"), Period("cancelled", kickoff, "Flooded"))
    return _changed(facts, game_id, results=(), statuses=statuses)


def renamed(facts: SeasonFacts, version: str) -> SeasonFacts:
    """The same season as another version of its facts."""
    return replace(facts, version=version)


def simulated(facts: SeasonFacts) -> SeasonFacts:
    """The same season as the demo would have made it up."""
    return replace(facts, competition="nfl-simulated", simulated=True)


def in_one_go(facts: SeasonFacts, book: Book) -> BookState:
    """The end state of a book by the fold alone: no database, no pauses."""
    state, effects = open_book(book, week_opening(facts.by_week[min(facts.by_week)]))
    engine = Engine(facts, book)
    engine.run(state, effects, engine.steps)
    return state


@pytest.fixture
def season() -> SeasonFacts:
    return make_season()


@pytest.fixture
def facts(season: SeasonFacts) -> KeptFacts:
    return KeptFacts(season)


@pytest.fixture
def clock() -> FixedClock:
    """Long after the season."""
    return FixedClock(datetime(2026, 3, 1, 12, tzinfo=UTC))


@pytest_asyncio.fixture
async def database(migrated: Callable[..., Awaitable[Database]]) -> Database:
    return await migrated("ai")


@pytest_asyncio.fixture
async def book(database: Database, season: SeasonFacts, clock: FixedClock) -> Book:
    """A live book of the season before its first step."""
    made = Book("live-nfl-2025", None, "nfl", season.season, False, 1, 22, "a seed")
    async with database.transaction() as connection:
        opened_at = week_opening(season.by_week[1])
        return await ensure_book(connection, made, opened_at=opened_at, now=clock.now())


@pytest.fixture
def then() -> FixedClock:
    """Before the season: to whom it is so late nothing of it is history."""
    return FixedClock(FIRST_SUNDAY - timedelta(days=30))


@pytest.fixture
def runner(database: Database, facts: KeptFacts, then: FixedClock, book: Book) -> BookRunner:
    """Moves the book moment by moment, as somebody does who was there."""
    return BookRunner(database, facts, then, book)


async def play(runner: BookRunner, until: datetime | None = None) -> None:
    """Every step there is, up to a time."""
    while await runner.advance(until=until) is not None:
        pass


async def stored(database: Database, book: Book) -> BookState:
    """The state of a book as its tables tell it."""
    async with database.read() as connection:
        state, _ = await repository.load_state(connection, book)
    return state


async def start(database: Database, facts: KeptFacts, now: datetime) -> Replay:
    """A replay of the whole season at full speed, which nobody plays yet."""
    replay = Replay(
        id="a-replay",
        competition="nfl",
        season=2025,
        simulated=False,
        first_week=1,
        last_week=3,
        speed=None,
        created_at=now,
    )
    season = await facts.season(replay.competition, replay.season)
    async with database.transaction() as connection:
        await start_replay(connection, season, replay, now)
    return replay


@pytest.fixture
def kit() -> SimpleNamespace:
    """The functions of this file."""
    return SimpleNamespace(
        make_season=make_season,
        corrected=corrected,
        without_results=without_results,
        called_off=called_off,
        simulated=simulated,
        renamed=renamed,
        in_one_go=in_one_go,
        play=play,
        start=start,
        stored=stored,
        KeptFacts=KeptFacts,
    )


@pytest_asyncio.fixture
async def keeper(database: Database, facts: KeptFacts, clock: FixedClock) -> Keeper:
    """A keeper that nobody has started."""
    return Keeper(database, facts, clock)


@pytest_asyncio.fixture
async def calls(
    serve: Callable[..., Awaitable[ServiceCalls]],
    database: Database,
    facts: KeptFacts,
    clock: FixedClock,
    keeper: Keeper,
    no_league: MeshClient,
) -> ServiceCalls:
    """The service over the book, called as the gateway does."""
    return await serve("ai", book_registrations(database, facts, clock, keeper, no_league))


@pytest_asyncio.fixture
async def no_league(mesh_secret: bytes, tmp_path: Path) -> AsyncGenerator[MeshClient]:
    """A client of a mesh whose league service does not run."""
    async with MeshClient({"league": f"unix:{tmp_path}/none"}, mesh_secret, patience_s=0.05) as client:
        yield client


@pytest.fixture
def admin() -> Caller:
    return ADMIN


@pytest.fixture
def fan() -> Caller:
    may = frozenset({"experts:write"})
    return Caller(kind="user", user_id="fan-1", username="fan", role="user", permissions=may)
