"""The roles of a club and what each may do there, in the nine words that the coaching product documents."""

from typing import Final, Literal, get_args

ClubRole = Literal["account_manager", "coach", "assistant_coach", "analyst", "scout", "staff", "player"]

_ACCOUNTS: Final = ("accounts.read", "accounts.create", "accounts.update", "accounts.delete")
_COACHING: Final = ("football.read", "football.write", "analysis.run", "notes.read", "notes.write")
CLUB_PERMISSIONS: Final[dict[ClubRole, tuple[str, ...]]] = {
    "account_manager": (*_ACCOUNTS, *_COACHING),
    "coach": _COACHING,
    "assistant_coach": _COACHING,
    "analyst": ("football.read", "analysis.run", "notes.read", "notes.write"),
    "scout": ("football.read", "notes.read", "notes.write"),
    "staff": ("football.read", "notes.read"),
    "player": ("football.read", "notes.read"),
}
"""The coaching product writes permissions with a dot; the mesh writes a colon."""

CLUB_IMPORTS: Final = frozenset({"statsbomb", "metrica-events", "squad", "player-loads"})
"""The kinds of files that only a club imports. Its members with `football:write` do so over the API."""

CLUB_OR_SHARED_IMPORTS: Final = frozenset({"football-fixtures"})
"""The kinds that administrators import for everybody, and members of a club into the club."""

CLUB_ROLES: Final[tuple[ClubRole, ...]] = get_args(ClubRole)
CLUB_AREAS: Final = frozenset({"accounts", "football", "notes"})
"""The areas whose permissions only a club role grants. A platform role may grant `analysis:run` as well."""


def mesh_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The permissions as the mesh writes them."""
    return tuple(word.replace(".", ":") for word in words)


_GRANTED: Final[dict[str, frozenset[str]]] = {
    role: frozenset(mesh_words(words)) for role, words in CLUB_PERMISSIONS.items()
}


def club_grants(role: str, permission: str) -> bool:
    """Whether a club role grants a permission, written with a colon. An unknown role grants nothing."""
    return permission in _GRANTED.get(role, ())
