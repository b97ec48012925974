"""Football matches of known truth: where everybody is at each time, by formulas.

Both teams stand in a formation and move as a whole on a circle at constant speed, so every distance, speed
and area is known. Options add sprints of one player, pressing at known times, and possession that changes.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

Place = tuple[float, float]
LENGTH: Final = 105.0
WIDTH: Final = 68.0
RADIUS: Final = 4.0
RUNNER: Final = 7
PRESSER: Final = 9
CARRIER: Final = 6
_TURN_S: Final = 20.0
"""How long a side has the ball."""
_PRESS_S: Final = 6.0


@dataclass(frozen=True, slots=True)
class Match:
    """A match. Players 0 are goalkeepers; player 6 carries the ball when the side has it.

    `sprints` are the seconds of each period in which player 7 of the home side sprints. `pressures` is how
    often the home side presses in each turn of the away side, from a second of the period on: at most three.
    """

    periods: tuple[float, ...] = (120.0,)
    rate: float = 25.0
    speed: float = 2.0
    home: str = "4-4-2"
    away: str = "4-3-3"
    home_attacks_right: tuple[bool, ...] = (True, False, True, False)
    sprint_speed: float = 8.0
    sprints: tuple[tuple[float, float], ...] = ()
    pressures: Mapping[float, int] = field(default_factory=dict[float, int])

    def frames(self, period: int) -> int:
        return round(self.periods[period] * self.rate)

    def shape(self, side: int) -> str:
        return self.away if side else self.home

    def players(self, period: int, side: int, time: float) -> list[Place]:
        """The eleven places of a side, in metres on the pitch."""
        anchors = anchors_of(self.shape(side))
        moved = circle(RADIUS, self.speed * time)
        own = [(x + moved[0], y + moved[1]) for x, y in anchors]
        if side == 0 and self.sprints:
            ran = circle(RADIUS, self._ran(time))
            own[RUNNER] = (anchors[RUNNER][0] + ran[0], anchors[RUNNER][1] + ran[1])
        places = [self.on_pitch(period, side, place) for place in own]
        if side == 0 and self.pressures and self.holder(time) == 1:
            carrier = self.on_pitch(period, side, self.players(period, 1, time)[CARRIER])
            presser = (carrier[0], carrier[1] + self._distance_of_presser(time))
            places[PRESSER] = self.on_pitch(period, side, presser)
        return places

    def ball(self, period: int, time: float) -> Place:
        return self.players(period, self.holder(time), time)[CARRIER]

    def holder(self, time: float) -> int:
        """The side with the ball: they take turns."""
        return int(time // _TURN_S) % 2

    def on_pitch(self, period: int, side: int, place: Place) -> Place:
        """A place seen by a side, on the pitch."""
        right = self.home_attacks_right[period] == (side == 0)
        return place if right else (LENGTH - place[0], WIDTH - place[1])

    def _ran(self, time: float) -> float:
        """The metres that the runner has run."""
        sprinted = sum(max(min(time, end) - start, 0.0) for start, end in self.sprints)
        return self.speed * (time - sprinted) + self.sprint_speed * sprinted

    def _distance_of_presser(self, time: float) -> float:
        """From eight metres to two and back, as often as it is due in this turn."""
        due = next(
            (often for since, often in sorted(self.pressures.items(), reverse=True) if time >= since), 0
        )
        number, at = divmod(time % _TURN_S, _PRESS_S)
        if number >= due:
            return 8.0
        return 8.0 - 3.0 * at if at < 2.0 else 2.0 + 1.5 * (at - 2.0)


def circle(radius: float, travelled: float) -> Place:
    """Where somebody is on a circle after some metres."""
    return radius * math.cos(travelled / radius), radius * math.sin(travelled / radius)


def anchors_of(shape: str) -> list[Place]:
    """The goalkeeper, then the lines from the back: ten metres apart, and the players of a line over 40 m."""
    lines = [int(each) for each in shape.split("-")]
    places: list[Place] = [(8.0, WIDTH / 2)]
    for depth, players in enumerate(lines):
        for player in range(players):
            across = 0.0 if players == 1 else player / (players - 1) - 0.5
            spread = {2: 16.0, 3: 26.0}.get(players, 40.0)
            places.append((28.0 + 12.0 * depth, WIDTH / 2 + spread * across))
    return places
