"""The caller of a method as the account that it stands for."""

from uuid import UUID

from auth_service.core.ids import uuid_or_none
from auth_service.errors import AccountGone, SessionNeeded
from service_kit.caller import current_caller


def caller_id() -> UUID:
    """The account of the caller. AccountGone where there is none."""
    user_id = uuid_or_none(current_caller().user_id)
    if user_id is None:
        raise AccountGone
    return user_id


def caller_organisation() -> UUID | None:
    """The organisation that the caller acts in."""
    return uuid_or_none(current_caller().organisation_id)


def caller_session() -> UUID:
    """The session of the caller. SessionNeeded where a program asks with an API key."""
    session_id = uuid_or_none(current_caller().session_id)
    if session_id is None:
        raise SessionNeeded
    return session_id
