"""SQL on quotes: rows are added, never changed."""

from datetime import datetime

from league_service.competition.lines.domain import Quote
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_LIST = (
    "SELECT market, taken_at, source, book, point, home_price, away_price, recorded_at,"
    " lead(recorded_at) OVER (PARTITION BY market, source, book, taken_at ORDER BY revision) AS superseded_at"
    " FROM league.line_quotes WHERE event_id = %(event)s AND taken_at <= %(at)s"
    " AND (revision = 1 OR recorded_at <= %(at)s)"
    " ORDER BY taken_at, array_position(ARRAY['spread', 'total', 'moneyline'], market), source, book,"
    " revision"
)
_INSERT = (
    "INSERT INTO league.line_quotes"
    " (event_id, market, source, book, taken_at, revision, point, home_price, away_price, recorded_at)"
    " SELECT %(event)s, %(market)s, %(source)s, %(book)s, %(taken_at)s, coalesce(max(revision), 0) + 1,"
    " %(point)s, %(home_price)s, %(away_price)s, %(taken_at)s FROM league.line_quotes"
    " WHERE event_id = %(event)s AND market = %(market)s AND source = %(source)s AND book = %(book)s"
    " AND taken_at = %(taken_at)s"
)


async def quotes_until(reader: Reader, event_id: str, at: datetime) -> list[Quote]:
    """Returns the quotes on an event up to a time, oldest first, with those that were corrected later."""
    return await reader.fetch_all(Quote, _LIST, {"event": event_id, "at": at})


async def insert_quote(connection: Connection, event_id: str, quote: Quote) -> None:
    """Writes a quote."""
    await connection.execute(
        _INSERT,
        {
            "event": event_id,
            "market": quote.market,
            "source": quote.source,
            "book": quote.book,
            "taken_at": quote.taken_at,
            "point": quote.point,
            "home_price": quote.home_price,
            "away_price": quote.away_price,
        },
    )
