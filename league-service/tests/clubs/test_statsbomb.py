"""Matches of StatsBomb: read in our terms, and counted again from the raw JSON."""

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from league_service.clubs.imports.domain import ReadFiles, ReadMatch, ReadScore
from league_service.clubs.imports.statsbomb.reader import read_statsbomb
from league_service.clubs.matches.changes import changes_of, match_duration
from league_service.clubs.matches.clock import Instant
from league_service.clubs.matches.minutes import played
from league_service.clubs.matches.statistics import Recorded, player_counts, side_statistics
from league_service.core.files.rows import UnreadableFileError
from league_service.core.importing.domain import Upload

FOLDER = (
    Path(os.environ.get("ALTSPORTS_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")
    / "soccer"
    / "statsbomb"
)
real = pytest.mark.skipif(not FOLDER.is_dir(), reason="the files of StatsBomb are missing: see its licence")
MATCHES = ("15946", "3788741")


def raw_events(key: str) -> list[dict[str, Any]]:
    return json.loads((FOLDER / "events" / f"{key}.json").read_bytes())


@pytest.fixture(scope="module")
def files() -> ReadFiles:
    paths = sorted(FOLDER.rglob("*.json"))
    return read_statsbomb([Upload(str(path.relative_to(FOLDER)), "", path.read_bytes()) for path in paths])


def match_of(files: ReadFiles, key: str) -> ReadMatch:
    return next(match for match in files.matches if match.key == key)


def recorded(match: ReadMatch) -> Recorded:
    duration = match_duration(match.events, match.clock, finished=True)
    return Recorded(match.events, match.clock, duration, match.pitch)


@real
def test_the_contradictory_own_goal_of_15946_is_refused_and_reported_so_the_score_is_3_0(
    files: ReadFiles,
) -> None:
    match = match_of(files, "15946")
    assert (match.home.name, match.away.name) == ("Barcelona", "Deportivo Alavés")
    assert match.score == ReadScore(3, 0)
    [problem] = files.problems
    assert problem.file == "events/15946.json"
    assert problem.refused
    for part in ("Own Goal Against is not used", "not in the line-up of Barcelona", "minute 44", "order"):
        assert part in problem.message
    assert match.refused_count == 1


@real
def test_3788741_is_0_3_with_two_shots_that_scored_and_one_own_goal(files: ReadFiles) -> None:
    match = match_of(files, "3788741")
    assert (match.home.name, match.away.name, match.score) == ("Turkey", "Italy", ReadScore(0, 3))
    goals = [event for event in match.events if event.type in {"goal", "own_goal"}]
    assert [(event.type, event.team_id, event.minute) for event in goals] == [
        ("own_goal", match.home.key, 52),
        ("goal", match.away.key, 65),
        ("goal", match.away.key, 78),
    ]
    figures = side_statistics(recorded(match), match.away.key, match.home.key).figures
    assert figures["goals"].value == 3
    assert figures["goals"].source == "statsbomb"


@real
@pytest.mark.parametrize("key", MATCHES)
def test_the_figures_of_both_sides_are_those_of_the_raw_file(files: ReadFiles, key: str) -> None:
    match, raw = match_of(files, key), raw_events(key)
    for side, other in ((match.home, match.away), (match.away, match.home)):
        mine = [event for event in raw if event["team"]["name"] == side.name]
        theirs = [event for event in raw if event["team"]["name"] == other.name]
        types = Counter(event["type"]["name"] for event in mine)
        figures = side_statistics(recorded(match), side.key, other.key).figures
        shots = [event["shot"] for event in mine if event["type"]["name"] == "Shot"]
        passes = [event for event in mine if event["type"]["name"] == "Pass"]
        completed = [event for event in passes if "outcome" not in event["pass"]]
        assert figures["shots"].value == types["Shot"]
        assert figures["xg"].value == pytest.approx(sum(shot["statsbomb_xg"] for shot in shots), abs=1e-4)
        assert figures["passes"].value == types["Pass"]
        assert figures["accuracy"].value == pytest.approx(len(completed) / len(passes), abs=1e-4)
        assert figures["pressures"].value == types["Pressure"]
        assert figures["fouls"].value == types["Foul Committed"]
        cards = [
            event[part]["card"]["name"]
            for event in mine
            for part in ("foul_committed", "bad_behaviour")
            if "card" in event.get(part, {})
        ]
        assert figures["yellow_cards"].value == cards.count("Yellow Card")
        assert figures["red_cards"].value == len(cards) - cards.count("Yellow Card")
        assert figures["ppda"].value == pytest.approx(raw_ppda(mine, theirs), abs=1e-4)
        own, both = raw_final_third(mine), raw_final_third(mine) + raw_final_third(theirs)
        assert figures["field_tilt"].value == pytest.approx(own / both, abs=1e-4)


def raw_ppda(mine: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> float:
    """On the pitch of StatsBomb, 120 long: the opponent's passes up to 72, our defending from 48."""
    passes = sum(event["type"]["name"] == "Pass" and event["location"][0] <= 72 for event in theirs)
    actions = 0
    for event in mine:
        kind = event["type"]["name"]
        tackle = kind == "Duel" and event["duel"]["type"]["name"] == "Tackle"
        if tackle or kind in {"Dribbled Past", "Interception", "Foul Committed"}:
            actions += event["location"][0] >= 48
    return passes / actions


def raw_final_third(events: list[dict[str, Any]]) -> int:
    return sum(event["type"]["name"] == "Pass" and event["location"][0] >= 80 for event in events)


@real
def test_formations_last_until_the_next_one_on_the_clock_and_in_real_time(files: ReadFiles) -> None:
    match = match_of(files, "15946")
    home = side_statistics(recorded(match), match.home.key, match.away.key).formations
    away = side_statistics(recorded(match), match.away.key, match.home.key).formations
    first, second = 45 * 60 + 5, 47 * 60 + 32
    assert [(spell.formation, spell.from_minute, spell.minutes, spell.seconds) for spell in home] == [
        ("4-4-2", 0, 45, first),
        ("4-3-3", 45, 45, second),
    ]
    change = 23 * 60 + 14
    assert [(spell.formation, spell.minutes, spell.seconds) for spell in away] == [
        ("4-1-4-1", 68, first + change),
        ("4-4-2", 22, second - change),
    ]


@real
@pytest.mark.parametrize("key", MATCHES)
def test_minutes_of_both_sides_are_those_of_the_raw_file_and_add_up(files: ReadFiles, key: str) -> None:
    match, raw = match_of(files, key), raw_events(key)
    ends = {
        event["period"]: seconds(event["timestamp"]) for event in raw if event["type"]["name"] == "Half End"
    }
    for side in (match.home, match.away):
        rec = recorded(match)
        starters = [entry.player for entry in side.lineup if entry.role == "starter"]
        result = played(match.clock, rec.duration, starters, changes_of(match.events, match.clock, side.key))
        assert not result.inconsistencies
        assert sum(each.seconds_on_pitch for each in result.players.values()) == 11 * sum(ends.values())
        expected = {player: (90, sum(ends.values())) for player in starters}
        for event in raw:
            if event["type"]["name"] == "Substitution" and str(event["team"]["id"]) == side.key:
                before = seconds(event["timestamp"]) + (ends[1] if event["period"] == 2 else 0)
                off, on = str(event["player"]["id"]), str(event["substitution"]["replacement"]["id"])
                expected[off] = (min(event["minute"], 45 * event["period"]), before)
                expected[on] = (90 - min(event["minute"], 45 * event["period"]), sum(ends.values()) - before)
        assert {
            player: (each.minutes_played, each.seconds_on_pitch) for player, each in result.players.items()
        } == expected
        roles = Counter(entry.role for entry in side.lineup)
        assert roles["starter"] == 11
        assert roles["starter"] + roles["substitute"] == len(expected)


def seconds(timestamp: str) -> int:
    hours, minutes, rest = timestamp.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(float(rest))


@real
@pytest.mark.parametrize("key", MATCHES)
def test_what_players_did_is_what_the_raw_file_says(files: ReadFiles, key: str) -> None:
    match, raw = match_of(files, key), raw_events(key)
    counts = player_counts(recorded(match))
    passes = Counter(str(event["player"]["id"]) for event in raw if event["type"]["name"] == "Pass")
    assists = Counter(
        str(event["player"]["id"]) for event in raw if event.get("pass", {}).get("goal_assist", False)
    )
    assert {player: each.passes for player, each in counts.items() if each.passes} == passes
    assert {player: each.assists for player, each in counts.items() if each.assists} == assists
    assert sum(each.goals for each in counts.values()) == {"15946": 3, "3788741": 2}[key]


TEAMS = {"1": {"id": 1, "name": "Reds"}, "2": {"id": 2, "name": "Blues"}}


def event(index: int, kind: str, team: str = "1", at: str = "00:10:00.000", **details: Any) -> dict[str, Any]:
    return {
        "id": f"e{index}",
        "index": index,
        "period": 1,
        "timestamp": at,
        "minute": int(at[3:5]),
        "second": int(at[6:8]),
        "type": {"name": kind},
        "team": TEAMS[team],
        **details,
    }


def passing(details: Any) -> dict[str, Any]:
    return {"pass": details}


def lineup(team: str, formation: Any = 442) -> dict[str, Any]:
    players = [
        {
            "player": {"id": f"{team}{n:02}", "name": f"P {team}{n}"},
            "position": {"name": "x"},
            "jersey_number": n,
        }
        for n in range(1, 12)
    ]
    return {"tactics": {"formation": formation, "lineup": players}}


def read(*events: dict[str, Any]) -> ReadFiles:
    start = [event(1, "Starting XI", "1", "00:00:00.000", **lineup("1"))]
    start.append(event(2, "Starting XI", "2", "00:00:00.000", **lineup("2")))
    data = json.dumps([*start, *events]).encode()
    return read_statsbomb([Upload("events/7.json", "", data)])


def player(team: str, number: int) -> dict[str, Any]:
    return {"id": f"{team}{number:02}", "name": f"P {team}{number}"}


def own_goal(index: int, by: dict[str, Any], at: str = "00:20:00.000") -> list[dict[str, Any]]:
    return [
        event(index, "Own Goal Against", "1", at, player=by, location=[3.0, 40.0]),
        event(index + 1, "Own Goal For", "2", at),
    ]


def test_an_own_goal_that_the_file_agrees_with_counts_for_the_other_side() -> None:
    found = read(*own_goal(3, player("1", 4)))
    assert found.matches[0].score == ReadScore(0, 1)
    assert found.problems == []


def test_an_own_goal_without_its_other_half_or_at_another_time_is_refused() -> None:
    alone = read(own_goal(3, player("1", 4))[0])
    assert (alone.matches[0].score, len(alone.problems)) == (ReadScore(0, 0), 1)
    wrong = [{**each, "minute": 70} for each in own_goal(3, player("1", 4))]
    assert read(*wrong).matches[0].score == ReadScore(0, 0)


def test_an_unknown_type_or_formation_costs_that_fact_and_not_the_match() -> None:
    found = read(
        event(3, "Levitation", player=player("1", 4)),
        event(4, "Levitation", player=player("1", 5)),
        event(5, "Tactical Shift", **lineup("1", "W-M")),
        event(6, "Tactical Shift", **lineup("2", 999)),
        event(7, "Pass", player=player("1", 4), location=[60, 40], **passing({"outcome": {"name": "Eaten"}})),
        event(8, "Pass", player=player("1", 4), location=[60, 40], **passing({})),
    )
    [match] = found.matches
    assert [problem.message for problem in found.problems] == [
        "'Levitation' is not a type of event that we know (2 events)",
        "'W-M' is not a formation that we know",
        "formation 999 does not fit 11 players",
        "'Eaten' is not an outcome that we know",
    ]
    assert match.refused_count == 5
    assert [each.type for each in match.events] == ["formation", "formation", "pass"]


@pytest.mark.parametrize(
    ("stated", "shape"), [(312112, "3-1-2-1-1-2"), (4240, "4-2-4"), (41212, "4-1-2-1-2")]
)
def test_formations_of_six_lines_or_with_an_empty_line_are_known(stated: int, shape: str) -> None:
    found = read(event(3, "Tactical Shift", "1", "00:10:00.000", **lineup("1", stated)))
    assert found.problems == []
    assert found.matches[0].events[-1].outcome == shape


def test_a_player_of_the_other_side_costs_the_event() -> None:
    files_with_lineups = [
        Upload("lineups/7.json", "", json.dumps([
            {"team_id": 1, "team_name": "Reds", "lineup": [{"player_id": "101", "player_name": "A B"}]},
            {"team_id": 2, "team_name": "Blues", "lineup": [{"player_id": "201", "player_name": "C D"}]},
        ]).encode()),
        Upload("events/7.json", "", json.dumps([
            event(1, "Shot", "1", player={"id": "201", "name": "C D"}, shot={"outcome": {"name": "Goal"}}),
            event(2, "Pass", "2", player={"id": "201", "name": "C D"}, location=[1, 2], **passing({})),
        ]).encode()),
    ]  # fmt: skip
    found = read_statsbomb(files_with_lineups)
    assert found.matches[0].score == ReadScore(0, 0)
    assert "C D is not in the line-up of Reds" in found.problems[0].message


@pytest.mark.parametrize(
    "broken",
    [
        {"team": 5},
        {"timestamp": "soon"},
        {"period": 9},
        {"period": "1"},
        {"pass": []},
        {"location": ["a", None]},
    ],
)
def test_parts_of_another_kind_than_promised_never_end_the_import(broken: dict[str, Any]) -> None:
    odd = {**event(3, "Pass", player=player("1", 4), location=[1, 2], **passing({})), **broken}
    assert len(read(odd, event(4, "Pressure", player=player("2", 4), location=[1, 2])).matches) == 1


def test_penalties_of_a_shoot_out_are_not_goals() -> None:
    shot = {"period": 5, "timestamp": "00:01:00.000", "minute": 121, "shot": {"outcome": {"name": "Goal"}}}
    found = read({**event(3, "Shot", "2", player=player("2", 9)), **shot})
    assert found.matches[0].score == ReadScore(0, 0, 0, 1)
    assert found.matches[0].events[-1].at(found.matches[0].clock) == Instant(5, 60)


def test_a_list_of_matches_states_home_date_and_score() -> None:
    start = [event(1, "Starting XI", "1", **lineup("1")), event(2, "Starting XI", "2", **lineup("2"))]
    about = {
        "match_id": 7, "match_date": "2018-08-18", "kick_off": "22:15:00.000",
        "competition": {"competition_name": "La Liga"}, "season": {"season_name": "2018/2019"},
        "home_team": {"home_team_id": 2}, "away_team": {"away_team_id": 1}, "home_score": 2, "away_score": 0,
        "stadium": {"id": 1, "name": "Old Ground"},
    }  # fmt: skip
    found = read_statsbomb(
        [
            Upload("events/7.json", "", json.dumps(start).encode()),
            Upload("matches/11/4.json", "", json.dumps([about]).encode()),
        ]
    )
    [match] = found.matches
    assert (match.home.name, match.away.name, match.score) == ("Blues", "Reds", ReadScore(2, 0))
    assert (match.competition, match.season, match.venue) == ("La Liga", "2018/2019", "Old Ground")
    assert match.kick_off is not None
    assert match.kick_off.isoformat() == "2018-08-18T22:15:00+00:00"
    assert "the list of matches says 2-0, the goals say 0-0" in found.problems[0].message


@pytest.mark.parametrize("text", ["[]", "{}", "[1, 2]", '[{"a": 1}]', "no json"])
def test_files_without_events_are_refused_as_a_whole(text: str) -> None:
    with pytest.raises(UnreadableFileError):
        read_statsbomb([Upload("events/7.json", "", text.encode())])
