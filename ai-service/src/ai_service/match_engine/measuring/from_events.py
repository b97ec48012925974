"""The figures of a segment that come from events: territory, PPDA, pressures, shots and stated formations."""

from collections.abc import Collection, Sequence
from typing import Final

from ai_service.match_engine.measuring.figures import FORMATIONS, SideFigures
from ai_service.match_engine.model.actions import (
    DEFENSIVE,
    ON_BALL,
    PASSES,
    PRESSURE,
    SHOT,
    Action,
    Actions,
    StatedFormation,
)
from altsports.analysis.v1 import analysis_pb2 as pb

PRESSING_ZONE: Final = 0.4
"""PPDA counts what happens beyond this share of the pitch, from the own goal of the side that presses."""
_THIRDS: Final = 3


def write_events(
    side: SideFigures, actions: Sequence[Action], source: Actions, period: int, *, alone: bool
) -> None:
    """Writes the figures of a side. `alone` says that there are no positions, which would show more."""
    own = [action for action in actions if action.side == side.side]
    others = [action for action in actions if action.side != side.side]
    shots = [action for action in own if action.kind == SHOT]
    side.set("shots", len(shots), "NO_EVENTS")
    goals = sum(action.xg or 0.0 for action in shots) if source.has_expected_goals else None
    side.set("expected_goals", goals, "NOT_STATED")
    lost = period in source.lost_directions
    ppda = None if lost else _ppda(own, others, source.pitch.length)
    side.set("ppda", ppda, "NO_DIRECTION" if lost else "NO_DEFENSIVE_ACTIONS")
    if not alone:
        return
    pressures = sum(action.kind == PRESSURE for action in own) if source.has_pressures else None
    side.set("pressures", pressures, "NOT_STATED")
    side.set("possession", _possession(own, others), "NO_POSSESSION")
    if lost:
        side.refuse("NO_DIRECTION", "thirds", "field_tilt")
    else:
        _write_territory(side, own, others, source.pitch.length)


def _ppda(own: list[Action], others: list[Action], length: float) -> float | None:
    """Passes of the opponents per tackle, interception, failed tackle and foul of the side."""
    defended = sum(
        action.kind in DEFENSIVE and action.x is not None and action.x >= PRESSING_ZONE * length
        for action in own
    )
    passes = sum(
        action.kind in PASSES and action.x is not None and action.x <= (1 - PRESSING_ZONE) * length
        for action in others
    )
    return passes / defended if defended else None


def _possession(own: list[Action], others: list[Action]) -> float | None:
    """The share of the time on the ball. Where no duration is stated, the share of the passes."""
    times = [sum(each.seconds for each in side if each.kind in ON_BALL) for side in (own, others)]
    if sum(times) == 0:
        times = [float(sum(each.kind in PASSES for each in side)) for side in (own, others)]
    return times[0] / sum(times) if sum(times) else None


def _write_territory(side: SideFigures, own: list[Action], others: list[Action], length: float) -> None:
    """Where the ball was played: by the side as it is, by the opponents seen from the other end."""
    at = [action.x for action in own if action.kind in ON_BALL and action.x is not None]
    against = [action.x for action in others if action.kind in ON_BALL and action.x is not None]
    places = at + [length - x for x in against]
    if not places:
        side.refuse("NO_POSSESSION", "thirds", "field_tilt")
        return
    write_thirds(side, places, length)
    # Field tilt is the share of the passes in the attacking thirds.
    ahead, back = (
        sum(each.kind in PASSES and each.x is not None and each.x > length * 2 / _THIRDS for each in actions)
        for actions in (own, others)
    )
    side.set("field_tilt", ahead / (ahead + back) if ahead + back else None, "NO_ATTACKS")


def write_thirds(side: SideFigures, places: Collection[float], length: float) -> None:
    """The shares of the places in each third."""
    own = sum(x < length / _THIRDS for x in places) / len(places)
    attacking = sum(x > length * 2 / _THIRDS for x in places) / len(places)
    own, attacking = round(own, 4), round(attacking, 4)
    side.message.thirds.CopyFrom(
        pb.PitchThirds(own=own, attacking=attacking, middle=round(1 - own - attacking, 4))
    )


def write_stated_formation(
    side: SideFigures, formations: Sequence[StatedFormation], period: int, start: float, end: float
) -> None:
    """The formation that was stated for the longest part of a segment."""
    changes = [
        each for each in formations if each.side == side.side and (each.period, each.time) < (period, end)
    ]
    if not changes:
        side.refuse("NOT_STATED", FORMATIONS[0])
        return
    lasted: dict[str, float] = {}
    for at, change in enumerate(changes):
        begins = change.time if change.period == period else 0.0
        later = changes[at + 1] if at + 1 < len(changes) else None
        ends = end if later is None else later.time if later.period == period else 0.0
        overlap = min(ends, end) - max(begins, start)
        lasted[change.shape] = lasted.get(change.shape, 0.0) + max(overlap, 0.0)
    shape = max(lasted, key=lambda each: (lasted[each], each))
    side.message.formation.CopyFrom(pb.TeamFormation(shape=shape, confidence=1.0, source="stated"))
