"""Loads of players: units and the sprint threshold are stated or refused, and consents obeyed."""

from collections.abc import Callable
from typing import Any

import pytest

from league_service.clubs.imports.loads.importer import PLAYER_LOADS
from league_service.clubs.player_match_statistics.domain import threshold_of
from league_service.core.errors import UnreadableFile
from league_service.core.importing.domain import ImportJob, Summary, Upload
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database

HEADER = (
    "Date,First name,Last name,Distance (km),Sprint distance (m),Sprints,Max speed (m/s)"
    ",sprint_threshold_kmh\n"
)
ROW = "2026-01-10,Aoife,Byrne,9.8,310,14,8.5,25.2\n"


@pytest.fixture
def importing(database: Database, planned: Any, clock: FixedClock) -> Callable[..., Any]:
    async def run(text: str, **limits: Any) -> Summary:
        upload = Upload("loads.csv", "", text.encode())
        job = ImportJob([upload], clock.now(), organisation=planned.club.id, team=planned.team, **limits)
        steps = [step async for step in PLAYER_LOADS.run(database, job)]
        assert isinstance(steps[-1], Summary)
        return steps[-1]

    return run


@pytest.fixture
async def player(planned: Any) -> str:
    """A player of the team, which has a match on 10 January 2026."""
    other = (await planned.call("football.v1.TeamService/CreateTeam", name="Quay", kind="opponent")).team.id
    sides = {"home_team_id": planned.team, "away_team_id": other}
    await planned.call("CreateMatch", kick_off_at="2026-01-10T23:30:00Z", **sides)
    return await planned.player()


def counts(summary: Summary) -> dict[str, int]:
    return {each.name.removeprefix("club_loads_"): each.count for each in summary.counts if each.count}


async def test_figures_are_stored_in_our_units_once(importing: Any, planned: Any, player: str) -> None:
    assert counts(await importing(HEADER + ROW)) == {"created": 1}
    assert counts(await importing(HEADER + ROW)) == {"unchanged": 1}
    [row] = (await planned.call("ListPlayerMatchStatistics", player_id=player)).player_match_statistics
    assert (row.distance_m, row.sprint_m, row.sprint_count, row.max_speed_kmh) == (9800, 310, 14, 30.6)
    assert row.source == "player-loads 25.2 km/h"
    assert counts(await importing(HEADER + ROW.replace("310", "320"))) == {"updated": 1}


async def test_the_threshold_stays_with_the_figures_and_outcomes_computed_before_are_superseded(
    importing: Any, planned: Any, player: str, database: Database
) -> None:
    match = (await planned.call("ListMatches")).matches[0]
    await planned.call("CreatePlayerMatchStatistic", match_id=match.id, player_id=player, source="s" * 40)

    async def reported() -> int:
        async with database.read() as connection:
            statement = "SELECT count(*) FROM league.outbox WHERE type = 'club_figures.changed'"
            return await connection.fetch_value(statement)

    before = await reported()
    assert counts(await importing(HEADER + ROW)) == {"updated": 1}
    [row] = (await planned.call("ListPlayerMatchStatistics", player_id=player)).player_match_statistics
    assert (threshold_of(row.source), len(row.source)) == ("25.2", 40)
    assert await reported() == before + 1
    await importing(HEADER + ROW)
    assert await reported() == before + 1


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        (ROW.replace("25.2", ""), "sprint_threshold_kmh", "25.2"),
        (ROW.replace("25.2", "7"), "sprint_threshold_kmh", "kilometres per hour"),
        (ROW.replace("9.8", "9800"), "distance_km", "at most 30"),
        (ROW.replace("9.8", "nan"), "distance_km", "out of range"),
        (ROW.replace("9.8", "0.2"), "sprint_m", "units"),
        (ROW.replace("2026-01-10", "2026-01-11"), "match_day", "no matches on 2026-01-11"),
        (ROW.replace("2026-01-10", "10/01/2026"), "match_day", "2026-09-05"),
        (ROW.replace("Byrne", "Nobody"), "last_name", "import the squad first"),
    ],
)
async def test_a_row_that_cannot_be_used_is_named(
    importing: Any, player: str, row: str, field: str, said: str
) -> None:
    summary = await importing(HEADER + row)
    assert (counts(summary), summary.refused) == ({}, 1)
    [problem] = summary.problems
    assert (problem.line, problem.field) == (2, field)
    assert said in f"{problem.message} {problem.hint}"


async def test_a_figure_without_a_unit_is_refused(importing: Any) -> None:
    with pytest.raises(UnreadableFile, match="states no known unit"):
        await importing("Date,First name,Last name,Distance\n2026-01-10,Aoife,Byrne,9.8\n")


async def test_nobody_young_is_measured_without_a_consent(importing: Any, planned: Any, player: str) -> None:
    await planned.call("UpdatePlayer", player_id=player, birth_date="2013-01-01")
    summary = await importing(HEADER + ROW)
    assert counts(summary) == {}
    assert "consents/physical" in summary.problems[0].hint
    assert counts(await importing(HEADER + ROW, consent_age=13)) == {"created": 1}
