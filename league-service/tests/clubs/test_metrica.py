"""Matches of Metrica Sports: read in our terms, and counted again from the raw files."""

import csv
import json
import os
from pathlib import Path
from typing import Any

import pytest

from league_service.clubs.imports.domain import ReadFiles, ReadMatch, ReadScore
from league_service.clubs.imports.metrica.reader import read_metrica
from league_service.clubs.matches.changes import match_duration
from league_service.clubs.matches.statistics import Recorded, side_statistics
from league_service.core.files.rows import UnreadableFileError
from league_service.core.importing.domain import Upload

FOLDER = (
    Path(os.environ.get("ALTSPORTS_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")
    / "soccer"
    / "metrica"
)
real = pytest.mark.skipif(not FOLDER.is_dir(), reason="the files of Metrica are missing")
HEADER = (
    "Team,Type,Subtype,Period,Start Frame,Start Time [s],End Frame,End Time [s],From,To,"
    "Start X,Start Y,End X,End Y"
)


@pytest.fixture(scope="module")
def files() -> ReadFiles:
    paths = sorted(FOLDER.glob("Sample_Game_*/*"))
    return read_metrica([Upload(str(path.relative_to(FOLDER)), "", path.read_bytes()) for path in paths])


def match_of(files: ReadFiles, key: str) -> ReadMatch:
    return next(match for match in files.matches if match.key == key)


@real
def test_game_1_counts_the_ball_that_a_defender_put_into_his_own_goal(files: ReadFiles) -> None:
    match = match_of(files, "Sample_Game_1")
    assert match.score == ReadScore(3, 1)
    [own] = [event for event in match.events if event.type == "own_goal"]
    assert (own.team_id, own.player_id, own.end_x) == ("Home", "Player5", pytest.approx(-1.05))


@real
def test_game_3_has_the_score_pitch_and_date_of_its_metadata_and_reports_a_goal_that_is_none(
    files: ReadFiles,
) -> None:
    match = match_of(files, "Sample_Game_3")
    assert (match.home.name, match.away.name, match.score) == ("Team A", "Team B", ReadScore(0, 2))
    assert (match.pitch.length_m, match.pitch.width_m) == (105, 68)
    assert match.kick_off is not None
    assert match.kick_off.isoformat() == "2019-02-21T03:30:07+00:00"
    [problem] = files.problems
    assert "RECOVERY with GOAL is not counted" in problem.message


@real
def test_figures_are_those_of_the_raw_file_and_unknown_ones_say_why(files: ReadFiles) -> None:
    match = match_of(files, "Sample_Game_1")
    path = FOLDER / "Sample_Game_1" / "Sample_Game_1_RawEventsData.csv"
    rows = list(csv.DictReader(path.read_text().splitlines()))
    duration = match_duration(match.events, match.clock, finished=True)
    assert duration.lengths == (2823, 2859)
    recorded = Recorded(match.events, match.clock, duration, match.pitch)
    for side, other in (("Home", "Away"), ("Away", "Home")):
        mine = [row for row in rows if row["Team"] == side]
        figures = side_statistics(recorded, side, other).figures
        assert figures["shots"].value == sum(row["Type"] == "SHOT" for row in mine)
        assert figures["passes"].value == sum(row["Type"] == "PASS" for row in mine)
        assert figures["yellow_cards"].value == sum(row["Type"] == "CARD" for row in mine)
        assert figures["fouls"].value == sum(
            "FAULT" in row["Subtype"] and "LOST" in row["Subtype"] for row in mine
        )
        for unknown in ("xg", "pressures", "accuracy", "ppda"):
            assert figures[unknown].value is None
            assert "Metrica" in figures[unknown].reason


@real
def test_all_shots_are_near_the_goal_that_is_attacked_in_both_halves(files: ReadFiles) -> None:
    for match in files.matches:
        shots = [event.x for event in match.events if event.type in {"shot", "goal"} and event.x is not None]
        assert len(shots) > 15
        assert min(shots) > 52.5


def row(team: str, kind: str, subtype: str, period: int, at: float, x: str = "NaN", **more: str) -> str:
    return (
        f"{team},{kind},{subtype},{period},1,{at},2,{at},{more.get('by', 'Player1')},{more.get('to', '')},"
        f"{x},{more.get('y', '0.25')},NaN,NaN"
    )


def read(*rows: str) -> ReadFiles:
    return read_metrica([Upload("Game_9_RawEventsData.csv", "", "\n".join([HEADER, *rows]).encode())])


def test_sides_change_ends_and_coordinates_follow_the_side_that_acts() -> None:
    found = read(
        row("Home", "SET PIECE", "KICK OFF", 1, 10),
        row("Home", "SHOT", "OFF TARGET-OUT", 1, 20, "0.9"),
        row("Away", "PASS", "GOAL KICK", 1, 30, "0.96", to="Player2"),
        row("Away", "SET PIECE", "KICK OFF", 2, 3000),
        row("Home", "SHOT", "ON TARGET-SAVED", 2, 3010, "0.1"),
        row("Away", "PASS", "", 2, 3020, "0.2"),
    )
    places = [(event.x, event.y) for event in found.matches[0].events if event.x is not None]
    assert places == [(94.5, 17.0), (4.2, 51.0), (94.5, 51.0), (21.0, 17.0)]
    seconds = [event.second for event in found.matches[0].events if event.type in {"shot", "pass"}]
    assert seconds == [10, 20, 10, 20]


def test_a_word_like_goal_counts_only_if_the_side_that_conceded_kicks_off() -> None:
    kick_off = row("Home", "SET PIECE", "KICK OFF", 1, 0)
    filler = row("Away", "PASS", "", 1, 1, "0.5")
    own = row("Home", "BALL OUT", "GOAL", 1, 50, "0.02")
    assert read(kick_off, filler, own, row("Home", "SET PIECE", "KICK OFF", 1, 90)).matches[
        0
    ].score == ReadScore(0, 1)
    refused = read(kick_off, filler, own, row("Away", "PASS", "", 1, 90, "0.5"))
    assert refused.matches[0].score == ReadScore(0, 0)
    assert "is not counted" in refused.problems[0].message


def test_a_goal_after_which_the_scorers_kick_off_is_counted_and_doubted() -> None:
    found = read(
        row("Home", "SET PIECE", "KICK OFF", 1, 0),
        row("Away", "PASS", "", 1, 1, "0.5"),
        row("Home", "SHOT", "ON TARGET-GOAL", 1, 5, "0.9"),
        row("Home", "SET PIECE", "KICK OFF", 1, 9),
    )
    assert found.matches[0].score == ReadScore(1, 0)
    assert [(each.line, each.refused) for each in found.problems] == [(4, False)]


def test_rows_that_cannot_be_read_and_unknown_types_cost_only_themselves() -> None:
    found = read(
        row("Home", "PASS", "", 1, 0, "0.5"),
        row("Away", "PASS", "", 1, 1, "0.5"),
        row("Home", "TELEPORT", "", 1, 2, "0.5"),
        row("Home", "CARD", "GREEN", 1, 3),
        row("", "PASS", "", 1, 4, "0.5"),
        row("Home", "PASS", "", 1, 5, "0.5").replace(",1,1,5", ",one,1,5"),
        row("Home", "PASS", "", 7, 6, "0.5"),
    )
    assert found.matches[0].refused_count == 5
    assert [problem.line for problem in found.problems] == [6, 7, 4, 5, 8]


def test_metadata_with_entities_or_without_a_match_are_refused_and_the_events_still_read() -> None:
    events = "\n".join([HEADER, row("Home", "PASS", "", 1, 0), row("Away", "PASS", "", 1, 1)]).encode()
    for xml in (b'<!DOCTYPE x [<!ENTITY a "b">]><main>&a;</main>', b"<main/>", b"<main>"):
        found = read_metrica([Upload("G_RawEventsData.csv", "", events), Upload("G_metadata.xml", "", xml)])
        assert len(found.matches) == 1
        assert [problem.file for problem in found.problems] == ["G_metadata.xml"]


@pytest.mark.parametrize("text", ["Team,Type\nHome,PASS\n", "hello", '{"data": []}', json.dumps({"a": [1]})])
def test_files_without_events_are_refused_as_a_whole(text: str) -> None:
    with pytest.raises(UnreadableFileError):
        read_metrica([Upload("x.csv", "", text.encode())])


@pytest.mark.parametrize("odd", [{"team": None}, {"type": []}, {"start": 5}, {"period": None}, {"from": "x"}])
def test_json_of_another_kind_than_promised_never_ends_the_import(odd: dict[str, Any]) -> None:
    good = [
        {"team": {"id": team}, "type": {"name": "PASS"}, "period": 1, "start": {"time": 1}} for team in "AB"
    ]
    data = json.dumps({"data": [*good, {**good[0], **odd}]}).encode()
    assert len(read_metrica([Upload("g_events.json", "", data)]).matches) == 1
