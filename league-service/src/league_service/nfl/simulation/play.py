"""Simulates a game: its weather, its lines over the week and its score, all drawn from a seed.

The market estimates the true strengths with an error that shrinks towards kick-off. Each team has eleven
drives that end in a touchdown (seven points), a field goal (three) or nothing, with probabilities that depend
on the strengths, the ground and the wind, so that scores are distributed like real ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import erf, sqrt
from random import Random
from typing import Final

from league_service.nfl.simulation.domain import Host, SimulatedQuote, Slot, Weather

HOME_EDGE: Final = 2.2
MARGIN_DEVIATION: Final = 14.0
BACKUP_COST: Final = 4.5
_VIG: Final = 0.045
_POINTS_PER_TEAM: Final = 22.5
_TOUCHDOWN_SHARE: Final = 0.74
_DRIVES: Final = 11
_CLIMATE: Final = {"north": (72.0, 27.0), "south": (86.0, 52.0), "coast": (68.0, 50.0)}


@dataclass(frozen=True, slots=True)
class Outlook:
    """The true expectation for a game before it is played, in points."""

    margin: float
    total: float


def draw_weather(slot: Slot, host: Host, random: Random) -> Weather:
    """Constant in a dome; outside it gets colder from September to January, and more so in the north."""
    if host.roof != "outdoors":
        return Weather(70.0, 0.0, "Indoors")
    warm, cold = _CLIMATE[host.climate]
    late = min(max((slot.week - 1) / 20, 0.0), 1.0)
    temperature = round(random.gauss(warm + (cold - warm) * late, 8.0))
    wind = round(min(random.gammavariate(2.2, 3.8), 35.0))
    wet = random.random() < 0.18
    sky = "Partly Cloudy" if random.random() < 0.5 else "Clear"
    return Weather(float(temperature), float(wind), ("Snow" if temperature < 33 else "Rain") if wet else sky)


def expect(strengths: tuple[float, float], weather: Weather, *, neutral: bool) -> Outlook:
    """Computes the outlook from the (home, away) strengths in points above an average team."""
    home, away = strengths
    total = 2 * _POINTS_PER_TEAM + 0.25 * (home + away) - 0.28 * max(weather.wind_mph - 8.0, 0.0)
    return Outlook(home - away + (0.0 if neutral else HOME_EDGE), max(total, 33.0))


def draw_quotes(outlook: Outlook, times: Sequence[datetime], random: Random) -> list[SimulatedQuote]:
    """Draws the three markets at each of the times; the first has the largest error."""
    error, total_error = random.gauss(0, 2.0), random.gauss(0, 2.5)
    quotes: list[SimulatedQuote] = []
    for number, taken_at in enumerate(times):
        share = 1 - 0.75 * number / max(len(times) - 1, 1)
        margin = _half(outlook.margin + error * share + random.gauss(0, 0.35))
        total = _half(outlook.total + total_error * share + random.gauss(0, 0.4))
        home, away = _moneylines(margin)
        shade = random.choice((0, 0, 5))
        quotes += [
            SimulatedQuote("spread", taken_at, -margin + 0.0, -110 - shade, -110 + shade),
            SimulatedQuote("total", taken_at, total, -110, -110),
            SimulatedQuote("moneyline", taken_at, None, home, away),
        ]
    return quotes


def quote_times(opening: datetime, kickoff: datetime) -> list[datetime]:
    """The times at which lines are taken: when the week opens, once a day, and two hours before kick-off."""
    closing = kickoff - timedelta(hours=2)
    days = int((closing - opening) / timedelta(days=1))
    return [*(opening + timedelta(days=day) for day in range(days)), closing]


def draw_score(outlook: Outlook, random: Random, *, may_tie: bool) -> tuple[int, int]:
    """Draws (home, away); a level game continues until a field goal, and rarely ends in a tie."""
    home = _points((outlook.total + outlook.margin) / 2, random)
    away = _points((outlook.total - outlook.margin) / 2, random)
    if home == away and not (may_tie and random.random() < 0.06):
        if random.random() < home_chance(outlook.margin):
            return home + 3, away
        return home, away + 3
    return home, away


def home_chance(margin: float) -> float:
    """The win probability of a home team that is expected to win by `margin`."""
    return (1 + erf(margin / MARGIN_DEVIATION / sqrt(2))) / 2


def _points(expected: float, random: Random) -> int:
    per_drive = min(max(expected, 3.0), 45.0) / _DRIVES
    touchdown, field_goal = per_drive * _TOUCHDOWN_SHARE / 7, per_drive * (1 - _TOUCHDOWN_SHARE) / 3
    points = 0
    for _ in range(_DRIVES):
        end = random.random()
        points += 7 if end < touchdown else 3 if end < touchdown + field_goal else 0
    return points


def _moneylines(margin: float) -> tuple[int, int]:
    chance = home_chance(margin)
    return _american(chance * (1 + _VIG)), _american((1 - chance) * (1 + _VIG))


def _american(probability: float) -> int:
    """The price, rounded to five, of a probability that includes the margin."""
    probability = min(max(probability, 0.02), 0.98)
    price = (
        -100 * probability / (1 - probability) if probability > 0.5 else 100 * (1 - probability) / probability
    )
    rounded = 5 * round(price / 5)
    return rounded if abs(rounded) >= 100 else 100


def _half(points: float) -> float:
    return round(points * 2) / 2
