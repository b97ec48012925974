"""Made-up players: what each chooses follows from a seed and from what is known before the lock. Pure."""

# ruff: noqa: S311 - the random numbers draw players, not secrets

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from league_service.core.ids import replay_team_id
from league_service.fantasy.players import SIMULATED
from league_service.fantasy.prices.domain import BUDGET
from league_service.fantasy.teams.domain import SIZE, Lineup, Pick

_KEEPS: Final = 0.35
"""How often a player leaves the line-up as it is."""
_TRIES: Final = 8
_TRUSTS_THE_DEAREST: Final = 0.7

_FIRST: Final = ("Late", "Apex", "Soft", "Wet", "Golden", "Silent", "Flying", "Rapid", "Blue", "Night")
_SECOND: Final = (
    "Brakers",
    "Hunters",
    "Compound",
    "Line",
    "Lap",
    "Pit",
    "Chicane",
    "Gearbox",
    "Flag",
    "Racers",
)


@dataclass(frozen=True, slots=True)
class Manager:
    """A made-up player with a team. `world` is the season or the replay in which the team plays."""

    seed: str
    number: int
    world: str

    @property
    def team_id(self) -> str:
        return replay_team_id(self.world, self.number)

    @property
    def user_id(self) -> str:
        return f"{SIMULATED}{self.number}"

    @property
    def username(self) -> str:
        return f"player-{self.number + 1}"

    @property
    def team(self) -> str:
        """The name of the team, which no other one has."""
        first, second = _FIRST[self.number % 10], _SECOND[self.number // 10 % 10]
        again = self.number // 100
        return f"{first} {second} {again + 1}" if again else f"{first} {second}"

    def choose(self, race: str, prices: Mapping[str, Decimal], kept: Lineup | None) -> Lineup | None:
        """The line-up for a race; None to keep the one before. `prices` are those of the drivers entered."""
        random = Random(f"{self.seed}:{self.number}:{race}")
        if kept is not None and random.random() < _KEEPS:
            return None
        paid = {} if kept is None else {pick.driver_id: pick.price for pick in kept.picks}
        costs = {driver: paid.get(driver, price) for driver, price in prices.items()}
        drivers = sorted(costs)
        if len(drivers) < SIZE:
            return None
        tries = [random.sample(drivers, SIZE) for _ in range(_TRIES)]
        tries.append(sorted(drivers, key=costs.__getitem__)[:SIZE])
        affordable = [five for five in tries if sum(costs[driver] for driver in five) <= BUDGET]
        if not affordable:
            return None
        chosen = max(affordable, key=lambda five: (sum(prices[driver] for driver in five), five))
        dearest = sorted(chosen, key=lambda driver: (-prices[driver], driver))
        captain = dearest[0] if random.random() < _TRUSTS_THE_DEAREST else random.choice(chosen)
        vice = next(driver for driver in dearest if driver != captain)
        return Lineup(tuple(Pick(driver, costs[driver]) for driver in chosen), captain, vice)
