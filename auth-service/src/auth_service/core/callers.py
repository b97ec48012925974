"""The account, organisation and session of a method's caller."""

from uuid import UUID

from auth_service.core.ids import id_of, uuid_or_none
from auth_service.errors import AccountGone, OrganisationNotFound, SessionNeeded
from service_kit.caller import current_caller


def caller_id() -> UUID:
    """The account of the caller. Raises AccountGone if there is none."""
    user_id = uuid_or_none(current_caller().user_id)
    if user_id is None:
        raise AccountGone
    return user_id


def caller_organisation() -> UUID | None:
    """The organisation for which the caller acts."""
    return uuid_or_none(current_caller().organisation_id)


def acting_organisation() -> UUID:
    """The organisation for which the caller acts. Raises OrganisationNotFound if there is none."""
    text = current_caller().organisation_id
    return id_of(text, OrganisationNotFound)


def caller_session() -> UUID:
    """The session of the caller. Raises SessionNeeded for an API key."""
    session_id = uuid_or_none(current_caller().session_id)
    if session_id is None:
        raise SessionNeeded
    return session_id


def is_session_of(user_id: UUID) -> bool:
    """Whether the caller is logged in to this account."""
    caller = current_caller()
    return bool(caller.session_id) and uuid_or_none(caller.user_id) == user_id
