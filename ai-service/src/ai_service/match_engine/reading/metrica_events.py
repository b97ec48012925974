"""Reads the events of Metrica Sports, as CSV or JSON, with normalised places.

The teams switch ends at half time, so the direction of play comes from all events of a period.
https://github.com/metrica-sports/sample-data
"""

import csv
import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ai_service.match_engine.model.actions import (
    CARRY,
    CHALLENGE,
    CORNER,
    FOUL,
    GOAL_KICK,
    INTERCEPTION,
    PASS,
    SAVE,
    SHOT,
    TACKLE,
    Action,
    Actions,
)
from ai_service.match_engine.model.facts import Facts
from ai_service.match_engine.model.positions import AWAY, HOME, Pitch
from ai_service.match_engine.reading.files import METRICA_EVENTS_CSV, METRICA_EVENTS_JSON, InputFile
from ai_service.match_engine.reading.raw import cleaned, items, part
from ai_service.match_engine.refused import contradictory, unreadable

_Place = tuple[float, float] | None
_BALL: Final = frozenset({"PASS", "CARRY", "RECOVERY", "SET PIECE", "SHOT"})


@dataclass(frozen=True, slots=True)
class _Row:
    """An event as the file has it. Places are from 0 to 1, from the corner at the top left."""

    team: str
    type: str
    subtypes: frozenset[str]
    period: int
    start: float
    end: float
    place: _Place
    end_place: _Place
    player: str


def read_metrica_csv(file: InputFile, pitch: Pitch, directions: Mapping[int, bool]) -> Actions:
    """The actions of a CSV file, which says who plays at home. Raises Refused."""
    try:
        text = file.whole().decode("utf-8-sig")
        rows = [_csv_row(row) for row in csv.DictReader(io.StringIO(text), strict=True)]
    except (KeyError, TypeError, ValueError, AttributeError, csv.Error) as error:
        raise unreadable(file.name, f"a row breaks the format ({str(error)[:60]})") from None
    if {row.team for row in rows} != {"Home", "Away"}:
        raise contradictory(f"{file.name} does not have events of Home and of Away")
    sides = {"Home": HOME, "Away": AWAY}
    return _actions_of(rows, sides, METRICA_EVENTS_CSV, pitch, directions)


def read_metrica_json(file: InputFile, pitch: Pitch, facts: Facts, directions: Mapping[int, bool]) -> Actions:
    """The actions of a JSON file. Raises Refused."""
    stated = file.json()
    try:
        rows = [_json_row(event) for event in stated["data"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise unreadable(file.name, f"an event breaks the format ({str(error)[:60]})") from None
    teams = list(dict.fromkeys(row.team for row in rows))
    if len(teams) != 2:
        raise contradictory(f"{file.name} has events of {len(teams)} teams, not of two")
    # Sorted, because whoever kicks off is not more likely to play at home.
    sides = facts.sides_of(*sorted(teams))
    return _actions_of(rows, sides, METRICA_EVENTS_JSON, pitch, directions)


def _csv_row(row: dict[str, str]) -> _Row:
    return _Row(
        row["Team"],
        row["Type"],
        frozenset(filter(None, row["Subtype"].split("-"))),
        _period(row["Period"]),
        _time(row["Start Time [s]"]),
        _time(row["End Time [s]"]),
        _place(row["Start X"], row["Start Y"]),
        _place(row["End X"], row["End Y"]),
        cleaned(row["From"]),
    )


def _json_row(event: dict[str, Any]) -> _Row:
    subtypes: Any = event["subtypes"]
    named: list[Any] = items(subtypes if isinstance(subtypes, list) or subtypes is None else [subtypes])
    return _Row(
        str(event["team"]["name"]),
        str(event["type"]["name"]),
        frozenset(str(each["name"]) for each in named),
        _period(event["period"]),
        _time(event["start"]["time"]),
        _time(event["end"]["time"]),
        _place(event["start"]["x"], event["start"]["y"]),
        _place(event["end"]["x"], event["end"]["y"]),
        cleaned(str(part(event, "from").get("name", ""))),
    )


def _period(stated: object) -> int:
    period = int(str(stated))
    if not 1 <= period <= 4:
        raise ValueError(f"period {period}")
    return period


def _time(stated: Any) -> float:
    time = float(stated)
    if not 0 <= time < 5 * 3600:
        raise ValueError(f"time {stated}")
    return time


def _place(x: Any, y: Any) -> _Place:
    place = (float("nan" if x is None else x), float("nan" if y is None else y))
    if any(math.isnan(each) for each in place):
        return None
    if not all(-0.2 <= each <= 1.2 for each in place):
        raise ValueError(f"place {place}")
    return place


def _actions_of(
    rows: list[_Row], sides: dict[str, int], name: str, pitch: Pitch, directions: Mapping[int, bool]
) -> Actions:
    starts = {
        number: min(row.start for row in rows if row.period == number)
        for number in {row.period for row in rows}
    }
    ends = {
        number: max(max(row.start, row.end) for row in rows if row.period == number) - start
        for number, start in starts.items()
    }
    kinds = list(_kinds_of(rows, sides))
    rightwards = {
        number: directions.get(number, _home_attacks_right(number, rows, kinds, sides)) for number in starts
    }
    actions = [
        _action(row, kind, sides[row.team], starts[row.period], rightwards[row.period], pitch)
        for row, kind in zip(rows, kinds, strict=True)
        if kind is not None
    ]
    actions.sort(key=lambda action: (action.period, action.time))
    lost = frozenset(number for number, right in rightwards.items() if right is None)
    return Actions(name, pitch, tuple(actions), ends, lost_directions=lost)


def _kinds_of(rows: list[_Row], sides: dict[str, int]) -> Iterator[str | None]:
    """The kind of each event. A challenge is a defensive action of the side without the ball."""
    holder: int | None = None
    for row in rows:
        side = sides[row.team]
        yield _kind_of(row, holder not in (None, side))
        if row.type in _BALL:
            holder = side


def _kind_of(row: _Row, defends: bool) -> str | None:
    subtypes = row.subtypes
    if row.type == "PASS":
        return GOAL_KICK if "GOAL KICK" in subtypes else PASS
    if row.type == "BALL LOST":  # an intercepted pass is written as a lost ball
        return PASS if "INTERCEPTION" in subtypes else None
    if row.type == "CHALLENGE":
        if "FAULT" in subtypes:
            return FOUL if "LOST" in subtypes else None
        if "TACKLE" in subtypes and defends:
            return TACKLE if "WON" in subtypes else CHALLENGE
        return None
    if row.type == "RECOVERY":
        return INTERCEPTION if "INTERCEPTION" in subtypes else SAVE if "SAVED" in subtypes else None
    if row.type == "SET PIECE":
        return CORNER if "CORNER KICK" in subtypes else None
    return {"SHOT": SHOT, "CARRY": CARRY}.get(row.type)


_SIGNS: Final = {SHOT: 1, CORNER: 1, GOAL_KICK: -1, SAVE: -1}
"""In whose half it happens: at the opponents' goal, or at the own one."""


def _home_attacks_right(
    period: int, rows: list[_Row], kinds: list[str | None], sides: dict[str, int]
) -> bool | None:
    """From all shots, corners, goal kicks and saves of the period, otherwise from its passes."""
    near_goals = passes = 0.0
    for row, kind in zip(rows, kinds, strict=True):
        if row.period != period or row.place is None:
            continue
        sign = 1 if sides[row.team] == HOME else -1
        if kind in _SIGNS:
            near_goals += sign * _SIGNS[kind] * math.copysign(1, row.place[0] - 0.5)
        elif kind == PASS and row.end_place is not None:
            passes += sign * (row.end_place[0] - row.place[0])
    decided = near_goals or round(passes, 6)
    return decided > 0 if decided else None


def _action(row: _Row, kind: str, side: int, start: float, home_right: bool | None, pitch: Pitch) -> Action:
    right = None if home_right is None else home_right == (side == HOME)
    x, y = _oriented(row.place, right, pitch)
    end_x, end_y = _oriented(row.end_place, right, pitch)
    return Action(
        row.period,
        row.start - start,
        side,
        kind,
        x,
        y,
        end_x,
        end_y,
        seconds=max(row.end - row.start, 0.0),
        goal=kind == SHOT and "GOAL" in row.subtypes,
        player=row.player,
    )


def _oriented(place: _Place, right: bool | None, pitch: Pitch) -> tuple[float | None, float | None]:
    if place is None or right is None:
        return None, None
    x, y = place[0] * pitch.length, place[1] * pitch.width
    return (x, y) if right else (pitch.length - x, pitch.width - y)
