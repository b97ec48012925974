"""The rows of clubs that the contract's examples name, in the organisation of the first administrator."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from league_service.catalogue.leagues.repository import find_league
from league_service.clubs.engine.plan import Plan
from league_service.clubs.engine.registry import plans_of
from league_service.clubs.engine.writing import store_new
from league_service.clubs.nouns import HOOKS
from league_service.demo.seed import EXAMPLE
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.demo import FIRST_ORGANISATION


async def keep_demo_club(database: Database, clock: Clock) -> None:
    """Restores the rows that examples name if the demo is loaded; never in production."""
    plans, now = plans_of(HOOKS), clock.now()
    async with database.transaction() as connection:
        await connection.execute("SELECT pg_advisory_xact_lock(hashtext('clubs.demo'))")
        if await find_league(connection, EXAMPLE) is None:
            return
        for plan in _by_need(plans):
            for row in _rows(plans, plan, now):
                await store_new(connection, plan, FIRST_ORGANISATION, row, now)


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


def _rows(plans: Mapping[str, Plan], plan: Plan, now: datetime) -> Iterator[dict[str, Any]]:
    """Rows from the examples of the fields: one to read and change, one to delete, and further ones."""
    noun = plan.noun
    examples = {name: noun.example(name) for name in noun.writable}
    facts = {name: value for name, value in examples.items() if value is not None}
    ids = [noun.example("id"), noun.option.spare_id]
    ids += [] if noun.references.keys() & set(noun.varied) else [noun.other(1), noun.other(2)]
    for number, record_id in enumerate(ids):
        for name in noun.varied if number else ():
            named = plans[noun.references[name]].noun if name in noun.references else None
            facts[name] = named.other(number) if named else f"{examples[name]} {number}"
        kept = {"id": record_id, "version": 1, "created_at": now, "updated_at": now, "archived_at": None}
        yield {**plan.read(facts), **kept}
