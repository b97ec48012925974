"""The figures of a segment that come from positions."""

import warnings
from typing import Final

import numpy as np

from ai_service.match_engine.measuring.figures import FORMATIONS, SideFigures
from ai_service.match_engine.measuring.formations import OUTFIELD, UNKNOWN, formation_of
from ai_service.match_engine.measuring.from_events import write_thirds
from ai_service.match_engine.measuring.periods import SAMPLES_A_SECOND, PeriodMeasures
from ai_service.match_engine.measuring.possession import share_of
from ai_service.match_engine.measuring.shapes import shape_of
from ai_service.match_engine.measuring.speeds import KMH, top_speed
from ai_service.match_engine.model.arrays import Booleans, Floats
from ai_service.match_engine.model.facts import Facts
from ai_service.match_engine.model.positions import AWAY, HOME, NOBODY, SIDES
from ai_service.match_engine.reading.files import LAST_ROW
from altsports.analysis.v1 import analysis_pb2 as pb

_SHAPE: Final = ("length_m", "width_m", "hull_m2", "stretch_m", "line_m")
_RUNNING: Final = ("distance_m", "high_speed_m", "sprint_m", "sprint_count")
_LEAST_S: Final = 5.0
_PRESENT: Final = 0.5


def write_positions(side: SideFigures, measures: PeriodMeasures, frames: slice) -> None:
    """Writes the figures of a side."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Mean of empty slice|All-NaN", RuntimeWarning)
        _write_shape(side, measures, frames)
        _write_ball(side, measures, frames)


def _write_shape(side: SideFigures, measures: PeriodMeasures, frames: slice) -> None:
    at = measures.samples(frames)
    outfield = measures.outfield(frames, side.side)
    places = measures.seen_by(measures.period.places[at][:, outfield], side.side)
    shape = shape_of(places)
    for name in _SHAPE:
        value = None if shape is None else getattr(shape, name.rpartition("_")[0])
        known = name != "line_m" or measures.home_right is not None
        side.set(name, value if known else None, "NO_DIRECTION" if shape and not known else "FEW_PLAYERS")
    if measures.home_right is None:
        side.refuse("NO_DIRECTION", *FORMATIONS)
        return
    holder = measures.possession.holder[at]
    known = holder != NOBODY
    for name, chosen in zip(
        FORMATIONS, (None, holder == side.side, known & (holder != side.side)), strict=True
    ):
        _write_formation(side, name, places, chosen, last_row=measures.positions.format == LAST_ROW)


def _write_formation(
    side: SideFigures, name: str, places: Floats, chosen: Booleans | None, *, last_row: bool
) -> None:
    kept = places if chosen is None else places[chosen]
    if len(kept) < _LEAST_S * SAMPLES_A_SECOND:
        side.refuse("TOO_LITTLE_TIME", name)
        return
    known = np.isfinite(kept[:, :, 0])
    players = np.flatnonzero(known.mean(axis=0) > _PRESENT)
    if last_row and len(players) != OUTFIELD:
        side.refuse("PLAYERS_MISSING", name)
        return
    if len(players) != OUTFIELD:
        getattr(side.message, name).CopyFrom(pb.TeamFormation(shape=UNKNOWN, source="inferred"))
        return
    own = kept[:, players]
    own = own - np.nanmean(own, axis=1, keepdims=True)  # where the team stands is no part of the formation
    fit = formation_of(np.nanmean(own, axis=0))
    found = pb.TeamFormation(shape=fit.shape, confidence=fit.confidence, source="inferred")
    getattr(side.message, name).CopyFrom(found)


def _write_ball(side: SideFigures, measures: PeriodMeasures, frames: slice) -> None:
    inside = measures.possession.inside[frames]
    if not inside.any():
        side.refuse("NO_BALL", "possession", "pressures", "thirds", "field_tilt")
        return
    holder = measures.possession.holder[frames]
    share = share_of(holder, side.side)
    side.set("possession", share, "NO_POSSESSION")
    pressures = int(measures.presses[frames][:, measures.columns(side.side)].sum())
    side.set("pressures", None if share is None else pressures, "NO_POSSESSION")
    if measures.home_right is None:
        side.refuse("NO_DIRECTION", "thirds", "field_tilt")
        return
    length = measures.positions.pitch.length
    ball = measures.seen_by(measures.period.ball[frames], side.side)[:, 0]
    write_thirds(side, ball[inside].tolist(), length)
    with np.errstate(invalid="ignore"):
        ahead = int((inside & (holder == side.side) & (ball > length * 2 / 3)).sum())
        back = int((inside & (holder == (AWAY if side.side == HOME else HOME)) & (ball < length / 3)).sum())
    side.set("field_tilt", ahead / (ahead + back) if ahead + back else None, "NO_ATTACKS")


def write_running(
    segment: pb.Segment, sides: list[SideFigures], measures: PeriodMeasures, frames: slice, facts: Facts
) -> None:
    """Writes the figures of the players, and their sums to the sides."""
    labels = _labels(measures)
    seconds = segment.end_s - segment.start_s
    for side in sides:
        sums = dict.fromkeys(_RUNNING, 0.0)
        measured = False
        for column in measures.columns(side.side):
            if not np.isfinite(measures.period.places[frames, column, 0]).any():
                continue
            player = segment.players.add(side=SIDES[side.side], name=labels[column])
            _write_player(player, measures, frames, column, seconds)
            shirt = measures.positions.players[column].shirt
            if shirt is not None:
                player.shirt_number = shirt
            player.player_id = facts.player_id(side.side, shirt)
            if player.HasField("distance_m"):
                measured = True
                for name in _RUNNING:
                    sums[name] += getattr(player, name)
        for name in _RUNNING:
            value = int(sums[name]) if name == "sprint_count" else sums[name]
            side.set(name, value if measured else None, "NOT_COVERED")


def _write_player(
    player: pb.PlayerFigures, measures: PeriodMeasures, frames: slice, column: int, seconds: float
) -> None:
    running, period = measures.running, measures.period
    places = period.places[frames, column]
    place: Floats = np.asarray(np.nanmean(places, axis=0, dtype=np.float64))
    if measures.home_right is not None:
        seen = measures.seen_by(place, SIDES.index(player.side))
        player.x_m, player.y_m = round(float(seen[0]), 2), round(float(seen[1]), 2)
    speed = running.speed[frames, column]
    known = int(np.isfinite(speed).sum())
    player.coverage = round(min(known / (seconds * period.rate), 1.0), 4)
    if not known:
        return
    player.distance_m = round(running.distance(frames, column), 2)
    player.high_speed_m = round(running.distance(frames, column, running.fast), 2)
    player.sprint_m = round(running.distance(frames, column, running.sprinting), 2)
    player.sprint_count = int(running.begins[frames, column].sum())
    trusted = speed if period.seen is None else np.where(period.seen[frames, column], speed, np.nan)
    if (top := top_speed(trusted, period.rate)) is not None:
        player.top_speed_kmh = round(top * KMH, 2)


def _labels(measures: PeriodMeasures) -> dict[int, str]:
    """The names of the players; who shares one gets the place in the file as well."""
    players = measures.positions.players
    names = [(player.side, player.name or f"player {column + 1}") for column, player in enumerate(players)]
    return {
        column: f"{name} ({column + 1})" if names.count((side, name)) > 1 else name
        for column, (side, name) in enumerate(names)
    }
