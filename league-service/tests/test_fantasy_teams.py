"""Teams and line-ups of fantasy F1 over the contract, on the demo's season."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio

from league_service.fantasy.prices.domain import BUDGET
from league_service.fantasy.teams import repository
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.errors import DomainError, ValidationFailed
from service_kit.testing.callers import ADMIN
from service_kit.timestamps import time_from_pb

PLAY = frozenset({"fantasy:read", "fantasy:write"})
ANN = Caller(kind="user", user_id="ann", username="ann", permissions=PLAY)
BOB = Caller(kind="user", user_id="bob", username="bob", permissions=PLAY)


class Game:
    """Calls TeamService."""

    def __init__(self, leagues: Any, drivers: list[Any]) -> None:
        self._leagues = leagues
        self.drivers = drivers
        """The drivers by name. Five neighbours fit into the budget."""

    async def call(self, name: str, caller: Caller = ANN, /, **fields: Any) -> Any:
        return await self._leagues.call(f"fantasy.v1.TeamService/{name}", caller, **fields)

    async def read(self, path: str, **fields: Any) -> Any:
        return await self._leagues.call(f"fantasy.v1.{path}", ANN, **fields)

    async def call_as_admin(self, path: str, **fields: Any) -> Any:
        return await self._leagues.call(path, ADMIN, **fields)

    async def set_price(self, **fields: Any) -> Any:
        return await self._leagues.call("fantasy.v1.PriceService/SetPrice", ADMIN, **fields)

    async def postpone(self, **fields: Any) -> None:
        await self._leagues.call("league.v1.ScheduleService/PostponeEvent", ADMIN, **fields)

    async def reinstate(self, **fields: Any) -> None:
        await self._leagues.call("league.v1.ScheduleService/ReinstateEvent", ADMIN, **fields)

    def keys(self, *places: int) -> list[str]:
        return [self.drivers[place].key for place in places]

    async def team(self, caller: Caller = ANN, name: str = "Late Brakers") -> str:
        return (await self.call("CreateTeam", caller, name=name)).team.id

    async def save(self, team: str, *places: int, caller: Caller = ANN, **fields: Any) -> Any:
        keys = self.keys(*(places or range(5)))
        return (await self.call("SetDrivers", caller, team_id=team, driver_ids=keys, **fields)).lineup

    async def refused(self, name: str, caller: Caller = ANN, /, **fields: Any) -> DomainError:
        with pytest.raises(DomainError) as caught:
            await self.call(name, caller, **fields)
        return caught.value


@pytest_asyncio.fixture
async def game(serve_leagues: Callable[..., Any], f1_database: Database) -> Game:
    """The service over the demo's Formula 1, before the first race of the season."""
    leagues = await serve_leagues(f1_database)
    found = await leagues.call("fantasy.v1.DriverService/ListDrivers", sort="name")
    return Game(leagues, list(found.drivers))


def ids(lineup: Any) -> list[str]:
    return [pick.key for pick in lineup.drivers]


def move(clock: FixedClock, to: datetime) -> None:
    clock.advance(to - clock.now())


async def races(game: Game) -> list[Any]:
    found = (await game.read("RaceService/ListRaces")).races
    return sorted(found, key=lambda race: time_from_pb(race.locks_at))


async def test_a_player_has_one_team_a_season(game: Game, clock: FixedClock) -> None:
    now = clock.now()
    move(clock, datetime(2025, 3, 1, tzinfo=UTC))
    last = (await game.call("CreateTeam", name="Late Brakers", season=2025)).team
    move(clock, now)
    made = (await game.call("CreateTeam", name="  Late   Brakers ")).team
    assert (made.name, made.username, made.mine, made.simulated) == ("Late Brakers", "ann", True, True)
    again = await game.refused("CreateTeam", name="Another")
    taken = await game.refused("CreateTeam", BOB, name="late brakers")
    assert (again.reason, taken.reason) == ("TEAM_EXISTS", "TEAM_NAME_TAKEN")
    assert [team.id for team in (await game.call("ListTeams", season=2025)).teams] == [last.id]
    assert [team.id for team in (await game.call("ListTeams")).teams] == [made.id]
    assert not (await game.call("ListTeams", BOB)).teams


async def test_a_line_up_names_the_race_it_counts_for_and_its_lock(game: Game) -> None:
    team = await game.team()
    first, second, *_ = await races(game)
    saved = await game.save(team)
    assert (saved.race.id, saved.race.locks_at, saved.race.locked) == (first.id, first.locks_at, False)
    assert ids(saved) == game.keys(*range(5))
    assert saved.captain_id == saved.drivers[0].driver_id
    assert not saved.HasField("vice_captain_id")
    assert all(pick.entered for pick in saved.drivers)
    assert Decimal(saved.cost) + Decimal(saved.left) == BUDGET
    ahead = await game.save(team, 5, 6, 7, 8, 9, race=second.key)
    assert ahead.race.id == second.id
    now = (await game.call("GetTeam", team_id=team)).team.lineup
    assert (ids(now), now.carried_over) == (game.keys(*range(5)), False)


async def test_an_untouched_line_up_carries_over(game: Game, clock: FixedClock) -> None:
    team = await game.team()
    first, second, third, *_ = await races(game)
    await game.save(team, race=first.id)
    await game.save(team, 5, 6, 7, 8, 9, race=third.id)
    for race, places in ((second, range(5)), (third, range(5, 10))):
        move(clock, time_from_pb(race.locks_at) - timedelta(minutes=1))
        lineup = (await game.call("GetTeam", team_id=team)).team.lineup
        assert (lineup.race.id, ids(lineup)) == (race.id, game.keys(*places))
        assert lineup.carried_over == (race is second)


@pytest.mark.parametrize(("seconds", "counts"), [(-1, True), (0, False)])
async def test_the_lock_is_exact(game: Game, clock: FixedClock, seconds: int, counts: bool) -> None:
    team = await game.team()
    first, second, *_ = await races(game)
    lock = time_from_pb(first.locks_at)
    move(clock, lock + timedelta(seconds=seconds))
    if counts:
        assert (await game.save(team, race=first.key)).race.id == first.id
        return
    refused = await game.refused("SetDrivers", team_id=team, driver_ids=game.keys(*range(5)), race=first.key)
    assert (refused.kind, refused.reason) == ("conflict", "RACE_LOCKED")
    assert refused.metadata["next_race"] == second.key
    assert datetime.fromisoformat(refused.metadata["locked_at"]) == lock
    assert (await game.save(team)).race.id == second.id


async def test_after_the_last_lock_the_season_is_over(game: Game, clock: FixedClock) -> None:
    team = await game.team()
    move(clock, time_from_pb((await races(game))[-1].locks_at))
    refused = await game.refused("SetDrivers", team_id=team, driver_ids=game.keys(*range(5)))
    assert refused.reason == "SEASON_OVER"
    late = await game.refused("CreateTeam", BOB, name="Late Brakers")
    assert (late.reason, "season 2027" in late.recovery[0]) == ("SEASON_OVER", True)
    assert (await game.refused("CreateTeam", name="A second one")).reason == "TEAM_EXISTS"


async def test_a_postponed_race_keeps_the_season_open(game: Game, clock: FixedClock) -> None:
    team = await game.team()
    *_, before, last = await races(game)
    move(clock, time_from_pb(last.locks_at))
    wanted = {"team_id": team, "driver_ids": game.keys(*range(5))}
    nothing_left = await game.refused("SetDrivers", race=last.key, **wanted)
    assert "before the lock counts" in nothing_left.recovery[0]  # its race is still to come
    for session in last.sessions:
        await game.postpone(event_id=session.id, reason="A cyclone")
    assert (await game.refused("SetDrivers", race=before.key, **wanted)).metadata["next_race"] == last.key
    assert (await game.save(team)).race.id == last.id
    assert await game.team(BOB, "Never Too Late")


@pytest.mark.parametrize(
    ("places", "fields", "reason"),
    [
        ((0, 1, 2, 3), {}, "NOT_FIVE_DRIVERS"),
        ((0, 1, 2, 3, 3), {}, "DRIVER_TWICE"),
        ((0, 1, 2, 3, 4), {"captain_id": "f1-simulated:nobody"}, "CAPTAIN_OUTSIDE_TEAM"),
        ((0, 1, 2, 3, 4), {"captain_id": ""}, "CAPTAIN_OUTSIDE_TEAM"),
        ((0, 1, 2, 3, 4), {"vice_captain_id": "f1-simulated:nobody"}, "CAPTAIN_OUTSIDE_TEAM"),
        ((0, 1, 2, 3, 4), {"race": "2026_nowhere"}, "RACE_NOT_FOUND"),
        ((0, 1, 2, 3, 4), {"race": "2025_monaco"}, "RACE_NOT_FOUND"),
    ],
)
async def test_a_line_up_that_breaks_a_rule_is_refused(
    game: Game, places: tuple[int, ...], fields: dict[str, str], reason: str
) -> None:
    team = await game.team()
    error = await game.refused("SetDrivers", team_id=team, driver_ids=game.keys(*places), **fields)
    assert (error.reason, bool(error.recovery)) == (reason, True)
    assert isinstance(error, ValidationFailed) == (reason == "NOT_FIVE_DRIVERS")
    assert not (await game.call("ListLineups", team_id=team)).lineups


async def test_a_driver_nobody_entered_is_refused_by_name(game: Game) -> None:
    team = await game.team()
    wanted = [*game.keys(0, 1, 2, 3), "f1-simulated:nobody"]
    error = await game.refused("SetDrivers", team_id=team, driver_ids=wanted)
    assert (error.reason, "f1-simulated:nobody" in error.message) == ("DRIVER_NOT_ENTERED", True)


async def test_a_driver_who_is_entered_no_more_is_refused_also_after_the_prices(game: Game) -> None:
    await game.save(await game.team(), 5, 6, 7, 8, 9)
    first, *_ = await races(game)
    out = {"driver_id": game.drivers[0].key, "entered": False, "first_race": first.key}
    await game.call_as_admin("fantasy.v1.DriverService/UpdateDriver", **out)
    late = await game.team(BOB, "Undercutters")
    wanted = {"team_id": late, "driver_ids": game.keys(*range(5))}
    assert (await game.refused("SetDrivers", BOB, **wanted)).reason == "DRIVER_NOT_ENTERED"


async def test_the_five_best_are_over_the_budget(game: Game, clock: FixedClock) -> None:
    move(clock, time_from_pb((await races(game))[6].locks_at) - timedelta(hours=1))
    team = await game.team()
    best = (await game.read("DriverService/ListDrivers", sort="points")).drivers[:5]
    error = await game.refused("SetDrivers", team_id=team, driver_ids=[driver.id for driver in best])
    assert error.reason == "OVER_BUDGET"
    cost, left = Decimal(error.metadata["cost"]), Decimal(error.metadata["left"])
    assert (cost > BUDGET, left) == (True, BUDGET - cost)


async def test_two_tabs_cannot_overspend(game: Game, clock: FixedClock, f1_database: Database) -> None:
    move(clock, time_from_pb((await races(game))[6].locks_at) - timedelta(hours=1))
    team = await game.team()
    best = [driver.id for driver in (await game.read("DriverService/ListDrivers", sort="points")).drivers]
    tabs = [[*best[:2], *best[-3:]], [*best[2:4], *best[-3:]], best[:5], [*best[:3], *best[-2:]]] * 3
    calls = [game.call("SetDrivers", team_id=team, driver_ids=tab) for tab in tabs]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert {type(answer).__name__ for answer in answers if isinstance(answer, BaseException)} <= {
        "OverBudget"
    }
    async with f1_database.read() as connection:
        rows = await connection.fetch_rows("SELECT prices FROM fantasy.lineups")
    assert rows
    assert all(sum(prices) <= BUDGET for (prices,) in rows)


async def test_kept_drivers_cost_what_was_paid(game: Game, clock: FixedClock) -> None:
    team = await game.team()
    before = await game.save(team)
    move(clock, time_from_pb((await races(game))[8].locks_at) - timedelta(hours=1))
    after = await game.save(team, 0, 1, 2, 3, 15)
    assert [pick.price for pick in after.drivers[:4]] == [pick.price for pick in before.drivers[:4]]
    back = await game.save(team)
    assert [pick.price for pick in back.drivers] == [pick.price for pick in before.drivers]


async def test_the_captain_is_chosen_among_the_drivers(game: Game) -> None:
    team = await game.team()
    a, b, outside = game.keys(1, 2, 9)
    early = await game.refused("SetCaptain", team_id=team, captain_id=a)
    await game.save(team)
    chosen = (await game.call("SetCaptain", team_id=team, captain_id=a, vice_captain_id=b)).lineup
    assert [chosen.captain_id, chosen.vice_captain_id] == [game.drivers[1].id, game.drivers[2].id]
    kept = await game.save(team, 2, 1, 0, 3, 5)
    assert [kept.captain_id, kept.vice_captain_id] == [game.drivers[1].id, game.drivers[2].id]
    swapped = (await game.call("SetCaptain", team_id=team, captain_id=b)).lineup
    assert (swapped.captain_id, swapped.HasField("vice_captain_id")) == (game.drivers[2].id, False)
    wrong = await game.refused("SetCaptain", team_id=team, captain_id=outside)
    assert (early.reason, wrong.reason) == ("NO_LINEUP", "CAPTAIN_OUTSIDE_TEAM")


async def test_others_see_a_line_up_only_after_its_lock(game: Game, clock: FixedClock) -> None:
    team = await game.team()
    await game.save(team)
    await game.save(team, 0, 1, 2, 3, 5)
    assert not (await game.call("GetTeam", BOB, team_id=team)).team.HasField("lineup")
    assert not (await game.call("ListLineups", BOB, team_id=team)).lineups
    move(clock, time_from_pb((await races(game))[0].locks_at))
    await game.save(team, 5, 6, 7, 8, 9)
    seen = (await game.call("GetTeam", BOB, team_id=team)).team
    assert (ids(seen.lineup), seen.mine) == (game.keys(0, 1, 2, 3, 5), False)
    assert [ids(each) for each in (await game.call("ListLineups", BOB, team_id=team)).lineups] == [
        game.keys(0, 1, 2, 3, 5)
    ]
    mine = await game.call("ListLineups", team_id=team, page_size=2)
    rest = await game.call("ListLineups", team_id=team, page_size=2, page_token=mine.next_page_token)
    before = await game.call("GetTeam", BOB, team_id=team, as_of="2026-03-01")
    assert not before.team.HasField("lineup")
    assert [len(mine.lineups), len(rest.lineups), rest.next_page_token, rest.total_size] == [2, 1, "", 3]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("SetDrivers", {"driver_ids": []}),
        ("SetCaptain", {"captain_id": "x"}),
        ("UpdateTeam", {"name": "Mine now"}),
        ("DeleteTeam", {}),
    ],
)
async def test_only_the_owner_changes_a_team(game: Game, name: str, fields: dict[str, Any]) -> None:
    team = await game.team()
    error = await game.refused(name, BOB, team_id=team, **fields)
    assert (error.kind, error.reason) == ("permission_denied", "NOT_TEAM_OWNER")
    missing = await game.refused(name, BOB, team_id="nothing", **fields)
    assert missing.reason == "TEAM_NOT_FOUND"


async def test_a_deleted_team_leaves_a_row_without_name(game: Game, f1_database: Database) -> None:
    team = await game.team()
    await game.save(team)
    await game.call("UpdateTeam", team_id=team, name="Apex")
    await game.call("DeleteTeam", team_id=team)
    assert (await game.refused("GetTeam", team_id=team)).reason == "TEAM_NOT_FOUND"
    async with f1_database.read() as connection:
        (row,) = await connection.fetch_rows("SELECT user_id, username, name FROM fantasy.teams")
        events = await connection.fetch_rows(
            "SELECT data->'tags' FROM league.outbox WHERE type = 'f1_teams.left'"
        )
    assert row == (None, "", "")
    assert len(events) == 1
    assert await game.team(name="Apex")


async def test_a_closed_account_leaves_no_name(game: Game, f1_database: Database, clock: FixedClock) -> None:
    await game.team()
    await game.team(BOB, "Bobs")
    async with f1_database.transaction() as connection:
        assert await repository.owners(connection, "", 10) == ["ann", "bob"]
        await repository.leave(connection, clock.now(), user_ids=["ann", "nobody"])
        assert await repository.owners(connection, "", 10) == ["bob"]


async def test_drivers_are_listed_with_their_price(game: Game, clock: FixedClock) -> None:
    move(clock, time_from_pb((await races(game))[6].locks_at) - timedelta(hours=1))
    found = (await game.read("DriverService/ListDrivers", sort="price")).drivers
    prices = [Decimal(driver.price) for driver in found]
    assert prices == sorted(prices, reverse=True)
    assert sum(prices[:5]) > BUDGET > sum(prices[-5:])
    cheap = {driver.key: driver.price for driver in found[-5:]}
    team = await game.team()
    saved = (await game.call("SetDrivers", team_id=team, driver_ids=list(cheap))).lineup
    assert {pick.key: pick.price for pick in saved.drivers} == cheap


async def test_an_administrator_sets_a_price_before_it_is_published(game: Game, clock: FixedClock) -> None:
    ordered = await races(game)
    key = game.keys(0)[0]
    done = await game.set_price(driver_id=key, race=ordered[3].key, price="33")
    assert (done.price.price, done.price.race_id) == ("33.0", ordered[3].id)
    with pytest.raises(DomainError) as frozen:
        await game.set_price(driver_id=key, race=ordered[0].key, price="33")
    with pytest.raises(DomainError) as nobody:
        await game.set_price(driver_id="nobody", race=ordered[3].key, price="33")
    assert (frozen.value.reason, nobody.value.reason) == ("PRICES_PUBLISHED", "DRIVER_NOT_FOUND")
    move(clock, time_from_pb(ordered[3].locks_at) - timedelta(hours=1))
    found = (await game.read("DriverService/ListDrivers", sort="price")).drivers
    wanted = [key, *[driver.key for driver in found if driver.key != key][-4:]]
    team = await game.team()
    saved = (await game.call("SetDrivers", team_id=team, driver_ids=wanted)).lineup
    assert saved.drivers[0].price == "33.0"


async def test_the_lock_follows_a_race_that_moves(game: Game, clock: FixedClock) -> None:
    team = await game.team()
    first, second, *_ = await races(game)
    await game.save(team)
    start = time_from_pb(first.locks_at)
    move(clock, start + timedelta(minutes=1))
    refused = await game.refused("SetDrivers", team_id=team, driver_ids=game.keys(*range(5)), race=first.key)
    assert refused.reason == "RACE_LOCKED"
    for session in first.sessions:
        await game.postpone(event_id=session.id, reason="A cyclone")
    off = await game.save(team, 5, 6, 7, 8, 9, race=first.key)
    assert (off.race.id, off.race.locked) == (first.id, False)
    assert (await game.save(team, 0, 1, 2, 3, 5)).race.id == second.id
    later = timedelta(days=20)
    for session in first.sessions:
        new = (time_from_pb(session.starts_at) + later).isoformat()
        await game.reinstate(event_id=session.id, scheduled_at=new, reason="The cyclone has passed")
    moved = start + later
    move(clock, moved - timedelta(seconds=1))
    kept = (await game.call("GetTeam", team_id=team)).team.lineup
    assert (kept.race.id, time_from_pb(kept.race.locks_at), ids(kept)) == (
        first.id,
        moved,
        game.keys(5, 6, 7, 8, 9),
    )
    await game.save(team, 1, 2, 3, 4, 5, race=first.key)
    move(clock, moved)
    refused = await game.refused("SetDrivers", team_id=team, driver_ids=game.keys(*range(5)), race=first.key)
    assert datetime.fromisoformat(refused.metadata["locked_at"]) == moved


async def test_a_lock_that_has_passed_stays_when_the_start_is_moved(
    game: Game, f1_database: Database, clock: FixedClock
) -> None:
    team = await game.team()
    first, second, *_ = await races(game)
    await game.save(team)
    lock = time_from_pb(first.locks_at)
    move(clock, lock + timedelta(minutes=1))
    later = [
        {"kind": session.kind, "starts_at": (time_from_pb(session.starts_at) + timedelta(days=1)).isoformat()}
        for session in first.sessions
    ]
    update = "fantasy.v1.RaceService/UpdateRace"
    moved = (await game.call_as_admin(update, race_id=first.key, sessions=later)).race
    assert (moved.locked, time_from_pb(moved.locks_at)) == (True, lock)
    refused = await game.refused("SetDrivers", team_id=team, driver_ids=game.keys(*range(5)), race=first.key)
    assert refused.reason == "RACE_LOCKED"
    assert (await game.save(team, 1, 2, 3, 4, 5)).race.id == second.id
    await _move_by_import(game, f1_database, clock, second)


async def test_a_save_after_a_start_that_was_moved_earlier_does_not_count(
    game: Game, clock: FixedClock
) -> None:
    team = await game.team()
    first, second, *_ = await races(game)
    await game.save(team)
    lock = time_from_pb(first.locks_at)
    move(clock, lock - timedelta(hours=2))
    assert (await game.save(team, 5, 6, 7, 8, 9)).race.id == first.id
    move(clock, lock - timedelta(hours=1))
    earlier = [{"kind": first.sessions[0].kind, "starts_at": (lock - timedelta(hours=3)).isoformat()}]
    moved = await game.call_as_admin(
        "fantasy.v1.RaceService/UpdateRace", race_id=first.key, sessions=earlier, reason="A storm"
    )
    assert moved.race.locked
    shown = (await game.call("GetTeam", BOB, team_id=team)).team.lineup
    assert (shown.race.id, ids(shown)) == (first.id, game.keys(*range(5)))
    seen = (await game.call("ListLineups", BOB, team_id=team)).lineups
    assert [ids(lineup) for lineup in seen] == [game.keys(*range(5))]
    mine = (await game.call("GetTeam", team_id=team)).team.lineup
    assert (mine.race.id, ids(mine), mine.carried_over) == (second.id, game.keys(5, 6, 7, 8, 9), True)


async def _move_by_import(game: Game, database: Database, clock: FixedClock, race: Any) -> None:
    lock, now = time_from_pb(race.locks_at), time_from_pb(race.locks_at) + timedelta(minutes=1)
    move(clock, now)
    change = (
        "WITH moved AS (UPDATE league.events SET scheduled_at = scheduled_at + interval '3 hours'"
        " WHERE id = %s RETURNING id, scheduled_at)"
        " INSERT INTO league.event_changes (event_id, revision, kind, status, scheduled_at, week,"
        " previous_status, previous_reason, previous_at, previous_week, reason, source, observed_at,"
        " effective_at) SELECT id, 1, 'moved', 'scheduled', scheduled_at, 2, 'scheduled', '', %s, 2, '',"
        " 'f1db', %s, %s FROM moved"
    )
    async with database.transaction() as connection:
        await connection.execute(change, [race.sessions[0].id, lock, now, now])
    found = next(each for each in await races(game) if each.id == race.id)
    assert found.sessions[0].starts_at != race.sessions[0].starts_at
    assert (found.locked, time_from_pb(found.locks_at)) == (True, lock)
