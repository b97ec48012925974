"""Reads a play of Last-Row: one row for each player and frame, 20 frames a second, places from 0 to 100.

Teams are "attack" and "defense"; the ball is player 0. https://github.com/Friends-of-Tracking-Data-FoTD/Last-Row
"""

import csv
import io

import numpy as np

from ai_service.match_engine.model.facts import Facts
from ai_service.match_engine.model.positions import AWAY, HOME, Pitch, Positions, Tracked, millimetres
from ai_service.match_engine.reading.columns import check_room
from ai_service.match_engine.reading.files import LAST_ROW, InputFile
from ai_service.match_engine.reading.frames import RawPeriod, on_grid
from ai_service.match_engine.refused import contradictory, unreadable

_RATE = 20.0


def read_last_row(file: InputFile, pitch: Pitch, facts: Facts) -> Positions:
    """The positions of a play. Raises Refused."""
    rows = _rows_of(file)
    frames = sorted({frame for frame, *_ in rows})
    names = sorted({(team, player) for _, player, team, _, _ in rows if team})
    sides = _sides(facts)
    if unknown := {team for team, _ in names} - sides.keys():
        raise unreadable(file.name, f"the team of a row is {sorted(unknown)[0]!r}, not attack or defense")
    if len({team for team, _ in names}) < 2:
        raise contradictory(f"{file.name} has players of one side only")
    players = tuple(Tracked(sides[team], player, None) for team, player in names)
    check_room(len(frames), len(players))
    row_of = {frame: row for row, frame in enumerate(frames)}
    column_of = {name: column for column, name in enumerate(names)}
    places = np.full((len(frames), len(players), 2), np.nan)
    ball = np.full((len(frames), 2), np.nan)
    for frame, player, team, x, y in rows:
        target = places[row_of[frame], column_of[team, player]] if team else ball[row_of[frame]]
        target[:] = (x / 100 * pitch.length, y / 100 * pitch.width)
    clock = (np.array(frames, dtype=np.float64) - frames[0]) / _RATE
    period = on_grid(file.name, RawPeriod(1, clock, millimetres(places, pitch), millimetres(ball, pitch)))
    return Positions(LAST_ROW, pitch, players, (period,))


def _sides(facts: Facts) -> dict[str, int]:
    parameters = facts.start.parameters
    if not parameters.HasField("attacking_side"):
        facts.note(
            "The play does not say who attacks: the home side is taken to. Set attacking_side to change that"
        )
    attacks = AWAY if parameters.attacking_side == "away" else HOME
    return {"attack": attacks, "defense": HOME if attacks == AWAY else AWAY}


def _rows_of(file: InputFile) -> list[tuple[int, str, str, float, float]]:
    try:
        reader = csv.DictReader(io.StringIO(file.whole().decode("utf-8-sig")), strict=True)
        found = [
            (int(row["frame"]), _number(row["player"]), _team(row), float(row["x"]), float(row["y"]))
            for row in reader
        ]
    except (ValueError, TypeError, KeyError, ArithmeticError, csv.Error) as error:
        raise unreadable(file.name, f"a row breaks the format ({str(error)[:100]})") from None
    if not found:
        raise unreadable(file.name, "it has no rows")
    if not np.isfinite([row[3:] for row in found]).all():
        raise unreadable(file.name, "a place is not a finite number")
    return found


def _number(text: str) -> str:
    """A player's number: older files write 12.0."""
    return str(int(float(text)))


def _team(row: dict[str, str]) -> str:
    return (row["team"] or "").strip()
