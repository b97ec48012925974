"""Parses single values of matches: day, kick-off and scores. An unusable one raises CellError."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import Any, Final, NoReturn
from zoneinfo import ZoneInfo

from altsports.contract.json_values import is_array, is_object
from altsports.contract.text import as_line
from league_service.core.files.cells import CellError

_TIME: Final = re.compile(r"(\d{1,2})[:.](\d\d)(?:\s*UTC\s*([+-]\d{1,2}))?", re.IGNORECASE | re.ASCII)
_UNKNOWN: Final = frozenset({"", "?", "-", "tba", "tbd", "tbc"})
_NOON: Final = time(12)
_MOST_GOALS: Final = 99
_FARTHEST_ZONE: Final = 14
_LONGEST_NAME: Final = 60
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scores:
    """The goals of (home, away) at half time, after 90 minutes, after extra time, and of the shoot-out."""

    ft: Pair | None = None
    ht: Pair | None = None
    et: Pair | None = None
    p: Pair | None = None


def name(stated: Any) -> str:
    """The name of a team."""
    plain = as_line(stated) if isinstance(stated, str) else ""
    if not plain:
        raise CellError("the name of the team is missing", "state both teams")
    if len(plain) > _LONGEST_NAME:
        raise CellError(
            f"the name is longer than {_LONGEST_NAME} characters", "use the usual name of the team"
        )
    return plain


def day(stated: Any) -> date:
    """The day of a match, such as "2024-05-19"."""
    try:
        return date.fromisoformat(stated if isinstance(stated, str) else "")
    except ValueError as error:
        raise CellError(f"{_shown(stated)} is not a date", "use the form 2024-05-19") from error


def kickoff(on: date, stated: Any, zone: ZoneInfo) -> tuple[datetime, bool]:
    """The kick-off, and whether its hour is known: noon of the country stands for an unknown one."""
    if stated is None or (isinstance(stated, str) and stated.strip().casefold() in _UNKNOWN):
        return datetime.combine(on, _NOON, zone), False
    match = _TIME.fullmatch(stated.strip()) if isinstance(stated, str) else None
    try:
        if match is None:
            raise ValueError(stated)
        return datetime.combine(on, time(int(match[1]), int(match[2])), _zone(match[3]) or zone), True
    except ValueError as error:
        raise CellError(f"{_shown(stated)} is not a time of day", "use the form 20:45") from error


def _zone(offset: str | None) -> tzinfo | None:
    if offset is None:
        return None
    if abs(int(offset)) > _FARTHEST_ZONE:
        raise ValueError(offset)
    return timezone(timedelta(hours=int(offset)))


def scores(stated: Any) -> Scores:
    """The scores of a match; empty if it was not played yet."""
    if stated is None or stated == {}:
        return Scores()
    if is_array(stated):
        return Scores(_pair("score", stated))
    if not is_object(stated):
        _refuse("score", stated)
    found = Scores(**{part: _part(stated, part) for part in ("ft", "ht", "et", "p")})
    if found.ft is None and (found.et or found.p or found.ht):
        raise CellError("the score after 90 minutes (ft) is missing", "add score.ft")
    return found


def _part(stated: Mapping[str, Any], part: str) -> Pair | None:
    value = stated.get(part)
    return None if value is None or value == [] else _pair(f"score.{part}", value)


def _pair(field: str, value: Any) -> Pair:
    if not is_array(value) or len(value) != 2 or not all(_is_goals(goals) for goals in value):
        _refuse(field, value)
    return value[0], value[1]


def _is_goals(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_GOALS


def _refuse(field: str, value: Any) -> NoReturn:
    hint = f"state two integers from 0 to {_MOST_GOALS}, such as [2, 1]"
    raise CellError(f"{field} {_shown(value)} is no pair of goals", hint)


def _shown(value: Any) -> str:
    return as_line(repr(value))[:40]
