"""Stores how owners of teams are called, and purges the boards that show other names."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from altsports.fantasy.v1.events_models import FantasyF1TeamsRenamed
from league_service.core.schema import SCHEMA
from league_service.fantasy.teams import repository
from league_service.fantasy.teams.domain import by_season
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events


async def name_owners(connection: Connection, usernames: Mapping[str, str], now: datetime) -> None:
    """Stores the login names of owners, by user."""
    await report_renamed(connection, await repository.name_owners(connection, usernames), now)


async def report_renamed(connection: Connection, teams: Iterable[tuple[str, str]], now: datetime) -> None:
    """Reports that teams, given with their season, are shown under other names."""
    events = [FantasyF1TeamsRenamed(season_id=of, team_ids=ids) for of, ids in by_season(teams).items()]
    await append_events(connection, SCHEMA, *events, time=now)
