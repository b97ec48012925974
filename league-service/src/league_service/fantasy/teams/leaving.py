"""Takes teams off the boards and out of leagues: those that are deleted, and those of closed accounts."""

from collections.abc import Sequence
from datetime import datetime

from altsports.fantasy.v1.events_models import FantasyF1TeamsLeft
from league_service.core.schema import SCHEMA
from league_service.fantasy.leagues.membership import forget_players, withdraw
from league_service.fantasy.teams import repository
from league_service.fantasy.teams.domain import by_season
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.departures import Departures
from service_kit.events.outbox import append_events
from service_kit.rpc.grpc_client import MeshClient


async def delete_team(connection: Connection, team_id: str, now: datetime) -> None:
    """Makes a team anonymous. Its scores stay, so the ranks of others in the past stay true."""
    await _withdraw(connection, await repository.leave(connection, now, team_id=team_id), now)


def leaving_teams(
    database: Database, client: MeshClient, clock: Clock, *, redis_url: str, prefix: str
) -> Departures:
    """Takes the teams of accounts off the boards as the accounts are closed."""

    async def owners(after: str, limit: int) -> Sequence[str]:
        async with database.read() as connection:
            return await repository.owners(connection, after, limit)

    async def forget(user_ids: Sequence[str]) -> None:
        now = clock.now()
        async with database.transaction() as connection:
            await _withdraw(connection, await repository.leave(connection, now, user_ids=user_ids), now)
            await forget_players(connection, user_ids)

    return Departures(
        client,
        service="league-service",
        what="fantasy teams",
        owners=owners,
        forget=forget,
        redis_url=redis_url,
        prefix=prefix,
    )


async def _withdraw(connection: Connection, left: Sequence[tuple[str, str]], now: datetime) -> None:
    await withdraw(connection, [team for team, _ in left], now)
    events = [FantasyF1TeamsLeft(season_id=of, team_ids=ids) for of, ids in by_season(left).items()]
    await append_events(connection, SCHEMA, *events, time=now)
