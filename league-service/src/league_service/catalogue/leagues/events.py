"""What leagues report to the mesh."""

from collections.abc import Sequence
from datetime import datetime

from altsports.league.v1.events_models import LeagueCreated, LeagueDeleted, LeaguesImported, LeagueUpdated
from league_service.catalogue.leagues.domain import League
from league_service.core.schema import SCHEMA
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_events

_LEAGUES_PER_EVENT = 500

Change = type[LeagueCreated] | type[LeagueUpdated] | type[LeagueDeleted]


async def append(connection: Connection, change: Change, league: League, now: datetime) -> None:
    """Reports that a league was created, updated or deleted."""
    report = change(league_id=league.id, name=league.name, sport=league.sport)
    await append_events(connection, SCHEMA, report, time=now)


async def append_imported(
    connection: Connection, league_ids: Sequence[str], sources: Sequence[str], now: datetime
) -> None:
    """Reports which leagues an import created or changed."""
    parts = [league_ids[at : at + _LEAGUES_PER_EVENT] for at in range(0, len(league_ids), _LEAGUES_PER_EVENT)]
    reports = [LeaguesImported(league_ids=list(part), sources=list(sources)) for part in parts]
    await append_events(connection, SCHEMA, *reports, time=now)
