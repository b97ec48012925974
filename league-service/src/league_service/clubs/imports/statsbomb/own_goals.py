"""Own goals decide matches, so one is used only if the rest of the file agrees with it."""

from collections.abc import Sequence
from typing import Final

from altsports.contract.json_values import is_object
from league_service.clubs.imports.raw import Raw, id_of, name_of
from league_service.clubs.imports.statsbomb.domain import UnknownFact, seconds_of
from league_service.clubs.matches.clock import Clock
from league_service.core.files.json_items import Item

_TOLERANCE_S: Final = 5


def contradictions(items: Sequence[Item], at: int, clock: Clock) -> list[str]:
    """What in the file speaks against the own goal at a position. Its line-up is checked elsewhere."""
    raw: Raw = items[at].value
    return [*_of_clock(raw, clock), *_of_order(items, at), *_of_pair(items, raw)]


def _seconds(raw: Raw) -> int | None:
    try:
        return seconds_of(raw.get("timestamp"))
    except UnknownFact:
        return None


def _of_clock(raw: Raw, clock: Clock) -> list[str]:
    period, minute, second = raw.get("period"), raw.get("minute"), raw.get("second", 0)
    if not isinstance(period, int) or not isinstance(minute, int) or not isinstance(second, int):
        return ["its time is not stated"]
    seconds = _seconds(raw)
    stated = (minute - clock.start(period)) * 60 + second
    if seconds is None or abs(stated - seconds) > _TOLERANCE_S:
        return [f"minute {minute} is not {raw.get('timestamp')} of period {period}"]
    return []


def _of_order(items: Sequence[Item], at: int) -> list[str]:
    """The event before it was not later, and it is not numbered after events that follow it."""
    raw: Raw = items[at].value
    if name_of(items[at - 1].value, "type").startswith("Own Goal"):
        before = items[at - 2].value if at > 1 else None
    else:
        before = items[at - 1].value if at else None
    found: list[str] = []
    if is_object(before) and before.get("period") == raw.get("period"):
        own, earlier = _seconds(raw), _seconds(before)
        if own is not None and earlier is not None and earlier - own > _TOLERANCE_S:
            found.append(f"it follows an event at {before.get('timestamp')}")
    after = [item.value for item in items[at + 1 :] if is_object(item.value)]
    index = raw.get("index")
    if isinstance(index, int) and any(
        isinstance(each.get("index"), int)
        and each["index"] < index
        and not name_of(each, "type").startswith("Own Goal")
        for each in after
    ):
        found.append(f"its number {index} is out of order")
    return found


def _of_pair(items: Sequence[Item], raw: Raw) -> list[str]:
    """The other side has the other half: Own Goal For, at the same time."""
    for item in items:
        other = item.value
        if not is_object(other) or name_of(other, "type") != "Own Goal For":
            continue
        same_time = (other.get("period"), other.get("timestamp")) == (raw.get("period"), raw.get("timestamp"))
        if same_time and id_of(other, "team") != id_of(raw, "team"):
            return []
    return ["no other team has an Own Goal For at that time"]
