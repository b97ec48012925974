"""Reads the events of a match in StatsBomb's format: a list of objects on a pitch of 120 by 80.

Both teams attack towards x = 120. https://github.com/statsbomb/open-data
"""

import re
from collections.abc import Callable
from typing import Any, Final

from ai_service.match_engine.model.actions import (
    CARRY,
    CHALLENGE,
    FOUL,
    GOAL_KICK,
    INTERCEPTION,
    PASS,
    PRESSURE,
    SHOT,
    TACKLE,
    Action,
    Actions,
    StatedFormation,
)
from ai_service.match_engine.model.facts import Facts
from ai_service.match_engine.model.positions import Pitch
from ai_service.match_engine.reading.files import STATSBOMB_EVENTS, InputFile
from ai_service.match_engine.reading.raw import cleaned, items, part
from ai_service.match_engine.refused import contradictory, unreadable

_LENGTH: Final = 120.0
_WIDTH: Final = 80.0
_SHOOT_OUT: Final = 5
_FORMATION: Final = re.compile(r"[1-9]{2,6}")
_Event = dict[str, Any]


def _pass(event: _Event) -> str:
    return GOAL_KICK if _named(event, "pass", "type") == "Goal Kick" else PASS


def _duel(event: _Event) -> str | None:
    if _named(event, "duel", "type") != "Tackle":
        return None
    won = _named(event, "duel", "outcome").startswith(("Won", "Success"))
    return TACKLE if won else CHALLENGE


_KINDS: Final[dict[str, Callable[[_Event], str | None]]] = {
    "Pass": _pass,
    "Carry": lambda _: CARRY,
    "Shot": lambda _: SHOT,
    "Duel": _duel,
    "Dribbled Past": lambda _: CHALLENGE,
    "Interception": lambda _: INTERCEPTION,
    "Foul Committed": lambda _: FOUL,
    "Pressure": lambda _: PRESSURE,
}


def read_statsbomb(file: InputFile, pitch: Pitch, facts: Facts) -> Actions:
    """The actions and stated formations. Raises Refused."""
    try:
        return _read(items(file.json()), file.name, pitch, facts)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise unreadable(file.name, f"an event breaks the format ({str(error)[:60]})") from None


def _read(events: list[_Event], name: str, pitch: Pitch, facts: Facts) -> Actions:
    teams = list(dict.fromkeys(str(event["team"]["name"]) for event in events if "team" in event))
    if len(teams) != 2:
        raise contradictory(f"{name} has events of {len(teams)} teams, not of two")
    sides = facts.sides_of(teams[0], teams[1])
    actions: list[Action] = []
    formations: list[StatedFormation] = []
    ends: dict[int, float] = {}
    for event in events:
        period, time = int(event["period"]), _seconds(str(event["timestamp"]))
        if period == _SHOOT_OUT:
            facts.note("The shoot-out is not analysed")
            continue
        if not 1 <= period < _SHOOT_OUT:
            raise ValueError(f"period {period}")
        ends[period] = max(ends.get(period, 0.0), time)
        if "team" not in event:
            continue
        side, kind = sides[str(event["team"]["name"])], str(event["type"]["name"])
        if kind in ("Starting XI", "Tactical Shift"):
            if _FORMATION.fullmatch(stated := str(part(event, "tactics").get("formation"))):
                formations.append(StatedFormation(period, time, side, "-".join(stated)))
        elif (found := _KINDS[kind](event) if kind in _KINDS else None) is not None:
            actions.append(_action(event, period, time, side, found, pitch))
    actions.sort(key=lambda action: (action.period, action.time))
    return Actions(
        STATSBOMB_EVENTS,
        pitch,
        tuple(actions),
        ends,
        tuple(formations),
        has_pressures=any(action.kind == PRESSURE for action in actions),
        has_formations=bool(formations),
        has_expected_goals=True,
    )


def _action(event: _Event, period: int, time: float, side: int, kind: str, pitch: Pitch) -> Action:
    x, y = _place(event.get("location"), pitch)
    detail = event.get({PASS: "pass", GOAL_KICK: "pass", CARRY: "carry", SHOT: "shot"}.get(kind, ""), {})
    end_x, end_y = _place(detail.get("end_location"), pitch)
    xg = detail.get("statsbomb_xg")
    return Action(
        period,
        time,
        side,
        kind,
        x,
        y,
        end_x,
        end_y,
        seconds=max(float(event.get("duration") or 0.0), 0.0),
        xg=None if xg is None else float(xg),
        goal=_named(event, "shot", "outcome") == "Goal",
        player=cleaned(str(part(event, "player").get("name", ""))),
    )


def _place(stated: Any, pitch: Pitch) -> tuple[float | None, float | None]:
    if not stated:
        return None, None
    x, y = float(stated[0]), float(stated[1])
    if not (-5 <= x <= _LENGTH + 5 and -5 <= y <= _WIDTH + 5):
        raise ValueError(f"location {stated}")
    return x / _LENGTH * pitch.length, y / _WIDTH * pitch.width


def _named(event: _Event, where: str, key: str) -> str:
    return str(part(part(event, where), key).get("name", ""))


def _seconds(timestamp: str) -> float:
    hours, minutes, seconds = timestamp.split(":")
    total = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    if not 0 <= total < 3 * 3600:
        raise ValueError(f"timestamp {timestamp}")
    return total
