"""Writes a generated match in the formats of providers."""

import json
from collections.abc import Iterator
from typing import Any, Final

from service_kit.testing.matches.motion import LENGTH, WIDTH, Match, Place

_SIDES: Final = ("Home", "Away")
_PLAYERS: Final = 11
_BREAK_FRAMES: Final = 1000


def metrica_csv(match: Match, *, turned: bool = False, swapped: bool = False) -> tuple[bytes, bytes]:
    """The files of both sides. Turned: the pitch by half a circle; swapped: home is away."""
    home, away = (_metrica_side(match, side, turned=turned, swapped=swapped) for side in (0, 1))
    return (away, home) if swapped else (home, away)


def _metrica_side(match: Match, side: int, *, turned: bool, swapped: bool) -> bytes:
    label = _SIDES[1 - side if swapped else side]
    shirts = [side * _PLAYERS + player + 1 for player in range(_PLAYERS)]
    names = ",".join(f"Player{shirt}," for shirt in shirts)
    lines = [
        ",,," + ",".join(f"{label}," for _ in shirts) + ",,",
        ",,," + ",".join(f"{shirt}," for shirt in shirts) + ",,",
        f"Period,Frame,Time [s],{names},Ball,",
    ]
    for period, frame, number, time in frames_of(match):
        places = [*match.players(period, side, time), match.ball(period, time)]
        texts = (f"{x / LENGTH:.5f},{y / WIDTH:.5f}" for x, y in (_turned(place, turned) for place in places))
        lines.append(f"{period + 1},{number},{number / match.rate:.2f},{','.join(texts)}")
        assert frame >= 0
    return "\n".join(lines).encode() + b"\n"


def _turned(place: Place, turned: bool) -> Place:
    return (LENGTH - place[0], WIDTH - place[1]) if turned else place


def frames_of(match: Match) -> Iterator[tuple[int, int, int, float]]:
    """Period and frame from 0, the number of the frame in the file, and the time of the period."""
    number = 0
    for period in range(len(match.periods)):
        for frame in range(match.frames(period)):
            number += 1
            yield period, frame, number, frame / match.rate
        number += _BREAK_FRAMES


def skillcorner(match: Match, *, extrapolated: frozenset[int] = frozenset()) -> tuple[bytes, bytes]:
    """The match and its frames. The home players of `extrapolated` are never seen."""
    starts = (0.0, 2700.0, 5400.0, 6300.0)
    players = [
        {
            "id": side * 100 + player,
            "first_name": "Player",
            "last_name": str(side * _PLAYERS + player + 1),
            "team_id": side + 1,
            "number": player + 1,
            "player_role": {"acronym": "GK" if player == 0 else "CM"},
        }
        for side in (0, 1)
        for player in range(_PLAYERS)
    ]
    teams = {"home_team": {"id": 1, "name": "Home"}, "away_team": {"id": 2, "name": "Away"}}
    about = {**teams, "pitch_length": LENGTH, "pitch_width": WIDTH, "players": players}
    lines: list[str] = []
    for period, _, number, time in frames_of(match):
        data = [
            _seen(side * 100 + player, place, detected=side == 1 or player not in extrapolated)
            for side in (0, 1)
            for player, place in enumerate(match.players(period, side, time))
        ]
        minutes, seconds = divmod(starts[period] + time, 60)
        frame = {
            "frame": number,
            "timestamp": f"{minutes // 60:02.0f}:{minutes % 60:02.0f}:{seconds:05.2f}",
            "period": period + 1,
            "ball_data": _centred(match.ball(period, time)),
            "possession": {"group": ("home team", "away team")[match.holder(time)]},
            "player_data": data,
        }
        lines.append(json.dumps(frame))
    return json.dumps(about).encode(), "\n".join(lines).encode()


def _centred(place: Place) -> dict[str, Any]:
    return {"x": round(place[0] - LENGTH / 2, 3), "y": round(WIDTH / 2 - place[1], 3)}


def _seen(player: int, place: Place, *, detected: bool) -> dict[str, Any]:
    return {**_centred(place), "player_id": player, "is_detected": detected}


def epts(match: Match) -> tuple[bytes, bytes]:
    """The metadata and the frames."""
    lines = [
        f"{number}:"
        + ";".join(
            f"{x / LENGTH:.5f},{y / WIDTH:.5f}"
            for side in (0, 1)
            for x, y in match.players(period, side, time)
        )
        + ":{:.5f},{:.5f}".format(*_normalised(match.ball(period, time)))
        for period, _, number, time in frames_of(match)
    ]
    return _metadata(match).encode(), "\n".join(lines).encode()


def _normalised(place: Place) -> Place:
    return place[0] / LENGTH, place[1] / WIDTH


def _metadata(match: Match) -> str:
    names = ("first_half", "second_half", "first_extra_half", "second_extra_half")
    limits: dict[int, list[int]] = {}
    for period, _, number, _ in frames_of(match):
        limits.setdefault(period, [number, number])[1] = number
    periods = "".join(
        f"<ProviderParameter><Name>{names[period]}_{end}</Name><Value>{value}</Value></ProviderParameter>"
        for period, (first, last) in limits.items()
        for end, value in (("start", first), ("end", last))
    )
    ids = [
        (side, player, f"P{side * _PLAYERS + player + 1}") for side in (0, 1) for player in range(_PLAYERS)
    ]
    players = "".join(
        f'<Player id="{name}" teamId="T{side}"><Name>{name}</Name>'
        f"<ShirtNumber>{player + 1}</ShirtNumber></Player>"
        for side, player, name in ids
    )
    channels = "".join(
        f'<PlayerChannel id="{name}_{axis}" channelId="{axis}" playerId="{name}"/>'
        for *_, name in ids
        for axis in "xy"
    )
    registers = "".join(
        '<SplitRegister separator=",">'
        + "".join(f'<PlayerChannelRef playerChannelId="{name}_{axis}"/>' for axis in "xy")
        + "</SplitRegister>"
        for *_, name in ids
    )
    return _XML.format(
        rate=match.rate,
        periods=periods,
        players=players,
        channels=channels,
        registers=registers,
        length=LENGTH,
        width=WIDTH,
        last=max(last for _, last in limits.values()),
    )


_XML: Final = """<?xml version="1.0" encoding="utf-8"?>
<main><Metadata>
<GlobalConfig><ProviderName>Metrica Sports</ProviderName><FrameRate>{rate}</FrameRate>
<ProviderGlobalParameters>{periods}</ProviderGlobalParameters></GlobalConfig>
<Sessions><Session id="s"><SessionType>Match</SessionType>
<MatchParameters><Score idLocalTeam="T0" idVisitingTeam="T1"><LocalTeamScore/><VisitingTeamScore/></Score>
</MatchParameters>
<FieldSize><Width>{length}</Width><Height>{width}</Height></FieldSize>
</Session></Sessions>
<Teams><Team id="T0"><Name>Home</Name></Team><Team id="T1"><Name>Away</Name></Team></Teams>
<Players>{players}</Players>
<Devices><Device id="d"><Name>d</Name><Sensors><Sensor id="position"><Name>Position</Name><Channels>
<Channel id="x"><Name>position_x</Name><Unit>normalized</Unit></Channel>
<Channel id="y"><Name>position_y</Name><Unit>normalized</Unit></Channel>
</Channels></Sensor></Sensors></Device></Devices>
<PlayerChannels>{channels}</PlayerChannels></Metadata>
<DataFormatSpecifications><DataFormatSpecification separator=":" startFrame="1" endFrame="{last}">
<StringRegister name="frameCount"/><SplitRegister separator=";">{registers}</SplitRegister>
<SplitRegister separator=","><BallChannelRef channelId="x"/><BallChannelRef channelId="y"/></SplitRegister>
</DataFormatSpecification></DataFormatSpecifications></main>
"""
