"""The events of StatsBomb in our terms: one function per type, from its JSON to what we keep of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from altsports.contract.json_values import is_array
from league_service.clubs.imports.raw import Raw, id_of, name_of, part
from league_service.clubs.matches.clock import Clock, Instant
from league_service.clubs.matches.events import MatchEvent, Pitch
from league_service.clubs.matches.pitch import STATSBOMB, Scale

SOURCE: Final = "statsbomb"
Details = dict[str, Any]
"""What an event states beside its team, player, place and time: fields of MatchEvent."""

LEFT_OUT: Final = frozenset(
    {
        "Ball Receipt*",  # the other half of a pass
        "Own Goal For",  # the other half of an own goal
        "Camera On",
        "Camera off",
        "Injury Stoppage",
        "Referee Ball-Drop",
        "Shield",
    }
)
_FORMATION_MOST: Final = 6


class UnknownFact(ValueError):
    """An event that states what we do not know. `field` is the key that states it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def seconds_of(timestamp: Any) -> int:
    """The whole seconds since the period began. Raises UnknownFact."""
    try:
        hours, minutes, seconds = str(timestamp).split(":")
        return int(hours) * 3600 + int(minutes) * 60 + int(float(seconds))
    except ValueError as error:
        raise UnknownFact("timestamp", f"{timestamp!r} is not a time within a period") from error


def snake(name: str) -> str:
    """A name as a word: Left Center Back becomes left_center_back."""
    return "_".join(name.casefold().replace("-", " ").replace("/", " ").replace("*", "").split())


def formation_of(raw: Raw) -> str:
    """The shape of a formation: 442 becomes 4-4-2, and 4240, whose last line is empty, 4-2-4.

    Raises UnknownFact.
    """
    tactics = part(raw, "tactics")
    stated, lineup = tactics.get("formation"), tactics.get("lineup")
    digits = str(stated).rstrip("0")
    players = len(lineup) if is_array(lineup) else 0
    if not digits.isdecimal() or "0" in digits or not 1 < len(digits) <= _FORMATION_MOST:
        raise UnknownFact("tactics.formation", f"{stated!r} is not a formation that we know")
    if players and sum(map(int, digits)) != players - 1:
        message = f"formation {stated} does not fit {players} players"
        raise UnknownFact("tactics.formation", message)
    return "-".join(digits)


def _place(scale: Scale, value: Any) -> tuple[float | None, float | None]:
    if not is_array(value) or len(value) < 2:
        return None, None
    x, y = value[0], value[1]
    if not isinstance(x, int | float) or not isinstance(y, int | float):
        return None, None
    return scale.x(float(x)), scale.y(float(y))


def _worded(raw: Raw, key: str, words: dict[str, str], default: str = "") -> str:
    """The outcome in our words. Raises UnknownFact."""
    stated = name_of(raw, key, "outcome")
    if not stated:
        return default
    if stated not in words:
        raise UnknownFact(f"{key}.outcome", f"{stated!r} is not an outcome that we know")
    return words[stated]


_PASSED: Final = {
    "Incomplete": "incomplete",
    "Out": "out",
    "Pass Offside": "offside",
    "Unknown": "unknown",
    "Injury Clearance": "out",
}
_SHOT: Final = {
    "Saved": "saved",
    "Saved Off Target": "saved",
    "Saved to Post": "saved",
    "Off T": "off_target",
    "Wayward": "off_target",
    "Blocked": "blocked",
    "Post": "post",
}
_WON: Final = {
    "Won": "won",
    "Success": "won",
    "Success In Play": "won",
    "Success Out": "won",
    "Success To Team": "won",
    "Success To Opposition": "lost",
    "Lost": "lost",
    "Lost In Play": "lost",
    "Lost Out": "lost",
}
_DRIBBLED: Final = {"Complete": "complete", "Incomplete": "incomplete"}
_CARDS: Final = {"Yellow Card": "yellow", "Second Yellow": "second_yellow", "Red Card": "red"}
_SAVES: Final = frozenset(
    {
        "Shot Saved",
        "Shot Saved Off Target",
        "Shot Saved to Post",
        "Penalty Saved",
        "Penalty Saved to Post",
        "Save",
    }
)


@dataclass(frozen=True, slots=True)
class _Fact:
    """An event, and the scale of its places."""

    raw: Raw
    scale: Scale


def _pass(fact: _Fact) -> list[Details]:
    passed = part(fact.raw, "pass")
    end_x, end_y = _place(fact.scale, passed.get("end_location"))
    kind = snake(name_of(fact.raw, "pass", "type"))
    return [
        {
            "type": "pass",
            "outcome": _worded(fact.raw, "pass", _PASSED, "complete"),
            "detail": "cross" if passed.get("cross") and not kind else kind,
            "related_player_id": id_of(fact.raw, "pass", "recipient"),
            "end_x": end_x,
            "end_y": end_y,
        }
    ]


def _shot(fact: _Fact) -> list[Details]:
    shot = part(fact.raw, "shot")
    end_x, end_y = _place(fact.scale, shot.get("end_location"))
    xg = shot.get("statsbomb_xg")
    goal = name_of(fact.raw, "shot", "outcome") == "Goal"
    return [
        {
            "type": "goal" if goal else "shot",
            "outcome": "" if goal else _worded(fact.raw, "shot", _SHOT),
            "detail": snake(name_of(fact.raw, "shot", "type")),
            "xg": float(xg) if isinstance(xg, int | float) else None,
            "end_x": end_x,
            "end_y": end_y,
        }
    ]


def _carry(fact: _Fact) -> list[Details]:
    end_x, end_y = _place(fact.scale, part(fact.raw, "carry").get("end_location"))
    return [{"type": "carry", "end_x": end_x, "end_y": end_y}]


def _duel(fact: _Fact) -> list[Details]:
    kind = name_of(fact.raw, "duel", "type")
    if kind == "Tackle":
        return [{"type": "tackle", "outcome": _worded(fact.raw, "duel", _WON)}]
    return [{"type": "duel", "outcome": "lost", "detail": snake(kind)}]


def _keeper(fact: _Fact) -> list[Details]:
    kind = name_of(fact.raw, "goalkeeper", "type")
    return [{"type": "save", "detail": snake(kind)}] if kind in _SAVES else []


def _foul(fact: _Fact) -> list[Details]:
    foul = {"type": "foul", "detail": snake(name_of(fact.raw, "foul_committed", "type"))}
    return [foul, *_card(fact.raw, "foul_committed")]


def _bad_behaviour(fact: _Fact) -> list[Details]:
    return _card(fact.raw, "bad_behaviour")


def _card(raw: Raw, key: str) -> list[Details]:
    card = name_of(raw, key, "card")
    if not card:
        return []
    if card not in _CARDS:
        raise UnknownFact(f"{key}.card", f"{card!r} is not a card that we know")
    return [{"type": "card", "outcome": _CARDS[card]}]


def _substitution(fact: _Fact) -> list[Details]:
    outcome = name_of(fact.raw, "substitution", "outcome").casefold()
    return [
        {
            "type": "substitution",
            "outcome": outcome if outcome in {"tactical", "injury"} else "",
            "related_player_id": id_of(fact.raw, "substitution", "replacement"),
        }
    ]


def _formation(fact: _Fact) -> list[Details]:
    return [{"type": "formation", "outcome": formation_of(fact.raw)}]


def _just(kind: str) -> Callable[[_Fact], list[Details]]:
    return lambda _: [{"type": kind}]


def _won_or_lost(kind: str, key: str) -> Callable[[_Fact], list[Details]]:
    return lambda fact: [{"type": kind, "outcome": _worded(fact.raw, key, _WON)}]


_TYPES: Final[dict[str, Callable[[_Fact], list[Details]]]] = {
    "Starting XI": _formation,
    "Tactical Shift": _formation,
    "Half Start": _just("period_start"),
    "Half End": _just("period_end"),
    "Pass": _pass,
    "Shot": _shot,
    "Carry": _carry,
    "Dribble": lambda fact: [{"type": "dribble", "outcome": _worded(fact.raw, "dribble", _DRIBBLED)}],
    "Dribbled Past": _just("challenge"),
    "Pressure": _just("pressure"),
    "Duel": _duel,
    "50/50": _won_or_lost("duel", "50_50"),
    "Interception": _won_or_lost("interception", "interception"),
    "Ball Recovery": _just("recovery"),
    "Clearance": _just("clearance"),
    "Block": _just("block"),
    "Goal Keeper": _keeper,
    "Foul Committed": _foul,
    "Foul Won": _just("foul_won"),
    "Offside": _just("offside"),
    "Bad Behaviour": _bad_behaviour,
    "Substitution": _substitution,
    "Player Off": _just("player_off"),
    "Player On": _just("player_on"),
    "Own Goal Against": _just("own_goal"),
    "Dispossessed": _just("ball_lost"),
    "Miscontrol": _just("ball_lost"),
    "Error": _just("error"),
}


def events_of(raw: Raw, clock: Clock, pitch: Pitch) -> list[MatchEvent]:
    """What one event of StatsBomb says, in order; none if it adds nothing. Raises UnknownFact."""
    kind = name_of(raw, "type")
    if kind in LEFT_OUT:
        return []
    if kind not in _TYPES:
        raise UnknownFact("type", f"{kind!r} is not a type of event that we know")
    period = raw.get("period")
    if not isinstance(period, int) or not 1 <= period <= clock.shoot_out:
        raise UnknownFact("period", f"{period!r} is not a period of a match")
    scale = Scale(STATSBOMB, pitch)
    x, y = _place(scale, raw.get("location"))
    minute, stoppage, second = clock.shown(Instant(period, seconds_of(raw.get("timestamp"))))
    common: Details = {
        "team_id": id_of(raw, "team"),
        "player_id": id_of(raw, "player"),
        "period": period,
        "minute": minute,
        "stoppage_minute": stoppage,
        "second": second,
        "x": x,
        "y": y,
        "source": SOURCE,
    }
    key = str(raw.get("id") or "")
    made = _TYPES[kind](_Fact(raw, scale))
    return [
        _event({**common, **details, "id": f"{key}#{index}" if index else key})
        for index, details in enumerate(made)
    ]


def _event(fields: dict[str, Any]) -> MatchEvent:
    return MatchEvent(**fields)
