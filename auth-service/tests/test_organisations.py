"""Organisations: members, their permissions, and that other users see nothing."""

import asyncio
from datetime import timedelta

import jwt
import pytest

from auth_service.errors import (
    LastManager,
    MemberNotFound,
    NotAManager,
    OrganisationNotFound,
)

PASSWORD = "a long walk to the rink"
NOBODY = "00000000-0000-4000-8000-000000000000"


async def _club(auth):
    """A manager, as tokens and caller, and the id of the manager's organisation."""
    tokens = await auth.register(full_name="Olivia Owner")
    return tokens, await auth.caller(tokens), tokens.user.organisation.organisation_id


async def _invite(auth, caller, club: str, email: str, job: str, **fields):
    facts = {"email": email, "staff_role": job} | fields
    return (await auth.call("AddMember", caller, organisation_id=club, **facts)).member


async def _add(auth, caller, club: str, email: str, job: str, **fields):
    """Invites a person without an account, who accepts."""
    member = await _invite(auth, caller, club, email, job, **fields)
    token = await auth.link_token(email, "invitation")
    await auth.call("RegisterInvited", token=token, password=PASSWORD)
    members = (await auth.call("ListMembers", caller, organisation_id=club, page_size=100)).members
    return next(each for each in members if each.id == member.id)


async def test_a_created_organisation_has_its_maker_as_account_manager(auth, clock):
    _, caller, _ = await _club(auth)
    clock.advance(timedelta(seconds=1))
    made = (await auth.call("CreateOrganisation", caller, name="Rovers", country="Norway")).organisation
    assert (made.name, made.kind, made.country, made.member_count) == ("Rovers", "club", "Norway", 1)
    assert made.affiliation.club_role == "account_manager"
    listed = (await auth.call("ListOrganisations", caller)).organisations
    assert [organisation.name for organisation in listed] == ["Olivia Owner's organisation", "Rovers"]


async def test_facts_of_an_organisation_change_and_are_cleared(auth):
    _, caller, club = await _club(auth)
    await auth.call("UpdateOrganisation", caller, organisation_id=club, country="Norway", kind="agency")
    changed = (await auth.call("UpdateOrganisation", caller, organisation_id=club, country="")).organisation
    assert (changed.kind, changed.HasField("country")) == ("agency", False)


@pytest.mark.parametrize(
    ("job", "role", "app_role"),
    [
        ("owner", "account_manager", "account_manager"),
        ("head_coach", "coach", "coach"),
        ("Assistant Coach", "assistant_coach", "assistant_coach"),
        ("analyst", "analyst", "analyst"),
        ("scout", "scout", "player"),
        ("goalkeeping_coach", "player", "player"),
    ],
)
async def test_a_job_gives_a_club_role_and_its_claims(auth, job: str, role: str, app_role: str):
    _, caller, club = await _club(auth)
    member = await _add(auth, caller, club, "staff@altsports.example", job, team_access=["t1", "t2"])
    assert member.affiliation.club_role == role
    tokens = await auth.log_in("staff@altsports.example")
    claims = jwt.decode(tokens.access_token, options={"verify_signature": False})
    assert tokens.user.user_type == "staff"
    assert (claims["app_role"], claims["staff_id"], claims["org"]) == (app_role, member.id, club)
    assert (claims["team_id"], claims["team_access"]) == ("t1", ["t1", "t2"])
    assert claims["role"] == "user"


async def test_a_club_role_may_differ_from_the_job(auth):
    _, caller, club = await _club(auth)
    member = await _add(auth, caller, club, "s@altsports.example", "physio", club_role="staff")
    assert (member.affiliation.staff_role, member.affiliation.club_role) == ("physio", "staff")


async def test_strangers_and_staff_do_not_manage(auth):
    tokens, caller, club = await _club(auth)
    stranger = await auth.caller(await auth.register())
    await _add(auth, caller, club, "coach@altsports.example", "head_coach")
    coach = await auth.caller(await auth.log_in("coach@altsports.example"))
    calls = [
        ("UpdateOrganisation", {"name": "Mine"}),
        ("AddMember", {"email": "x@altsports.example", "staff_role": "owner"}),
        ("UpdateMember", {"member_id": NOBODY, "staff_role": "owner"}),
    ]
    for name, fields in calls:
        with pytest.raises(OrganisationNotFound):
            await auth.call(name, stranger, organisation_id=club, **fields)
        with pytest.raises(NotAManager):
            await auth.call(name, coach, organisation_id=club, **fields)
    for name in ("GetOrganisation", "ListMembers"):
        with pytest.raises(OrganisationNotFound):
            await auth.call(name, stranger, organisation_id=club)
    assert (await auth.call("GetOrganisation", coach, organisation_id=club)).organisation.id == club
    with pytest.raises(NotAManager):
        await auth.call(
            "RemoveMember", coach, organisation_id=club, member_id=tokens.user.organisation.staff_id
        )


async def test_a_changed_member_gets_other_rights_at_the_next_refresh_and_old_tokens_die(
    auth, redis, settings
):
    _, caller, club = await _club(auth)
    member = await _add(auth, caller, club, "s@altsports.example", "head_coach", team_access=["t1"])
    tokens = await auth.log_in("s@altsports.example")
    before = jwt.decode(tokens.access_token, options={"verify_signature": False})
    assert "football.write" in before["app_permissions"]
    changed = (
        await auth.call(
            "UpdateMember",
            caller,
            organisation_id=club,
            member_id=member.id,
            staff_role="kit_manager",
            clear_team_access=True,
        )
    ).member
    assert (changed.affiliation.club_role, list(changed.affiliation.team_access)) == ("player", [])
    dead = int(await redis.execute("GET", f"{settings.redis_prefix}:revoked:user:{member.user_id}"))
    fresh = (await auth.call("RefreshSession", refresh_token=tokens.refresh_token)).tokens
    claims = jwt.decode(fresh.access_token, options={"verify_signature": False})
    assert claims["iat"] > dead
    assert (claims["app_role"], claims["team_id"]) == ("player", None)
    assert "football.write" not in claims["app_permissions"]


async def test_teams_stay_when_they_are_not_named(auth):
    _, caller, club = await _club(auth)
    member = await _add(auth, caller, club, "s@altsports.example", "analyst", team_access=["t1"])
    changed = await auth.call(
        "UpdateMember", caller, organisation_id=club, member_id=member.id, staff_role="head_coach"
    )
    assert list(changed.member.affiliation.team_access) == ["t1"]


async def test_the_last_account_manager_stays(auth):
    tokens, caller, club = await _club(auth)
    own = tokens.user.organisation.staff_id
    with pytest.raises(LastManager):
        await auth.call("RemoveMember", caller, organisation_id=club, member_id=own)
    with pytest.raises(LastManager):
        await auth.call("UpdateMember", caller, organisation_id=club, member_id=own, staff_role="analyst")
    second = await _add(auth, caller, club, "two@altsports.example", "owner")
    await auth.call("RemoveMember", caller, organisation_id=club, member_id=own)
    with pytest.raises(OrganisationNotFound):
        await auth.call("GetOrganisation", caller, organisation_id=club)
    with pytest.raises(LastManager):
        await auth.call(
            "RemoveMember",
            await auth.caller(await auth.log_in("two@altsports.example")),
            organisation_id=club,
            member_id=second.id,
        )


async def test_a_member_of_another_organisation_is_not_found(auth):
    _, caller, club = await _club(auth)
    theirs = (await auth.register()).user.organisation.staff_id
    for member_id in (theirs, "no-uuid"):
        with pytest.raises(MemberNotFound):
            await auth.call("RemoveMember", caller, organisation_id=club, member_id=member_id)


async def test_members_are_listed_by_name_page_by_page(auth):
    _, caller, club = await _club(auth)
    for number in (3, 1, 2):
        await _add(auth, caller, club, f"s{number}@altsports.example", "scout", full_name=f"Zoe {number}")
    first = await auth.call("ListMembers", caller, organisation_id=club, page_size=2)
    second = await auth.call(
        "ListMembers", caller, organisation_id=club, page_size=2, page_token=first.next_page_token
    )
    names = [member.full_name for member in (*first.members, *second.members)]
    assert names == ["Olivia Owner", "Zoe 1", "Zoe 2", "Zoe 3"]
    assert (first.total_size, second.next_page_token) == (4, "")


async def test_an_administrator_does_not_delete_the_last_account_manager_of_others(auth):
    tokens, caller, club = await _club(auth)
    admin, owner = await auth.admin(), tokens.user.id
    await _add(auth, caller, club, "s@altsports.example", "analyst")
    with pytest.raises(LastManager):
        await auth.call("DeleteUser", admin, user_id=owner)
    second = await _add(auth, caller, club, "two@altsports.example", "owner")
    await auth.call("UpdateUser", admin, user_id=second.user_id, is_active=False)
    with pytest.raises(LastManager):  # a disabled account manages nothing
        await auth.call("DeleteUser", admin, user_id=owner)
    await auth.call("UpdateUser", admin, user_id=second.user_id, is_active=True)
    await auth.call("DeleteUser", admin, user_id=owner)


async def test_of_two_account_managers_deleted_at_once_one_stays(auth):
    tokens, caller, club = await _club(auth)
    admin = await auth.admin()
    await _add(auth, caller, club, "s@altsports.example", "analyst")
    second = await _add(auth, caller, club, "two@altsports.example", "owner")
    deleting = [auth.call("DeleteUser", admin, user_id=id) for id in (tokens.user.id, second.user_id)]
    ended = await asyncio.gather(*deleting, return_exceptions=True)
    assert [type(error) for error in ended if isinstance(error, Exception)] == [LastManager]


async def test_nobody_leaves_people_behind_without_an_account_manager_by_closing_the_account(auth):
    _, caller, club = await _club(auth)
    await _add(auth, caller, club, "s@altsports.example", "analyst")
    with pytest.raises(LastManager):
        await auth.call("CloseAccount", caller, password=PASSWORD)
    await _add(auth, caller, club, "two@altsports.example", "owner")
    await auth.call("CloseAccount", caller, password=PASSWORD)
    second = await auth.caller(await auth.log_in("two@altsports.example"))
    assert (await auth.call("ListMembers", second, organisation_id=club)).total_size == 2


async def test_an_organisation_goes_with_its_last_member_and_an_event_says_so(auth, database):
    _, caller, club = await _club(auth)
    await _add(auth, caller, club, "two@altsports.example", "owner")
    await auth.call("CloseAccount", caller, password=PASSWORD)
    second = await auth.caller(await auth.log_in("two@altsports.example"))
    await auth.call("CloseAccount", second, password=PASSWORD)
    async with database.read() as connection:
        rows = await connection.fetch_rows(
            "SELECT data->'message'->>'organisation_id' FROM auth.outbox WHERE type = 'organisation.deleted'"
        )
    assert [row[0] for row in rows].count(club) == 1


async def test_a_member_is_the_same_to_services_by_token_and_by_key(auth, clock):
    _, caller, club = await _club(auth)
    member = await _add(auth, caller, club, "s@altsports.example", "head_coach", team_access=["t1", "t2"])
    coach = await auth.caller(await auth.log_in("s@altsports.example"))
    key = (await auth.call("CreateApiKey", coach, name="squad", scopes=["football:write"])).api_key.key
    program = await auth.key_caller(key)
    for seen in (coach, program):
        assert (seen.organisation_id, seen.club_role) == (club, "coach")
        assert seen.team_access == {"t1", "t2"}
    await auth.call("UpdateMember", caller, organisation_id=club, member_id=member.id, team_access=["t2"])
    clock.advance(timedelta(seconds=6))  # longer than an edge remembers a key
    assert (await auth.key_caller(key)).team_access == {"t2"}
    await auth.call("RemoveMember", caller, organisation_id=club, member_id=member.id)
    clock.advance(timedelta(seconds=6))
    gone = await auth.key_caller(key)
    assert (gone.organisation_id, gone.club_role, gone.team_access) == ("", "", frozenset())
