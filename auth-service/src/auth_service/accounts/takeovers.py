"""Gives an address to its owner after somebody else registered it and never proved access to the mailbox.

Whoever registered the account may have left sessions, API keys, organisations and data in every service. All
of that belongs to the id of the account, so the owner gets an account with a new id. Only what others meant
for the address moves along: invitations, and what administrators assigned.
"""

from uuid import UUID

from auth_service.accounts.endings import erase
from auth_service.errors import EmailTaken
from auth_service.organisations import repository as organisations
from auth_service.organisations.founding import found_organisation
from auth_service.plans import repository as quotas
from auth_service.units import Unit
from auth_service.users import repository as users
from auth_service.users.domain import User
from auth_service.users.operations import Newcomer, create_account
from auth_service.users.repository import Stored


def is_unproven(stored: Stored) -> bool:
    """Whether somebody may use the account who never proved access to its address."""
    return not stored.user.email_verified and stored.password_hash is not None


async def start_over(unit: Unit, unproven: User, new_hash: str) -> User:
    """Replaces an account with an empty one for the owner of its address; returns the new account."""
    await users.set_aside(unit.connection, unproven.id)
    newcomer = Newcomer(
        unproven.email,
        user_type=unproven.user_type,
        role=unproven.role,
        tier=unproven.tier,
        email_verified=True,
    )
    owner = await create_account(unit, newcomer, new_hash)
    await quotas.hand_over(unit.connection, unproven.id, owner.id)
    await _displace(unit, unproven.id, owner.id)
    if owner.user_type == "owner":
        await found_organisation(unit, owner, None)
    return owner


async def claim_address(unit: Unit, address: str, owner_id: UUID) -> None:
    """Frees an address whose owner is proven: deletes the account that holds it without proof.

    Raises EmailTaken if the other account proved the address too, or an administrator has to decide.
    """
    holder = await users.find_login(unit.connection, address)
    if holder is None or holder.user.id == owner_id:
        return
    if holder.user.email_verified or holder.user.role == "admin" or not holder.user.is_active:
        raise EmailTaken("Another account has taken this address")
    await _displace(unit, holder.user.id, owner_id)


async def _displace(unit: Unit, unproven_id: UUID, owner_id: UUID) -> None:
    await organisations.hand_over_memberships(unit.connection, unproven_id, owner_id, unit.now)
    await erase(unit, unproven_id)
