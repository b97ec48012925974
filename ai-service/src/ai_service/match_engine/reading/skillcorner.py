"""Reads broadcast tracking of SkillCorner: the match and its frames, as lines or as one array.

Places are metres from the centre spot. Positions that the camera did not see are extrapolated and marked.
https://github.com/SkillCorner/opendata
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ai_service.match_engine.model.arrays import Floats
from ai_service.match_engine.model.positions import (
    AWAY,
    HOME,
    NOBODY,
    PeriodPositions,
    Pitch,
    Positions,
    Tracked,
    millimetres,
)
from ai_service.match_engine.reading.columns import check_room
from ai_service.match_engine.reading.files import SKILLCORNER_FRAMES, InputFile
from ai_service.match_engine.reading.frames import RawPeriod, on_grid
from ai_service.match_engine.reading.raw import cleaned, items, part, shirt_of
from ai_service.match_engine.refused import contradictory, unreadable

_PERIOD_STARTS = {1: 0.0, 2: 2700.0, 3: 5400.0, 4: 6300.0, 5: 7200.0}
_HOLDERS = {"home team": HOME, "home_team": HOME, "away team": AWAY, "away_team": AWAY}
_KEEPER = "GK"
_FAR = 1e6


@dataclass(slots=True)
class _Match:
    """The players of the match by each of their ids, and its ball."""

    pitch: Pitch
    players: list[Tracked] = field(default_factory=list[Tracked])
    columns: dict[int, int] = field(default_factory=dict[int, int])
    ball: int | None = None

    def column(self, *keys: object) -> int | None:
        return next((self.columns[key] for key in keys if isinstance(key, int) and key in self.columns), None)


@dataclass(slots=True)
class _Frames:
    """The frames of a period, as they are collected."""

    clock: list[float] = field(default_factory=list[float])
    places: list[Floats] = field(default_factory=list[Floats])
    ball: list[tuple[float, float]] = field(default_factory=list[tuple[float, float]])
    seen: list[Any] = field(default_factory=list[Any])
    holder: list[int] = field(default_factory=list[int])


def read_skillcorner(match_file: InputFile, frames_file: InputFile, pitch: Pitch | None) -> Positions:
    """The positions of both sides. Raises Refused."""
    try:
        match = _match_of(match_file.json(), pitch)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise unreadable(match_file.name, f"it has no {str(error)[:60]}") from None
    periods: dict[int, _Frames] = {}
    unknown = 0
    for number, frame in enumerate(_objects(frames_file)):
        try:
            unknown += _add(frame, match, periods)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            words = f"object {number + 1} breaks the format ({str(error)[:60]})"
            raise unreadable(frames_file.name, words) from None
        check_room(number, len(match.players))
    known = sum(int(np.isfinite(each[:, 0]).sum()) for period in periods.values() for each in period.places)
    if unknown > known:
        raise contradictory(f"The players of {frames_file.name} are not those of {match_file.name}")
    if not periods:
        raise unreadable(frames_file.name, "it has no frames of a period")
    grid = tuple(
        _period(frames_file.name, number, periods[number], match.pitch) for number in sorted(periods)
    )
    return Positions(SKILLCORNER_FRAMES, match.pitch, tuple(match.players), grid)


def _match_of(stated: Any, pitch: Pitch | None) -> _Match:
    match = _Match(pitch or Pitch(float(stated["pitch_length"]), float(stated["pitch_width"])))
    sides = {stated["home_team"]["id"]: HOME, stated["away_team"]["id"]: AWAY}
    match.ball = part(stated, "ball").get("trackable_object")
    for player in stated["players"]:
        role = part(player, "player_role").get("acronym")
        name = f"{player.get('first_name') or ''} {player.get('last_name') or ''}".strip()
        for key in (player["id"], player.get("trackable_object")):
            if isinstance(key, int):
                match.columns.setdefault(key, len(match.players))
        keeper = None if role in (None, "SUB") else role == _KEEPER
        match.players.append(
            Tracked(sides[player["team_id"]], cleaned(name), shirt_of(player.get("number")), keeper)
        )
    check_room(0, len(match.players))
    return match


def _objects(file: InputFile) -> Iterator[Any]:
    """The frames one after the other: the file is read as text, never as objects."""
    try:
        text = file.whole().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise unreadable(file.name, "it is not UTF-8") from None
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        while at < len(text) and text[at] in " \t\r\n,[]":
            at += 1
        if at == len(text):
            return
        try:
            found, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            raise unreadable(file.name, f"character {at + 1} begins no valid JSON") from None
        yield found


def _add(frame: dict[str, Any], match: _Match, periods: dict[int, _Frames]) -> int:
    """Adds a frame to its period. Returns how many of its players the match does not know."""
    clock = frame.get("timestamp", frame.get("time"))
    if frame.get("period") is None or clock is None:
        return 0
    number = int(frame["period"])
    period = periods.setdefault(number, _Frames())
    places = np.full((len(match.players), 2), np.nan)
    seen = np.zeros(len(match.players), dtype=np.bool_)
    ball = (np.nan, np.nan)
    unknown = 0
    if "player_data" in frame:
        ball = _place(part(frame, "ball_data"))
    for each in items(frame.get("player_data", frame.get("data"))):
        if (match.ball is not None and each.get("trackable_object") == match.ball) or each.get(
            "group_name"
        ) == "balls":
            ball = _place(each)
        elif (column := match.column(each.get("player_id"), each.get("trackable_object"))) is not None:
            places[column] = _place(each)
            seen[column] = bool(each.get("is_detected", True))
        else:
            unknown += "player_id" in each
    period.clock.append(_seconds(str(clock)) - _PERIOD_STARTS[number])
    period.places.append(places)
    period.ball.append(ball)
    period.seen.append(seen)
    period.holder.append(_HOLDERS.get(str(part(frame, "possession").get("group")), NOBODY))
    return unknown


def _place(stated: dict[str, Any]) -> tuple[float, float]:
    x, y = stated.get("x"), stated.get("y")
    return (np.nan, np.nan) if x is None or y is None else (_within(float(x)), _within(float(y)))


def _within(value: float) -> float:
    return value if abs(value) < _FAR else np.nan


def _seconds(clock: str) -> float:
    total = 0.0
    for each in clock.split(":"):
        total = total * 60 + float(each)
    return total


def _period(name: str, number: int, frames: _Frames, pitch: Pitch) -> PeriodPositions:
    holder = np.array(frames.holder, dtype=np.int8)
    return on_grid(
        name,
        RawPeriod(
            number,
            np.array(frames.clock),
            _from_corner(np.stack(frames.places), pitch),
            _from_corner(np.array(frames.ball), pitch),
            np.stack(frames.seen),
            holder if np.any(holder != NOBODY) else None,
        ),
    )


def _from_corner(places: Floats, pitch: Pitch) -> Floats:
    """Metres from the centre spot, upwards, as millimetres from the corner, downwards."""
    return millimetres(places * np.array([1.0, -1.0]) + np.array([pitch.length / 2, pitch.width / 2]), pitch)
