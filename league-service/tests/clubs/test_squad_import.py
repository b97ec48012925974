"""Squads are imported once; rows that cannot be used are named with line, field and way out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from league_service.clubs.imports.squad.importer import SQUAD
from league_service.core.errors import InvalidClub, UnreadableFile
from league_service.core.importing.domain import ImportJob, Summary, Upload
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database

FILE = """\
Forename;Surname;No.;Pos;Date of birth
Aoife;Byrne;10;CM;2001-05-17
Ines;Duarte;1;GK;3.4.1999
Maeve;Kerr;;;
"""
PLAYERS = "football.v1.PlayerService/"


@pytest.fixture
def importing(database: Database, planned: Any, clock: FixedClock) -> Callable[..., Any]:
    async def run(text: str = FILE, team: str | None = None, **limits: Any) -> Summary:
        own = planned.team if team is None else team
        upload = Upload("squad.csv", "", text.encode())
        job = ImportJob([upload], clock.now(), organisation=planned.club.id, team=own, **limits)
        steps = [step async for step in SQUAD.run(database, job)]
        assert isinstance(steps[-1], Summary)
        return steps[-1]

    return run


def counts(summary: Summary) -> dict[str, int]:
    return {each.name.removeprefix("club_players_"): each.count for each in summary.counts if each.count}


async def test_a_squad_is_stored_once_and_corrections_are_kept(
    importing: Any, planned: Any, clock: FixedClock
) -> None:
    assert counts(await importing()) == {"created": 3}
    clock.advance(timedelta(days=30))
    assert counts(await importing()) == {"unchanged": 3}
    found = (await planned.call(PLAYERS + "ListPlayers", order="last_name")).players
    assert [(p.last_name, p.jersey_number, p.position, p.birth_date) for p in found] == [
        ("Byrne", 10, "midfielder", "2001-05-17"),
        ("Duarte", 1, "goalkeeper", "1999-04-03"),
        ("Kerr", 0, "", ""),
    ]
    assert [[each.team_id for each in p.registrations] for p in found] == [[planned.team]] * 3
    await planned.call(PLAYERS + "UpdatePlayer", player_id=found[0].id, jersey_number=8)
    assert counts(await importing()) == {"unchanged": 3}
    assert counts(await importing(FILE.replace("Byrne;10", "Byrne;14"))) == {"updated": 1, "unchanged": 2}
    changed = (await planned.call(PLAYERS + "GetPlayer", player_id=found[0].id)).player
    assert changed.jersey_number == 14


async def test_a_player_of_another_team_gets_one_registration_more(importing: Any, planned: Any) -> None:
    await importing()
    other = (await planned.call("football.v1.TeamService/CreateTeam", name="Second team")).team.id
    assert counts(await importing(team=other)) == {"unchanged": 3}
    found = (await planned.call(PLAYERS + "ListPlayers")).players
    assert [{each.team_id for each in p.registrations} for p in found] == [{planned.team, other}] * 3


async def test_the_squad_of_a_coach_neither_changes_nor_takes_players_of_other_teams(
    importing: Any, planned: Any
) -> None:
    await importing()
    other = (await planned.call("football.v1.TeamService/CreateTeam", name="Second team")).team.id
    coach, text = planned.club.coach(other), FILE.replace("Byrne;10", "Byrne;14")
    for outcome in ({"created": 3}, {"unchanged": 3}):
        assert counts(await importing(text, other, team_access=frozenset({other}))) == outcome
    theirs = (await planned.call(PLAYERS + "ListPlayers", coach)).players
    assert {each.team_id for player in theirs for each in player.registrations} == {other}
    found = (await planned.call(PLAYERS + "ListPlayers", planned.club.coach(planned.team))).players
    assert sorted(player.jersey_number for player in found) == [0, 1, 10]


async def test_an_erased_player_does_not_come_back_with_the_file(
    importing: Any, planned: Any, database: Any
) -> None:
    await importing()
    aoife = (await planned.call(PLAYERS + "ListPlayers", order="last_name")).players[0]
    await planned.call("ErasePlayer", player_id=aoife.id)
    summary = await importing()
    assert counts(summary) == {"unchanged": 2}
    assert [(each.line, each.field) for each in summary.problems] == [(2, "last_name")]
    async with database.read() as connection:
        keys = await connection.fetch_rows("SELECT key FROM clubs.imported_rows WHERE noun = 'player'")
    assert sorted(key for (key,) in keys) == ["ines duarte/1999-04-03", "maeve kerr/"]


async def test_a_birth_date_that_needs_a_consent_is_refused(importing: Any, planned: Any) -> None:
    text = FILE.replace("2001-05-17", "2009-05-17")
    player = await planned.player()
    await planned.call(PLAYERS + "UpdatePlayer", player_id=player, height_cm=170)
    assert [each.field for each in (await importing(text, consent_age=18)).problems] == ["birth_date"]
    await planned.call("RecordConsent", player_id=player, kind="physical", given_by="Maeve")
    assert counts(await importing(text, consent_age=18)) == {"updated": 1, "unchanged": 2}


@pytest.mark.parametrize(
    ("row", "field", "said"),
    [
        ("A;B;0;CM;", "jersey_number", "1 to 99"),
        ("A;B;10;CM;", "jersey_number", "taken by the player in line 2"),
        ("A;B;7;libero;", "position", "goalkeeper, defender"),
        ("A;B;7;CM;03/04/2010", "birth_date", "2010-04-03"),
        ("A;B;7;CM;2099-01-01", "birth_date", "check the year"),
        ("A;B;7;CM;2001-02-30", "birth_date", "2010-04-03"),
        (";B;7;CM;", "first_name", "missing"),
        ("aoife;BYRNE;7;CM;2001-05-17", "last_name", "line 2 already"),
    ],
)
async def test_a_row_that_cannot_be_used_is_named_and_the_others_are_stored(
    importing: Any, row: str, field: str, said: str
) -> None:
    summary = await importing(f"{FILE}{row}\n")
    assert counts(summary) == {"created": 3}
    [problem] = summary.problems
    assert (problem.line, problem.field, problem.refused, summary.refused) == (5, field, True, 1)
    assert said in f"{problem.message} {problem.hint}"


async def test_a_row_that_could_mean_two_players_is_refused(importing: Any, planned: Any) -> None:
    for _ in range(2):
        await planned.player()
    summary = await importing()
    assert counts(summary) == {"created": 2}
    assert [(each.line, each.field) for each in summary.problems] == [(2, "birth_date")]


async def test_a_file_without_names_and_a_missing_team_are_refused(importing: Any) -> None:
    with pytest.raises(UnreadableFile, match="last_name"):
        await importing("number,position\n1,GK\n")
    for team in ("", "8ce3b698-0fe8-52c8-bb98-92e23be9c676"):
        with pytest.raises(InvalidClub, match="team"):
            await importing(team=team)
