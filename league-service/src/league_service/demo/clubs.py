"""The rows of clubs that the contract's examples name, in the organisation of the first administrator."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from altsports.contract.resources import Noun
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
            for row in _rows(plan, now):
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


def _rows(plan: Plan, now: datetime) -> Iterator[dict[str, Any]]:
    """Two rows from the examples of the fields: one to read and change, and one to delete."""
    noun = plan.noun
    examples = {name: noun.example(name) for name in noun.fields}
    stated = {name: value for name, value in examples.items() if name in noun.writable and value is not None}
    spare = {name: f"{stated[name]} to delete" for name in _first_texts(noun) if name in stated}
    for record_id, facts in ((examples["id"], stated), (noun.option.spare_id, stated | spare)):
        kept = {"id": record_id, "version": 1, "created_at": now, "updated_at": now, "archived_at": None}
        yield {**plan.read(facts), **kept}


def _first_texts(noun: Noun) -> list[str]:
    """The fields that keep the keys of the two rows apart."""
    return [key.fields[0] for key in noun.option.unique]
