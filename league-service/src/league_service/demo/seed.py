"""The demo data: real leagues of many sports, stated by the project itself, each with a page to check it."""

from datetime import datetime
from importlib import resources

from league_service.imports.operations import Outcome, Upload, import_files, read_uploads
from league_service.imports.planning import Plan
from league_service.imports.reader import OWN
from service_kit.db.database import Database


async def load_demo_data(database: Database, now: datetime) -> str:
    """Imports the demo data; where it is there already nothing changes. Says what happened."""
    files, unread = await read_uploads([demo_upload()])
    said = "Demo data: nothing to load"
    async with database.transaction() as connection:
        async for step in import_files(connection, files, unread, now):
            if isinstance(step, Outcome):
                said = _describe(step.plan)
    return said


def _describe(plan: Plan) -> str:
    counts = (
        f"{plan.created_count} leagues new, {plan.updated_count} changed, {plan.unchanged_count} as before"
    )
    return f"Demo data: {counts}"


def demo_upload() -> Upload:
    """The packaged file as an import takes it."""
    data = resources.files("league_service.demo").joinpath("leagues.csv").read_bytes()
    return Upload("leagues.csv", OWN.key, data)
