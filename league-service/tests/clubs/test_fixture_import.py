"""Fixtures of football.json in a club: its competition, and the matches of its own team."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from altsports.contract.clubs import CLUB_OR_SHARED_IMPORTS
from league_service.core.errors import InvalidClub, OwnSideUnknown
from league_service.core.importing.domain import ImportJob, Summary, Upload
from league_service.importers import IMPORTERS

MATCHES: list[tuple[Any, ...]] = [
    ("2025-08-16", "15:00", "Rovers", "Chelsea FC", {"ft": [2, 1]}, None),
    ("2025-08-17", "15:00", "Everton FC", "Chelsea FC", {"ft": [0, 0]}, None),
    ("2026-02-28", None, "Chelsea FC", "Rovers", {"ft": [1, 1], "et": [2, 2], "p": [4, 3]}, None),
    ("2026-05-02", "17:30", "Rovers", "Everton FC", {}, None),
    ("2026-05-09", "17:30", "Everton FC", "Rovers", {}, "postponed"),
]


def upload(matches: list[tuple[Any, ...]] = MATCHES) -> Upload:
    rows: list[dict[str, Any]] = []
    for at, (day, time, home, away, score, status) in enumerate(matches, start=1):
        row = {"round": f"Matchday {at}", "date": day, "team1": home, "team2": away, "score": score}
        rows.append(row | ({"time": time} if time else {}) | ({"status": status} if status else {}))
    name = "English Premier League 2025/26"
    return Upload("2025-26/en.1.json", "", json.dumps({"name": name, "matches": rows}).encode())


@pytest.fixture
def fixtures(database: Any, club: Any, clock: Any) -> Callable[..., Any]:
    [importer] = [each for each in IMPORTERS if each.kind == "football-fixtures"]

    async def run(file: Upload | None = None, **stated: Any) -> Summary:
        job = ImportJob([file or upload()], clock.now(), organisation=club.id, **stated)
        *_, last = [step async for step in importer.run_for(club.id)(database, job)]
        assert isinstance(last, Summary)
        return last

    return run


async def test_the_matches_of_the_own_team_and_their_competition_are_stored(
    fixtures: Any, planned: Any
) -> None:
    summary = await fixtures(team=planned.team, own_side="Rovers")
    assert summary.notes[-2:] == [
        "Premier League 2025/26: the file states no time of day for 1 of your matches."
        " They are stored at 12:00 local time: correct `kick_off_at`.",
        "Premier League 2025/26: 1 matches of other teams were left out.",
    ]
    [competition] = (await planned.call("football.v1.EventService/ListEvents")).events
    about = (competition.name, competition.season, competition.starts_on, competition.ends_on)
    assert about == ("Premier League", "2025/26", "2025-08-16", "2026-05-09")
    listed = await planned.call("football.v1.MatchService/ListMatches", order="kick_off_at")
    shown = [
        (m.kick_off_at.ToJsonString(), m.status, m.score.home, m.score.away, m.score.home_penalties)
        for m in listed.matches
    ]
    assert shown == [
        ("2025-08-16T14:00:00Z", "finished", 2, 1, 0),
        ("2026-02-28T12:00:00Z", "finished", 2, 2, 4),
        ("2026-05-02T16:30:00Z", "scheduled", 0, 0, 0),
        ("2026-05-09T16:30:00Z", "postponed", 0, 0, 0),
    ]
    assert {m.event_id for m in listed.matches} == {competition.id}
    assert {m.time_zone for m in listed.matches} == {"Europe/London"}
    assert all(planned.team in (m.home_team_id, m.away_team_id) for m in listed.matches)
    again = await fixtures()
    assert {each.name: each.count for each in again.counts if each.count} == {"club_unchanged": 4}


async def test_a_newer_file_brings_results_and_dates(fixtures: Any, planned: Any) -> None:
    await fixtures(team=planned.team, own_side="Rovers")
    newer: list[tuple[Any, ...]] = [
        *MATCHES[:3],
        ("2026-05-03", "13:00", "Rovers", "Everton FC", {}, None),
        MATCHES[4],
    ]
    await fixtures(upload(newer))
    listed = await planned.call("football.v1.MatchService/ListMatches", order="kick_off_at")
    assert listed.matches[2].kick_off_at.ToJsonString() == "2026-05-03T12:00:00Z"
    assert len(listed.matches) == 4


async def test_whose_matches_they_are_must_be_known(fixtures: Any, planned: Any) -> None:
    with pytest.raises(OwnSideUnknown, match="Which team of Premier League") as raised:
        await fixtures()
    assert raised.value.metadata["sides"] == "Chelsea FC, Everton FC, Rovers"
    with pytest.raises(OwnSideUnknown):
        await fixtures(own_side="Leeds")
    with pytest.raises(InvalidClub, match="of its own"):
        await fixtures(own_side="Rovers", team=planned.team, team_access=frozenset())
    await fixtures(own_side="none")
    assert (await planned.call("football.v1.EventService/ListEvents")).total_size == 1
    assert (await planned.call("football.v1.MatchService/ListMatches")).total_size == 0


def test_the_gateway_knows_which_kinds_go_to_a_club_or_to_everybody() -> None:
    assert {importer.kind for importer in IMPORTERS if importer.in_club} == CLUB_OR_SHARED_IMPORTS
