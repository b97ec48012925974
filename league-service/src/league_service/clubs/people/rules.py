"""The rules of personal data that every write of a noun obeys."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from league_service.clubs.engine.hooks import BeforeWrite, Hooks, Row, Write, both
from league_service.clubs.errors import ConsentNeeded, PlayerErased
from league_service.clubs.people import repository as people
from league_service.clubs.people.domain import Fact, is_young, physical_facts
from league_service.clubs.people.youth import closed_to_measurements, is_for_the_young
from service_kit.errors import Violation


def with_consents(hooks: Mapping[str, Hooks], age: int) -> dict[str, Hooks]:
    """The hooks of all nouns, with the rules of personal data.

    Players below `age` need a consent for what describes their body.
    """
    rules = {
        "players": _rule_of_players(age),
        "player_match_statistics": _rule("player_match_statistics", age),
        "training_sessions": _rule("training_sessions", age),
    }
    found = dict(hooks)
    for noun, rule in rules.items():
        own = hooks.get(noun, Hooks())
        found[noun] = replace(own, before_write=both(rule, own.before_write))
    return found


def _rule_of_players(age: int) -> BeforeWrite:
    async def rule(write: Write, before: Row | None, after: Row) -> Sequence[str]:
        organisation_id, player_id = UUID(write.caller.organisation_id), UUID(after["id"])
        if before is not None:
            await _not_erased(write, after["id"])
        if not await _is_young(write, after, age):
            return ()
        places = [fact.loc for fact in physical_facts("players", after)]
        grew_younger = before is not None and before["birth_date"] != after["birth_date"]
        if grew_younger and await people.is_measured(write.connection, organisation_id, player_id):
            places.append(("birth_date",))
        if places and not await people.has_consent(write.connection, organisation_id, player_id, "physical"):
            raise _consent_needed([Fact(after["id"], loc) for loc in places], age)
        return ()

    return rule


def _rule(noun: str, age: int) -> BeforeWrite:
    async def rule(write: Write, _before: Row | None, after: Row) -> Sequence[str]:
        if "player_id" in after:
            await _not_erased(write, after["player_id"])
        facts = physical_facts(noun, after)
        named = sorted({fact.player_id for fact in facts})
        organisation_id, today = UUID(write.caller.organisation_id), write.now.date()
        closed = await closed_to_measurements(write.connection, organisation_id, named, today=today, age=age)
        if refused := [fact for fact in facts if fact.player_id in closed]:
            raise _consent_needed(refused, age)
        return ()

    return rule


async def _is_young(write: Write, player: Row, age: int) -> bool:
    """Whether a player is too young by the birth date, or without one by a team of today or later."""
    today = write.now.date()
    if player["birth_date"]:
        return is_young(player["birth_date"], today, age)
    teams = [
        each["team_id"]
        for each in player["registrations"]
        if not each.get("to") or date.fromisoformat(each["to"]) >= today
    ]
    organisation_id = UUID(write.caller.organisation_id)
    return bool(teams) and await is_for_the_young(write.connection, organisation_id, teams, age)


async def _not_erased(write: Write, player_id: str) -> None:
    if await people.is_erased(write.connection, UUID(write.caller.organisation_id), UUID(player_id)):
        raise PlayerErased(player_id)


def _consent_needed(facts: Sequence[Fact], age: int) -> ConsentNeeded:
    violations: list[Violation] = [
        {
            "loc": list(fact.loc),
            "msg": (
                f"The player is younger than {age}, or in a team for players so young and without a birth"
                " date: record a consent of the kind physical first"
                f" (PUT /api/players/{fact.player_id}/consents/physical), or leave {fact.loc[-1]} out"
            ),
            "type": "consent_needed",
        }
        for fact in facts
    ]
    return ConsentNeeded(violations[0]["msg"], violations=violations)
