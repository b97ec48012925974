"""SQL on the source of fixtures: its licence is kept with what it states."""

from datetime import datetime
from typing import Final

from service_kit.db.connection import Connection

_STORE: Final = (
    "INSERT INTO league.sources (key, name, url, licence, imported_at) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (key) DO UPDATE SET name = excluded.name, url = excluded.url,"
    " licence = excluded.licence, imported_at = excluded.imported_at"
)


async def store_source(
    connection: Connection, key: str, *, name: str, url: str, licence: str, now: datetime
) -> None:
    """Stores where fixtures come from, and under which licence."""
    await connection.execute(_STORE, [key, name, url, licence, now])
