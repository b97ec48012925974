"""Which rows a caller may see, and which fields of them."""

import re
from datetime import date, datetime
from typing import Final, Literal, NamedTuple

from altsports.contract.resources import Noun, load_nouns
from league_service.clubs.access import is_player, organisation_of, visible_teams
from service_kit.caller import Caller
from service_kit.lru import Lru

Sight = Literal["read", "write", "name"]
"""What a row is wanted for.

A list such as the registrations of a player grants `read` and `write` while one of its intervals includes
today. A reference may `name` a row whose intervals are past or still to come: somebody corrects an old match.
"""
SIGHTS: Final[tuple[Sight, ...]] = ("read", "write", "name")


class Access(NamedTuple):
    """What a caller may see in the organisation for which they act."""

    organisation: str
    teams: tuple[str, ...] | None
    """The teams whose rows the caller sees; None for all rows of the club."""
    only_plays: bool
    """Whether personal facts of other people are hidden."""
    user: str
    today: date
    """The day on which intervals are judged, in UTC."""

    @property
    def parameters(self) -> dict[str, object]:
        """The parameters of every statement."""
        return {
            "organisation": self.organisation,
            "teams": list(self.teams or ()),
            "today": self.today,
            "person": self.user if is_id(self.user) else None,
            "works": not self.only_plays,
        }


_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_known: Lru[tuple[object, ...], Access] = Lru(4096)


def access_of(caller: Caller, now: datetime) -> Access:
    """The access of a caller. Raises InsufficientPermissions without a club.

    It is remembered, because it follows from what was signed about the caller, and from the day.
    """
    today = now.date()
    key = (
        *(today, caller.kind, caller.user_id, caller.organisation_id, caller.club_role),
        *(caller.permissions, caller.team_access),
    )
    access = _known.get(key)
    if access is None:
        organisation, teams = organisation_of(caller), visible_teams(caller)
        seen = None if teams is None else tuple(map(str, teams))
        access = Access(str(organisation), seen, is_player(caller), caller.user_id, today)
        _known.put(key, access)
    return access


def is_id(text: str) -> bool:
    """Whether a text can be the id of a row."""
    return _ID.fullmatch(text) is not None


def visible(noun: Noun, alias: str, sight: Sight = "read") -> str:
    """The condition under which a row of a noun is seen by members with access to some teams.

    A row is seen through any of its own teams; one that has none, or only opponents, is seen by the club. The
    person whom a row is about reads it as well.
    """
    parts: list[str] = []
    own: list[str] = []
    granted: list[str] = []
    for field in noun.option.team_fields:
        if field == "id":
            own.append(f"{alias}.kind = 'own'")
            granted.append(f"{alias}.id = ANY(%(teams)s::uuid[])")
        elif "." in field:
            own.append(_own(f"SELECT {_child(noun, field, alias)}", alias))
            interval = "" if sight == "name" else in_force(noun, field)
            granted.append(
                f"EXISTS (SELECT {_child(noun, field, alias, 'ANY(%(teams)s::uuid[])')}{interval})"
            )
        elif noun.references[field] == "teams":
            own.append(_own(f"SELECT {alias}.{field}", alias))
            granted.append(f"{alias}.{field} = ANY(%(teams)s::uuid[])")
        else:
            parts.append(_as_visible_as(load_nouns()[noun.references[field]], field, alias, sight))
    if own and noun.option.person and sight == "read":
        granted.append(f"{alias}.{noun.option.person} = %(person)s::uuid")
    if own:
        parts.append(f"(NOT ({' OR '.join(own)}) OR {' OR '.join(granted)})")
    return " AND ".join(parts) or "true"


def _own(teams: str, alias: str) -> str:
    """Whether one of the teams belongs to the club."""
    return (
        f"EXISTS (SELECT FROM clubs.teams AS own WHERE own.organisation_id = {alias}.organisation_id"
        f" AND own.kind = 'own' AND own.id IN ({teams}))"
    )


def _child(noun: Noun, path: str, alias: str, wanted: str = "") -> str:
    """The teams of a row that its list names."""
    name, field = path.split(".")
    named = f" AND c.{field} = {wanted}" if wanted else ""
    return (
        f"c.{field} FROM {noun.schema}.{noun.singular}_{name} AS c"
        f" WHERE c.organisation_id = {alias}.organisation_id AND c.{noun.singular}_id = {alias}.id{named}"
    )


def in_force(noun: Noun, path: str) -> str:
    """The condition under which an item `c` of a list counts today, if its items have first and last days."""
    items = noun.fields[path.partition(".")[0]].message_type
    if items is None or not {"from", "to"} <= {field.name for field in items.fields}:
        return ""
    return """ AND c."from" <= %(today)s::date AND (c."to" IS NULL OR c."to" >= %(today)s::date)"""


def _as_visible_as(other: Noun, field: str, alias: str, sight: Sight) -> str:
    """Whether the row that a field names is visible."""
    inner = f"{alias}_{field}"
    return (
        f"({alias}.{field} IS NULL OR EXISTS (SELECT FROM {other.table} AS {inner}"
        f" WHERE {inner}.organisation_id = {alias}.organisation_id AND {inner}.id = {alias}.{field}"
        f" AND {visible(other, inner, sight)}))"
    )
