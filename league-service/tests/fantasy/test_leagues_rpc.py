"""Leagues of players: who sees, joins, leaves and changes them."""

import asyncio
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from league_service.core.errors import InvalidMoment
from league_service.fantasy.errors import (
    AlreadyAMember,
    BelowMembers,
    FantasyLeagueClosed,
    FantasyLeagueFull,
    FantasyLeagueNotFound,
    JoinUntilPast,
    NoCodeToRenew,
    NotAMember,
    NoTeamYet,
    NotTheOwner,
    OwnerCannotLeave,
    RemovedFromLeague,
    TooManyCodes,
    TooManyLeagues,
)
from league_service.fantasy.leagues.operations import transfer
from service_kit.errors import NotFound, ValidationFailed
from service_kit.testing.waiting import eventually

WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@pytest.fixture
async def game(players: Any) -> Any:
    """Ann, Bea, Cy and Dee have teams."""
    await players.have_teams("ann", "bea", "cy", "dee")
    return players


async def test_a_private_league_is_joined_with_its_code_and_unseen_by_strangers(game: Any) -> None:
    league = await game.found("ann", first_race="2026_china")
    assert (league.visibility, league.owner, league.role, league.member_count) == (
        "private",
        "ann",
        "owner",
        1,
    )
    assert (league.max_members, league.first_race, league.season, league.simulated) == (
        100,
        "2026_china",
        2026,
        True,
    )
    assert len(league.code) == 10
    for method in ("GetF1League", "ListF1LeagueMembers", "GetLeagueLeaderboard", "LeaveF1League"):
        with pytest.raises(FantasyLeagueNotFound):
            await game.call("bea", method, league_id=league.id)
    for code in ("", "ACDEFGHJKM"):
        with pytest.raises(FantasyLeagueNotFound):
            await game.call("bea", "JoinF1League", league_id=league.id, code=code)
        with pytest.raises((FantasyLeagueNotFound, ValidationFailed)):
            await game.call("bea", "JoinF1LeagueByCode", code=code)
    typed = f" {league.code[:4].lower()}-{league.code[4:]} "
    joined = (await game.call("bea", "JoinF1LeagueByCode", code=typed)).league
    assert (joined.id, joined.role, joined.member_count, joined.code) == (league.id, "member", 2, league.code)
    members = await game.call("bea", "ListF1LeagueMembers", league_id=league.id, page_size=1)
    assert [(m.username, m.role, m.team_id) for m in members.members] == [("ann", "owner", "team-ann")]
    members = await game.call(
        "bea", "ListF1LeagueMembers", league_id=league.id, page_size=1, page_token=members.next_page_token
    )
    assert ([m.username for m in members.members], members.total_size) == (["bea"], 2)
    assert members.next_page_token == ""


async def test_a_user_guesses_ten_codes_an_hour(game: Any) -> None:
    league = await game.found("ann")
    public = await game.found("ann", visibility="public")
    right = {"league_id": league.id, "code": league.code}
    await game.call("bea", "JoinF1League", **right)
    for _ in range(12):
        with pytest.raises(AlreadyAMember):
            await game.call("bea", "JoinF1League", **right)
    wrong = [game.call("bea", "JoinF1LeagueByCode", code=f"GUESS{number}") for number in range(12)]
    reasons = Counter(error.reason for error in await game.at_once(*wrong))
    assert reasons == {"FANTASY_LEAGUE_NOT_FOUND": 10, "TOO_MANY_CODES": 2}
    with pytest.raises(TooManyCodes) as refused:
        await game.call("bea", "JoinF1League", **right)
    assert refused.value.retry_after_s == 3600
    await game.call("bea", "JoinF1League", league_id=public.id)
    await game.call("cy", "JoinF1League", **right)
    game.clock.advance(timedelta(hours=1))
    with pytest.raises(FantasyLeagueNotFound):
        await game.call("bea", "JoinF1LeagueByCode", code="GUESS")


async def test_own_and_public_leagues_are_listed_by_name_and_found_by_words(game: Any) -> None:
    for name, visibility in (("Zandvoort", "public"), ("apex", "public"), ("Apex Predators", "private")):
        await game.call("ann", "CreateF1League", name=name, visibility=visibility)
    listed = await game.call("ann", "ListF1Leagues")
    assert [league.name for league in listed.leagues] == ["apex", "Apex Predators", "Zandvoort"]
    assert (await game.call("bea", "ListF1Leagues")).total_size == 0
    public = await game.call("bea", "ListF1Leagues", scope="public", page_size=1)
    assert [(league.name, league.HasField("code")) for league in public.leagues] == [("apex", False)]
    public = await game.call("bea", "ListF1Leagues", scope="public", page_token=public.next_page_token)
    assert [league.name for league in public.leagues] == ["Zandvoort"]
    found = await game.call("bea", "ListF1Leagues", scope="public", query="VOORT")
    assert ([league.name for league in found.leagues], found.total_size) == (["Zandvoort"], 1)
    assert await game.call("bea", "ListF1Leagues", scope="public", query="vóört") == found
    assert (await game.call("bea", "ListF1Leagues", scope="public", query="' OR 1=1--")).total_size == 0


async def test_leagues_have_the_members_of_the_time_that_is_asked_about(game: Any) -> None:
    league = await game.found("ann", visibility="public", members=["bea"])
    then, before = (game.clock.now() - timedelta(hours=hours) for hours in (0, 1))
    game.clock.advance(timedelta(hours=1))
    await game.call("cy", "JoinF1League", league_id=league.id)
    await game.call("bea", "LeaveF1League", league_id=league.id)
    for as_of, names in (({"as_of": then.isoformat()}, ["ann", "bea"]), ({}, ["ann", "cy"])):
        one = {"league_id": league.id, **as_of}
        listed = await game.call("dee", "ListF1LeagueMembers", **one)
        assert [member.username for member in listed.members] == names
        assert listed.total_size == (await game.call("dee", "GetF1League", **one)).league.member_count == 2
        own = [(await game.call(name, "ListF1Leagues", **as_of)).total_size for name in ("bea", "cy")]
        assert own == [int(name in names) for name in ("bea", "cy")]
    early = {"as_of": before.isoformat()}
    assert (await game.call("ann", "ListF1Leagues", scope="public", **early)).total_size == 0
    with pytest.raises(FantasyLeagueNotFound):
        await game.call("ann", "GetF1League", league_id=league.id, **early)


async def test_whoever_cannot_join_learns_why(game: Any) -> None:
    league = await game.found("ann", visibility="public", max_members=2)
    with pytest.raises(AlreadyAMember):
        await game.call("ann", "JoinF1League", league_id=league.id)
    with pytest.raises(NoTeamYet):
        await game.call("nobody", "JoinF1League", league_id=league.id)
    with pytest.raises(NoTeamYet):
        await game.call("nobody", "CreateF1League", name="Mine")
    with pytest.raises(NotFound):
        await game.call("ann", "CreateF1League", name="Mine", season=1999)
    with pytest.raises(NotFound):
        await game.call("ann", "CreateF1League", name="Mine", first_race="2025_monaco")
    with pytest.raises(JoinUntilPast):
        await game.call("ann", "CreateF1League", name="Mine", join_until="2026-02-28")
    for until, refusal in (("2026-03-01T12:00:00Z", JoinUntilPast), ("some day", InvalidMoment)):
        with pytest.raises(refusal):
            await game.call("ann", "UpdateF1League", league_id=league.id, join_until=until)
    with pytest.raises(InvalidMoment):
        await game.board("ann", league_id=league.id, as_of="some day")
    await game.call("bea", "JoinF1League", league_id=league.id)
    with pytest.raises(FantasyLeagueFull):
        await game.call("cy", "JoinF1League", league_id=league.id)
    await game.call("ann", "UpdateF1League", league_id=league.id, max_members=3)
    await game.call("cy", "JoinF1League", league_id=league.id)
    with pytest.raises(BelowMembers):
        await game.call("ann", "UpdateF1League", league_id=league.id, max_members=2)
    end = game.clock.now() + timedelta(hours=1)
    await game.call("ann", "UpdateF1League", league_id=league.id, max_members=9, join_until=end.isoformat())
    game.clock.advance(timedelta(hours=1))
    with pytest.raises(FantasyLeagueClosed):
        await game.call("dee", "JoinF1League", league_id=league.id)
    opened = await game.call("ann", "UpdateF1League", league_id=league.id, join_until="", name="Open")
    assert (opened.league.name, opened.league.HasField("join_until")) == ("Open", False)
    await game.call("dee", "JoinF1League", league_id=league.id)


async def test_of_many_who_want_the_last_place_one_gets_in(game: Any) -> None:
    names = [f"player{number}" for number in range(200)]
    await game.have_teams(*names)
    league = await game.found("ann", visibility="public", max_members=2)
    results = await game.at_once(*(game.call(name, "JoinF1League", league_id=league.id) for name in names))
    assert sum(type(result) is FantasyLeagueFull for result in results) == 199
    assert (await game.call("ann", "GetF1League", league_id=league.id)).league.member_count == 2
    assert (await game.call("ann", "ListF1LeagueMembers", league_id=league.id)).total_size == 2


async def test_who_joins_while_the_owner_changes_gets_in(game: Any) -> None:
    league = await game.found("ann", members=["bea"], visibility="public")
    async with await game.database.connect() as other, await game.database.connect() as watcher:
        async with other.transaction():
            await transfer(other, league.id, "team-bea", "user-ann", game.clock.now())
            joining = asyncio.create_task(game.call("cy", "JoinF1League", league_id=league.id))
            await eventually(lambda: watcher.fetch_value(WAITING))
        assert (await joining).league.owner == "bea"


async def test_a_player_is_in_50_leagues_at_most_however_they_are_joined(game: Any) -> None:
    leagues = [await game.found("ann") for _ in range(50)]
    with pytest.raises(TooManyLeagues):
        await game.found("ann")
    last = await game.found("bea")
    for league in leagues[:49]:
        await game.call("cy", "JoinF1LeagueByCode", code=league.code)
    results = await game.at_once(
        game.call("cy", "JoinF1LeagueByCode", code=leagues[49].code),
        game.call("cy", "JoinF1LeagueByCode", code=last.code),
    )
    assert sorted(isinstance(result, TooManyLeagues) for result in results) == [False, True]


async def test_an_owner_transfers_before_leaving_and_only_owners_change_a_league(game: Any) -> None:
    league = await game.found("ann", members=["bea"])
    with pytest.raises(OwnerCannotLeave):
        await game.call("ann", "LeaveF1League", league_id=league.id)
    with pytest.raises(NotAMember):
        await game.call("ann", "TransferF1League", league_id=league.id, team_id="team-cy")
    for method, fields in (
        ("UpdateF1League", {"name": "Ours"}),
        ("DeleteF1League", {}),
        ("RenewF1LeagueCode", {}),
        ("TransferF1League", {"team_id": "team-bea"}),
        ("RemoveF1LeagueMember", {"team_id": "team-ann"}),
    ):
        with pytest.raises(NotTheOwner):
            await game.call("bea", method, league_id=league.id, **fields)
    given = await game.call("ann", "TransferF1League", league_id=league.id, team_id="team-bea")
    assert (given.league.owner, given.league.role) == ("bea", "member")
    await game.call("ann", "LeaveF1League", league_id=league.id)
    with pytest.raises(FantasyLeagueNotFound):
        await game.call("ann", "GetF1League", league_id=league.id)
    await game.call("ann", "JoinF1LeagueByCode", code=league.code)
    await game.call("bea", "DeleteF1League", league_id=league.id)
    with pytest.raises(FantasyLeagueNotFound):
        await game.call("bea", "GetF1League", league_id=league.id)


async def test_whoever_was_removed_stays_out_also_with_another_team(game: Any) -> None:
    league = await game.found("ann", members=["bea"])
    with pytest.raises(OwnerCannotLeave):
        await game.call("ann", "RemoveF1LeagueMember", league_id=league.id, team_id="team-ann")
    with pytest.raises(NotAMember):
        await game.call("ann", "RemoveF1LeagueMember", league_id=league.id, team_id="team-cy")
    await game.call("ann", "RemoveF1LeagueMember", league_id=league.id, team_id="team-bea")
    with pytest.raises(RemovedFromLeague):
        await game.call("bea", "JoinF1LeagueByCode", code=league.code)
    await game.delete_team("bea")
    async with game.database.transaction() as connection:
        await connection.execute(
            "INSERT INTO fantasy.teams (id, season_id, user_id, username, name, created_at, updated_at)"
            " SELECT 'another', season_id, 'user-bea', 'bea', 'Another', created_at, updated_at"
            " FROM fantasy.teams WHERE id = 'team-ann'"
        )
    with pytest.raises(RemovedFromLeague):
        await game.call("bea", "JoinF1LeagueByCode", code=league.code)


async def test_a_new_code_ends_the_old_one_and_keeps_the_members(game: Any) -> None:
    league = await game.found("ann", members=["bea"])
    renewed = (await game.call("ann", "RenewF1LeagueCode", league_id=league.id)).league
    assert (renewed.member_count, renewed.code != league.code) == (2, True)
    with pytest.raises(FantasyLeagueNotFound):
        await game.call("cy", "JoinF1LeagueByCode", code=league.code)
    await game.call("cy", "JoinF1LeagueByCode", code=renewed.code)
    public = await game.found("ann", visibility="public")
    with pytest.raises(NoCodeToRenew):
        await game.call("ann", "RenewF1LeagueCode", league_id=public.id)


async def test_teams_that_are_deleted_leave_and_their_leagues_pass_on(game: Any) -> None:
    shared, alone = await game.found("ann", members=["bea", "cy"]), await game.found("ann")
    await game.delete_team("ann")
    league = (await game.call("cy", "GetF1League", league_id=shared.id)).league
    assert (league.owner, league.member_count) == ("bea", 2)
    async with game.database.read() as connection:
        left = await connection.fetch_rows("SELECT id FROM fantasy.leagues WHERE id = %s", [alone.id])
    assert left == []
