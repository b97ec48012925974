"""The rules of personal data that every write of a noun obeys."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from altsports.contract.resources import load_nouns
from league_service.clubs.engine.hooks import BeforeWrite, Hooks, Row, Write, both
from league_service.clubs.errors import ConsentNeeded, PlayerErased
from league_service.clubs.people import repository as people
from league_service.clubs.people.domain import PHYSICAL, is_young, physical_facts

_NO_HOOKS: Final = Hooks()


def with_consents(hooks: Mapping[str, Hooks], age: int) -> dict[str, Hooks]:
    """The hooks of all nouns, with the rules of personal data.

    Players below `age` need a consent for what describes their body.
    """
    rules: dict[str, BeforeWrite] = {noun: _rule(noun, age) for noun in PHYSICAL if noun in load_nouns()}
    found = dict(hooks)
    for noun, rule in rules.items():
        own = hooks.get(noun, _NO_HOOKS)
        found[noun] = replace(own, before_write=both(rule, own.before_write))
    return found


def _rule(noun: str, age: int) -> BeforeWrite:
    async def rule(write: Write, before: Row | None, after: Row) -> Sequence[str]:
        organisation_id = UUID(write.caller.organisation_id)
        player_id = UUID(after["id"] if noun == "players" else after["player_id"])
        is_new_player = noun == "players" and before is None
        if not is_new_player and await people.is_erased(write.connection, organisation_id, player_id):
            raise PlayerErased(str(player_id))
        facts = physical_facts(noun, after)
        if not facts:
            return ()
        born = (
            after["birth_date"]
            if noun == "players"
            else await people.birth_date(write.connection, organisation_id, player_id)
        )
        if is_young(born, write.now.date(), age):
            await _need_consent(write, organisation_id, player_id, facts[0], age)
        return ()

    return rule


async def _need_consent(write: Write, organisation_id: UUID, player_id: UUID, field: str, age: int) -> None:
    if not await people.has_consent(write.connection, organisation_id, player_id, "physical"):
        raise ConsentNeeded.at(
            field,
            f"The player is younger than {age}: record a consent of the kind physical first"
            f" (PUT /api/players/{player_id}/consents/physical), or leave {field} out",
        )
