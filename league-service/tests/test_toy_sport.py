"""A sport that the service does not know: three drivers in two teams, lap times, and points with a fraction.

Everything it needs is in this file: its rules, its competition, and a reader of its files. The neutral parts
store, show, correct and rank its races without a change of their own.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import league_service
from league_service.competition.competitions.domain import Competition
from league_service.competition.imports.domain import (
    SourceCompetitor,
    SourceEvent,
    SourceFile,
    SourcePerson,
    SourceResult,
    SourceRound,
)
from league_service.competition.imports.operations import store_events
from league_service.competition.imports.running import Started, importing
from league_service.competition.ledger.domain import ResultLine
from league_service.competition.names.teams import TeamBook, TeamEra
from league_service.competition.rules.book import RuleBook, SportRules
from league_service.competition.rules.standings import Entrant, Outcome, Standing, StandingsRule
from league_service.core.importing.domain import ImportJob, Summary, Upload
from service_kit.caller import service_caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.errors import DomainError
from service_kit.testing.callers import ADMIN

MESH = service_caller("tests")
SEASON = {"competition": "soapbox", "season": 2026}
HILL, DAM = "2026_hill", "2026_dam"
RACES = """\
race,number,name,start,driver,code,team,rank,laps,time,points,grid
hill,1,Hill Prix,2026-02-01T13:00:00Z,Ann Arrow,ARR,Anvil,1,12,754.310,3.5,2
hill,1,Hill Prix,2026-02-01T13:00:00Z,Bo Brake,BRA,Anvil,2,12,754.982,1.5,1
hill,1,Hill Prix,2026-02-01T13:00:00Z,Cy Crash,CRA,Crate,,7,,0,3
dam,2,Dam Prix,2026-02-08T13:00:00Z,Ann Arrow,ARR,Anvil,3,9,610.001,0.5,1
dam,2,Dam Prix,2026-02-08T13:00:00Z,Bo Brake,BRA,Anvil,2,9,609.2,1.5,3
dam,2,Dam Prix,2026-02-08T13:00:00Z,Cy Crash,CRA,Crate,1,9,601.75,3,2
lake,3,Lake Prix,2026-04-01T13:00:00Z,Ann Arrow,ARR,Anvil,,,,,
"""

# --- The sport: rules.py ---

TEAMS = TeamBook(
    [
        TeamEra("soapbox_racing", "anvil", 2020, None, "ANV", nickname="Anvil"),
        TeamEra("soapbox_racing", "crate", 2020, None, "CRT", nickname="Crate"),
    ],
    {"crate": ["Crate & Sons"]},
)


def rank(entrants: Sequence[Entrant], outcomes: Sequence[Outcome]) -> list[Standing]:
    """The drivers by points, then the teams."""
    drivers = {found.person_id: replace(found, division="drivers") for found in entrants}
    teams = {
        found.team_id: Entrant(found.team_code, found.team_name, found.team_id, division="teams")
        for found in entrants
    }
    lines: dict[str, list[ResultLine]] = defaultdict(list)
    for placing in (placing for outcome in outcomes for placing in outcome.placings):
        lines[placing.person_id].append(placing.line)
        lines[placing.team_id].append(placing.line)
    return [*_table(drivers, lines), *_table(teams, lines)]


def _table(entrants: Mapping[str, Entrant], lines: Mapping[str, list[ResultLine]]) -> Iterator[Standing]:
    """Most points first, then most wins."""
    scored = [
        Standing(
            entrant,
            rank=0,
            points=sum((line.points or Decimal(0) for line in lines[found]), Decimal(0)),
            wins=sum(line.rank == 1 for line in lines[found]),
            attributes={"top_two": str(sum((line.rank or 9) <= 2 for line in lines[found]))},
        )
        for found, entrant in entrants.items()
    ]
    scored.sort(key=lambda line: (-(line.points or 0), -line.wins, line.entrant.code))
    return (replace(line, rank=place) for place, line in enumerate(scored, start=1))


SOAPBOX = Competition("soapbox", "Soapbox Series", "soapbox_racing")
RULES = SportRules(
    sport=SOAPBOX.sport,
    length=timedelta(hours=1),
    live_for=timedelta(hours=3),
    teams=TEAMS,
    standings=StandingsRule(rank, stages=("race",)),
)

# --- Its files: imports/soapbox.py ---


def read_races(name: str, text: str) -> SourceFile:
    parsed = SourceFile(name, "soapbox")
    rows = list(csv.DictReader(io.StringIO(text)))
    parsed.row_count = len(rows)
    for race in dict.fromkeys(row["race"] for row in rows):
        parsed.events.append(_race([row for row in rows if row["race"] == race]))
    return parsed


def _race(rows: list[dict[str, str]]) -> SourceEvent:
    first, start = rows[0], datetime.fromisoformat(rows[0]["start"])
    lines = tuple(_line(position, row) for position, row in enumerate(rows, start=1))
    return SourceEvent(
        line=0,
        key=f"{start.year}_{first['race']}",
        season=start.year,
        round=SourceRound(int(first["number"]), "race", key=first["race"], name=first["name"]),
        scheduled_at=start,
        day=start.date(),
        competitors=tuple(_driver(row) for row in rows),
        result=SourceResult(lines) if first["laps"] else None,
    )


def _driver(row: dict[str, str]) -> SourceCompetitor:
    key = f"soapbox:{row['driver'].lower().replace(' ', '-')}"
    return SourceCompetitor(TEAMS.find(row["team"], 2026), SourcePerson(key, row["driver"], row["code"]))


def _line(position: int, row: dict[str, str]) -> ResultLine:
    return ResultLine(
        position,
        rank=int(row["rank"]) if row["rank"] else None,
        status="finished" if row["rank"] else "retired",
        laps=int(row["laps"] or 0),
        time_s=Decimal(row["time"]) if row["time"] else None,
        points=Decimal(row["points"] or 0),
        attributes={"grid": row["grid"]},
    )


async def start(connection: Connection, job: ImportJob) -> Started:
    (upload,) = job.uploads
    parsed = read_races(upload.name, upload.data.decode())
    return parsed, store_events(
        connection, SOAPBOX, RULES, source=parsed.source, events=parsed.events, now=job.now
    )


# --- The tests ---


async def send(database: Database, text: str, now: datetime) -> dict[str, int]:
    """Imports a file; what it did, by the names of the counts."""
    job = ImportJob([Upload("races.csv", "", text.encode())], now)
    steps = [step async for step in importing("soapbox", start)(database, job)]
    assert isinstance(steps[-1], Summary)
    return {count.name: count.count for count in steps[-1].counts if count.count}


@pytest.fixture
async def raced(serve_leagues: Callable[..., Any], database: Database, clock: FixedClock) -> Any:
    """The service with the rules of the toy sport, after an import of two races and a scheduled one."""
    await send(database, RACES, clock.now())
    return await serve_leagues(database, rules=RuleBook([RULES]))


async def event(raced: Any, event_id: str = HILL, as_of: str = "") -> Any:
    return (await raced.call("CompetitionService/GetEvent", event_id=event_id, as_of=as_of)).event


async def standings(raced: Any, division: str, as_of: str = "") -> list[tuple[int, str, str]]:
    answer = await raced.call("ResultService/GetStandings", **SEASON, as_of=as_of)
    lines = [line for line in answer.standings if line.division == division]
    return [(line.rank, line.team, line.points) for line in lines]


def reported(**changes: dict[str, Any]) -> list[dict[str, Any]]:
    """The lines of the hill race as a person reports them, changed by the code of the driver."""
    lines: dict[str, dict[str, Any]] = {
        "CRA": {"laps": 7, "status": "retired", "points": "0"},
        "ARR": {"rank": 1, "laps": 12, "time_s": "754.310", "points": "3.5"},
        "BRA": {"rank": 2, "laps": 12, "time_s": "754.982", "points": "1.5"},
    }
    return [{"code": code} | line | changes.get(code, {}) for code, line in lines.items()]


async def refusal(call: Any) -> str:
    with pytest.raises(DomainError) as refused:
        await call
    return refused.value.reason


async def test_a_race_shows_each_driver_with_the_team_and_an_exact_line(raced: Any) -> None:
    found = await event(raced)
    ann, bo, cy = found.competitors
    assert (found.week, found.round_name, found.game_type, found.status) == (1, "Hill Prix", "race", "final")
    assert (ann.code, ann.name, ann.side, ann.person_id != bo.person_id) == ("ARR", "Ann Arrow", "", True)
    assert ann.team_id == bo.team_id != cy.team_id
    line = ann.result
    assert (line.rank, line.status, line.laps, line.time_s, line.points) == (
        1,
        "finished",
        12,
        "754.310",
        "3.5",
    )
    assert (cy.result.status, cy.result.HasField("rank"), cy.result.HasField("time_s")) == (
        "retired",
        False,
        False,
    )
    assert dict(cy.result.attributes) == {"grid": "3"}
    assert not any(competitor.HasField("score") for competitor in found.competitors)


async def test_a_race_is_live_for_as_long_as_its_sport_says_and_final_after_its_length(raced: Any) -> None:
    assert (await event(raced, as_of="2026-02-01T12:59:00Z")).status == "scheduled"
    live = await event(raced, as_of="2026-02-01T13:59:00Z")
    assert (live.status, live.competitors[0].HasField("result")) == ("in_progress", False)
    assert (await event(raced, as_of="2026-02-01T14:00:00Z")).status == "final"
    assert (await event(raced, "2026_lake")).status == "scheduled"


async def test_standings_are_ranked_by_the_rules_of_the_sport_with_exact_points(raced: Any) -> None:
    assert await standings(raced, "drivers") == [(1, "ARR", "4.0"), (2, "CRA", "3"), (3, "BRA", "3.0")]
    assert await standings(raced, "teams") == [(1, "ANV", "7.0"), (2, "CRT", "3")]
    after_one = await standings(raced, "drivers", as_of="2026-02-02")
    assert after_one == [(1, "ARR", "3.5"), (2, "BRA", "1.5"), (3, "CRA", "0")]
    line = (await raced.call("ResultService/GetStandings", **SEASON)).standings[0]
    assert (line.name, line.wins, dict(line.attributes)) == ("Ann Arrow", 1, {"top_two": "1"})


async def test_a_correction_by_lines_is_a_new_revision_and_moves_the_standings(
    raced: Any, clock: FixedClock
) -> None:
    before = clock.now().isoformat()
    clock.advance(timedelta(hours=1))
    lines = reported(
        ARR={"status": "disqualified", "rank": None, "points": "0", "attributes": {"reason": "brakes"}},
        BRA={"rank": 1, "points": "3.5"},
    )
    answer = await raced.call("RecordResult", ADMIN, event_id=HILL, lines=lines, reason="Stewards")
    assert (answer.recorded, answer.result.revision, answer.result.status) == (True, 2, "corrected")
    assert list(answer.result.scores) == []
    told = [
        (result.revision, result.in_force, [(line.code, line.status, line.points) for line in result.lines])
        for result in (await raced.call("ListResults", event_id=HILL)).results
    ]
    assert told == [
        (1, False, [("ARR", "finished", "3.5"), ("BRA", "finished", "1.5"), ("CRA", "retired", "0")]),
        (2, True, [("ARR", "disqualified", "0"), ("BRA", "finished", "3.5"), ("CRA", "retired", "0")]),
    ]
    assert [found.result.HasField("rank") for found in (await event(raced)).competitors] == [
        False,
        True,
        False,
    ]
    assert await standings(raced, "drivers") == [(1, "BRA", "5.0"), (2, "CRA", "3"), (3, "ARR", "0.5")]
    assert (await standings(raced, "drivers", as_of=before))[0] == (1, "ARR", "4.0")
    again = await raced.call("RecordResult", ADMIN, event_id=HILL, lines=lines)
    assert (again.recorded, again.result.revision) == (False, 2)


@pytest.mark.parametrize(
    "fields",
    [
        {"home_score": 1, "away_score": 0},
        {"home_score": 1},
        {},
        {"home_score": 1, "away_score": 0, "lines": reported()},
        {"lines": reported()[:2]},
        {"lines": [*reported(), {"code": "ZED"}]},
        {"lines": [*reported(), {"code": "ARR"}]},
        {"lines": reported(ARR={"attributes": {"note": "x" * 201}})},
        {"lines": reported(ARR={"attributes": {str(number): "x" for number in range(51)}})},
    ],
)
async def test_a_result_that_does_not_fit_the_competitors_is_refused(
    raced: Any, fields: dict[str, Any]
) -> None:
    call = raced.call("RecordResult", ADMIN, event_id=HILL, **fields)
    assert await refusal(call) == "INVALID_RESULT"


async def test_the_same_file_again_changes_nothing_in_any_order(
    raced: Any, database: Database, clock: FixedClock
) -> None:
    assert await send(database, RACES, clock.now()) == {"rows_unchanged": 3}
    header, *rows = RACES.splitlines()
    assert await send(database, "\n".join([header, *reversed(rows)]), clock.now()) == {"rows_unchanged": 3}


async def test_another_classification_in_a_file_is_a_correction_and_leaves_history_alone(
    raced: Any, database: Database, clock: FixedClock
) -> None:
    clock.advance(timedelta(days=1))
    header, ann, bo, *rest = RACES.splitlines()
    swapped = [
        bo.replace(",2,12,754.982,1.5,", ",1,12,754.982,3.5,"),
        ann.replace(",1,12,754.310,3.5,", ",2,12,760,1.5,"),
    ]
    assert await send(database, "\n".join([header, *swapped, *rest]), clock.now()) == {
        "results_corrected": 1,
        "rows_unchanged": 2,
    }
    first, second = (await raced.call("ListResults", event_id=HILL)).results
    assert [(line.code, line.rank) for line in first.lines][:2] == [("ARR", 1), ("BRA", 2)]
    assert [(line.code, line.rank) for line in second.lines][:2] == [("ARR", 2), ("BRA", 1)]


async def test_a_race_that_moves_in_the_calendar_stays_the_same_round(
    raced: Any, database: Database, clock: FixedClock
) -> None:
    before = await event(raced)
    moved = RACES.replace("hill,1,", "hill,X,").replace("dam,2,", "dam,1,").replace("hill,X,", "hill,2,")
    assert await send(database, moved, clock.now()) == {"events_updated": 2, "rows_unchanged": 1}
    after = await event(raced)
    assert (before.id, before.week, after.id, after.week) == (before.id, 1, before.id, 2)
    async with database.read() as connection:
        assert await connection.fetch_value("SELECT count(*) FROM league.rounds") == 3


@pytest.mark.parametrize(
    ("text", "races"),
    [("Cy Crash", 2), ("crash", 0), ("cra", 2), ("Crate & Sons", 2), ("Anvil", 3), ("anv", 3), ("Nobody", 0)],
)
async def test_races_are_found_by_driver_and_by_any_name_of_the_team(
    raced: Any, text: str, races: int
) -> None:
    assert (await raced.call("CompetitionService/ListEvents", **SEASON, team=text)).total_size == races


async def test_teams_and_seasons_are_listed_like_those_of_any_sport(raced: Any) -> None:
    (competition,) = (await raced.call("ListCompetitions")).competitions
    assert (competition.key, competition.seasons[0].event_count, competition.seasons[0].final_count) == (
        "soapbox",
        3,
        2,
    )
    teams = (await raced.call("league.v1.TeamService/ListTeams", competition="soapbox")).teams
    assert [(team.code, team.name, list(team.aliases)) for team in teams] == [
        ("ANV", "Anvil", []),
        ("CRT", "Crate", ["Crate & Sons"]),
    ]


async def test_what_a_sport_does_not_have_is_said(raced: Any) -> None:
    assert await refusal(raced.call("ListRatings", **SEASON)) == "NO_RATINGS"
    assert await refusal(raced.call("GetSeasonFacts", MESH, **SEASON)) == "NO_FACTS"
    assert list((await raced.call("ListSeasonFacts", MESH)).seasons) == []
    line = {"event_id": "2026_lake", "market": "moneyline", "home_price": -110}
    assert await refusal(raced.call("RecordLine", ADMIN, **line)) == "INVALID_LINE"


async def test_a_sport_without_rules_is_shown_and_not_ranked(
    raced: Any, serve_leagues: Callable[..., Any], database: Database
) -> None:
    stranger = await serve_leagues(database, rules=RuleBook())
    assert (await event(stranger)).competitors[0].result.points == "3.5"
    assert await refusal(stranger.call("ResultService/GetStandings", **SEASON)) == "NO_STANDINGS"


@pytest.mark.parametrize("folder", ["competition", "core"])
def test_the_neutral_folders_name_no_sport(folder: str) -> None:
    root = Path(league_service.__file__).parent
    sports = sorted(rules.parent.name for rules in root.glob("*/rules.py"))
    assert "nfl" in sports
    named = re.compile(rf"(?<![a-z])({'|'.join(sports)})(?![a-z])", re.IGNORECASE)
    assert [
        path.name for path in (root / folder).rglob("*.py") if named.search(path.read_text("utf-8"))
    ] == []
