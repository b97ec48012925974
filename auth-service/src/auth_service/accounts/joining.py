"""Creates the account of an invited person."""

from auth_service.accounts.operations import set_proven_password
from auth_service.accounts.takeovers import is_unproven, start_over
from auth_service.audit.domain import NewEntry
from auth_service.errors import EmailTaken, LinkInvalid
from auth_service.organisations.domain import Invitation
from auth_service.organisations.invitations import become_member, find_invitation
from auth_service.units import Unit
from auth_service.users import repository as users
from auth_service.users.domain import User
from auth_service.users.operations import Newcomer, create_account
from auth_service.users.repository import Profile


async def register_invited(unit: Unit, token: str, full_name: str | None, password_hash: str) -> Profile:
    """Creates an account for the address of an invitation, as a member. Raises LinkInvalid, EmailTaken.

    The token came by mail, so whoever has it may take over an account that never proved the address.
    """
    invitation = await find_invitation(unit, token)
    user = await _account(unit, invitation, full_name, password_hash)
    await unit.audit(NewEntry("user.register"), actor=user.id)
    await become_member(unit, invitation.affiliation, user.id)
    profile = await users.profile(unit.connection, user.id, invitation.affiliation.organisation_id)
    if profile is None:
        raise LinkInvalid
    return profile


async def _account(unit: Unit, invitation: Invitation, full_name: str | None, password_hash: str) -> User:
    stored = await users.find_login(unit.connection, invitation.address)
    if stored is None:
        newcomer = Newcomer(
            invitation.address,
            full_name=full_name or invitation.full_name,
            user_type="staff",
            email_verified=True,
        )
        made = await create_account(unit, newcomer, password_hash)
        await users.note_maker(unit.connection, made.id, invitation.affiliation.organisation_id)
        return made
    if stored.user.email_verified or not stored.user.is_active:
        raise EmailTaken("There is an account with this address: log in and accept the invitation")
    take = start_over if is_unproven(stored) else set_proven_password
    return await take(unit, stored.user, password_hash)
