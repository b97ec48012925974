"""Events of a match: their types, what each may state, and where they are on the pitch."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from league_service.clubs.matches.clock import Clock, Instant

PASS_OUTCOMES: Final = ("complete", "incomplete", "out", "offside", "unknown")
WON_OR_LOST: Final = ("won", "lost")
OUTCOMES: Final[dict[str, tuple[str, ...]]] = {
    "period_start": (),
    "period_end": (),
    "formation": (),  # the outcome is the shape, such as 4-3-3
    "pass": PASS_OUTCOMES,
    "carry": (),
    "dribble": ("complete", "incomplete"),
    "shot": ("saved", "off_target", "blocked", "post"),
    "goal": (),
    "own_goal": (),
    "pressure": (),
    "tackle": WON_OR_LOST,
    "challenge": (),  # a tackle that failed: the player was dribbled past
    "interception": WON_OR_LOST,
    "duel": WON_OR_LOST,
    "recovery": (),
    "clearance": (),
    "block": (),
    "save": (),
    "foul": (),
    "foul_won": (),
    "offside": (),
    "card": ("yellow", "second_yellow", "red"),
    "substitution": ("tactical", "injury"),
    "player_off": (),
    "player_on": (),
    "ball_lost": (),
    "ball_out": (),
    "set_piece": (),
    "error": (),
}
TYPES: Final = tuple(OUTCOMES)
OFF_PITCH_M: Final = 10.0
"""How far beyond the lines a ball may be."""

_SHAPE: Final = re.compile(r"[1-9](?:-[1-9]){1,5}")


@dataclass(frozen=True, slots=True)
class MatchEvent:
    """One event. Coordinates are metres; the acting team attacks x = pitch length, y is from its left."""

    team_id: str
    type: str
    period: int
    minute: int
    stoppage_minute: int = 0
    second: int = 0
    player_id: str = ""
    related_player_id: str = ""
    x: float | None = None
    y: float | None = None
    end_x: float | None = None
    end_y: float | None = None
    outcome: str = ""
    detail: str = ""
    xg: float | None = None
    source: str = ""
    id: str = ""

    def at(self, clock: Clock) -> Instant:
        """When it happened."""
        return clock.instant(self.period, self.minute, self.stoppage_minute, self.second)


@dataclass(frozen=True, slots=True)
class Pitch:
    """The size of a pitch in metres."""

    length_m: float = 105.0
    width_m: float = 68.0


@dataclass(frozen=True, slots=True)
class Violation:
    """A field that is wrong, and how to put it right."""

    field: str
    message: str


def check_event(event: MatchEvent, clock: Clock, pitch: Pitch) -> list[Violation]:
    """The contradictions within one event."""
    return [*_of_time(event, clock), *_of_outcome(event), *_of_people(event), *_of_places(event, pitch)]


def _of_time(event: MatchEvent, clock: Clock) -> Iterable[Violation]:
    if event.period > clock.shoot_out:
        message = f"this match has periods 1 to {clock.shoot_out}; the last one is the shoot-out"
        yield Violation("period", message)
        return
    start, end = clock.start(event.period), clock.end(event.period)
    if event.minute < start:
        yield Violation("minute", f"period {event.period} begins at minute {start}")
    elif event.minute > end:
        over = event.minute - end
        hint = f"state minute {end} with stoppage_minute {over}"
        yield Violation("minute", f"period {event.period} ends at minute {end}: {hint}")
    elif event.stoppage_minute and event.minute < end:
        message = f"stoppage time of period {event.period} follows minute {end}: state that minute, or leave"
        yield Violation("stoppage_minute", f"{message} stoppage_minute out")


def _of_outcome(event: MatchEvent) -> Iterable[Violation]:
    known = OUTCOMES[event.type]
    if event.type == "formation":
        if not _SHAPE.fullmatch(event.outcome):
            yield Violation("outcome", "state the shape from the back to the front, such as 4-3-3")
    elif event.type == "shot" and event.outcome == "goal":
        yield Violation("outcome", "a shot that scores is an event of type goal")
    elif event.type == "card" and not event.outcome:
        yield Violation("outcome", "state the card: yellow, second_yellow or red")
    elif event.outcome and event.outcome not in known:
        said = f"one of {', '.join(known)}" if known else "left out"
        yield Violation("outcome", f"the outcome of type {event.type} must be {said}")
    if event.xg is not None and event.type not in {"shot", "goal"}:
        yield Violation("xg", "only a shot or a goal has expected goals")


def _of_people(event: MatchEvent) -> Iterable[Violation]:
    if event.type in {"substitution", "player_off", "player_on"} and not event.player_id:
        who = "leaves" if event.type != "player_on" else "returns"
        yield Violation("player_id", f"state the player who {who}")
    if event.type == "substitution" and event.player_id and not event.related_player_id:
        message = "state the player who comes on; if nobody does, the type is player_off"
        yield Violation("related_player_id", message)
    if event.related_player_id and event.related_player_id == event.player_id:
        yield Violation("related_player_id", "must be another player than player_id")


def _of_places(event: MatchEvent, pitch: Pitch) -> Iterable[Violation]:
    for name, value, limit in (
        ("x", event.x, pitch.length_m),
        ("y", event.y, pitch.width_m),
        ("end_x", event.end_x, pitch.length_m),
        ("end_y", event.end_y, pitch.width_m),
    ):
        if value is not None and not -OFF_PITCH_M <= value <= limit + OFF_PITCH_M:
            message = f"this pitch is {pitch.length_m:g} x {pitch.width_m:g} metres"
            yield Violation(name, f"{message}; the value must be from 0 to {limit:g}")
    for one, other in (("x", "y"), ("end_x", "end_y")):
        if (getattr(event, one) is None) != (getattr(event, other) is None):
            missing = one if getattr(event, one) is None else other
            yield Violation(missing, f"state both {one} and {other}, or neither")
