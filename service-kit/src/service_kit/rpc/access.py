"""Checks access to a method: the access level, the role and the permissions of the contract."""

from typing import Literal, Protocol

from altsports.contract.clubs import CLUB_AREAS
from service_kit.caller import Caller
from service_kit.errors import PermissionDenied, Unauthenticated

PagePermission = Literal["profile:read", "feed:read", "tasks:read", "metrics:read", "clock:write"]
"""The permissions of hand-written pages and of the feed; the contract states those of its methods."""


class InsufficientPermissions(PermissionDenied):
    """The caller is known, but lacks a role or a permission."""

    reason = "insufficient_permissions"


class AccessPolicy(Protocol):
    """The part of a method's policy that access checks use."""

    @property
    def access(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def permissions(self) -> tuple[str, ...]: ...


def check_access(policy: AccessPolicy, caller: Caller) -> None:
    """Raises Unauthenticated or InsufficientPermissions if the caller has no access.

    Processes of the mesh can call everything; only they can call INTERNAL methods. What is open to everybody
    is closed only to API keys without the permission. A method that needs a permission of a club needs all of
    its permissions there.
    """
    if policy.access == "OPTIONAL" and caller.kind != "api_key":
        return
    if policy.access in ("REQUIRED", "INTERNAL") and not caller.is_authenticated:
        raise Unauthenticated("Could not validate credentials")
    if policy.access == "INTERNAL" and caller.kind != "service":
        raise InsufficientPermissions(
            "Insufficient permissions. Only processes of the mesh can call this method"
        )
    require_role(caller, policy.role)
    in_club = any(map(_is_of_clubs, policy.permissions)) and caller.kind != "service"
    for permission in policy.permissions:
        (require_club_permission if in_club else require_permission)(caller, permission)


def has_access(policy: AccessPolicy, caller: Caller) -> bool:
    """Whether the caller has access to a method."""
    try:
        check_access(policy, caller)
    except (Unauthenticated, PermissionDenied):
        return False
    return True


def require_role(caller: Caller, role: str) -> None:
    """Raises InsufficientPermissions if the caller lacks the platform role; "" requires none."""
    if role and not caller.has_role(role):
        raise InsufficientPermissions(f"Insufficient permissions. Required role: {role}", required_role=role)


def require_permission(caller: Caller, permission: str) -> None:
    """Raises InsufficientPermissions if the caller lacks the permission.

    What concerns a club, such as football:read, needs the role of a member there, whatever the platform role
    grants.
    """
    if _is_of_clubs(permission) and caller.kind != "service":
        require_club_permission(caller, permission)
    elif not caller.has_permission(permission):
        raise InsufficientPermissions(
            f"Insufficient permissions. Required permission: {permission}", required_permission=permission
        )


def _is_of_clubs(permission: str) -> bool:
    return permission.partition(":")[0] in CLUB_AREAS


def require_club_permission(caller: Caller, permission: str) -> None:
    """Raises InsufficientPermissions if the caller may not do something in its club, or belongs to none."""
    if caller.may_in_club(permission):
        return
    where = "" if caller.organisation_id else " in a club, and your account belongs to none"
    raise InsufficientPermissions(
        f"Insufficient permissions. Required permission: {permission}{where}", required_permission=permission
    )
