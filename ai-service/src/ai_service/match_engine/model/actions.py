"""What players did with and against the ball, as files of events state it."""

from dataclasses import dataclass
from typing import Final

from ai_service.match_engine.model.positions import Pitch

PASS: Final = "pass"  # noqa: S105 - no password
CARRY: Final = "carry"
SHOT: Final = "shot"
TACKLE: Final = "tackle"
INTERCEPTION: Final = "interception"
CHALLENGE: Final = "challenge"
"""A tackle that failed."""
FOUL: Final = "foul"
PRESSURE: Final = "pressure"
GOAL_KICK: Final = "goal_kick"
SAVE: Final = "save"
CORNER: Final = "corner"
"""Where a corner is taken; the pass that follows is an action of its own."""

DEFENSIVE: Final = frozenset({TACKLE, INTERCEPTION, CHALLENGE, FOUL})
"""The actions of the denominator of PPDA."""
ON_BALL: Final = frozenset({PASS, CARRY, SHOT, GOAL_KICK})
"""The actions that show where the ball is and who has it."""
PASSES: Final = frozenset({PASS, GOAL_KICK})


@dataclass(frozen=True, slots=True)
class Action:
    """One action. Places are metres: from the own goal line, and from the left looking forward.

    Without a place, or without a known direction of play, `x` and `y` are None.
    """

    period: int
    time: float
    side: int
    kind: str
    x: float | None
    y: float | None
    end_x: float | None = None
    end_y: float | None = None
    seconds: float = 0.0
    xg: float | None = None
    goal: bool = False
    player: str = ""


@dataclass(frozen=True, slots=True)
class StatedFormation:
    """A formation from a time on."""

    period: int
    time: float
    side: int
    shape: str


@dataclass(frozen=True, slots=True)
class Actions:
    """The events of a match. `ends` has the last second of each period."""

    format: str
    pitch: Pitch
    actions: tuple[Action, ...]
    ends: dict[int, float]
    formations: tuple[StatedFormation, ...] = ()
    has_pressures: bool = False
    has_formations: bool = False
    has_expected_goals: bool = False
    lost_directions: frozenset[int] = frozenset()
    """The periods in which nothing shows who attacks which goal."""
