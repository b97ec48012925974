"""Cuts the periods of a match into segments, and fills each from positions and events."""

from collections.abc import Sequence
from dataclasses import dataclass

from ai_service.match_engine.measuring.figures import FORMATIONS, SideFigures, write_refusals
from ai_service.match_engine.measuring.from_events import write_events, write_stated_formation
from ai_service.match_engine.measuring.from_positions import write_positions, write_running
from ai_service.match_engine.measuring.periods import PeriodMeasures, covered
from ai_service.match_engine.model.actions import Actions
from ai_service.match_engine.model.facts import Facts
from ai_service.match_engine.model.periods import segments_of
from ai_service.match_engine.model.positions import AWAY, HOME, SIDES, Positions
from altsports.analysis.v1 import analysis_pb2 as pb

_FROM_POSITIONS = (
    "length_m",
    "width_m",
    "hull_m2",
    "stretch_m",
    "line_m",
    "distance_m",
    "high_speed_m",
    "sprint_m",
    "sprint_count",
)
_FROM_EVENTS = ("ppda", "shots", "expected_goals")
_FROM_BOTH = ("possession", "pressures", "thirds", "field_tilt")


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a segment is."""

    period: int
    start: float
    end: float


def cuts_of(positions: Positions | None, actions: Actions | None, length: float) -> list[Cut]:
    """The segments of all periods. A period lasts as long as its last frame or event."""
    ends = dict(actions.ends) if actions else {}
    for period in positions.periods if positions else ():
        ends[period.number] = max(ends.get(period.number, 0.0), period.end)
    return [
        Cut(number, start, end)
        for number in sorted(ends)
        for start, end in segments_of(round(ends[number], 3), length)
    ]


def segment_of(
    index: int, cut: Cut, measures: PeriodMeasures | None, actions: Actions | None, facts: Facts
) -> pb.Segment:
    """A segment without its severities."""
    segment = pb.Segment(index=index, period=cut.period, start_s=round(cut.start, 3), end_s=round(cut.end, 3))
    if (video := _video(facts.start.match.sync_points, cut)) is not None:
        segment.video_s = video
    sides = [
        SideFigures(side, segment.teams.add(side=SIDES[side], team_id=facts.side(side).team_id))
        for side in (HOME, AWAY)
    ]
    covers = _write_positions(segment, sides, measures, cut, facts)
    if actions is not None and cut.period in actions.ends:
        covers = max(covers, min(max(actions.ends[cut.period] - cut.start, 0.0) / (cut.end - cut.start), 1.0))
        _write_actions(sides, actions, cut, alone=measures is None)
    else:
        for side in sides:
            side.refuse("NO_EVENTS" if actions is None else "NOT_COVERED", *_FROM_EVENTS)
    segment.coverage = round(covers, 4)
    write_refusals(segment, sides)
    return segment


def _write_positions(
    segment: pb.Segment, sides: list[SideFigures], measures: PeriodMeasures | None, cut: Cut, facts: Facts
) -> float:
    """Writes what positions show. Returns the share of the time that they cover."""
    if measures is None:
        for side in sides:
            side.refuse("NO_POSITIONS", *_FROM_POSITIONS, *FORMATIONS, *_FROM_BOTH)
        return 0.0
    frames = measures.period.between(cut.start, cut.end)
    known = covered(measures.period, frames, measures.sides)
    if not known:
        for side in sides:
            side.refuse("NOT_COVERED", *_FROM_POSITIONS, *FORMATIONS, *_FROM_BOTH)
        return 0.0
    for side in sides:
        write_positions(side, measures, frames)
    write_running(segment, sides, measures, frames, facts)
    return min(known / ((cut.end - cut.start) * measures.period.rate), 1.0)


def _write_actions(sides: list[SideFigures], actions: Actions, cut: Cut, *, alone: bool) -> None:
    last = actions.ends[cut.period] <= cut.end
    within = [
        each
        for each in actions.actions
        if each.period == cut.period and cut.start <= each.time and (each.time < cut.end or last)
    ]
    for side in sides:
        write_events(side, within, actions, cut.period, alone=alone)
        if alone and actions.has_formations:
            write_stated_formation(side, actions.formations, cut.period, cut.start, cut.end)
        elif alone:
            side.refuse("NOT_STATED", *FORMATIONS)


def _video(points: Sequence[pb.SyncPoint], cut: Cut) -> float | None:
    """Where a segment begins on the film: by the last sync point before it, otherwise by the first."""
    own = sorted((each for each in points if each.period == cut.period), key=lambda each: each.period_s)
    if not own:
        return None
    point = next((each for each in reversed(own) if each.period_s <= cut.start), own[0])
    return round(max(point.video_s + cut.start - point.period_s, 0.0), 3)
