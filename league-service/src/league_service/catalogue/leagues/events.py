"""The events of leagues, with the cache tags that they invalidate."""

from collections.abc import Sequence
from datetime import datetime

from league_service.catalogue.leagues.domain import League
from league_service.core.schema import SCHEMA
from service_kit.db.connection import Connection
from service_kit.events.outbox import append_event

_TAGS_PER_EVENT = 500


def tags_of(league_ids: Sequence[str]) -> list[str]:
    """The cache tags of leagues and of every list that may contain them."""
    return ["leagues", *(f"league:{league_id}" for league_id in league_ids)]


async def append(connection: Connection, type: str, league: League, now: datetime) -> None:
    """Appends the event that a league was created, updated or deleted."""
    data = {"league_id": league.id, "name": league.name, "sport": league.sport, "tags": tags_of([league.id])}
    await append_event(connection, SCHEMA, type=type, subject=league.id, data=data, time=now)


async def append_imported(
    connection: Connection, league_ids: Sequence[str], sources: Sequence[str], now: datetime
) -> None:
    """Appends the events of the leagues that an import created or changed."""
    for start in range(0, len(league_ids), _TAGS_PER_EVENT):
        ids = list(league_ids[start : start + _TAGS_PER_EVENT])
        data = {"league_ids": ids, "sources": list(sources), "tags": tags_of(ids)}
        await append_event(
            connection, SCHEMA, type="leagues.imported", subject="leagues", data=data, time=now
        )
