"""Consents, exports and erasures of players: what is stored of a person, and that nothing stays."""

from datetime import date
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
import pytest_asyncio

from altsports.auth.v1.directory_pb2 import FindDeletedAccountsResponse, FindDeletedOrganisationsResponse
from league_service.clubs.people.catalog import tables_of_clubs
from league_service.clubs.people.domain import (
    Names,
    Renaming,
    is_young,
    label_of,
    replaced_names,
)
from league_service.clubs.people.leaving import Leaving
from league_service.clubs.people.youth import closed_to_measurements
from service_kit.caller import Caller
from service_kit.errors import DomainError
from service_kit.owners import Owner
from service_kit.rpc.grpc_client import MeshClient
from service_kit.testing.callers import club_member

CHILD, ADULT = "2019-03-01", "1999-05-17"
TODAY = date(2026, 11, 30)
NOBODY = "00000000-0000-4000-8000-000000000000"


class Squad:
    """A club that an account manager keeps."""

    def __init__(self, service: Any, members: Any, id: str) -> None:
        self._service = service
        self._members = members
        self.id = id
        self.manager = club_member("account_manager", id, user_id=str(uuid4()))

    async def call(self, method: str, by: Caller | None = None, /, **fields: Any) -> Any:
        return await self._service.call(method, by or self.manager, **fields)

    async def team(self, name: str = "First") -> str:
        return (await self.call("football.v1.TeamService/CreateTeam", name=name)).team.id

    async def player(self, first: str = "Aoife", last: str = "Byrne", **fields: Any) -> Any:
        facts = {"first_name": first, "last_name": last} | fields
        self._members.everywhere |= {fields["user_id"]} if "user_id" in fields else set()
        return (await self.call("CreatePlayer", **facts)).player

    async def refused(self, method: str, by: Caller | None = None, /, **fields: Any) -> DomainError:
        with pytest.raises(DomainError) as caught:
            await self.call(method, by, **fields)
        return caught.value


@pytest_asyncio.fixture
async def squad(clubs: Any, members: Any) -> Squad:
    return Squad(clubs, members, str(uuid4()))


async def test_of_the_young_nothing_physical_is_stored_without_a_consent(squad: Squad) -> None:
    refused = await squad.refused(
        "CreatePlayer", first_name="Ada", last_name="Young", birth_date=CHILD, height_cm=140
    )
    assert (refused.reason, refused.violations[0]["loc"]) == ("CONSENT_NEEDED", ["height_cm"])
    child = await squad.player(birth_date=CHILD)
    for name in ("UpdatePlayer", "ReplacePlayer"):
        facts = {"first_name": "A", "last_name": "B", "birth_date": CHILD, "weight_kg": 30}
        assert (await squad.refused(name, player_id=child.id, **facts)).reason == "CONSENT_NEEDED"
    grown = await squad.player(birth_date=ADULT, height_cm=172)
    younger = await squad.refused("UpdatePlayer", player_id=grown.id, birth_date=CHILD)
    assert younger.reason == "CONSENT_NEEDED"
    await squad.call("RecordConsent", player_id=child.id, kind="images", given_by="Maeve Byrne")
    assert (await squad.refused("UpdatePlayer", player_id=child.id, weight_kg=30)).reason == "CONSENT_NEEDED"
    await squad.call("RecordConsent", player_id=child.id, kind="physical", given_by="Maeve Byrne")
    assert (await squad.call("UpdatePlayer", player_id=child.id, weight_kg=30)).player.weight_kg == 30


async def test_a_withdrawn_consent_deletes_what_was_stored_because_of_it(squad: Squad) -> None:
    child = await squad.player(birth_date=CHILD)
    consent = {"player_id": child.id, "kind": "physical", "given_by": "Maeve Byrne", "relation": "mother"}
    await squad.call("RecordConsent", **consent)
    await squad.call("UpdatePlayer", player_id=child.id, weight_kg=30, height_cm=130)
    for _ in range(2):
        await squad.call("WithdrawConsent", player_id=child.id, kind="physical")
    after = (await squad.call("GetPlayer", player_id=child.id)).player
    assert (after.HasField("weight_kg"), after.HasField("height_cm"), after.version) == (False, False, 3)
    assert (await squad.refused("UpdatePlayer", player_id=child.id, weight_kg=30)).reason == "CONSENT_NEEDED"
    listed = (await squad.call("ListConsents", player_id=child.id)).consents
    assert [(each.kind, each.relation, each.HasField("withdrawn_at")) for each in listed] == [
        ("physical", "mother", True)
    ]
    again = (await squad.call("RecordConsent", **consent)).consent
    assert not again.HasField("withdrawn_at")


async def test_a_consent_of_tomorrow_is_refused(squad: Squad) -> None:
    child = await squad.player()
    consent = {"player_id": child.id, "kind": "physical", "given_by": "Maeve", "given_on": "2999-01-01"}
    assert (await squad.refused("RecordConsent", **consent)).violations[0]["loc"] == ["given_on"]


async def test_players_export_themselves_and_account_managers_everybody(squad: Squad) -> None:
    user, team = str(uuid4()), await squad.team()
    registrations = [{"team_id": team, "from": "2025-07-01"}]
    player = await squad.player(birth_date=ADULT, user_id=user, registrations=registrations)
    await squad.call("RecordConsent", player_id=player.id, kind="images", given_by="Aoife Byrne")
    own = club_member("player", squad.id, team, user_id=user)
    for by in (squad.manager, own):
        found = (await squad.call("ExportPlayer", by, player_id=player.id)).export
        tables = {table.name: list(table.rows) for table in found.tables}
        assert tables.keys() == {"players", "player_registrations", "player_consents"}
        assert tables["players"][0]["birth_date"] == ADULT
        assert tables["player_registrations"][0]["team_id"] == team
    coach = club_member("coach", squad.id, team)
    refused = await squad.refused("ExportPlayer", coach, player_id=player.id)
    assert refused.metadata["required_permission"] == "accounts:read"
    other = club_member("player", squad.id, str(uuid4()), user_id=str(uuid4()))
    assert (await squad.refused("ExportPlayer", other, player_id=player.id)).reason == "RECORD_NOT_FOUND"


async def test_the_club_next_door_finds_no_player(squad: Squad, clubs: Any, members: Any) -> None:
    player, next_door = await squad.player(), Squad(clubs, members, str(uuid4()))
    for name, fields in (
        ("ListConsents", {}),
        ("RecordConsent", {"kind": "images", "given_by": "X"}),
        ("WithdrawConsent", {"kind": "images"}),
        ("ExportPlayer", {}),
        ("ErasePlayer", {}),
    ):
        for id in (player.id, NOBODY, "nonsense"):
            assert (await next_door.refused(name, player_id=id, **fields)).reason == "RECORD_NOT_FOUND"


async def _plan(squad: Squad, team: str, player_id: str) -> None:
    """A training session and a meeting whose texts name the player."""
    times = {"starts_at": "2026-08-01T14:00:00Z", "ends_at": "2026-08-01T15:00:00Z"}
    training = {"title": "Finishing", "team_id": team, "focus": "ÜBERZWERG shoots, Wilhelmina passes"}
    attendance = [{"player_id": player_id, "status": "present", "perceived_load": 7}]
    await squad.call("CreateTrainingSession", **training, **times, attendance=attendance)
    agenda = {"title": "Contract of Billie U.", "agenda": "Wilhelmina Überzwerg wants to stay"}
    await squad.call("CreateReunion", **agenda, **times, participants=[{"player_id": player_id}])


async def _rows_with(database: Any, *words: str) -> list[tuple[str, str]]:
    """The rows of all tables of the service in which one of the words is."""
    async with database.read() as connection:
        tables = await connection.fetch_rows(
            "SELECT table_schema, table_name FROM information_schema.tables"
            " WHERE table_schema IN ('clubs', 'league') AND table_type = 'BASE TABLE'"
        )
        found: list[tuple[str, str]] = []
        for schema, table in tables:
            rows = await connection.fetch_rows(f"SELECT to_jsonb(t)::text FROM {schema}.{table} AS t")
            found += [(table, row) for (row,) in rows if any(word in row.lower() for word in words)]
    return found


async def test_an_erased_player_is_in_no_row_of_the_club(squad: Squad, database: Any) -> None:
    team = await squad.team()
    registrations = [{"team_id": team, "from": "2025-07-01"}]
    player = await squad.player(
        *("Wilhelmina", "Überzwerg"),
        known_as="Billie U.",
        jersey_number=17,
        birth_date=ADULT,
        nationality="DE",
        height_cm=177,
        user_id=str(uuid4()),
        registrations=registrations,
    )
    await squad.player("Anna", "Other", registrations=registrations)
    await squad.call("RecordConsent", player_id=player.id, kind="images", given_by="Wilhelmina Überzwerg")
    await _plan(squad, team, player.id)
    assert await _rows_with(database, "wilhelmina", "überzwerg", "billie", ADULT)
    erasure = (await squad.call("ErasePlayer", player_id=player.id)).erasure
    assert (erasure.name, erasure.rows_deleted, erasure.rows_changed) == ("Player 17", 3, 3)
    session = (await squad.call("ListTrainingSessions")).training_sessions[0]
    assert (session.focus, list(session.attendance)) == ("Player 17 shoots, Player 17 passes", [])
    reunion = (await squad.call("ListReunions")).reunions[0]
    assert (reunion.title, reunion.agenda) == ("Contract of Player 17", "Player 17 wants to stay")
    again = (await squad.call("ErasePlayer", player_id=player.id)).erasure
    assert (again.name, again.rows_deleted, again.rows_changed) == ("Player 17", 0, 0)
    assert [name for name in ("rows_deleted", "rows_changed") if again.HasField(name)] == []
    kept = (await squad.call("GetPlayer", player_id=player.id)).player
    assert (kept.first_name, kept.last_name, kept.jersey_number) == ("Player", "17", 17)
    assert [each.team_id for each in kept.registrations] == [team]
    assert await _rows_with(database, "wilhelmina", "überzwerg", "billie", ADULT) == []
    assert (
        await squad.refused("UpdatePlayer", player_id=player.id, first_name="W")
    ).reason == "PLAYER_ERASED"


async def test_only_account_managers_erase(squad: Squad) -> None:
    player = await squad.player()
    for role in ("coach", "analyst", "player"):
        refused = await squad.refused("ErasePlayer", club_member(role, squad.id, "*"), player_id=player.id)
        assert refused.metadata["required_permission"] == "accounts:delete"


def test_names_are_replaced_as_whole_words_wherever_they_are() -> None:
    others = [Names("Aoife", "Kelly", None)]
    names = replaced_names(Names("Aoife", "Byrne", "Effie"), others)
    rename = Renaming(names, label_of(17, 1))
    assert rename("Aoife Byrne and AOIFE BYRNE's sister") == "Player 17 and Player 17's sister"
    assert rename("Byrne, Aoife; effie; Byrnes; Aoife Kelly") == "Player 17; Player 17; Byrnes; Aoife Kelly"
    assert rename("Áoife Býrne, éByrne") == "Player 17, éByrne"
    assert Renaming(replaced_names(Names("Zoë", "Über", None), ()), "Player 1")("Zoe Uber") == "Player 1"
    assert rename([{"who": "Byrne", "n": 3, "none": None}]) == [{"who": "Player 17", "n": 3, "none": None}]
    assert label_of(None, 4) == "Player 5"


def test_each_long_word_of_a_name_is_replaced_unless_somebody_else_has_it() -> None:
    player = Names("Lionel", "Andrés Messi della Cuccittini", "Leo Messi")
    rename = Renaming(replaced_names(player, [Names("Zoë", "Andres", None)]), "Player 10")
    assert rename("Messi's knee; Leo Messi; Cuccittini") == "Player 10's knee; Player 10; Player 10"
    assert rename("Andrés and Leo, della Robbia") == "Andrés and Leo, della Robbia"
    assert replaced_names(Names("Zoe", "Smith-Jones", None), [Names("Zoë", "Smith", None)])[4:] == ("Jones",)


@pytest.mark.parametrize(
    "written", ["Mary Ann O\u2019Hara", "mary-ann_o'hara", "O'HARA,\nMary  Ann", "Mary\u00a0Ann O\u02bcHara"]
)
def test_names_are_found_however_they_are_spaced_and_hyphenated(written: str) -> None:
    names = replaced_names(Names("Mary Ann", "O'Hara", None), [Names("Mary Ann", "O'Hara", None)])
    assert Renaming(names, "Player 9")(f"To {written}: well done") == "To Player 9: well done"
    assert Renaming(names, "Player 9")("Mary, Ann O'Hara; MaryAnn") == "Mary, Ann O'Hara; MaryAnn"


@pytest.mark.parametrize(
    ("born", "young"), [("2010-12-01", True), ("2010-11-30", False), ("2016-02-29", True), (None, False)]
)
def test_somebody_is_young_until_the_birthday(born: str | None, young: bool) -> None:
    assert is_young(born, TODAY, 16) is young


def test_whoever_was_born_on_a_leap_day_has_a_birthday_every_year() -> None:
    assert is_young("2008-02-29", date(2024, 2, 28), 16)
    assert not is_young("2008-02-29", date(2024, 2, 29), 16)
    assert is_young("2008-02-29", date(2023, 2, 28), 15)
    assert not is_young("2008-02-29", date(2023, 3, 1), 15)
    assert not is_young("2009-02-28", date(2024, 2, 29), 15)


async def test_a_club_goes_with_its_organisation_and_an_account_leaves_its_player(
    squad: Squad, clubs: Any, members: Any, database: Any
) -> None:
    user, team = str(uuid4()), await squad.team()
    player = await squad.player(user_id=user, registrations=[{"team_id": team, "from": "2025-07-01"}])
    await squad.call("RecordConsent", player_id=player.id, kind="images", given_by="Aoife Byrne")
    next_door = Squad(clubs, members, str(uuid4()))
    await next_door.player("Next", "Door")
    leaving = Leaving(database, cast("MeshClient", Nobody([user, squad.id])), redis_url="", prefix="")
    await leaving.delete(Owner("user", user))
    left = (await squad.call("GetPlayer", player_id=player.id)).player
    assert (left.HasField("user_id"), left.version) == (False, 2)
    await leaving.compare()
    async with database.read() as connection:
        for table in await tables_of_clubs(connection):
            found = await connection.fetch_value(
                f"SELECT count(*) FROM clubs.{table} WHERE organisation_id = %s", [squad.id]
            )
            assert found == 0, table
    assert (await next_door.call("ListPlayers")).total_size == 1


class Nobody:
    """Auth-service, for which some ids do not exist."""

    def __init__(self, gone: list[str]) -> None:
        self._gone = gone

    async def call(self, method: str, request: Any, **_: Any) -> Any:
        if method.endswith("FindDeletedAccounts"):
            return FindDeletedAccountsResponse(user_ids=set(request.user_ids) & set(self._gone))
        ids = set(request.organisation_ids) & set(self._gone)
        return FindDeletedOrganisationsResponse(organisation_ids=ids)


async def _match(squad: Squad, team: str) -> str:
    opponent = {"name": "Guests", "kind": "opponent"}
    away = (await squad.call("football.v1.TeamService/CreateTeam", **opponent)).team.id
    facts = {"home_team_id": team, "away_team_id": away, "kick_off_at": "2026-02-07T14:00:00Z"}
    return (await squad.call("CreateMatch", **facts)).match.id


async def test_players_see_no_loads_of_others_and_an_erasure_keeps_what_happened(
    squad: Squad, database: Any
) -> None:
    user, team = str(uuid4()), await squad.team()
    place = {"registrations": [{"team_id": team, "from": "2025-07-01"}], "birth_date": ADULT}
    player = await squad.player("Wilhelmina", "Zwerg", jersey_number=17, user_id=user, **place)
    other = await squad.player("Anna", "Other", **place)
    match = await _match(squad, team)
    await squad.call("CreateMatchLineup", match_id=match, player_id=player.id, role="starter")
    figures = {"match_id": match, "player_id": player.id, "rating": 7.5, "goals": 1, "distance_m": 9876.5}
    await squad.call("CreatePlayerMatchStatistic", **figures)

    async def seen(by: Caller) -> list[tuple[float, int, float]]:
        rows = (await squad.call("ListPlayerMatchStatistics", by)).player_match_statistics
        return [(row.rating, row.goals, row.distance_m) for row in rows]

    assert await seen(club_member("player", squad.id, team, user_id=user)) == [(7.5, 1, 9876.5)]
    assert await seen(club_member("player", squad.id, team, user_id=str(uuid4()))) == [(7.5, 1, 0)]
    assert await seen(club_member("analyst", squad.id, team)) == [(7.5, 1, 9876.5)]
    await squad.call("ErasePlayer", player_id=player.id)
    assert await seen(squad.manager) == [(0, 1, 0)]
    lines = (await squad.call("ListMatchLineups")).match_lineups
    assert [(line.player_id, line.role) for line in lines] == [(player.id, "starter")]
    child = await squad.player(birth_date=CHILD)
    refused = await squad.refused("CreatePlayerMatchStatistic", **(figures | {"player_id": child.id}))
    assert (refused.reason, refused.violations[0]["loc"]) == ("CONSENT_NEEDED", ["distance_m"])
    async with database.read() as connection:
        ids = [player.id, other.id, child.id]
        closed = await closed_to_measurements(connection, UUID(squad.id), ids, today=TODAY, age=16)
    assert closed == {player.id, child.id}
    assert (await squad.call("GetPlayer", player_id=other.id)).player.last_name == "Other"


async def test_notes_are_exported_to_whoever_may_read_them_and_lose_an_erased_name(squad: Squad) -> None:
    user, team = str(uuid4()), await squad.team()
    place = {"registrations": [{"team_id": team, "from": "2025-07-01"}], "user_id": user}
    player = await squad.player("Wilhelmina", "Zwerg", jersey_number=17, **place)
    match = await _match(squad, team)
    coach = club_member("coach", squad.id, team, user_id=str(uuid4()))
    for visibility in ("private", "staff", "team"):
        note = {"match_id": match, "body": f"Zwerg, {visibility}", "visibility": visibility}
        await squad.call("CreateMatchNote", coach, **note)
        await squad.call("CreateMatchNote", coach, **note, player_id=player.id)
    own = club_member("player", squad.id, team, user_id=user)
    for by, notes in ((squad.manager, ["staff", "team"]), (own, ["team"])):
        exported = (await squad.call("ExportPlayer", by, player_id=player.id)).export
        tables = {table.name: list(table.rows) for table in exported.tables}
        assert sorted(row["visibility"] for row in tables["match_notes"]) == notes
        assert exported.hidden_notes == 3 - len(notes)
    await squad.call("ErasePlayer", player_id=player.id)
    left = (await squad.call("ListMatchNotes", coach, match_id=match)).notes
    assert {note.body for note in left} == {f"Player 17, {word}" for word in ("private", "staff", "team")}
    assert len(left) == 3
