"""Reads tracking data of Metrica Sports: one CSV file for each side, with normalised places.

Three lines of heading precede the frames: team, shirt number, names of the columns. A player has two columns,
the first with the name, and the ball has the last two. https://github.com/metrica-sports/sample-data
"""

import csv
from dataclasses import dataclass

import numpy as np

from ai_service.match_engine.model.arrays import Floats, Indices
from ai_service.match_engine.model.positions import AWAY, HOME, Pitch, Positions, Tracked, millimetres
from ai_service.match_engine.reading.columns import blocks_of, check_room, numbers_of
from ai_service.match_engine.reading.files import METRICA_TRACKING, InputFile
from ai_service.match_engine.reading.frames import RawPeriod, on_grid
from ai_service.match_engine.reading.raw import cleaned, shirt_of
from ai_service.match_engine.refused import contradictory, unreadable

_SIDES = {"home": HOME, "away": AWAY}
_LAST = 10_000_000


@dataclass(frozen=True, slots=True)
class _Side:
    name: str
    side: int
    players: tuple[Tracked, ...]
    period: Indices
    frame: Indices
    clock: Floats
    places: Floats
    ball: Floats


def read_metrica_tracking(files: list[InputFile], pitch: Pitch) -> Positions:
    """The positions of both sides. Raises Refused."""
    if len(files) != 2:
        raise contradictory("Tracking data of Metrica are two files, one for each side")
    home, away = sorted((_side_of(file, pitch) for file in files), key=lambda side: side.side)
    if (home.side, away.side) != (HOME, AWAY):
        raise contradictory(f"{files[0].name} and {files[1].name} are both of one side")
    if not np.array_equal(home.frame, away.frame) or not np.array_equal(home.period, away.period):
        raise contradictory(f"The frames of {home.name} are not those of {away.name}")
    places = np.concatenate([home.places, away.places], axis=1)
    ball = np.where(np.isnan(home.ball), away.ball, home.ball)
    periods: list[RawPeriod] = []
    for number in np.unique(home.period):
        rows = home.period == number
        first = int(np.argmax(rows))
        clock = home.clock[rows] - home.clock[first]
        periods.append(RawPeriod(int(number), clock, places[rows], ball[rows]))
    grid = tuple(on_grid(home.name, period) for period in periods)
    return Positions(METRICA_TRACKING, pitch, home.players + away.players, grid)


def _side_of(file: InputFile, pitch: Pitch) -> _Side:
    file.file.seek(0)
    heading = [_line(file) for _ in range(3)]
    teams, shirts, names = (_fields(line) for line in heading)
    side = _SIDES.get(next((each.strip() for each in teams if each.strip()), "").casefold())
    columns = [at for at, name in enumerate(names) if at > 2 and name.strip()]
    if side is None or not columns or names[columns[-1]].strip().casefold() != "ball":
        raise unreadable(file.name, "the heading does not name a side, its players and the ball")
    players = tuple(Tracked(side, cleaned(names[at]), _shirt(shirts, at)) for at in columns[:-1])
    check_room(0, len(players))
    index, places = _frames_of(file, columns, pitch)
    known = (index[:, 0] >= 1) & (index[:, 0] <= 5) & (np.abs(index[:, 1:]) < _LAST).all(axis=1)
    if not known.all():
        raise unreadable(file.name, "a frame has no period, number or time")
    period, frame = index[:, 0].astype(np.int64), index[:, 1].astype(np.int64)
    return _Side(file.name, side, players, period, frame, index[:, 2], places[:, :-1], places[:, -1])


def _frames_of(file: InputFile, columns: list[int], pitch: Pitch) -> tuple[Floats, Floats]:
    """Period, number and time of all frames, and the places of the players and the ball."""
    index: list[Floats] = []
    places: list[Floats] = []
    rows = 0
    for block in blocks_of(file.file, file.name):
        numbers = numbers_of(block, columns[-1] + 2, file.name)
        rows += len(numbers)
        check_room(rows, len(columns))
        pairs = np.stack([numbers[:, columns], numbers[:, [at + 1 for at in columns]]], axis=2)
        with np.errstate(over="ignore"):
            places.append(millimetres(pairs * np.array([pitch.length, pitch.width]), pitch))
        index.append(numbers[:, :3])
    if not index:
        raise unreadable(file.name, "it has no frames")
    return np.concatenate(index), np.concatenate(places)


def _fields(line: str) -> list[str]:
    return [field for fields in csv.reader([line]) for field in fields]


def _line(file: InputFile) -> str:
    line = file.file.readline(65536)
    try:
        return line.decode("utf-8-sig").strip("\r\n")
    except UnicodeDecodeError:
        raise unreadable(file.name, "it is not UTF-8") from None


def _shirt(shirts: list[str], at: int) -> int | None:
    return shirt_of(shirts[at] if at < len(shirts) else "")
