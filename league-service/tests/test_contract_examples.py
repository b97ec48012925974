"""The leagues in the contract's examples are those of the demo data."""

import re
from collections.abc import Iterable
from typing import Any

from altsports.contract.catalog import Method, load_catalog
from league_service.catalogue.leagues.domain import league_id
from league_service.catalogue.leagues.repository import find_league
from league_service.demo.seed import EXAMPLE, EXAMPLE_TO_DELETE, restore_deleted_example
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.testing.callers import ADMIN


def _methods() -> list[Method]:
    """The methods on real leagues; leagues of players are those of fantasy."""
    return [method for method in load_catalog().of_area("league") if method.namespace == "league"]


def _named(examples: Iterable[object]) -> set[str]:
    return {found for text in examples for found in re.findall(r"'league_id': '([^']+)'", str(text))}


def test_every_example_names_the_same_demo_league_and_a_deletion_another_one():
    tools = {method.operation_id: method.tool for method in _methods() if method.tool}
    deletion = tools.pop("DeleteLeague")
    assert _named(tool.example for tool in tools.values()) == {EXAMPLE}
    assert _named([deletion.example]) == {EXAMPLE_TO_DELETE}
    assert league_id("lacrosse", ["United States"], "Premier Lacrosse League") == EXAMPLE


async def test_the_league_that_an_example_deletes_comes_back_at_the_next_start(
    demo_database: Database, clock: Clock, leagues: Any
) -> None:
    name = (await leagues.call("GetLeague", league_id=EXAMPLE_TO_DELETE)).league.name
    await leagues.call("DeleteLeague", ADMIN, league_id=EXAMPLE_TO_DELETE)
    await restore_deleted_example(demo_database, clock)
    assert (await leagues.call("GetLeague", league_id=EXAMPLE_TO_DELETE)).league.name == name


async def test_a_mesh_without_the_demo_gets_no_league_of_it(database: Database, clock: Clock) -> None:
    await restore_deleted_example(database, clock)
    async with database.read() as connection:
        assert await find_league(connection, EXAMPLE_TO_DELETE) is None
