"""Records and withdraws consents, exports players and erases them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from altsports.contract.resources import load_nouns
from league_service.clubs.access import is_manager, is_player, organisation_of, require
from league_service.clubs.engine.access import access_of
from league_service.clubs.engine.plan import Plan
from league_service.clubs.engine.reading import get_row, not_found
from league_service.clubs.people import repository as people
from league_service.clubs.people.catalog import Reference, references, references_to_users
from league_service.clubs.people.domain import (
    PERSONAL,
    PHYSICAL,
    Erasure,
    Export,
    Names,
    Renaming,
    label_of,
    replaced_names,
)
from league_service.clubs.people.forgetting import forget_elsewhere, forget_member
from league_service.clubs.people.vocabulary import vocabulary_of
from service_kit.caller import Caller
from service_kit.db.connection import Connection
from service_kit.db.reader import Reader

_INTERNAL: Final = frozenset({"organisation_id", "token_hash"})


async def visible_player(
    reader: Reader, plan: Plan, caller: Caller, player_id: str, now: datetime
) -> dict[str, Any]:
    """The row of a player. Raises RecordNotFound if the caller may not see it."""
    return plan.row(await get_row(reader, plan, access_of(caller, now), player_id))


async def withdraw(
    connection: Connection, organisation_id: UUID, player_id: UUID, kind: str, now: datetime
) -> None:
    """Withdraws a consent, recorded or not, and deletes what may not be stored without it."""
    await people.withdraw(connection, organisation_id, player_id, kind, now)
    if kind == "physical":
        await people.clear(connection, PHYSICAL, organisation_id, player_id, now)
        await people.heal(connection, organisation_id, player_id, now)
        await forget_elsewhere(connection, organisation_id, player_id, now)


async def export(reader: Connection, caller: Caller, player_id: UUID, now: datetime) -> Export:
    """Everything that is stored about a visible player. Raises InsufficientPermissions for other people."""
    organisation_id = organisation_of(caller)
    player = await people.player_row(reader, organisation_id, player_id) or {}
    user_id = player.get("user_id") or ""
    if not is_manager(caller) and (not user_id or user_id != caller.user_id):
        require(caller, "accounts:read")
    tables: dict[str, list[dict[str, Any]]] = {"players": [_own_facts(player)]}
    hidden = 0
    for reference, named in await _traces(reader, str(player_id), user_id):
        rows = await people.rows_about(reader, reference, organisation_id, named)
        open_rows = [row for row in rows if not _is_hidden(row, caller)]
        hidden += len(rows) - len(open_rows)
        kept = tables.setdefault(reference.table, [])
        kept += [row for row in map(_own_facts, open_rows) if row not in kept]
    found = {name: rows for name, rows in tables.items() if rows}
    return Export(str(player_id), now, found, hidden)


async def erase(connection: Connection, plan: Plan, caller: Caller, player_id: str, now: datetime) -> Erasure:
    """Erases a player. Raises RecordNotFound. A second erasure finds nothing left to remove."""
    organisation_id = organisation_of(caller)
    await get_row(connection, plan, access_of(caller, now), player_id)
    id = UUID(player_id)
    row = await people.player_row(connection, organisation_id, id, lock=True)
    if row is None:
        raise not_found(plan, player_id)
    names = Names(row["first_name"], row["last_name"], row["known_as"])
    if not await people.note_erasure(connection, organisation_id, id, caller.user_id, now):
        return Erasure(player_id, f"{names.first} {names.last}", None, None)
    others = await people.other_names(connection, organisation_id, id)
    label, deleted = label_of(row["jersey_number"], len(others)), 0
    for reference, named in await _traces(connection, player_id, row["user_id"] or ""):
        if not reference.keeps_rows:
            deleted += await people.delete_about(connection, reference, organisation_id, named)
    await people.forget_imports(connection, organisation_id, id)
    changed = await people.clear(connection, PERSONAL, organisation_id, id, now)
    renaming = Renaming(replaced_names(names, others), label)
    changed += await people.rename_everywhere(
        connection, organisation_id, renaming, vocabulary_of(load_nouns().values()), now
    )
    await people.anonymise(connection, organisation_id, id, label, now)
    await forget_elsewhere(connection, organisation_id, id, now)
    if row["user_id"]:
        await forget_member(connection, organisation_id, row["user_id"])
    return Erasure(player_id, label, deleted, changed + 1)


async def _traces(reader: Reader, player_id: str, user_id: str) -> list[tuple[Reference, str]]:
    """The columns that name a player or the player's account, each with the name in it."""
    found = [(reference, player_id) for reference in await references(reader)]
    if user_id:
        found += [(reference, user_id) for reference in await references_to_users(reader)]
    return found


def _is_hidden(row: Mapping[str, Any], caller: Caller) -> bool:
    """Whether a row is a note that the caller may not read: players read what is published to the team."""
    visibility = row.get("visibility", "team")
    if visibility == "team" or row.get("author_id") == caller.user_id:
        return False
    return visibility == "private" or is_player(caller)


def _own_facts(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _INTERNAL}
