"""Players of fantasy F1 with teams and published scores, over the simulated season."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest_asyncio

from league_service.competition.competitions.repository import store_competition, store_season
from league_service.core.ids import round_id, season_id
from league_service.f1.domain import F1, F1_SIMULATED, STAGE
from league_service.fantasy.leaderboards.publishing import publish
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.testing.callers import ADMIN

SEASON = season_id(F1_SIMULATED.key, 2026)


class Players:
    """Players, who call the service, and the scores of their teams."""

    def __init__(self, leagues: Any, database: Database, clock: FixedClock) -> None:
        self._leagues = leagues
        self.database = database
        self.clock = clock

    async def call(self, who: str, method: str, /, **fields: Any) -> Any:
        """Calls the service as a player; "" is nobody."""
        user = Caller(kind="user", user_id=f"user-{who}", username=who, permissions=frozenset({"*"}))
        return await self._leagues.call(method, user if who else Caller(), **fields)

    async def at_once(self, *calls: Awaitable[Any]) -> list[Any]:
        """The answers and refusals of calls that are made at the same time."""
        return list(await asyncio.gather(*calls, return_exceptions=True))

    async def found(self, owner: str, /, *, members: Sequence[str] = (), **fields: Any) -> Any:
        """A new league with members."""
        league = (await self.call(owner, "CreateF1League", name="Late Brakers", **fields)).league
        for member in members:
            await self.call(member, "JoinF1League", league_id=league.id, code=league.code)
        return league

    async def have_teams(self, *names: str, season: str = SEASON) -> None:
        """Stores a team for each player; the first is the oldest."""
        now = self.clock.now()
        rows = [
            (f"team-{name}", season, f"user-{name}", name, f"Team {name}", now + timedelta(seconds=at), now)
            for at, name in enumerate(names)
        ]
        async with self.database.transaction() as connection:
            await connection.cursor().executemany(
                "INSERT INTO fantasy.teams (id, season_id, user_id, username, name, created_at, updated_at)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                rows,
            )

    async def delete_team(self, name: str) -> None:
        """Deletes a team, of which an anonymous row stays."""
        await self.call(name, "fantasy.v1.TeamService/DeleteTeam", team_id=f"team-{name}")

    async def score(self, grand_prix: str, **points: Any) -> datetime:
        """Publishes scores of a race with the boards, and returns when; a minute passes."""
        now, race = self.clock.now(), round_id(F1_SIMULATED.key, 2026, grand_prix, STAGE)
        async with self.database.transaction() as connection:
            publication = await connection.fetch_value(
                "INSERT INTO fantasy.publications (season_id, race_id, kind, revisions, covers, published_at)"
                " VALUES (%s, %s, 'first', '{}', '{}', %s) RETURNING id",
                [SEASON, race, now],
            )
            await connection.cursor().executemany(
                "INSERT INTO fantasy.scores (publication_id, team_id, lineup_id, points)"
                " VALUES (%s, %s, 0, %s)",
                [(publication, f"team-{name}", Decimal(str(value))) for name, value in points.items()],
            )
            await publish(connection, SEASON, race, now)
        self.clock.advance(timedelta(minutes=1))
        return now

    async def add_real_race(self, grand_prix: str) -> None:
        """Stores a real season beside the simulated one, with one race."""
        async with self.database.transaction() as connection:
            await store_competition(connection, F1, self.clock.now())
            await store_season(connection, F1, 2026, self.clock.now())
        sessions = [{"kind": "race", "starts_at": "2026-06-07T13:00:00Z"}]
        race = {"season": 2026, "grand_prix": grand_prix, "round": 1, "sessions": sessions}
        await self._leagues.call("fantasy.v1.RaceService/CreateRace", ADMIN, **race)

    async def board(self, who: str = "", **fields: Any) -> Any:
        """The global board, or that of a league."""
        method = "GetLeagueLeaderboard" if "league_id" in fields else "GetLeaderboard"
        return await self.call(who, method, **fields)

    async def table(self, who: str = "", **fields: Any) -> list[tuple[Any, ...]]:
        """The rows of a board: rank, player and total."""
        board = await self.board(who, **fields)
        return [(row.rank, row.username, row.total) for row in board.rows]


@pytest_asyncio.fixture
async def players(serve_leagues: Callable[..., Any], f1_database: Database, clock: FixedClock) -> Players:
    """Players without teams so far."""
    return Players(await serve_leagues(f1_database), f1_database, clock)
