"""Market data by sport: the assumptions of the partnership model."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from league_service.core.packaged import read_table
from league_service.core.text import normalise

PARTNER_TYPES = ("sponsor", "broadcaster", "venue", "technology")
PartnerType = Literal["sponsor", "broadcaster", "venue", "technology"]

SOURCE_NOTE = (
    "Reach, growth and fit per sport are the project's own ranking of sports by size of their audience "
    "(soccer = 100), not measurements; the table is partnerships/markets.csv. Reach counts only for leagues "
    "without figures."
)


@dataclass(frozen=True, slots=True)
class Market:
    """The market of a sport.

    `reach` is the size of its audience, 100 for soccer. `growth` is declining, stable, growing or fast. `fit`
    states how well each kind of partner fits, 1 for an average sport. `specific` is false if only the family
    of the sport is known.
    """

    sport: str
    reach: float
    growth: str
    fit: Mapping[str, float]
    note: str
    specific: bool


def market_of(sport: str, category: str) -> Market:
    """The market of a sport, otherwise of its family, otherwise the default market."""
    by_sport, by_category = _tables()
    if sport in by_sport:
        return by_sport[sport]
    return by_category.get(normalise(category), by_category["other"])


@cache
def _tables() -> tuple[dict[str, Market], dict[str, Market]]:
    by_sport: dict[str, Market] = {}
    by_category: dict[str, Market] = {}
    for row in read_table("catalogue.partnerships", "markets.csv"):
        market = Market(
            sport=row["sport"] or row["category"],
            reach=float(row["reach"]),
            growth=row["growth"],
            fit={name: float(row[name]) for name in PARTNER_TYPES},
            note=row["note"],
            specific=bool(row["sport"]),
        )
        if row["sport"]:
            by_sport[row["sport"]] = market
        else:
            by_category[normalise(row["category"])] = market
    return by_sport, by_category
