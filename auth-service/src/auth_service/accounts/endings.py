"""Ends what an account grants: its sessions, its API keys, and the account itself."""

from uuid import UUID

from altsports.auth.v1.events_models import OrganisationDeleted, UserDeleted
from auth_service.api_keys import repository as api_keys
from auth_service.api_keys.operations import revoke_all
from auth_service.audit.domain import NewEntry
from auth_service.sessions.operations import end_all
from auth_service.units import Unit
from auth_service.users import repository as users
from auth_service.users.operations import kill_tokens


async def end_credentials(unit: Unit, user_id: UUID, reason: str) -> None:
    """Ends all sessions and revokes all API keys of an account, for good."""
    await end_all(unit, user_id, reason)
    await revoke_all(unit, user_id, reason)


async def suspend_credentials(unit: Unit, user_id: UUID) -> None:
    """Ends all sessions and suspends the API keys until the account is enabled again."""
    await end_all(unit, user_id, "account_disabled")
    await unit.revoke_credentials(await api_keys.live_credentials_of(unit.connection, user_id))


async def restore_keys(unit: Unit, user_id: UUID) -> None:
    """Ends the suspension of the API keys."""
    await unit.lift_credentials(await api_keys.live_credentials_of(unit.connection, user_id))


async def erase(unit: Unit, user_id: UUID) -> None:
    """Deletes an account with everything that belongs to it."""
    await kill_tokens(unit, user_id)
    await suspend_credentials(unit, user_id)
    emptied = await users.delete(unit.connection, user_id)
    await unit.audit(NewEntry("user.delete", user_id=user_id))
    await unit.report(UserDeleted(user_id=str(user_id)))
    for organisation_id in emptied:
        await unit.report(OrganisationDeleted(organisation_id=str(organisation_id)))
