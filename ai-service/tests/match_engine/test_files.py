"""Files as they come: each is told by its content, and what is wrong with one is said by its name."""

import json
from typing import Any

import pytest

from ai_service.match_engine.here import analysed
from ai_service.match_engine.refused import Refused
from altsports.analysis.v1 import analysis_pb2 as pb
from service_kit.testing.matches.motion import Match
from service_kit.testing.matches.writing import epts, metrica_csv, skillcorner

MATCH = Match(periods=(2.0,), rate=10.0)


def refused(*contents: bytes, **fields: Any) -> Refused:
    with pytest.raises(Refused) as found:
        analysed(*contents, **fields)
    return found.value


def play(*, towards: int) -> bytes:
    """A play in the format of Last-Row that attacks x = 0 or x = 100, with ten outfield players each."""
    lines = ["player,frame,x,y,z,dx,dy,team"]
    for frame in range(160):
        ball = 60 + frame * 0.1
        lines.append(f"0,{frame},{ball if towards else 100 - ball},50,0,0,0,")
        for player in range(20):
            attacks = player < 10
            line, across = divmod(player % 10, 4)
            x = (45 if attacks else 65) + 10 * line + (2 if attacks else 0)
            lines.append(
                f"{player + 1},{frame},{x if towards else 100 - x},{20 + 20 * across},,0,0,"
                f"{'attack' if attacks else 'defense'}"
            )
    return "\n".join(lines).encode()


@pytest.mark.parametrize("towards", [0, 100])
def test_the_direction_of_a_play_comes_from_the_play(towards: int) -> None:
    home, away = analysed(play(towards=towards)).segments[0].teams
    assert home.thirds.attacking > 0.5
    assert away.thirds.own == home.thirds.attacking
    assert home.line_m == pytest.approx(47 * 1.05, abs=0.1)
    assert away.line_m == pytest.approx((100 - 85) * 1.05, abs=6)


def test_the_attacking_side_can_be_stated() -> None:
    parameters = pb.RunParameters(attacking_side="away")
    home, away = analysed(play(towards=100), parameters=parameters).segments[0].teams
    assert away.thirds.attacking > 0.5 > home.thirds.attacking


def test_a_play_without_ten_outfield_players_has_no_formation() -> None:
    lines = [line for line in play(towards=100).decode().splitlines() if not line.startswith("3,")]
    found = analysed("\n".join(lines).encode())
    assert not found.segments[0].teams[0].HasField("formation")
    assert ("formation", "home", "PLAYERS_MISSING") in [
        (each.figure, each.side, each.reason) for each in found.segments[0].unavailable
    ]


def event(kind: str, team: str, at: float, x: float, **more: Any) -> dict[str, Any]:
    """An event of StatsBomb."""
    return {
        "period": 1,
        "timestamp": f"00:00:{at:06.3f}",
        "type": {"name": kind},
        "possession_team": {"name": team},
        "team": {"name": team},
        "location": [x, 40.0],
        "duration": 1.0,
        **more,
    }


def statsbomb() -> list[dict[str, Any]]:
    passes = [event("Pass", "Lions", at, 40.0) for at in range(12)]
    won = {"duel": {"type": {"name": "Tackle"}, "outcome": {"name": "Won"}}}
    return [
        event("Starting XI", "Lions", 0, 60, tactics={"formation": 442}),
        event("Starting XI", "Bears", 0, 60, tactics={"formation": 4231}),
        *passes,
        event("Pass", "Lions", 13, 90.0),  # too far from the Bears' goal line to be pressed: not counted
        event("Duel", "Bears", 14, 70.0, **won),
        event("Interception", "Bears", 15, 60.0),
        event("Dribbled Past", "Bears", 16, 55.0),
        event("Foul Committed", "Bears", 17, 50.0),
        event("Foul Committed", "Bears", 18, 20.0),  # in the own part of the pitch
        event("Pressure", "Bears", 19, 70.0),
        event("Shot", "Lions", 30, 110.0, shot={"statsbomb_xg": 0.25, "outcome": {"name": "Goal"}}),
        event("Half End", "Lions", 50, 60.0),
    ]


def test_events_have_ppda_as_published_pressures_and_the_stated_formation() -> None:
    found = analysed(json.dumps(statsbomb()).encode())
    lions, bears = found.segments[0].teams
    assert bears.ppda == pytest.approx(12 / 4)
    assert (bears.pressures, lions.pressures) == (1, 0)
    assert (lions.formation.shape, bears.formation.shape) == ("4-4-2", "4-2-3-1")
    assert lions.formation.source == "stated"
    assert (lions.shots, lions.expected_goals) == (1, 0.25)
    assert (lions.field_tilt, bears.field_tilt) == (1.0, 0.0)
    reasons = found.reasons()
    assert {reasons[name] for name in ("distance_m", "sprint_m", "length_m", "hull_m2")} == {"NO_POSITIONS"}
    assert json.loads(found.done.artifacts[0].data)[0]["goal"] is True


def test_names_of_teams_find_their_sides() -> None:
    match = pb.MatchFacts(home=pb.MatchSide(name="BEARS F.C."), away=pb.MatchSide(name="Lions"))
    found = analysed(json.dumps(statsbomb()).encode(), match=match)
    assert found.segments[0].teams[0].formation.shape == "4-2-3-1"
    assert found.done.notes == []


def test_a_guess_about_sides_is_noted() -> None:
    assert "Lions is taken for the home side" in analysed(json.dumps(statsbomb()).encode()).done.notes[0]


METRICA = """Team,Type,Subtype,Period,Start Frame,Start Time [s],End Frame,End Time [s],From,To,\
Start X,Start Y,End X,End Y
Away,SET PIECE,KICK OFF,1,1,0.0,0,0,Player1,,NaN,NaN,NaN,NaN
Home,PASS,GOAL KICK,1,1,1.0,1,2.0,Player1,Player2,{0},0.5,{1},0.5
Home,PASS,,1,1,3.0,1,4.0,Player1,Player2,{1},0.5,{2},0.5
Home,BALL LOST,INTERCEPTION,1,1,5.0,1,6.0,Player1,,{2},0.5,{2},0.5
Away,RECOVERY,INTERCEPTION,1,1,6.0,1,6.0,Player9,,{2},0.5,NaN,NaN
Away,SHOT,ON TARGET-GOAL,1,1,9.0,1,9.0,Player9,,{0},0.5,NaN,NaN
"""


@pytest.mark.parametrize("places", [(0.1, 0.2, 0.3), (0.9, 0.8, 0.7)])
def test_events_of_metrica_are_seen_from_either_end(places: tuple[float, ...]) -> None:
    found = analysed(METRICA.format(*places).encode())
    home, away = found.segments[0].teams
    assert away.ppda == pytest.approx(3 / 1)
    assert (away.shots, away.thirds.attacking) == (1, 1.0)
    assert home.thirds.own == 1.0
    reasons = found.reasons()
    assert (reasons["formation"], reasons["distance_m"]) == ("NOT_STATED", "NO_POSITIONS")


def test_positions_and_events_of_one_match_complete_each_other() -> None:
    found = analysed(*metrica_csv(MATCH), METRICA.format(0.1, 0.2, 0.3).encode())
    home, away = found.segments[0].teams
    assert home.HasField("distance_m")
    assert away.HasField("ppda")
    assert found.done.formats == ["metrica-events-csv", "metrica-tracking"]


WRONG: dict[str, tuple[str, list[bytes]]] = {
    "empty": ("UNREADABLE_INPUT", [b""]),
    "a picture": ("UNSUPPORTED_INPUT", [b"\x89PNG\r\n\x1a\n" + bytes(50)]),
    "prose": ("UNSUPPORTED_INPUT", [b"Dear coach,\nhere is the match.\n"]),
    "one side only": ("CONTRADICTORY_INPUTS", [metrica_csv(MATCH)[0]]),
    "one side twice": ("CONTRADICTORY_INPUTS", [metrica_csv(MATCH)[0]] * 2),
    "two matches": (
        "CONTRADICTORY_INPUTS",
        [metrica_csv(MATCH)[0], metrica_csv(Match(periods=(3.0,), rate=10.0))[1]],
    ),
    "frames without metadata": ("CONTRADICTORY_INPUTS", [epts(MATCH)[1]]),
    "metadata without frames": ("CONTRADICTORY_INPUTS", [epts(MATCH)[0]]),
    "a match of SkillCorner without frames": ("CONTRADICTORY_INPUTS", [skillcorner(MATCH)[0]]),
    "two sources of positions": ("CONTRADICTORY_INPUTS", [*metrica_csv(MATCH), *skillcorner(MATCH)]),
    "text among the numbers": (
        "UNREADABLE_INPUT",
        [metrica_csv(MATCH)[0].replace(b"1,5,0.50", b"1,five,0.50"), metrica_csv(MATCH)[1]],
    ),
    "infinity": (
        "UNREADABLE_INPUT",
        [metrica_csv(MATCH)[0].replace(b"1,5,0.50", b"1,5,inf"), metrica_csv(MATCH)[1]],
    ),
    "a document type": (
        "UNREADABLE_INPUT",
        [epts(MATCH)[0].replace(b"<main>", b'<!DOCTYPE main [<!ENTITY a "b">]><main>'), epts(MATCH)[1]],
    ),
    "XML that breaks off": ("UNREADABLE_INPUT", [epts(MATCH)[0][:2000], epts(MATCH)[1]]),
    "JSON that breaks off": ("UNREADABLE_INPUT", [json.dumps(statsbomb()).encode()[:900]]),
    "deep JSON": (
        "UNREADABLE_INPUT",
        [b'[{"possession_team":1,"timestamp":1,"type":1,"period":' + b"[" * 90000],
    ),
    "three teams": (
        "CONTRADICTORY_INPUTS",
        [json.dumps([*statsbomb(), event("Pass", "Wolves", 20, 20)]).encode()],
    ),
    "an event without a period": (
        "UNREADABLE_INPUT",
        [json.dumps([*statsbomb(), {"type": {"name": "Pass"}}]).encode()],
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_read_is_refused_with_its_reason(case: str) -> None:
    reason, contents = WRONG[case]
    found = refused(*contents)
    assert found.reason == reason
    assert len(found.message) < 500


@pytest.mark.parametrize(
    ("name", "value"),
    [("segment_s", 10), ("sprint_kmh", 50.0), ("sprint_s", float("nan")), ("pressing_m", 0.1)],
)
def test_parameters_out_of_range_are_refused_by_their_name(name: str, value: float) -> None:
    found = refused(*metrica_csv(MATCH), parameters=pb.RunParameters(**{name: value}))  # pyright: ignore[reportArgumentType]
    assert (found.reason, name in found.message) == ("INVALID_START", True)
