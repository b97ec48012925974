"""Line-ups: five different drivers under a budget, a captain, and perhaps a vice-captain. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from league_service.fantasy.errors import (
    CaptainOutsideTeam,
    DriverNotEntered,
    DriverTwice,
    NotFiveDrivers,
    OverBudget,
)
from league_service.fantasy.prices.domain import BUDGET

SIZE: Final = 5


@dataclass(frozen=True, slots=True)
class Pick:
    """A driver of a line-up, with the price that was paid."""

    driver_id: str
    price: Decimal


@dataclass(frozen=True, slots=True)
class Lineup:
    """A line-up as saved. The captain and the vice-captain are drivers of it."""

    picks: tuple[Pick, ...]
    captain_id: str
    vice_captain_id: str | None = None

    @property
    def cost(self) -> Decimal:
        return sum((pick.price for pick in self.picks), Decimal(0))

    @property
    def left(self) -> Decimal:
        """What remains of the budget."""
        return BUDGET - self.cost


def by_season(teams: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    """The ids of teams by the season, of pairs of both."""
    found: dict[str, list[str]] = {}
    for team, season in sorted(teams):
        found.setdefault(season, []).append(team)
    return found


def make_lineup(
    driver_ids: Sequence[str],
    *,
    captain_id: str,
    vice_captain_id: str | None,
    paid: Mapping[str, Decimal],
    prices: Mapping[str, Decimal],
    season: int,
) -> Lineup:
    """Makes a line-up: kept drivers cost what was paid for them, new ones what they cost today.

    `paid` has the prices of drivers whom the team has already, `prices` those of all drivers who are entered.
    Raises NotFiveDrivers, DriverTwice, DriverNotEntered, CaptainOutsideTeam, OverBudget.
    """
    if len(driver_ids) != SIZE:
        raise NotFiveDrivers(len(driver_ids))
    twice = next((driver for driver in driver_ids if driver_ids.count(driver) > 1), None)
    if twice is not None:
        raise DriverTwice(twice)
    strangers = [driver for driver in driver_ids if driver not in paid and driver not in prices]
    if strangers:
        raise DriverNotEntered(strangers, season)
    for role, driver in (("captain_id", captain_id), ("vice_captain_id", vice_captain_id)):
        if driver is not None and driver not in driver_ids:
            raise CaptainOutsideTeam.stranger(role, driver)
    if captain_id == vice_captain_id:
        raise CaptainOutsideTeam.both()
    picks = tuple(Pick(driver, paid[driver] if driver in paid else prices[driver]) for driver in driver_ids)
    lineup = Lineup(picks, captain_id, vice_captain_id)
    if lineup.left < 0:
        raise OverBudget(lineup.cost, BUDGET)
    return lineup
