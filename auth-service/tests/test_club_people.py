"""The people of a club and their jobs, as its account managers keep them."""

from dataclasses import replace

import pytest
import pytest_asyncio

from auth_service.errors import (
    AddressNotYours,
    LastManager,
    LinkInvalid,
    MemberExists,
    PersonNeeded,
    StaffExists,
    StaffNotFound,
    UnknownTeam,
    UnknownUser,
    UserNotFound,
)
from service_kit.errors import PreconditionFailed
from service_kit.rpc.access import InsufficientPermissions

PASSWORD = "a long walk to the rink"
GUEST = "gina.guest@altsports.example"
ONE, TWO, FOREIGN = (f"{digit}0000000-0000-4000-8000-00000000000a" for digit in "abc")
NOBODY = "00000000-0000-4000-8000-000000000000"


class Club:
    """An account manager with a club of two teams."""

    def __init__(self, auth, tokens, caller):
        self.auth = auth
        self.tokens = tokens
        self.caller = caller
        self.id = tokens.user.organisation.organisation_id
        self.own = tokens.user.organisation.staff_id

    async def call(self, name: str, **fields):
        return await self.auth.call(name, self.caller, **fields)

    async def add(self, **fields):
        return (await self.call("CreateClubUser", **({"email": GUEST} | fields))).user

    async def hire(self, **fields):
        return (await self.call("CreateStaffMember", **({"role": "head_coach"} | fields))).staff_member

    async def accept(self, email: str = GUEST):
        token = await self.auth.link_token(email, "invitation")
        return (await self.auth.call("RegisterInvited", token=token, password=PASSWORD)).tokens


async def _found(auth) -> Club:
    tokens = await auth.register_verified()
    return Club(auth, tokens, await auth.caller(tokens))


@pytest_asyncio.fixture
async def club(auth, club_teams) -> Club:
    made = await _found(auth)
    club_teams.known = {made.id: {ONE, TWO}, NOBODY: {FOREIGN}}
    return made


async def test_a_person_is_invited_becomes_a_member_and_keeps_the_id(auth, club):
    made = await club.add(full_name="Gina G.")
    assert (made.status, made.user_type, made.is_active, made.version) == ("invited", "staff", True, 1)
    assert not made.HasField("user_id")
    tokens = await club.accept()
    member = (await club.call("GetClubUser", user_id=made.id)).user
    assert (member.id, member.status, member.user_id) == (made.id, "active", tokens.user.id)
    assert (await club.call("GetClubUser", user_id=member.user_id)).user == member
    caller = await auth.caller(tokens)
    assert (caller.organisation_id, caller.club_role) == (club.id, "player")
    with pytest.raises(MemberExists):
        await club.add()


async def test_a_suspended_person_has_no_club_until_activated(auth, club):
    made = await club.add()
    tokens = await club.accept()
    suspended = (await club.call("UpdateClubUser", user_id=made.id, is_active=False)).user
    assert (suspended.status, suspended.is_active) == ("suspended", False)
    fresh = await auth.caller(await auth.log_in(GUEST))
    assert (fresh.organisation_id, fresh.club_role) == ("", "")
    assert not (await auth.call("ListOrganisations", fresh)).organisations
    listed = (await club.call("ListClubUsers", is_active=False)).users
    assert [user.id for user in listed] == [made.id]
    again = (await club.call("UpdateClubUser", user_id=made.id, is_active=True)).user
    assert (again.status, again.user_id) == ("active", tokens.user.id)
    assert (await auth.caller(await auth.log_in(GUEST))).organisation_id == club.id


async def test_an_invitation_that_is_closed_opens_again(auth, club):
    made = await club.add(is_active=False)
    assert made.status == "suspended"
    token = await auth.link_token(GUEST, "invitation")
    with pytest.raises(LinkInvalid):
        await auth.call("RegisterInvited", token=token, password=PASSWORD)
    await club.call("UpdateClubUser", user_id=made.id, is_active=True)
    await club.accept()
    assert (await club.call("GetClubUser", user_id=made.id)).user.status == "active"


async def test_put_replaces_patch_changes_and_an_old_version_is_refused(club):
    made = await club.add(full_name="Gina G.")
    named = (await club.call("UpdateClubUser", user_id=made.id, full_name="Gigi", expected_version=1)).user
    assert (named.full_name, named.version) == ("Gigi", 2)
    with pytest.raises(PreconditionFailed, match="version 2"):
        await club.call("UpdateClubUser", user_id=made.id, full_name="Late", expected_version=1)
    with pytest.raises(PreconditionFailed, match="version 2"):
        await club.call("DeleteClubUser", user_id=made.id, expected_version=1)
    same = (await club.call("UpdateClubUser", user_id=made.id, full_name="Gigi")).user
    assert same.version == 2
    bare = (await club.call("ReplaceClubUser", user_id=made.id, email=GUEST.upper())).user
    assert (bare.HasField("full_name"), bare.version) == (False, 3)
    for name in ("UpdateClubUser", "ReplaceClubUser"):
        with pytest.raises(AddressNotYours) as caught:
            await club.call(name, user_id=made.id, email="other@altsports.example")
        assert caught.value.violations[0]["loc"] == ["email"]


async def test_the_last_owner_stays_and_two_may_part(club):
    with pytest.raises(LastManager):
        await club.call("UpdateClubUser", user_id=club.own, user_type="staff")
    with pytest.raises(LastManager):
        await club.call("UpdateClubUser", user_id=club.own, is_active=False)
    with pytest.raises(LastManager):
        await club.call("DeleteStaffMember", staff_id=club.own)
    made = await club.add(user_type="owner")
    assert made.user_type == "owner"
    await club.accept()
    demoted = (await club.call("UpdateClubUser", user_id=club.own, user_type="staff")).user
    assert demoted.user_type == "staff"


@pytest.mark.parametrize("elsewhere", [False, True], ids=["made here", "has another club"])
async def test_a_deleted_person_loses_the_account_only_if_the_club_made_it_and_nobody_else_has_it(
    auth, club, mesh_caller, elsewhere
):
    made = await club.add()
    caller = await auth.caller(await club.accept())
    if elsewhere:
        await auth.call("CreateOrganisation", caller, name="Another")
    await club.call("DeleteClubUser", user_id=made.id)
    with pytest.raises(UserNotFound):
        await club.call("GetClubUser", user_id=made.id)
    gone = (await auth.call("FindDeletedAccounts", mesh_caller, user_ids=[caller.user_id])).user_ids
    assert list(gone) == ([] if elsewhere else [caller.user_id])


@pytest.mark.parametrize(("job", "goes"), [("player", True), ("head_coach", False)])
async def test_an_erased_player_leaves_the_club_unless_there_is_another_job(
    auth, club, mesh_caller, job, goes
):
    made = await club.hire(email=GUEST, role=job)
    caller = await auth.caller(await club.accept())
    for _ in range(2):
        wanted = {"organisation_id": club.id, "user_id": caller.user_id}
        await auth.call("ForgetClubUser", mesh_caller, **wanted)
    gone = (await auth.call("FindDeletedAccounts", mesh_caller, user_ids=[caller.user_id])).user_ids
    assert list(gone) == ([caller.user_id] if goes else [])
    left = (await club.call("ListClubUsers")).users
    assert (made.id in {each.id for each in left}) != goes


async def test_an_account_that_was_there_before_stays(auth, club):
    before = await auth.register_verified(email=GUEST)
    made = await club.add()
    await auth.call("AcceptInvitation", await auth.caller(before), organisation_id=club.id)
    member = (await club.call("GetClubUser", user_id=made.id)).user
    assert member.user_id == before.user.id
    await club.call("DeleteClubUser", user_id=member.user_id)
    assert (await auth.log_in(GUEST)).user.organisation.organisation_id != club.id


async def test_people_are_listed_in_pages_in_every_order_and_found_by_words(club):
    for name in ("Cleo", "Ada", "Bea"):
        await club.add(email=f"{name.lower()}@altsports.example", full_name=name)
    for order in ("full_name", "-full_name", "created_at", "-updated_at"):
        whole = (await club.call("ListClubUsers", order=order)).users
        first = await club.call("ListClubUsers", order=order, page_size=3)
        rest = await club.call("ListClubUsers", order=order, page_size=3, page_token=first.next_page_token)
        assert [*first.users, *rest.users] == list(whole)
        assert (len(whole), first.total_size, rest.next_page_token) == (4, 4, "")
    ordered = (await club.call("ListClubUsers", order="full_name")).users
    names = [user.full_name or user.email for user in ordered]
    assert names == sorted(names, key=str.lower)
    assert [user.full_name for user in (await club.call("ListClubUsers", query="BEA@")).users] == ["Bea"]
    assert [user.full_name for user in (await club.call("ListClubUsers", query="béä")).users] == ["Bea"]
    assert [user.id for user in (await club.call("ListClubUsers", user_type="owner")).users] == [club.own]


async def test_the_club_next_door_sees_and_changes_nobody(auth, club):
    made = await club.hire(email=GUEST)
    other = await _found(auth)
    for name, fields in (
        ("GetClubUser", {}),
        ("UpdateClubUser", {"full_name": "Mine"}),
        ("ReplaceClubUser", {"email": GUEST}),
        ("DeleteClubUser", {}),
    ):
        with pytest.raises(UserNotFound):
            await other.call(name, user_id=made.id, **fields)
    for name, fields in (
        ("GetStaffMember", {}),
        ("UpdateStaffMember", {"role": "scout"}),
        ("ReplaceStaffMember", {"role": "scout"}),
        ("DeleteStaffMember", {}),
    ):
        with pytest.raises(StaffNotFound):
            await other.call(name, staff_id=made.id, **fields)
    assert [user.id for user in (await other.call("ListClubUsers")).users] == [other.own]
    with pytest.raises(UnknownUser):
        await other.hire(user_id=made.id)


@pytest.mark.parametrize(
    ("role", "app_role"),
    [
        ("Head Coach", "coach"),
        ("assistant_coach", "assistant_coach"),
        ("analyst", "analyst"),
        ("kit", "player"),
    ],
)
async def test_a_job_decides_what_staff_may_do(auth, club, role, app_role):
    made = await club.hire(email=GUEST, role=role, team_id=ONE.upper(), full_name="Gina")
    assert (made.app_role, made.team_id, list(made.team_access)) == (app_role, ONE, [ONE])
    assert made.full_name == "Gina"
    caller = await auth.caller(await club.accept())
    assert (caller.team_access, made.role) == ({ONE}, role.lower().replace(" ", "_"))
    assert [staff.id for staff in (await club.call("ListStaff", team_id=ONE)).staff] == [made.id]
    assert [staff.id for staff in (await club.call("ListStaff", role=role)).staff] == [made.id]


async def test_a_person_gets_a_job_loses_it_and_stays_in_the_club(club):
    person = await club.add()
    with pytest.raises(StaffNotFound):
        await club.call("GetStaffMember", staff_id=person.id)
    staff = await club.hire(user_id=person.id, team_access=["*"])
    assert (staff.id, list(staff.team_access), staff.permission_level) == (person.id, ["*"], "edit")
    with pytest.raises(StaffExists):
        await club.hire(email=GUEST)
    await club.call("DeleteStaffMember", staff_id=staff.id)
    with pytest.raises(StaffNotFound):
        await club.call("DeleteStaffMember", staff_id=staff.id)
    assert (await club.call("GetClubUser", user_id=person.id)).user.status == "invited"
    assert [each.id for each in (await club.call("ListStaff")).staff] == [club.own]


async def test_teams_are_named_kept_replaced_and_cleared(club):
    made = await club.hire(email=GUEST, team_id=ONE, team_access=[TWO, ONE])
    assert list(made.team_access) == [ONE, TWO]

    async def change(name: str = "UpdateStaffMember", **fields):
        changed = (await club.call(name, staff_id=made.id, **fields)).staff_member
        return list(changed.team_access)

    assert await change(role="analyst") == [ONE, TWO]
    assert await change(team_access=["*"]) == ["*"]
    assert await change(team_id=TWO) == [TWO, "*"]
    assert await change(team_id=ONE) == [ONE, "*"]
    assert await change(clear=["team_id"]) == ["*"]
    assert await change(clear=["team_access"]) == []
    assert await change("ReplaceStaffMember", role="scout", team_id=TWO) == [TWO]
    assert await change("ReplaceStaffMember", role="scout") == []


@pytest.mark.parametrize("team", [FOREIGN, NOBODY, "first team"])
async def test_a_team_of_another_club_is_unknown_and_the_field_is_named(club, team):
    made = await club.hire(email=GUEST)
    with pytest.raises(UnknownTeam) as caught:
        await club.call("UpdateStaffMember", staff_id=made.id, team_access=[ONE, team])
    assert caught.value.violations[0]["loc"] == ["team_access"]
    if " " not in team:
        with pytest.raises(UnknownTeam) as caught:
            await club.hire(email="another@altsports.example", team_id=team)
        assert caught.value.violations[0]["loc"] == ["team_id"]
    assert not (await club.call("GetStaffMember", staff_id=made.id)).staff_member.team_access


async def test_staff_need_one_person(club):
    person = await club.add()
    for fields in ({}, {"email": GUEST, "user_id": person.id}):
        with pytest.raises(PersonNeeded):
            await club.hire(**fields)
    with pytest.raises(UnknownUser) as caught:
        await club.hire(user_id=NOBODY)
    assert caught.value.violations[0]["loc"] == ["user_id"]


async def test_only_account_managers_see_people_and_staff(auth, club):
    await club.hire(email=GUEST)
    coach = await auth.caller(await club.accept())
    for name, fields, permission in (
        ("ListClubUsers", {}, "accounts:read"),
        ("ListStaff", {}, "accounts:read"),
        ("CreateStaffMember", {"email": "x@altsports.example", "role": "owner"}, "accounts:create"),
        ("DeleteClubUser", {"user_id": club.own}, "accounts:delete"),
    ):
        with pytest.raises(InsufficientPermissions) as caught:
            await auth.call(name, coach, **fields)
        assert caught.value.metadata == {"required_permission": permission}
    with pytest.raises(InsufficientPermissions):
        await auth.call("ListClubUsers", replace(await auth.admin(), organisation_id=""))
