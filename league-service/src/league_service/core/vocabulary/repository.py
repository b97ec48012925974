"""The sports that imports added, and the vocabulary of which they are a part."""

from collections.abc import Iterable
from datetime import datetime

from league_service.core.vocabulary.domain import Sport, Vocabulary, packaged
from service_kit.db.connection import Connection

_SELECT = "SELECT key, name, category, origin FROM league.sports ORDER BY key"
_INSERT = (
    "INSERT INTO league.sports (key, name, category, origin, created_at) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (key) DO NOTHING"
)


async def load_vocabulary(connection: Connection) -> Vocabulary:
    """The packaged sports and the added ones."""
    added = await connection.fetch_all(Sport, _SELECT)
    known = packaged()
    return known.with_sports(sport for sport in added if known.get(sport.key) is None)


async def add_sports(connection: Connection, sports: Iterable[Sport], now: datetime) -> None:
    """Keeps sports that an import brought in."""
    for sport in sports:
        await connection.execute(_INSERT, [sport.key, sport.name, sport.category, sport.origin, now])


class SportBook:
    """The vocabulary as this process knows it; asked again when a word is not in it.

    Another process may have added a sport since: a word that nobody knows costs one small query.
    """

    def __init__(self) -> None:
        self._vocabulary = packaged()

    async def sport(self, connection: Connection, text: str) -> Sport | None:
        """The one sport that a word means."""
        found = self._vocabulary.find(text)
        return found or (await self.refresh(connection)).find(text)

    async def matching(self, connection: Connection, text: str) -> list[str]:
        """The keys that a filter means; empty for an unknown word."""
        found = self._vocabulary.matching(text)
        return found or (await self.refresh(connection)).matching(text)

    async def refresh(self, connection: Connection) -> Vocabulary:
        """The vocabulary as it is now."""
        self._vocabulary = await load_vocabulary(connection)
        return self._vocabulary
