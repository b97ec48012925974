"""Roles as data: the permissions of each platform role and each club role."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, get_args

from altsports.contract.catalog import load_catalog
from altsports.contract.clubs import CLUB_PERMISSIONS, ClubRole, mesh_words
from altsports.contract.events import load_events
from service_kit.rpc.access import PagePermission

PlatformRole = Literal["admin", "analyst", "partner", "user"]
Level = Literal["view", "edit", "manage"]

EVERYTHING: Final = "*"

_USER: Final = (
    "profile:read",
    "profile:write",
    "sessions:read",
    "sessions:write",
    "organisations:read",
    "organisations:write",
    "api_keys:read",
    "api_keys:write",
    "audit:read",
    "leagues:read",
    "partnerships:read",
    "tasks:read",
    "tasks:write",
    "files:read",
    "files:write",
    "documents:read",
    "documents:write",
    "notifications:read",
    "notifications:write",
    "ai:use",
    "hockey:read",
    "feed:read",
    "experts:read",
    "experts:write",
    "fantasy:read",
    "fantasy:write",
)
_PARTNER: Final = (*_USER, "partnerships:write")
_ANALYST: Final = (*_USER, "analysis:run")
_FOR_ADMINISTRATORS: Final = (
    *("users:read", "users:write", "keys:write", "leagues:write"),
    *("experts:manage", "tasks:manage", "ai:manage", "metrics:read", "clock:write"),
)

PLATFORM_PERMISSIONS: Final[dict[PlatformRole, tuple[str, ...]]] = {
    "admin": (EVERYTHING,),
    "analyst": _ANALYST,
    "partner": _PARTNER,
    "user": _USER,
}

DESCRIPTIONS: Final[dict[str, str]] = {
    "platform:admin": "Runs the platform: accounts, roles, tiers, signing keys, all leagues",
    "platform:analyst": "Works with the data: starts analyses and background runs",
    "platform:partner": "Represents a partner of leagues: keeps partnerships up to date",
    "platform:user": "Uses the platform",
    "club:account_manager": "Owns the organisation's account: people, teams and everything below",
    "club:coach": "Leads teams: squads, matches, notes and analyses",
    "club:assistant_coach": "Works with the coach on squads, matches, notes and analyses",
    "club:analyst": "Runs analyses and writes notes",
    "club:scout": "Watches players and writes notes",
    "club:staff": "Works for the club and reads what teams share",
    "club:player": "Plays for the club: sees their own football, and notes published to the team",
}

_CLUB_ROLE_OF_JOB: Final[dict[str, ClubRole]] = {
    "owner": "account_manager",
    "head_coach": "coach",
    "assistant_coach": "assistant_coach",
    "analyst": "analyst",
    "scout": "scout",
    "staff": "staff",
}
_LEVELS: Final[dict[ClubRole, Level]] = {
    "account_manager": "manage",
    "coach": "edit",
    "assistant_coach": "edit",
    "analyst": "edit",
    "scout": "edit",
    "staff": "view",
    "player": "view",
}
_HOCKEY_ROLES: Final[dict[ClubRole, str]] = {
    "account_manager": "staff",
    "coach": "coach",
    "assistant_coach": "coach",
    "analyst": "analyst",
    "scout": "scout",
    "staff": "staff",
    "player": "player",
}


@dataclass(frozen=True, slots=True)
class RoleSheet:
    """A role as users see it."""

    name: str
    scope: Literal["platform", "club"]
    description: str
    permissions: tuple[str, ...]
    app_permissions: tuple[str, ...] = ()


def normal_job(job: str) -> str:
    """Normalises a job: "Head Coach" becomes head_coach."""
    return job.strip().lower().replace(" ", "_").replace("-", "_")


def club_role_of_job(job: str) -> ClubRole:
    """The club role of a job; player for any job that is not in the list."""
    return _CLUB_ROLE_OF_JOB.get(normal_job(job), "player")


def app_role(role: ClubRole) -> ClubRole:
    """The club role in the coaching product, which has neither scouts nor other staff."""
    return "player" if role in ("scout", "staff") else role


def hockey_role(role: ClubRole) -> str:
    """The club role in the hockey product, which has no account managers."""
    return _HOCKEY_ROLES[role]


def permission_level(role: ClubRole) -> Level:
    """The highest permission level of a club role."""
    return _LEVELS[role]


def permissions_of(role: PlatformRole, club_role: ClubRole | None = None) -> tuple[str, ...]:
    """The permissions of an account, by its platform role and its current club role."""
    granted = set(PLATFORM_PERMISSIONS[role])
    if EVERYTHING in granted:
        return (EVERYTHING,)
    if club_role is not None:
        granted.update(mesh_words(CLUB_PERMISSIONS[club_role]))
    return tuple(sorted(granted))


@lru_cache(maxsize=1)
def served() -> frozenset[str]:
    """The permissions that a method, a page or an event requires; others belong to products to come."""
    catalog, events = load_catalog(), load_events()
    named = {name for method in catalog.methods for name in method.policy.permissions}
    named.update(event.audience.permission for event in events.specs if event.audience.permission)
    return frozenset((*named, *get_args(PagePermission)))


def usable(held: tuple[str, ...]) -> tuple[str, ...]:
    """The permissions that something requires, or `*`: what a token says."""
    return tuple(permission for permission in held if permission == EVERYTHING or permission in served())


def allows(held: frozenset[str], permission: str) -> bool:
    """Whether the held permissions include one: by name, by `area:*`, or by `*`."""
    area = permission.partition(":")[0]
    return bool({permission, f"{area}:*", EVERYTHING} & held)


def narrowed(scopes: tuple[str, ...], held: tuple[str, ...]) -> tuple[str, ...]:
    """The scopes that are held; a wider scope is replaced by the held permissions below it."""
    owned = frozenset(held)
    kept = {scope for scope in scopes if allows(owned, scope)}
    asked = frozenset(scopes)
    kept.update(permission for permission in held if allows(asked, permission))
    return tuple(sorted(kept))


def read_only(held: tuple[str, ...]) -> tuple[str, ...]:
    """The permissions that only read."""
    known = vocabulary() if EVERYTHING in held else held
    return tuple(permission for permission in known if permission.endswith(":read"))


def vocabulary() -> tuple[str, ...]:
    """All permissions that a role or a method can name."""
    named = {*_ANALYST, *_PARTNER, *_FOR_ADMINISTRATORS, *mesh_words(CLUB_PERMISSIONS["account_manager"])}
    return tuple(sorted(named))


def role_sheets() -> list[RoleSheet]:
    """All roles, platform roles first."""
    platform = [
        RoleSheet(name, "platform", DESCRIPTIONS[f"platform:{name}"], permissions)
        for name, permissions in PLATFORM_PERMISSIONS.items()
    ]
    club = [
        RoleSheet(name, "club", DESCRIPTIONS[f"club:{name}"], mesh_words(words), words)
        for name, words in CLUB_PERMISSIONS.items()
    ]
    return platform + club
