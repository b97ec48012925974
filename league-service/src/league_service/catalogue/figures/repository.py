"""SQL on league.figures."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from league_service.catalogue.figures.domain import Figure, renown_of
from league_service.core.dates import as_of_key
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_COLUMNS = "name, value::float8 AS value, as_of, source, published_in, coalesce(url, '') AS url"
_OF_LEAGUE = f"SELECT {_COLUMNS} FROM league.figures WHERE league_id = %s"
_STORE = (
    "INSERT INTO league.figures (league_id, name, source, as_of, value, published_in, url, imported_at)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (league_id, name, source, as_of) DO UPDATE"
    " SET value = excluded.value, published_in = excluded.published_in, url = excluded.url"
)
_SET_RENOWN = (
    "UPDATE league.leagues SET prominence = prominence - renown + %(renown)s, renown = %(renown)s"
    " WHERE id = %(id)s AND renown <> %(renown)s"
)


async def figures_of(reader: Reader, league_id: str) -> list[Figure]:
    """Returns the figures of a league, newest first."""
    found = await reader.fetch_all(Figure, _OF_LEAGUE, [league_id])
    return sorted(found, key=lambda each: (as_of_key(each.as_of), each.name, each.source), reverse=True)


async def store_figures(
    connection: Connection, figures: Mapping[str, Sequence[Figure]], now: datetime
) -> None:
    """Stores figures by league, and how well known they make each league."""
    for league_id, stated in figures.items():
        for each in stated:
            await connection.execute(
                _STORE,
                [
                    league_id,
                    each.name,
                    each.source,
                    each.as_of,
                    each.value,
                    each.published_in,
                    each.url or None,
                    now,
                ],
            )
        renown = renown_of(await figures_of(connection, league_id))
        await connection.execute(_SET_RENOWN, {"renown": renown, "id": league_id})
