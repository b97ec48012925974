"""The sports added by imports, and the vocabulary that includes them."""

from collections.abc import Iterable
from datetime import datetime

from league_service.core.vocabulary.domain import Sport, Vocabulary, packaged
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_SELECT = "SELECT key, name, category, origin FROM league.sports ORDER BY key"
_INSERT = (
    "INSERT INTO league.sports (key, name, category, origin, created_at) VALUES (%s, %s, %s, %s, %s)"
    " ON CONFLICT (key) DO NOTHING"
)


async def load_vocabulary(reader: Reader) -> Vocabulary:
    """Loads the packaged sports and the added ones."""
    added = await reader.fetch_all(Sport, _SELECT)
    known = packaged()
    return known.with_sports(sport for sport in added if known.get(sport.key) is None)


async def add_sports(connection: Connection, sports: Iterable[Sport], now: datetime) -> None:
    """Stores the sports added by an import."""
    for sport in sports:
        await connection.execute(_INSERT, [sport.key, sport.name, sport.category, sport.origin, now])


class SportBook:
    """The vocabulary as this process knows it; reloaded when a word is not in it.

    Another process may have added a sport in the meantime, so each unknown word costs one small query.
    """

    def __init__(self) -> None:
        self._vocabulary = packaged()

    async def sport(self, reader: Reader, text: str) -> Sport | None:
        """Returns the one sport that a word denotes."""
        found = self._vocabulary.find(text)
        return found or (await self.refresh(reader)).find(text)

    def named(self, text: str) -> Sport | None:
        """Returns the known sport whose name a text is; narrower words such as "Formula 1" are no names."""
        return self._vocabulary.named(text)

    async def matching(self, reader: Reader, text: str) -> list[str]:
        """Returns the keys that a filter selects; empty for an unknown word."""
        found = self._vocabulary.matching(text)
        return found or (await self.refresh(reader)).matching(text)

    async def refresh(self, reader: Reader) -> Vocabulary:
        """Reloads the vocabulary."""
        self._vocabulary = await load_vocabulary(reader)
        return self._vocabulary
