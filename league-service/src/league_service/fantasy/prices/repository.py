"""SQL on prices of drivers, and on the results from which they follow."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Final, LiteralString

import orjson

from league_service.competition.ledger.domain import ResultLine
from league_service.competition.ledger.sql import HOLDING, LINE
from league_service.f1.domain import SCORING, grand_prix_of
from league_service.f1.points import scheme_of
from league_service.f1.races.repository import COUNTING
from league_service.f1.seasons.domain import Season
from league_service.fantasy.prices.domain import ROUNDS
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_RECENT: Final[LiteralString] = (
    "WITH played AS (SELECT e.round_id, max(e.scheduled_at) AS at FROM league.events e"
    " WHERE e.competition_id = %(competition)s AND e.session = ANY(%(sessions)s) GROUP BY e.round_id),"
    " found AS (SELECT k.person_id, e.round_id, e.key, e.session, p.at,"
    f" {LINE}, dense_rank() OVER (PARTITION BY k.person_id ORDER BY p.at DESC, e.round_id) AS age"
    " FROM played p JOIN league.events e ON e.round_id = p.round_id AND e.session = ANY(%(sessions)s)"
    f" JOIN LATERAL ({HOLDING}) result ON true"
    " JOIN league.result_scores x ON x.event_id = e.id AND x.revision = result.revision"
    " JOIN league.event_competitors k ON k.event_id = e.id AND k.position = x.position"
    " WHERE p.at < %(before)s AND k.person_id = ANY(%(drivers)s))"
    " SELECT person_id, round_id, key, session, position, score, rank, status, laps, time_s, points,"
    " attributes FROM found WHERE age <= %(rounds)s ORDER BY person_id, at, session"
)
_PUBLISHED: Final = "SELECT published_at FROM fantasy.price_lists WHERE race_id = %s"
_PUBLISH: Final = (
    "INSERT INTO fantasy.price_lists (race_id, season_id, published_at)"
    " SELECT id, season_id, %s FROM league.rounds WHERE id = %s ON CONFLICT DO NOTHING"
)
_PRICES: Final = "SELECT driver_id, price FROM fantasy.prices WHERE race_id = %s"
_STORE: Final = (
    "INSERT INTO fantasy.prices (race_id, driver_id, price, source) SELECT %s, driver_id, price, 'computed'"
    " FROM jsonb_to_recordset(%s::jsonb) AS r(driver_id text, price numeric) ON CONFLICT DO NOTHING"
)
_SET: Final = (
    "INSERT INTO fantasy.prices (race_id, driver_id, price, source) VALUES (%s, %s, %s, 'admin')"
    " ON CONFLICT (race_id, driver_id) DO UPDATE SET price = excluded.price, source = 'admin'"
)
_ENTERED: Final = (
    "SELECT DISTINCT n.person_id FROM league.entries n JOIN league.rounds r ON r.id = n.round_id"
    " WHERE r.season_id = %s AND n.entered"
)


async def recent_points(
    reader: Reader, season: Season, drivers: Collection[str], *, before: datetime, at: datetime
) -> Mapping[str, list[Decimal]]:
    """Returns the points of each driver's last rounds before a time, as known at `at`, oldest first."""
    wanted = {
        "competition": season.competition.id,
        "sessions": list(SCORING),
        "final": list(COUNTING),
        "at": at,
        "before": before,
        "drivers": list(drivers),
        "rounds": ROUNDS,
    }
    rounds: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for driver, race, key, session, *line in await reader.fetch_rows(_RECENT, wanted):
        scheme = scheme_of(*grand_prix_of(key), session)
        points = Decimal(0) if scheme is None else scheme.of(ResultLine(*line))
        rounds[driver][race] = rounds[driver].get(race, Decimal(0)) + points
    return {driver: list(points.values()) for driver, points in rounds.items()}


async def entered_drivers(reader: Reader, season_id: str) -> frozenset[str]:
    """The drivers who are entered in any race of a season."""
    return frozenset(row[0] for row in await reader.fetch_rows(_ENTERED, [season_id]))


async def published_at(reader: Reader, race_id: str) -> datetime | None:
    """When the list of a race was published, None if it was not."""
    return await reader.fetch_value(_PUBLISHED, [race_id])


async def prices_of(reader: Reader, race_id: str) -> dict[str, Decimal]:
    """The stored prices of a list. Before it is published, only those that an administrator set."""
    return dict(await reader.fetch_rows(_PRICES, [race_id]))


async def publish(connection: Connection, race_id: str, prices: Mapping[str, Decimal], now: datetime) -> None:
    """Stores a list. What it has already stays as it is."""
    rows = [{"driver_id": driver, "price": str(price)} for driver, price in prices.items()]
    await connection.execute(_PUBLISH, [now, race_id])
    await connection.execute(_STORE, [race_id, orjson.dumps(rows).decode()])


async def set_price(connection: Connection, race_id: str, driver_id: str, price: Decimal) -> None:
    """Sets the price of a driver in a list that is not published."""
    await connection.execute(_SET, [race_id, driver_id, price])
