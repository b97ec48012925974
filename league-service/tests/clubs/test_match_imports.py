"""Matches are imported into one club, once, and what people corrected is kept."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from altsports.contract.clubs import CLUB_IMPORTS
from league_service.clubs.imports.importers import METRICA, STATSBOMB
from league_service.core.errors import InvalidClub, OwnSideUnknown
from league_service.core.importing.domain import ImportJob, Summary, Upload
from league_service.importers import IMPORTERS
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database

FOLDER = (
    Path(os.environ.get("ALTSPORTS_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data") / "soccer"
)


def event(index: int, kind: str, team: int, minute: int = 0, period: int = 1, **more: Any) -> dict[str, Any]:
    within = minute - (0 if period == 1 else 45)
    return {
        "id": f"e{index}", "index": index, "period": period, "minute": minute, "second": 0,
        "timestamp": f"00:{within:02}:00.000", "type": {"name": kind},
        "team": {"id": team, "name": f"T{team}"},
        **more,
    }  # fmt: skip


def starters(team: int) -> dict[str, Any]:
    lineup = [
        {
            "player": {"id": team * 100 + number, "name": f"Player {team * 100 + number}"},
            "position": {"name": "Goalkeeper" if number == 1 else "Center Back"},
            "jersey_number": number,
        }
        for number in range(1, 12)
    ]
    return {"tactics": {"formation": 442, "lineup": lineup}}


def who(number: int) -> dict[str, Any]:
    return {"player": {"id": number, "name": f"Player {number}"}}


def passing(number: int, to: int, x: float) -> dict[str, Any]:
    passed = {"recipient": {"id": to}, "end_location": [60, 40]}
    return {**who(number), "location": [x, 40], "pass": passed}


def shot(number: int, outcome: str) -> dict[str, Any]:
    return {
        **who(number),
        "location": [108, 40],
        "shot": {"outcome": {"name": outcome}, "statsbomb_xg": 0.25, "type": {"name": "Open Play"}},
    }


def upload(*more: dict[str, Any]) -> Upload:
    events = [
        event(1, "Starting XI", 1, **starters(1)),
        event(2, "Starting XI", 2, **starters(2)),
        event(3, "Pass", 1, 10, **passing(102, 103, 30)),
        event(4, "Pass", 2, 11, **passing(202, 203, 30)),
        event(5, "Shot", 1, 20, **shot(109, "Goal")),
        event(6, "Shot", 2, 30, **shot(209, "Saved")),
        event(7, "Half End", 1, 45),
        event(8, "Substitution", 1, 60, 2, **who(109), substitution={"replacement": who(112)["player"]}),
        event(9, "Half End", 1, 90, 2),
        *more,
    ]  # fmt: skip
    return Upload("events/7.json", "", json.dumps(events).encode())


@pytest.fixture
def imported(database: Database, club: Any, clock: FixedClock) -> Callable[..., Any]:
    async def run(*files: Upload, **stated: Any) -> Summary:
        facts: dict[str, Any] = {"organisation": club.id, "own_side": "none", **stated}
        job = ImportJob(files or [upload()], clock.now(), **facts)
        steps = [step async for step in STATSBOMB.run(database, job)]
        assert isinstance(steps[-1], Summary)
        return steps[-1]

    return run


@pytest.fixture
def importing(imported: Any) -> Callable[..., Any]:
    async def run(file: Upload | None = None, **stated: Any) -> dict[str, int]:
        summary: Summary = await imported(*([file] if file else []), **stated)
        return {each.name.removeprefix("club_"): each.count for each in summary.counts if each.count}

    return run


@pytest.fixture
def ask(clubs: Any, club: Any) -> Callable[..., Any]:
    async def call(method: str, caller: Any = None, **fields: Any) -> Any:
        return await clubs.call(f"altsports.football.v1.{method}", caller or club.manager, **fields)

    return call


async def test_a_match_is_stored_once_with_line_ups_events_figures_and_minutes(
    importing: Any, ask: Any
) -> None:
    assert await importing() == {
        "created": 1, "teams": 2, "players": 23, "lines": 23, "events": 9, "figures": 4,
    }  # fmt: skip
    assert await importing() == {"unchanged": 1}
    [match] = (await ask("MatchService/ListMatches")).matches
    assert (match.score.home, match.score.away, match.score.source) == (1, 0, "statsbomb")
    assert (match.status, match.source, match.kick_off_unknown) == ("finished", "statsbomb", True)
    lines = (await ask("MatchLineupService/ListMatchLineups", match_id=match.id, page_size=100)).match_lineups
    played = sorted(line.minutes_played for line in lines)
    assert played == [30, 60, *[90] * 21]
    assert sum(line.seconds_on_pitch for line in lines) == 2 * 11 * 90 * 60
    events = (await ask("MatchEventService/ListMatchEvents", match_id=match.id, type="goal")).match_events
    assert [(event.x, event.y, event.minute, event.xg) for event in events] == [(94.0, 34.0, 20, 0.25)]
    figures = await ask("PlayerMatchStatisticService/ListPlayerMatchStatistics", match_id=match.id)
    assert sum(each.goals for each in figures.player_match_statistics) == 1
    assert not any(each.HasField("rating") for each in figures.player_match_statistics)


async def test_figures_of_both_sides_state_their_source_or_why_they_are_unknown(
    importing: Any, ask: Any
) -> None:
    await importing()
    [match] = (await ask("MatchService/ListMatches")).matches
    report = await ask("MatchReportService/GetMatchTeamStatistics", match_id=match.id)
    home, away = report.team_statistics.home, report.team_statistics.away
    assert (home.goals.value, home.shots.value, home.xg.value, home.goals.source) == (1, 1, 0.25, "statsbomb")
    assert (away.goals.value, away.shots.value, away.passes.value, away.accuracy.value) == (0, 1, 1, 1)
    assert not home.ppda.HasField("value")
    assert "no defensive action" in home.ppda.reason
    assert [(each.formation, each.minutes) for each in home.formations] == [("4-4-2", 90)]
    assert not (await ask("MatchReportService/ListMatchInconsistencies", match_id=match.id)).inconsistencies


async def test_a_correction_is_a_revision_that_a_newer_file_does_not_undo(importing: Any, ask: Any) -> None:
    await importing()
    [match] = (await ask("MatchService/ListMatches")).matches
    score = {"home": 2, "away": 0, "source": "referee", "reason": "The report names two goals."}
    await ask("MatchReportService/RecordMatchResult", match_id=match.id, score=score)
    found = (await ask("MatchReportService/ListMatchInconsistencies", match_id=match.id)).inconsistencies
    assert {each.code for each in found} == {"SCORE_AND_GOALS", "STATISTICS_AND_SCORE"}
    newer = upload(event(10, "Shot", 2, 95, 2, **shot(209, "Goal")))
    assert (await importing(newer))["updated"] == 1
    kept = (await ask("MatchService/GetMatch", match_id=match.id)).match
    assert (kept.score.home, kept.score.away, kept.score.source) == (2, 0, "referee")
    revisions = (await ask("MatchReportService/ListMatchResults", match_id=match.id)).results
    assert [(each.revision, each.score.source) for each in revisions] == [(2, "referee"), (1, "statsbomb")]


async def test_a_newer_file_of_the_same_source_brings_its_score_as_a_revision(
    importing: Any, ask: Any
) -> None:
    await importing()
    await importing(upload(event(10, "Shot", 2, 85, 2, **shot(209, "Goal"))))
    [match] = (await ask("MatchService/ListMatches")).matches
    assert (match.score.home, match.score.away) == (1, 1)
    revisions = (await ask("MatchReportService/ListMatchResults", match_id=match.id)).results
    assert [each.score.reason for each in revisions] == ["A newer file has another score.", ""]


async def test_what_people_deleted_or_changed_survives_a_newer_file(
    imported: Any, importing: Any, ask: Any, database: Database
) -> None:
    await importing()
    [match] = (await ask("MatchService/ListMatches")).matches
    [goal] = (await ask("MatchEventService/ListMatchEvents", type="goal")).match_events
    [saved] = (await ask("MatchEventService/ListMatchEvents", type="shot")).match_events
    await ask("MatchEventService/DeleteMatchEvent", match_event_id=goal.id)
    await ask("MatchEventService/UpdateMatchEvent", match_event_id=saved.id, minute=31)
    lines = await ask("LineupService/GetLineup", match_id=match.id, team_id=match.away_team_id)
    last = lines.lineup.lineup[-1]
    await ask("MatchLineupService/DeleteMatchLineup", match_lineup_id=last.id)
    score = {"home": 0, "away": 0, "source": "referee", "reason": "The goal did not count."}
    await ask("MatchReportService/RecordMatchResult", match_id=match.id, score=score)
    summary = await imported(upload(event(10, "Pass", 2, 85, 2, **passing(202, 203, 30))))
    assert summary.notes[-2:] == [
        "T1 - T2: what your staff corrected was kept: the result 0-0 (the file has 1-0), 1 events.",
        "T1 - T2: 2 rows that your staff deleted stay deleted.",
    ]
    assert not (await ask("MatchEventService/ListMatchEvents", type="goal")).match_events
    [kept] = (await ask("MatchEventService/ListMatchEvents", type="shot")).match_events
    assert kept.minute == 31
    assert (await ask("MatchEventService/ListMatchEvents", type="pass")).total_size == 3
    after = await ask("LineupService/GetLineup", match_id=match.id, team_id=match.away_team_id)
    assert last.id not in {line.id for line in after.lineup.lineup}
    async with database.read() as connection:
        seen = await connection.fetch_rows(
            "SELECT data->'message'->>'change' FROM league.outbox WHERE type = 'club_match.changed'"
            " ORDER BY seq"
        )
    assert [row[0] for row in seen] == ["created", "changed", "changed"]


async def test_a_newer_file_moves_a_match_that_nobody_moved(imported: Any, ask: Any) -> None:
    about = {
        "match_id": 7, "match_date": "2025-08-16", "kick_off": "20:00:00.000", "home_score": 1,
        "away_score": 0, "home_team": {"home_team_id": 1},
        "competition": {"competition_name": "Harbour League"}, "season": {"season_name": "2025/2026"},
    }  # fmt: skip

    def listed(**facts: Any) -> Upload:
        return Upload("matches/1.json", "", json.dumps([about | facts]).encode())

    async def kick_off() -> str:
        [match] = (await ask("MatchService/ListMatches")).matches
        return match.kick_off_at.ToDatetime().strftime("%m-%d %H")

    await imported(upload(), listed())
    [competition] = (await ask("EventService/ListEvents")).events
    assert (competition.name, competition.season, competition.kind) == (
        "Harbour League", "2025/2026", "league",
    )  # fmt: skip
    [match] = (await ask("MatchService/ListMatches")).matches
    assert match.event_id == competition.id
    await imported(upload(), listed(kick_off="18:00:00.000"))
    assert await kick_off() == "08-16 18"
    await ask("MatchService/UpdateMatch", match_id=match.id, kick_off_at="2025-08-17T18:00:00Z")
    await imported(upload(), listed(kick_off="19:00:00.000"))
    assert await kick_off() == "08-17 18"
    assert (await ask("EventService/ListEvents")).total_size == 1


async def test_the_stated_team_plays_and_its_players_are_recognised(importing: Any, ask: Any) -> None:
    team = (await ask("TeamService/CreateTeam", name="t2")).team
    mine = await ask(
        "PlayerService/CreatePlayer", first_name="Player", last_name="209",
        registrations=[{"team_id": team.id, "from": "2020-01-01"}],
    )  # fmt: skip
    counts = await importing(team=team.id, own_side="")
    assert (counts["teams"], counts["players"]) == (1, 22)
    [match] = (await ask("MatchService/ListMatches")).matches
    assert match.away_team_id == team.id
    shots = await ask("MatchEventService/ListMatchEvents", type="shot")
    assert [each.player_id for each in shots.match_events] == [mine.player.id]


async def test_rows_of_an_import_stay_in_the_club_that_brought_them(
    importing: Any, ask: Any, next_door: Any
) -> None:
    await importing()
    for noun in ("Match/Matches", "Team/Teams", "Player/Players", "MatchEvent/MatchEvents"):
        name, _, plural = noun.partition("/")
        listed = await ask(f"{name}Service/List{plural}", next_door.manager)
        assert listed.total_size == 0, noun
    [match] = (await ask("MatchService/ListMatches")).matches
    await importing(organisation=next_door.id)
    [other] = (await ask("MatchService/ListMatches", next_door.manager)).matches
    assert other.id != match.id


async def test_an_import_reports_the_match_and_its_result_once(importing: Any, database: Database) -> None:
    await importing()
    await importing()
    async with database.read() as connection:
        rows = await connection.fetch_rows(
            "SELECT type, count(*) FROM league.outbox WHERE type LIKE 'club%' GROUP BY type ORDER BY type"
        )
    assert rows == [
        ("club_figures.changed", 2),
        ("club_match.changed", 1),
        ("club_result.recorded", 1),
    ]


async def test_a_team_that_the_club_does_not_have_is_refused(importing: Any) -> None:
    with pytest.raises(InvalidClub, match="has no team"):
        await importing(team=str(uuid4()), own_side="home")


async def test_without_an_own_side_the_names_to_choose_from_are_listed(importing: Any, ask: Any) -> None:
    with pytest.raises(OwnSideUnknown, match=r"a team of your club: T1 or T2\?") as raised:
        await importing(own_side="")
    assert raised.value.metadata["sides"] == "T1, T2"
    with pytest.raises(InvalidClub, match=r"no team of its own yet"):
        await importing(own_side="T2")
    team = (await ask("TeamService/CreateTeam", name="Rovers")).team
    with pytest.raises(OwnSideUnknown, match="your team Rovers: T1 or T2"):
        await importing(own_side="", team=team.id)
    with pytest.raises(OwnSideUnknown, match="no side has the name T3"):
        await importing(own_side="T3", team=team.id)
    await importing(own_side="t2")
    [match] = (await ask("MatchService/ListMatches")).matches
    assert match.away_team_id == team.id
    again = upload(event(10, "Shot", 2, 95, 2, **shot(209, "Goal")))
    assert (await importing(again, own_side=""))["updated"] == 1


async def test_a_caller_imports_only_for_the_teams_that_it_sees(importing: Any, ask: Any) -> None:
    hidden = (await ask("TeamService/CreateTeam", name="T1")).team.id
    seen = (await ask("TeamService/CreateTeam", name="T2")).team.id
    limited = {"own_side": "", "team_access": frozenset({seen})}
    for stated in ({}, {"team": hidden}, {"own_side": "home"}):
        with pytest.raises(InvalidClub, match=r"no access|has no team"):
            await importing(**{**limited, **stated})
    assert not (await ask("MatchService/ListMatches")).matches
    await importing(own_side="")
    newer = upload(event(10, "Shot", 2, 95, 2, **shot(209, "Goal")))
    other = {"own_side": "", "team_access": frozenset({str(uuid4())})}
    for file, access in ((None, other), (newer, other), (newer, limited)):
        with pytest.raises(InvalidClub, match="no access"):
            await importing(file, **access)


def test_the_gateway_knows_which_kinds_of_files_belong_to_a_club() -> None:
    assert {importer.kind for importer in IMPORTERS if importer.of_club} == CLUB_IMPORTS


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the public files are missing: set ALTSPORTS_SHARED_DATA")
async def test_real_matches_of_both_sources_are_stored_once_without_contradictions(
    database: Database, club: Any, clock: FixedClock, ask: Any
) -> None:
    for importer, folder, pattern in (
        (STATSBOMB, "statsbomb", "*/*.json"),
        (METRICA, "metrica", "Sample*/*"),
    ):
        paths = sorted((FOLDER / folder).glob(pattern))
        files = [Upload(str(path.relative_to(FOLDER)), "", path.read_bytes()) for path in paths]
        for name in ("created", "unchanged"):
            steps = [
                step
                async for step in importer.run(
                    database, ImportJob(files, clock.now(), organisation=club.id, own_side="none")
                )
            ]
            assert isinstance(steps[-1], Summary)
            counts = {each.name.removeprefix("club_"): each.count for each in steps[-1].counts if each.count}
            assert counts[name] == 2
    matches = (await ask("MatchService/ListMatches")).matches
    scores = {(match.source, match.score.home, match.score.away) for match in matches}
    assert scores == {("statsbomb", 3, 0), ("statsbomb", 0, 3), ("metrica", 3, 1), ("metrica", 0, 2)}
    for match in matches:
        found = await ask("MatchReportService/ListMatchInconsistencies", match_id=match.id)
        assert [each.message for each in found.inconsistencies] == []
        report = await ask("MatchReportService/GetMatchTeamStatistics", match_id=match.id)
        assert report.team_statistics.home.passes.source == match.source
        lines = await ask("MatchLineupService/ListMatchLineups", match_id=match.id, page_size=100)
        assert sum(line.minutes_played for line in lines.match_lineups) == (
            2 * 11 * 90 if match.source == "statsbomb" else 0
        )
