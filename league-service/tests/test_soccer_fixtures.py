"""Fixtures of football.json: made-up seasons, and the real ones where present, counted independently."""

import json
import os
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from league_service.core.errors import UnreadableFile
from league_service.core.files.rows import UnreadableFileError
from league_service.core.importing.domain import ImportJob, Summary, Upload
from league_service.soccer.deductions import Deductions, InvalidDeductions
from league_service.soccer.imports.football_json import SeasonFile, read_season
from league_service.soccer.imports.importers import FOOTBALL_FIXTURES
from league_service.soccer.names import names_apart, team_key
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.testing.callers import READER

NOW = datetime(2026, 3, 20, tzinfo=UTC)
REAL = (
    Path(os.environ.get("ALTSPORTS_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")
    / "soccer"
    / "football.json"
)
needs_data = pytest.mark.skipif(
    not REAL.is_dir(), reason="football.json is missing: set ALTSPORTS_SHARED_DATA to the folder of the data"
)
Send = Callable[..., Awaitable[tuple[Summary, dict[str, int]]]]


def match(home: str, away: str, **facts: Any) -> dict[str, Any]:
    made = {"round": "Matchday 1", "date": "2025-08-16", "time": "15:00", "team1": home, "team2": away}
    return made | facts


def season(*matches: dict[str, Any], name: str = "English Premier League 2025/26") -> str:
    return json.dumps({"name": name, "matches": matches}, indent=1)


def read(
    *matches: dict[str, Any], file: str = "en.1.json", name: str = "Premier League 2025/26"
) -> SeasonFile:
    return read_season(file, season(*matches, name=name))


@pytest.fixture
def send(database: Database) -> Send:
    """Imports files; returns the summary and what it counted."""

    async def run(*files: tuple[str, str | bytes], **job: Any) -> tuple[Summary, dict[str, int]]:
        uploads = [
            Upload(name, "", text if isinstance(text, bytes) else text.encode()) for name, text in files
        ]
        *_, last = [step async for step in FOOTBALL_FIXTURES.run(database, ImportJob(uploads, NOW, **job))]
        assert isinstance(last, Summary)
        return last, {count.name: count.count for count in last.counts if count.count}

    return run


def test_kick_offs_are_local_times_of_the_country_and_unknown_hours_are_marked() -> None:
    summer = match("Arsenal FC", "Everton FC")
    winter = match("Everton FC", "Arsenal FC", date="2026-01-10", time="17:30", round="Matchday 20")
    unknown = match("Arsenal FC", "Fulham FC", time="TBD")
    found = read(summer, winter, unknown).parsed.events
    assert [event.scheduled_at.astimezone(UTC).hour for event in found[:2]] == [14, 17]
    assert [event.hour_known for event in found] == [True, True, False]
    spain = read(match("Getafe CF", "Elche CF"), file="2025-26/es.1.json").parsed.events
    assert spain[0].scheduled_at.astimezone(UTC).hour == 13


@pytest.mark.parametrize(
    ("file", "name", "expected"),
    [
        ("en.1.json", "English Premier League 2025/26", ("en.1", 2025)),
        ("https://example.org/2024-25/de.2.json", "", ("de.2", 2024)),
        ("matches.json", "Major League Soccer 2025", ("mls", 2025)),
        ("sco.1.json", "Scottish Premiership 2025-26", ("sco.1", 2025)),
    ],
)
def test_the_league_and_the_season_come_from_the_file_or_its_title(
    file: str, name: str, expected: tuple[str, int]
) -> None:
    day = f"{expected[1]}-08-16"
    found = read(match("A", "B", date=day), file=file, name=name).season
    assert (found.league.key, found.year) == expected


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("x.json", season(match("A", "B"), name="A cup 2025"), "known league"),
        ("en.1.json", season(match("A", "B"), name="Premier League"), "does not state the season"),
        ("en.1.json", '{"name": "Clubs 2025", "clubs": [{"name": "A"}]}', "not a file of matches"),
        ("en.1.json", '{"name": "x", ', "not valid JSON"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(file: str, text: str, message: str) -> None:
    with pytest.raises(UnreadableFileError, match=message):
        read_season(file, text)


def test_the_older_form_with_rounds_means_the_same() -> None:
    arsenal = {"key": "arsenal", "name": "Arsenal FC", "code": "ARS"}
    first = {"date": "2014-08-16", "team1": arsenal, "team2": "Chelsea FC", "score1": 2, "score2": 1}
    final = {
        "date": "2015-05-23", "team1": "Chelsea FC", "team2": arsenal, "score1": 1, "score2": 1,
        "score1i": 0, "score2i": 1, "score1et": 2, "score2et": 2, "score1p": 4, "score2p": 3,
    }  # fmt: skip
    later = {"date": "2015-05-24", "team1": arsenal, "team2": "Everton FC", "score1": None, "score2": None}
    rounds = [
        {"name": "Matchday 1", "matches": [first]},
        {"name": "Matchday 2", "matches": [final, later]},
    ]
    text = json.dumps({"name": "English Premier League 2014/15", "rounds": rounds}, indent=1)
    found = read_season("2014-15/en.1.json", text).parsed
    assert not found.problems
    assert [(event.round.number, event.line > 1) for event in found.events] == [
        (1, True),
        (2, True),
        (2, True),
    ]
    results = [event.result for event in found.events]
    assert results[0] is not None
    assert [line.score for line in results[0].lines] == [2, 1]
    assert results[1] is not None
    assert results[1].lines[0].attributes == {"half_time": "0", "extra_time": "2", "penalties": "4"}
    assert results[2] is None


def test_spellings_of_one_team_are_one_team_and_forms_of_two_clubs_are_two() -> None:
    assert team_key("en", "Liverpool FC") == team_key("en", "liverpool") != team_key("cl", "Liverpool FC")
    assert team_key("es", "Atlético Madrid") == team_key("es", "Club Atlético de Madrid")
    assert team_key("de", "1. FSV Mainz 05") == team_key("de", "Mainz 05")
    assert names_apart("pt", ["Vitória SC", "Vitória FC"]) == {
        "Vitória SC": "pt-vitoria-sc",
        "Vitória FC": "pt-vitoria-fc",
    }
    cup = read(
        match("Liverpool FC (ENG)", "Real Madrid CF (ESP)"),
        file="uefa.cl.json",
        name="Champions League 2025/26",
    )
    assert set(cup.teams.teams) == {"en-liverpool", "es-real-madrid"}


def test_extra_time_penalties_and_awards_are_kept_with_the_score_after_90_minutes() -> None:
    final = match("A", "B", round="Final", score={"ht": [0, 1], "ft": [1, 1], "et": [2, 2], "p": [5, 4]})
    awarded = match("C", "D", score={"ft": [0, 3]}, status="awarded")
    found = {event.key: event for event in read(final, awarded).parsed.events}
    cup, given = found["en.1_2025_a_b_final"], found["en.1_2025_c_d"]
    assert cup.result is not None
    assert given.result is not None
    assert [line.score for line in cup.result.lines] == [1, 1]
    assert cup.result.lines[0].attributes == {"half_time": "0", "extra_time": "2", "penalties": "5"}
    assert (cup.round.stage, cup.round.name) == ("knockout", "Final")
    assert [line.score for line in given.result.lines] == [0, 3]
    assert given.result.lines[1].attributes == {"awarded": "true"}


def test_two_teams_may_meet_again_at_the_same_ground_but_a_doubled_row_is_one_match() -> None:
    first, again = (
        match("A", "B", round="Matchday 3"),
        match("A", "B", round="Matchday 30", date="2026-03-01"),
    )
    doubled = match("A", "B", round="Matchday 3", score={"ft": [1, 0]})
    found = read(first, again, doubled)
    assert sorted(event.key for event in found.parsed.events) == ["en.1_2025_a_b", "en.1_2025_a_b_2"]
    assert [event.round.number for event in found.parsed.events if event.result] == [3]
    [problem] = found.parsed.problems
    assert (problem.field, problem.refused) == ("team1", True)


BAD = [
    ({"team2": ""}, "team2", True),
    ({"team2": "Arsenal"}, "team2", True),
    ({"date": "16/08/2025"}, "date", True),
    ({"date": "2035-08-16"}, "date", True),
    ({"round": ""}, "round", False),
    ({"time": "25:00"}, "time", False),
    ({"score": {"ft": [1]}}, "score", False),
    ({"score": {"ft": [1, -1]}}, "score", False),
    ({"score": {"ft": [True, 1]}}, "score", False),
    ({"score": {"ht": [3, 0], "ft": [1, 0]}}, "score", False),
    ({"score": "2-1"}, "score", False),
    ({"status": "awarded"}, "score", False),
    ({"status": "moonlit"}, "status", False),
]


@pytest.mark.parametrize(("facts", "field", "refused"), BAD)
def test_a_bad_value_is_reported_with_its_line_its_field_and_a_way_out(
    facts: dict[str, Any], field: str, refused: bool
) -> None:
    found = read(match("Burnley FC", "Fulham FC"), match("Arsenal FC", "Everton FC") | facts).parsed
    [problem] = found.problems
    assert (problem.field, problem.refused, problem.line) == (field, refused, 11)
    assert problem.message
    assert problem.hint
    assert len(found.events) == 2 - refused


async def test_a_second_import_changes_nothing_and_a_corrected_score_is_a_revision(send: Send) -> None:
    def text(goals: int) -> str:
        postponed = match("Fulham FC", "Burnley FC", status="postponed", score={})
        return season(match("Arsenal FC", "Everton FC", score={"ft": [goals, 0]}), postponed)

    assert (await send(("en.1.json", text(1))))[1] == {"events_created": 2, "results_recorded": 1}
    assert (await send(("en.1.json", text(1))))[1] == {"rows_unchanged": 2}
    assert (await send(("en.1.json", text(2))))[1] == {"results_corrected": 1, "rows_unchanged": 1}
    with pytest.raises(UnreadableFile, match="no rows of season 1999"):
        await send(("en.1.json", text(2)), season=1999)


async def test_the_source_and_its_licence_are_listed(
    send: Send, database: Database, serve_leagues: Callable[..., Any]
) -> None:
    await send(("en.1.json", season(match("Arsenal FC", "Everton FC", score={}, status="postponed"))))
    leagues = await serve_leagues(database)
    [source] = (await leagues.call("ListSources")).sources
    assert (source.key, source.licence) == ("football.json", "CC0 1.0 (public domain)")
    [event] = (await leagues.call("CompetitionService/ListEvents", competition="en.1", season=2025)).events
    assert (event.status, event.status_reason) == ("postponed", "Postponed, as football.json states")


def counted(path: Path) -> dict[str, dict[str, tuple[int, ...]]]:
    """(Points, wins, draws, losses, goals, against) of each team, of each part of the season."""
    tables: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0] * 6))
    for row in json.loads(path.read_bytes())["matches"]:
        part, _, _ = row["round"].rpartition("Matchday ")
        score: dict[str, list[int]] = row.get("score") or {}
        if "ft" not in score or "Matchday" not in row["round"]:
            continue
        for team, own, other in (
            (row["team1"], *score["ft"]),
            (row["team2"], *reversed(score["ft"])),
        ):
            line = tables[part.strip(", ").lower()][team]
            points = 3 if own > other else 1 if own == other else 0
            for at, value in enumerate((points, own > other, own == other, own < other, own, other)):
                line[at] += value
    return {part: {team: tuple(line) for team, line in table.items()} for part, table in tables.items()}


EQUAL = {
    ("es.1", 2023): {"celta-de-vigo": 13, "sevilla": 14, "mallorca": 15, "las-palmas": 16},
    ("it.1", 2023): {"torino": 9, "napoli": 10, "cagliari-calcio": 16, "empoli": 17},
    ("de.1", 2023): {"heidenheim": 8, "werder-bremen": 9, "freiburg": 10},
    ("fr.1", 2023): {"montpellier": 12, "metz": 16, "lorient": 17},
}
"""Official places, mostly of teams with equal points."""


@needs_data
async def test_the_tables_of_all_real_seasons_are_those_counted_from_the_files(
    send: Send, database: Database, serve_leagues: Callable[..., Any], clock: FixedClock
) -> None:
    clock.advance(NOW - clock.now())
    paths = sorted(REAL.glob("*/*.json"))
    files = [(str(path.relative_to(REAL)), path.read_bytes()) for path in paths]
    rows = sum(len(orjson.loads(data)["matches"]) for _, data in files)
    summary, counts = await send(*files)
    assert (summary.rows, counts["events_created"]) == (rows, rows)
    assert summary.problems == []
    assert (await send(*files))[1] == {"rows_unchanged": rows}
    leagues = await serve_leagues(database)
    for path in paths:
        year, key = int(path.parent.name[:4]), path.name.removesuffix(".json")
        standings = (await leagues.call("ResultService/GetStandings", competition=key, season=year)).standings
        found: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
        for line in standings:
            points = int(line.attributes.get("points_from_results", line.points))
            figures = (points, line.wins, line.ties, line.losses, line.points_for, line.points_against)
            found[line.division][line.name] = figures
        assert found == counted(path), path
        ranks = {line.team: line.rank for line in standings}
        places = EQUAL.get((key, year), {})
        assert {team: ranks[team] for team in places} == places


@needs_data
async def test_deductions_count_from_their_day_and_state_the_reason(
    send: Send, database: Database, serve_leagues: Callable[..., Any]
) -> None:
    await send(("2023-24/en.1.json", (REAL / "2023-24/en.1.json").read_bytes()))
    leagues = await serve_leagues(database)

    async def line_of(team: str, at: str) -> Any:
        found = await leagues.call(
            "ResultService/GetStandings", READER, competition="en.1", season=2023, as_of=at
        )
        return next(line for line in found.standings if line.team == team)

    everton = await line_of("everton", "2024-06-01")
    assert (everton.points, everton.rank) == ("40", 15)
    assert everton.attributes["points_from_results"] == "48"
    assert everton.attributes["points_deducted"] == "8"
    assert "profitability and sustainability" in everton.attributes["deductions"]
    assert "appeal board" in everton.attributes["deductions"]
    assert (await line_of("everton", "2023-12-01")).attributes["points_deducted"] == "10"
    assert (await line_of("everton", "2024-03-01")).attributes["points_deducted"] == "6"
    assert "points_deducted" not in (await line_of("everton", "2023-11-01")).attributes
    forest = await line_of("nottingham-forest", "2024-06-01")
    assert (forest.points, forest.rank) == ("32", 17)


def test_an_operator_brings_deductions_of_other_leagues(tmp_path: Path) -> None:
    file = tmp_path / "more.csv"
    head = "league,season,team,points,from,until,reason,source"
    file.write_text(f"{head}\nit.1,2022,Juventus,10,2023-05-22,,false accounting,Corte federale\n")
    found = Deductions.with_file(str(file))
    (deducted,) = found("it.1", 2022, datetime(2023, 6, 1, tzinfo=UTC)).values()
    assert [(each.points, each.reason) for each in deducted] == [(10, "false accounting")]
    assert not found("it.1", 2022, datetime(2023, 5, 21, tzinfo=UTC))
    assert found("en.1", 2023, NOW)
    for row, reason in (
        ("xx.1,2022,Juventus,10,2023-05-22,,a,b", "the league xx.1 is unknown"),
        ("it.1,2022,Juventus,ten,2023-05-22,,a,b", "line 2"),
        ("it.1,2022,Juventus,10,2023-05-22,2023-05-01,a,b", "until must be after from"),
        ("it.1,2022,Juventus,10,2023-05-22,,,b", "reason must be stated"),
    ):
        file.write_text(f"{head}\n{row}\n")
        with pytest.raises(InvalidDeductions, match=reason):
            Deductions.with_file(str(file))
