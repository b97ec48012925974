"""The demo data: real leagues of many sports, stated by the project, each with a page to verify it."""

from datetime import datetime
from importlib import resources
from typing import Final, cast

from league_service.catalogue.figures.domain import Figure, FigureName
from league_service.catalogue.figures.repository import store_figures
from league_service.catalogue.imports.operations import Outcome, import_files, read_uploads
from league_service.catalogue.imports.planning import Plan
from league_service.catalogue.imports.reader import OWN
from league_service.catalogue.imports.repository import known_rows
from league_service.catalogue.imports.rows import ParsedFile
from league_service.catalogue.leagues import repository
from league_service.core.importing.domain import Upload
from league_service.core.packaged import read_table
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.logging import logs

EXAMPLE: Final = "05428cae-aeaa-57dd-926a-cb7710ce1a48"
"""The Premier Lacrosse League, which the contract's examples name."""
EXAMPLE_TO_DELETE: Final = "3b2ec6e5-bb50-5197-b86b-d6d030f5dfee"
"""The Overwatch League, which is defunct: the example of a deletion names it, and it is restored."""
log = logs.get_logger(__name__)


async def load_demo_data(database: Database, now: datetime) -> str:
    """Imports the demo data, which changes nothing if it is stored already. Returns a summary."""
    files, unread = await read_uploads([demo_upload()])
    said = "Demo data: nothing to load"
    async with database.transaction() as connection:
        await repository.forget_deletion(connection, EXAMPLE_TO_DELETE)
        async for step in import_files(connection, files, unread, now):
            if isinstance(step, Outcome):
                said = _describe(step.plan)
        await store_figures(connection, await _demo_figures(connection, files[0]), now)
    return said


async def _demo_figures(connection: Connection, parsed: ParsedFile) -> dict[str, list[Figure]]:
    """The packaged figures by the id of their league; leagues that were deleted have none."""
    known = await known_rows(connection, [OWN.key])
    ids = {row.name: known[OWN.key, row.key].league_id for row in parsed.rows if (OWN.key, row.key) in known}
    figures: dict[str, list[Figure]] = {}
    for row in read_table("demo", "figures.csv"):
        if row["league"] in ids:
            figure = Figure(
                name=cast("FigureName", row["figure"]),
                value=float(row["value"]),
                as_of=row["as_of"],
                source=OWN.key,
                published_in=row["published_in"],
                url=row["url"],
            )
            figures.setdefault(ids[row["league"]], []).append(figure)
    return figures


async def restore_deleted_example(database: Database, clock: Clock) -> None:
    """Restores the league that an example deletes if the demo is loaded; never in production."""
    async with database.read() as connection:
        is_loaded = await repository.find_league(connection, EXAMPLE) is not None
        is_there = await repository.find_league(connection, EXAMPLE_TO_DELETE) is not None
    if is_loaded and not is_there:
        log.info(await load_demo_data(database, clock.now()))


def _describe(plan: Plan) -> str:
    counts = (
        f"{plan.created_count} leagues new, {plan.updated_count} changed, {plan.unchanged_count} unchanged"
    )
    return f"Demo data: {counts}"


def demo_upload() -> Upload:
    """The packaged file as an upload."""
    data = resources.files("league_service.demo").joinpath("leagues.csv").read_bytes()
    return Upload("leagues.csv", OWN.key, data)
