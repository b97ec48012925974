"""Administrators add, change and delete drivers and races; what they state wins over imports."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from league_service.demo.simulated_f1 import store_simulated_races
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import AlreadyExists, Conflict, NotFound, ValidationFailed
from service_kit.testing.callers import ADMIN

STANDINGS = "fantasy.v1.ChampionshipService/GetStandings"
DRIVERS, RACES = "fantasy.v1.DriverService/", "fantasy.v1.RaceService/"
SESSIONS = [
    {"kind": "qualifying", "starts_at": "2031-05-24T14:00:00Z"},
    {"kind": "race", "starts_at": "2031-05-25T13:00:00Z"},
]


@pytest_asyncio.fixture
async def f1(serve_leagues: Callable[..., Any], database: Database, clock: FixedClock) -> Any:
    """The service over the demo's Formula 1."""
    await store_simulated_races(database, clock.now())
    return await serve_leagues(database)


async def test_a_driver_is_added_changed_and_deleted(f1: Any) -> None:
    stated = {"name": "Ada Example", "code": "AEX", "born": "2004-05-06"}
    more = {"number": 98, "racing_team": "northwind", "nationality": "Kenya"}
    made = (await f1.call(DRIVERS + "CreateDriver", ADMIN, **stated, **more)).driver
    assert (made.key, made.code, made.number, made.born) == ("admin:ada-example", "AEX", 98, "2004-05-06")
    assert (made.racing_team.name, made.entered, made.statistics.starts) == ("Northwind Racing", True, 0)
    with pytest.raises(AlreadyExists, match="admin:ada-example is stored already"):
        await f1.call(DRIVERS + "CreateDriver", ADMIN, **{**stated, "name": "A. Example"})
    with pytest.raises(AlreadyExists):
        await f1.call(DRIVERS + "CreateDriver", ADMIN, name="Ada Example", code="ADA")
    out = (await f1.call(DRIVERS + "UpdateDriver", ADMIN, driver_id=made.key, entered=False)).driver
    assert not out.entered
    await f1.call(DRIVERS + "DeleteDriver", ADMIN, driver_id=made.id)
    with pytest.raises(NotFound):
        await f1.call(DRIVERS + "GetDriver", driver_id=made.key)


async def test_what_was_stated_about_a_driver_survives_an_import(
    f1: Any, database: Database, clock: FixedClock
) -> None:
    driver = "f1-simulated:adler"
    update = DRIVERS + "UpdateDriver"
    await f1.call(update, ADMIN, driver_id=driver, name="J. Adler", number=77, racing_team="rossa")
    await store_simulated_races(database, clock.now())
    found = (await f1.call(DRIVERS + "GetDriver", driver_id=driver)).driver
    assert (found.name, found.code, found.number) == ("J. Adler", "ADL", 77)
    assert found.racing_team.name == "Scuderia Rossa"
    again = (await f1.call(update, ADMIN, driver_id=driver, name="")).driver
    assert again.name == "Jonas Adler"


async def test_an_entry_is_changed_for_some_races_only(f1: Any) -> None:
    driver = "f1-simulated:adler"
    keys = {"first_race": "2026_monaco", "last_race": "2026_monaco"}
    await f1.call(DRIVERS + "UpdateDriver", ADMIN, driver_id=driver, entered=False, **keys)
    in_monaco = await f1.call(DRIVERS + "ListDrivers", race="2026_monaco")
    in_spain = await f1.call(DRIVERS + "ListDrivers", race="2026_spain")
    assert len(in_monaco.drivers) == len(in_spain.drivers) - 1
    for wrong in ({"first_race": "2026_atlantis"}, {"racing_team": "nobody"}):
        with pytest.raises(NotFound):
            await f1.call(DRIVERS + "UpdateDriver", ADMIN, driver_id=driver, entered=True, **wrong)


async def test_what_is_not_stated_of_an_entry_is_kept(f1: Any, database: Database) -> None:
    driver, list_ = "f1-simulated:adler", DRIVERS + "ListDrivers"
    before = (await f1.call(DRIVERS + "GetDriver", driver_id=driver)).driver
    ended = (
        "DELETE FROM league.entries n USING league.people p, league.rounds r, league.seasons s"
        " WHERE p.id = n.person_id AND p.key = %s AND r.id = n.round_id AND s.id = r.season_id"
        " AND s.year = 2026 AND r.number > 1"
    )
    async with database.transaction() as connection:
        await connection.execute(ended, [driver])
    first, second, *_, last = (await f1.call(RACES + "ListRaces", season=2026)).races
    stated = {"driver_id": driver, "number": 24, "first_race": second.key}
    out = (await f1.call(DRIVERS + "UpdateDriver", ADMIN, **stated)).driver
    assert (out.number, out.racing_team) == (24, before.racing_team)
    assert not (await f1.call(list_, race=second.key, query="adler")).drivers
    (then,) = (await f1.call(list_, race=first.key, query="adler")).drivers
    assert (then.number, then.entered) == (before.number, True)
    async with database.transaction() as connection:
        await connection.execute("DELETE FROM league.entries WHERE round_id = %s", [last.id])
    listed = {each.key for each in (await f1.call(list_, race=last.key)).drivers}
    assert listed
    assert driver not in listed


async def test_a_driver_with_results_is_kept(f1: Any) -> None:
    with pytest.raises(Conflict, match="sessions") as refused:
        await f1.call(DRIVERS + "DeleteDriver", ADMIN, driver_id="f1-simulated:adler")
    assert refused.value.reason == "DRIVER_IN_USE"


async def test_a_race_is_added_and_deleted(f1: Any) -> None:
    weekend = {"season": 2031, "grand_prix": "atlantis", "round": 3, "sessions": SESSIONS}
    facts = {"circuit": "Lost City", "country": "Atlantis", "zone": "Atlantic/Azores"}
    race = (await f1.call(RACES + "CreateRace", ADMIN, **weekend, **facts)).race
    assert (race.key, race.round, race.name) == ("2031_atlantis", 3, "Atlantis Grand Prix")
    assert (race.circuit, race.country, race.zone) == tuple(facts.values())
    assert [session.kind for session in race.sessions] == ["qualifying", "race"]
    assert race.locks_at == race.sessions[0].starts_at
    with pytest.raises(AlreadyExists):
        await f1.call(RACES + "CreateRace", ADMIN, **weekend)
    await f1.call(RACES + "DeleteRace", ADMIN, race_id=race.key)
    with pytest.raises(NotFound):
        await f1.call(RACES + "GetRace", race_id=race.id)


@pytest.mark.parametrize(
    ("grand_prix", "stated", "place"),
    [
        ("great-britain", {}, ("Silverstone Circuit", "United Kingdom", "Europe/London")),
        ("portugal", {"circuit": "estoril"}, ("estoril", "Portugal", "Europe/Lisbon")),
        ("monaco", {"circuit": "Nowhere"}, ("Nowhere", "", "")),
    ],
)
async def test_a_race_has_the_place_of_its_grand_prix(
    f1: Any, grand_prix: str, stated: dict[str, str], place: tuple[str, ...]
) -> None:
    weekend = {"season": 2031, "grand_prix": grand_prix, "round": 3, "sessions": SESSIONS, **stated}
    race = (await f1.call(RACES + "CreateRace", ADMIN, **weekend)).race
    assert (race.circuit, race.country, race.zone) == place


async def test_a_race_joins_the_season_that_is_shown(f1: Any) -> None:
    start = "2026-12-20T13:00:00Z"
    weekend = {"season": 2026, "round": 25, "sessions": [{"kind": "race", "starts_at": start}]}
    with pytest.raises(AlreadyExists):
        await f1.call(RACES + "CreateRace", ADMIN, grand_prix="monaco", **weekend)
    made = (await f1.call(RACES + "CreateRace", ADMIN, grand_prix="atlantis", **weekend)).race
    shown = await f1.call(RACES + "ListRaces", season=2026)
    assert {"2026_monaco", made.key} < {race.key for race in shown.races}
    await f1.call(RACES + "DeleteRace", ADMIN, race_id=made.key)


@pytest.mark.parametrize("born", ["yesterday", "2000-02-30"])
async def test_a_date_of_birth_is_a_date(f1: Any, born: str) -> None:
    for call, who in (
        ("CreateDriver", {"name": "Bo", "code": "BOB"}),
        ("UpdateDriver", {"driver_id": "f1-simulated:adler"}),
    ):
        with pytest.raises(ValidationFailed) as refused:
            await f1.call(DRIVERS + call, ADMIN, born=born, **who)
        (violation,) = refused.value.violations
        assert violation["loc"] == ["born"]
        assert "should be a date" in violation["msg"]


@pytest.mark.parametrize(
    ("sessions", "message"),
    [
        (SESSIONS[:1], "race itself is missing"),
        ([*SESSIONS, SESSIONS[0]], "stated twice"),
        ([{"kind": "race", "starts_at": "2027-05-25T13:00:00Z"}], "starts in 2027"),
        ([{**SESSIONS[0], "starts_at": "2031-05-26T14:00:00Z"}, SESSIONS[1]], "must start before race"),
        ([{**SESSIONS[0], "starts_at": "0001-01-01T00:00:00Z"}, SESSIONS[1]], "qualifying starts in 1,"),
    ],
)
async def test_a_race_that_makes_no_sense_is_refused(
    f1: Any, sessions: list[dict[str, str]], message: str
) -> None:
    with pytest.raises(ValidationFailed, match=message):
        await f1.call(
            RACES + "CreateRace", ADMIN, season=2031, grand_prix="monaco", round=1, sessions=sessions
        )


async def test_a_cancelled_race_stays_listed_with_the_reason_and_can_come_back(
    f1: Any, clock: FixedClock
) -> None:
    update, monaco = RACES + "UpdateRace", "2026_monaco"
    with pytest.raises(ValidationFailed, match="Say why"):
        await f1.call(update, ADMIN, race_id=monaco, status="cancelled")
    before = (await f1.call(RACES + "GetRace", race_id=monaco)).race
    off = (await f1.call(update, ADMIN, race_id=monaco, status="cancelled", reason="A flood")).race
    assert (off.id, off.status, off.reason) == (before.id, "cancelled", "A flood")
    assert {session.state for session in off.sessions} == {"cancelled"}
    then = (clock.now() - timedelta(minutes=1)).isoformat()
    for was in (
        (await f1.call(RACES + "GetRace", race_id=monaco, as_of=then)).race,
        *[race for race in (await f1.call(RACES + "ListRaces", as_of=then)).races if race.key == monaco],
    ):
        assert (was.status, was.reason, was.sessions) == ("scheduled", "", before.sessions)
    later = before.sessions[-1].starts_at.ToDatetime() + timedelta(days=14)
    times = [{"kind": "race", "starts_at": later.isoformat() + "Z"}]
    back = (await f1.call(update, ADMIN, race_id=monaco, status="scheduled", sessions=times)).race
    assert (back.status, back.sessions[-1].starts_at.ToDatetime()) == ("scheduled", later)
    after = [{"kind": "qualifying", "starts_at": (later + timedelta(hours=1)).isoformat() + "Z"}]
    with pytest.raises(ValidationFailed, match="must start before race") as refused:
        await f1.call(update, ADMIN, race_id=monaco, sessions=after)
    assert refused.value.violations[0]["loc"][-3:] == ["sessions", 0, "starts_at"]
    renamed = (await f1.call(update, ADMIN, race_id=monaco, name="Grand Prix of Monaco", round=9)).race
    assert (renamed.name, renamed.round) == ("Grand Prix of Monaco", 9)


async def test_a_zone_is_one_of_the_iana_database(f1: Any) -> None:
    weekend = {"season": 2031, "grand_prix": "atlantis", "round": 3, "sessions": SESSIONS}
    for call, stated in (("CreateRace", weekend), ("UpdateRace", {"race_id": "2026_monaco"})):
        with pytest.raises(ValidationFailed, match="should be a time zone"):
            await f1.call(RACES + call, ADMIN, **stated, zone="Mars/Olympus")
    late = [{"kind": "race", "starts_at": "9999-12-31T23:00:00Z"}]
    with pytest.raises(ValidationFailed, match="not in the season 2026"):
        await f1.call(RACES + "UpdateRace", ADMIN, race_id="2026_monaco", sessions=late)


async def test_a_driver_is_born_in_time_and_entered_in_races_in_order(f1: Any) -> None:
    driver = {"driver_id": "f1-simulated:adler"}
    for wrong, message in (
        ({"born": "2099-01-01"}, "date from 1850 to 2026"),
        ({"number": 7, "first_race": "2026_monaco", "last_race": "2026_australia"}, "is before 2026_monaco"),
    ):
        with pytest.raises(ValidationFailed, match=message):
            await f1.call(DRIVERS + "UpdateDriver", ADMIN, **driver, **wrong)


async def test_a_race_of_an_import_is_kept(f1: Any) -> None:
    with pytest.raises(Conflict, match="simulation states it"):
        await f1.call(RACES + "DeleteRace", ADMIN, race_id="2026_monaco")


async def test_the_tables_after_any_race_and_their_ties(f1: Any) -> None:
    whole = await f1.call(STANDINGS, season=2025)
    first = await f1.call(STANDINGS, season=2025, race="2025_australia")
    assert (whole.after_race, first.after_race) == ("2025_abu-dhabi", "2025_australia")
    assert first.standings.drivers[0].points == "25"
    assert first.standings.drivers[-1].points == "0"
    assert sum(float(place.points) for place in first.standings.drivers) == 101
    constructors = {place.name: place.points for place in whole.standings.constructors}
    assert len(constructors) == 10
    assert sum(map(float, constructors.values())) == 24 * 101 + 6 * 36
    assert [place.rank for place in whole.standings.drivers] == sorted(
        p.rank for p in whole.standings.drivers
    )
    with pytest.raises(NotFound):
        await f1.call(STANDINGS, season=2025, race="2025_atlantis")
