"""Creates books: a book and its accounts, in one transaction."""

import secrets
from datetime import datetime

from ai_service.nfl_experts.books import repository
from ai_service.nfl_experts.books.engine import open_book
from ai_service.nfl_experts.books.state import Book
from ai_service.nfl_experts.books.writing import write_effects
from ai_service.nfl_experts.facts.season import SeasonFacts, SeasonInfo
from ai_service.nfl_experts.facts.timeline import LAST_WEEK
from ai_service.nfl_experts.predictions.seal import GENESIS
from service_kit.db.connection import Connection


def live_book(info: SeasonInfo) -> Book:
    """A new live book of a season."""
    return Book(
        id=f"live-{info.competition}-{info.season}",
        replay_id=None,
        competition=info.competition,
        season=info.season,
        simulated=info.simulated,
        first_week=1,
        last_week=LAST_WEEK,
        seal_seed=secrets.token_hex(32),
    )


async def ensure_live_book(
    connection: Connection, info: SeasonInfo, facts: SeasonFacts, *, now: datetime, is_current: bool
) -> Book:
    """The live book of a season, created if it does not exist yet."""
    opened_at = min(facts.openings.values())
    return await ensure_book(connection, live_book(info), opened_at=opened_at, now=now, is_current=is_current)


async def ensure_book(
    connection: Connection, book: Book, *, opened_at: datetime, now: datetime, is_current: bool = True
) -> Book:
    """The stored book with this id, created with the starting bankrolls if it does not exist yet."""
    if await repository.insert_book(connection, book, GENESIS, now):
        state, effects = open_book(book, opened_at, is_current=is_current)
        await write_effects(connection, state, effects, now=now)
        return book
    found = await repository.find_book(connection, book.id)
    if found is None:
        raise LookupError(f"book {book.id} exists but was not found")
    return found
