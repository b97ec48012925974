"""Invitations: nothing about the address is revealed, and nobody becomes a member without accepting."""

import asyncio
from datetime import timedelta

import jwt
import pytest

from auth_service.errors import (
    EmailNotVerified,
    EmailTaken,
    InvalidCredentials,
    LinkInvalid,
    MemberExists,
    MemberNotFound,
    NotAManager,
    OrganisationNotFound,
)
from auth_service.housekeeping import Housekeeper

PASSWORD = "a long walk to the rink"
GUEST = "guest@altsports.example"


@pytest.fixture
async def club(auth):
    """A manager and the id of an organisation."""
    tokens = await auth.register(full_name="Olivia Owner", organisation_name="Harbour Rovers")
    return await auth.caller(tokens), tokens.user.organisation.organisation_id


async def _invite(auth, club, email: str = GUEST, **fields):
    caller, id = club
    facts = {"email": email, "staff_role": "analyst"} | fields
    return (await auth.call("AddMember", caller, organisation_id=id, **facts)).member


async def _join(auth, email: str = GUEST, **fields):
    token = await auth.link_token(email, "invitation")
    return (await auth.call("RegisterInvited", token=token, password=PASSWORD, **fields)).tokens


async def _members(auth, caller, id: str):
    return list((await auth.call("ListMembers", caller, organisation_id=id)).members)


async def _mails(auth, to: str) -> list[str]:
    mails = (await auth.call("ListMail", to=to, kind="invitation")).mails
    return [mail.text.replace(mail.link_token, "TOKEN").replace(to, "ADDRESS") for mail in mails]


async def test_the_answer_is_the_same_with_and_without_an_account(auth, club):
    await auth.register_verified(email=GUEST, full_name="Gesa Guest")
    known = await _invite(auth, club, full_name="As Entered")
    unknown = await _invite(auth, club, "nobody@altsports.example", full_name="As Entered")
    for member in (known, unknown):
        assert not member.HasField("user_id")
        assert (member.full_name, member.affiliation.status) == ("As Entered", "invited")
        member.ClearField("id")
        member.ClearField("email")
        member.affiliation.ClearField("staff_id")
    assert known == unknown
    assert await _mails(auth, GUEST) == await _mails(auth, "nobody@altsports.example")
    listed = [m for m in await _members(auth, *club) if m.affiliation.status == "invited"]
    assert [(m.full_name, m.HasField("user_id")) for m in listed] == [("As Entered", False)] * 2


async def test_no_account_is_made_until_the_person_accepts(auth, club, database):
    await _invite(auth, club)
    async with database.read() as connection:
        assert await connection.fetch_value("SELECT count(*) FROM auth.users") == 1
    tokens = await _join(auth, full_name="Gesa Guest")
    assert (tokens.user.user_type, tokens.user.email_verified, tokens.user.full_name) == (
        "staff",
        True,
        "Gesa Guest",
    )
    claims = jwt.decode(tokens.access_token, options={"verify_signature": False})
    assert (claims["org"], claims["app_role"]) == (club[1], "analyst")
    assert (await auth.log_in(GUEST)).user.id == tokens.user.id
    with pytest.raises(LinkInvalid):
        await _join(auth)


async def test_the_membership_keeps_its_id_and_what_the_manager_decided(auth, club):
    invited = await _invite(auth, club, staff_role="head_coach", team_access=["t1"], full_name="G")
    caller, id = club
    changed = await auth.call(
        "UpdateMember", caller, organisation_id=id, member_id=invited.id, staff_role="scout"
    )
    assert changed.member.affiliation.status == "invited"
    tokens = await _join(auth)
    member = next(m for m in await _members(auth, *club) if m.id == invited.id)
    assert (member.user_id, member.full_name, member.email) == (tokens.user.id, "G", GUEST)
    place = member.affiliation
    assert (place.status, place.staff_role, list(place.team_access)) == ("active", "scout", ["t1"])


async def test_a_person_with_an_account_sees_and_accepts_the_invitation(auth, club):
    tokens = await auth.register_verified(email=GUEST, full_name="Gesa Guest")
    guest, id = await auth.caller(tokens), club[1]
    invited = await _invite(auth, club, full_name="As Entered")
    listed = {o.id: o.affiliation for o in (await auth.call("ListOrganisations", guest)).organisations}
    assert (listed[id].status, listed[id].staff_id) == ("invited", invited.id)
    for method in ("SwitchOrganisation", "ListMembers"):
        with pytest.raises(OrganisationNotFound):
            await auth.call(method, guest, organisation_id=id)
    with pytest.raises(NotAManager):
        await auth.call("UpdateOrganisation", guest, organisation_id=id, name="Mine")
    accepted = (await auth.call("AcceptInvitation", guest, organisation_id=id)).organisation
    assert (accepted.affiliation.status, accepted.member_count) == ("active", 2)
    assert (await auth.call("AcceptInvitation", guest, organisation_id=id)).organisation == accepted
    assert (await auth.call("SwitchOrganisation", guest, organisation_id=id)).tokens
    assert "Gesa Guest" in [member.full_name for member in await _members(auth, guest, id)]


async def test_an_invitation_is_accepted_once_however_often_it_is_tried(auth, club):
    guest = await auth.caller(await auth.register_verified(email=GUEST))
    await _invite(auth, club)
    tries = [auth.call("AcceptInvitation", guest, organisation_id=club[1]) for _ in range(5)]
    accepted = [answer.organisation.affiliation.status for answer in await asyncio.gather(*tries)]
    assert accepted == ["active"] * 5
    assert len(await auth.audited("member.accept")) == 1


async def test_members_who_do_not_manage_see_no_invitations(auth, club):
    await _invite(auth, club)
    member = await auth.caller(await _join(auth))
    await _invite(auth, club, "other@altsports.example")
    answer = await auth.call("ListMembers", member, organisation_id=club[1])
    assert ([m.email for m in answer.members], answer.total_size) == ([GUEST, "person1@altsports.example"], 2)


async def test_an_account_that_has_not_verified_the_address_is_not_invited(auth, club):
    squatter = await auth.caller(await auth.register(email=GUEST))
    await _invite(auth, club)
    assert len((await auth.call("ListOrganisations", squatter)).organisations) == 1
    with pytest.raises(OrganisationNotFound):
        await auth.call("GetOrganisation", squatter, organisation_id=club[1])
    with pytest.raises(EmailNotVerified):
        await auth.call("AcceptInvitation", squatter, organisation_id=club[1])


async def test_the_owner_of_the_mailbox_takes_over_an_unproven_account_by_accepting(auth, club):
    squatter = await auth.register(email=GUEST, password="the password of a stranger")
    await _invite(auth, club)
    tokens = await _join(auth)
    assert tokens.user.id != squatter.user.id
    with pytest.raises(InvalidCredentials):
        await auth.log_in(GUEST, "the password of a stranger")


async def test_a_token_does_not_touch_an_account_that_proved_the_address(auth, club):
    await auth.register_verified(email=GUEST)
    await _invite(auth, club)
    with pytest.raises(EmailTaken):
        await _join(auth)
    assert (await auth.log_in(GUEST)).user.email == GUEST


async def test_nobody_is_invited_twice_and_no_member_is_invited(auth, club):
    await _invite(auth, club)
    with pytest.raises(MemberExists):
        await _invite(auth, club, GUEST.title())
    await _join(auth)
    with pytest.raises(MemberExists):
        await _invite(auth, club)
    many = [_invite(auth, club, "twin@altsports.example") for _ in range(4)]
    ended = await asyncio.gather(*many, return_exceptions=True)
    assert [type(e) for e in ended if isinstance(e, Exception)] == [MemberExists] * 3


async def test_invitations_are_withdrawn_and_declined(auth, club):
    caller, id = club
    first = await _invite(auth, club)
    await auth.call("RemoveMember", caller, organisation_id=id, member_id=first.id)
    with pytest.raises(LinkInvalid):
        await _join(auth)
    guest = await auth.caller(await auth.register_verified(email=GUEST))
    second = await _invite(auth, club)
    await auth.call("RemoveMember", guest, organisation_id=id, member_id=second.id)
    with pytest.raises(MemberNotFound):
        await auth.call("RemoveMember", caller, organisation_id=id, member_id=second.id)


async def test_an_invitation_ends_and_can_be_repeated(auth, club, clock, database, assembly):
    first = await _invite(auth, club)
    token = await auth.link_token(GUEST, "invitation")
    clock.advance(timedelta(days=7))
    with pytest.raises(LinkInvalid):
        await auth.call("RegisterInvited", token=token, password=PASSWORD)
    second = await _invite(auth, club)
    assert second.id != first.id
    clock.advance(timedelta(days=7))
    await Housekeeper(database, clock, assembly._session_lifetime()).tidy()
    assert [m.affiliation.status for m in await _members(auth, *club)] == ["active"]


async def test_one_address_gets_few_invitations_whoever_sends_them(auth, clock):
    for number in range(5):
        tokens = await auth.register(organisation_name=f"Club {number}")
        sender = await auth.caller(tokens), tokens.user.organisation.organisation_id
        assert (await _invite(auth, sender)).affiliation.status == "invited"
    assert len(await _mails(auth, GUEST)) == 3
    guest = await auth.caller(await auth.register_verified(email=GUEST))
    assert len((await auth.call("ListOrganisations", guest)).organisations) == 6
    clock.advance(timedelta(days=1, seconds=1))
    tokens = await auth.register()
    await _invite(auth, (await auth.caller(tokens), tokens.user.organisation.organisation_id))
    assert len(await _mails(auth, GUEST)) == 4


async def test_the_subject_of_an_invitation_is_always_the_same(auth):
    tokens = await auth.register(organisation_name="=?utf-8?b?SGVsbG8=?= Pay now")
    await _invite(auth, (await auth.caller(tokens), tokens.user.organisation.organisation_id))
    mail = (await auth.call("ListMail", to=GUEST)).mails[0]
    assert mail.subject == "You are invited to an organisation"
    assert "=?utf-8?b?SGVsbG8=?= Pay now invites you" in mail.text
