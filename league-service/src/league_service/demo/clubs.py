"""The rows of clubs that the contract's examples name, in the organisation of the first administrator."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from altsports.contract.resources import Noun
from league_service.catalogue.leagues.repository import find_league
from league_service.clubs.engine.plan import Plan
from league_service.clubs.engine.registry import plans_of
from league_service.clubs.engine.writing import store_new
from league_service.clubs.match_notes import repository as notes
from league_service.clubs.match_notes.domain import Note
from league_service.clubs.nouns import HOOKS
from league_service.demo.seed import EXAMPLE
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.demo import FIRST_ADMIN, FIRST_ORGANISATION


async def keep_demo_club(database: Database, clock: Clock) -> None:
    """Restores the rows that examples name if the demo is loaded; never in production."""
    plans, now = plans_of(HOOKS), clock.now()
    async with database.transaction() as connection:
        await connection.execute("SELECT pg_advisory_xact_lock(hashtext('clubs.demo'))")
        if await find_league(connection, EXAMPLE) is None:
            return
        for plan in _by_need(plans):
            for row in [*_others(plan, now), *_rows(plan, now)]:
                await store_new(connection, plan, FIRST_ORGANISATION, row, now)
        for note in _notes(plans["matches"].noun.example("id"), now):
            await notes.add(connection, FIRST_ORGANISATION, note)


_NOTES: Final = {
    "5b1d6f0e-7c43-5a0c-8d2e-1f2a3b4c5d01": "Their left back leaves space behind him.",
    "5b1d6f0e-7c43-5a0c-8d2e-1f2a3b4c5d09": "To delete.",
}
"""The notes that examples name."""


def _notes(match_id: str, now: datetime) -> Iterator[Note]:
    for note_id, body in _NOTES.items():
        yield Note(note_id, 1, now, now, match_id, FIRST_ADMIN, body, "staff", None, None, None, ())


_OPPONENT: Final = "1898b7d7-fe61-5f8d-bcd2-1312711cc83d"
_SECOND: Final = "5f2c1c1e-6a0b-5d0a-9c38-0a4a4f1f6b02"
_THIRD: Final = "b0b7c3a4-3a55-5a1c-8b8b-53d3a6f0c703"
_ANOTHER_MATCH: Final = "4d3c8a52-9b1f-5e0d-8a77-2f6b1c9d0e04"
_OTHERS: Final[Mapping[str, Mapping[str, Mapping[str, Any]]]] = {
    "teams": {_OPPONENT: {"name": "Quay Athletic Women", "kind": "opponent"}},
    "matches": {_ANOTHER_MATCH: {"venue": "Quay Lane"}},
    "players": {
        _SECOND: {"first_name": "Ines", "last_name": "Duarte", "known_as": None, "jersey_number": 1},
        _THIRD: {"first_name": "Maeve", "last_name": "Kerr", "known_as": None, "jersey_number": 6},
    },
}
"""Further rows, which the rows of examples name: how they differ from the first one."""
_DIFFERS: Final[Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]] = {
    "match_lineups": (
        {"player_id": _SECOND, "jersey_number": 1},
        {"player_id": _THIRD, "jersey_number": 6, "position": "defender"},
    ),
    "player_match_statistics": ({"player_id": _SECOND}, {"player_id": _THIRD}),
}
"""How both rows of nouns differ from the example of Create, so that its key is free."""


def _others(plan: Plan, now: datetime) -> Iterator[dict[str, Any]]:
    for record_id, facts in _OTHERS.get(plan.noun.plural, {}).items():
        yield _row(plan, record_id, {**_stated(plan.noun), **facts}, now)


def _by_need(plans: Mapping[str, Plan]) -> Iterator[Plan]:
    """The nouns, each after those that it references."""
    left = dict(plans)
    while left:
        ready = [plan for plan in left.values() if not left.keys() & _needs(plan)]
        for plan in ready:
            del left[plan.noun.plural]
            yield plan


def _needs(plan: Plan) -> set[str]:
    return set(plan.noun.references.values()) - {plan.noun.plural}


def _rows(plan: Plan, now: datetime) -> Iterator[dict[str, Any]]:
    """Rows from the examples of the fields: one to read and change, and those that examples delete."""
    noun = plan.noun
    stated, (first, other) = _stated(noun), _DIFFERS.get(noun.plural, ({}, {}))
    spare = {name: f"{stated[name]} to delete" for name in noun.varied}
    for record_id, facts in (
        (noun.example("id"), {**stated, **first}),
        (noun.option.spare_id, {**stated, **spare, **other}),
    ):
        yield _row(plan, record_id, facts, now)
    if noun.varied:
        agents = {name: f"{stated[name]} to delete by agents" for name in noun.varied}
        yield _row(plan, noun.other(1), stated | agents, now)


def _stated(noun: Noun) -> dict[str, Any]:
    """The examples of the fields that clients write."""
    examples = {name: noun.example(name) for name in noun.writable}
    return {name: value for name, value in examples.items() if value is not None}


def _row(plan: Plan, record_id: str, facts: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    kept = {"id": record_id, "version": 1, "created_at": now, "updated_at": now, "archived_at": None}
    times = {
        column.name: datetime.fromisoformat(facts[column.name])
        for column in plan.columns
        if column.kind == "time" and facts.get(column.name)
    }
    return {**plan.read({**facts, **times}), **kept}
