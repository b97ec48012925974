"""Reads tracking data in the EPTS format of FIFA: metadata in XML, and a text with a line for each frame.

kloppy reads the metadata. The frames are read as columns, because objects of a match take gigabytes.
"""

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from ai_service.match_engine.model.arrays import Floats
from ai_service.match_engine.model.positions import AWAY, HOME, Pitch, Positions, Tracked, millimetres
from ai_service.match_engine.reading.columns import blocks_of, check_room, numbers_of
from ai_service.match_engine.reading.files import EPTS_FRAMES, InputFile
from ai_service.match_engine.reading.frames import RawPeriod, on_grid
from ai_service.match_engine.reading.raw import cleaned, shirt_of
from ai_service.match_engine.refused import unreadable

_RATE: Final = re.compile(rb"<FrameRate>\s*([0-9.]+)\s*</FrameRate>")
_SEPARATORS: Final = frozenset(",;:| \t")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which number of a line is what."""

    players: tuple[Tracked, ...]
    x: list[int]
    y: list[int]
    ball: tuple[int, int] | None
    width: int
    separators: bytes
    rate: float
    periods: list[tuple[int, int, int]]
    """(number, first frame, last frame)"""
    pitch: Pitch
    normalised: bool


def read_epts(metadata: InputFile, frames: InputFile, pitch: Pitch | None) -> Positions:
    """The positions of both sides. Raises Refused."""
    layout = _layout_of(metadata, pitch)
    table = bytes.maketrans(layout.separators, b"," * len(layout.separators))
    scale = np.array([layout.pitch.length, layout.pitch.width]) if layout.normalised else np.ones(2)
    kept: list[tuple[Floats, Floats, Floats]] = []
    frames.file.seek(0)
    rows = 0
    for block in blocks_of(frames.file, frames.name):
        lines = _without_ends(block, layout.separators).translate(table)
        numbers = numbers_of(lines, layout.width, frames.name)
        rows += len(numbers)
        check_room(rows, len(layout.players))
        places = np.stack([numbers[:, layout.x], numbers[:, layout.y]], axis=2)
        ball = numbers[:, layout.ball] if layout.ball else np.full((len(numbers), 2), np.nan)
        with np.errstate(over="ignore"):
            found = (millimetres(places * scale, layout.pitch), millimetres(ball * scale, layout.pitch))
        kept.append((numbers[:, 0], *found))
    if not kept:
        raise unreadable(frames.name, "it has no frames")
    number, places, ball = (np.concatenate([each[part] for each in kept]) for part in range(3))
    periods = tuple(
        on_grid(
            frames.name, RawPeriod(period, (number[rows] - first) / layout.rate, places[rows], ball[rows])
        )
        for period, first, last in layout.periods
        if (rows := (number >= first) & (number <= last)).sum() > 1
    )
    if not periods:
        raise unreadable(frames.name, "none of its frames is in a period of the metadata")
    return Positions(EPTS_FRAMES, layout.pitch, layout.players, periods)


def _without_ends(block: bytes, separators: bytes) -> bytes:
    """The lines without the separators that some files put at the end of each."""
    return b"\n".join(line.rstrip(b"\r \t" + separators) for line in block.splitlines() if line.strip())


def _layout_of(file: InputFile, pitch: Pitch | None) -> _Layout:
    from kloppy.exceptions import KloppyError  # noqa: PLC0415 - slow
    from kloppy.infra.serializers.tracking.metrica_epts.metadata import load_metadata  # noqa: PLC0415 - slow

    text = file.xml()
    try:
        with warnings.catch_warnings(
            action="ignore"
        ):  # kloppy warns of a direction that we do not ask it for
            metadata: Any = load_metadata(io.BytesIO(text))
        return _understood(metadata, _rate_of(text), pitch)
    except (
        KloppyError,
        AttributeError,
        TypeError,
        ValueError,
        LookupError,
        ArithmeticError,
        SyntaxError,
    ) as error:
        raise unreadable(file.name, f"the metadata are not as EPTS wants them ({str(error)[:100]})") from None


def _rate_of(text: bytes) -> float:
    """Frames per second. kloppy cuts 29.97 to 29."""
    found = _RATE.search(text)
    if found is None:
        raise ValueError("no FrameRate")
    return float(found[1])


def _understood(metadata: Any, rate: float, pitch: Pitch | None) -> _Layout:
    register = metadata.data_format_specifications[0].split_register
    names = list(_names(register))
    at = {name: column for column, name in enumerate(names)}
    players = _players(metadata, at)
    if not players:
        raise ValueError("no player has the channels x and y")
    stated = metadata.pitch_dimensions
    return _Layout(
        tuple(player for player, _, _ in players),
        [x for _, x, _ in players],
        [y for _, _, y in players],
        (at["ball:x"], at["ball:y"]) if "ball:x" in at and "ball:y" in at else None,
        len(names),
        b"".join(sorted(set(_separators(register)))),
        rate,
        [
            (each.id, _frame(metadata, each.start_timestamp), _frame(metadata, each.end_timestamp))
            for each in metadata.periods
        ],
        pitch or Pitch(float(stated.pitch_length or 105), float(stated.pitch_width or 68)),
        float(stated.x_dim.max or 0) == 1.0,
    )


def _frame(metadata: Any, time: Any) -> int:
    """The number of a frame, which kloppy turns into a time by its own rate."""
    return round(time.total_seconds() * metadata.frame_rate)


def _players(metadata: Any, at: dict[str, int]) -> list[tuple[Tracked, int, int]]:
    """The players, each with the columns of x and y."""
    channels = {each.player_channel_id: each for each in metadata.player_channels}
    found: dict[Any, dict[str, int]] = {}
    for name, column in at.items():
        if (channel := channels.get(name)) is not None:
            found.setdefault(channel.player.player_id, {})[channel.channel.channel_id] = column
    players: list[tuple[Tracked, int, int]] = []
    for side, team in ((HOME, metadata.teams[0]), (AWAY, metadata.teams[1])):
        for player in team.players:
            columns = found.get(player.player_id, {})
            if "x" in columns and "y" in columns:
                name = cleaned(player.name or player.player_id)
                tracked = Tracked(side, name, shirt_of(player.jersey_no), _keeper(player))
                players.append((tracked, columns["x"], columns["y"]))
    return players


def _keeper(player: Any) -> bool | None:
    """Whether the metadata call the player a goalkeeper; None if they do not say."""
    position = str(getattr(player.starting_position, "name", "Unknown"))
    return None if position == "Unknown" else position == "Goalkeeper"


def _names(register: Any) -> Iterator[str]:
    """The names of the numbers of a line, in their order."""
    for child in register.children:
        if hasattr(child, "children"):
            yield from _names(child)
        elif hasattr(child, "player_channel_id"):
            yield child.player_channel_id
        elif hasattr(child, "channel_id"):
            yield f"ball:{child.channel_id}"
        else:
            yield child.name


def _separators(register: Any) -> Iterator[bytes]:
    if register.separator not in _SEPARATORS:
        raise ValueError(f"{register.separator!r} is not a separator")
    yield register.separator.encode()
    for child in register.children:
        if hasattr(child, "children"):
            yield from _separators(child)
