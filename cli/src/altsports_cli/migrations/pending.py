"""Decides in milliseconds whether a database needs migrations, and applies them in a separate process."""

import asyncio
import importlib.util
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr

from altsports_cli.errors import CliError
from altsports_cli.python_process import run_python
from service_kit.settings.areas import AREAS
from service_kit.settings.database import role_name
from service_kit.settings.mesh import MeshSettings

REVISION = re.compile(r"^(revision|down_revision)\b[^=]*=\s*[\"'](\w+)[\"']", re.MULTILINE)


async def bring_up_to_date(settings: MeshSettings, environment: Mapping[str, str]) -> str:
    """Applies missing migrations and returns a description. Raises CliError if a migration fails."""
    behind = await asyncio.to_thread(areas_behind, settings, environment["DATABASE_URL"])
    if not behind:
        return "nothing to do"
    await run_module("altsports_cli.migrations.migrate_all", environment)
    return ", ".join(behind)


def titles_after(area: str, revision: str | None) -> list[str]:
    """What the migrations of an area after a revision do, in order: the first lines of their files."""
    following: dict[str | None, tuple[str, str]] = {}
    for file in (migration_folders()[area] / "versions").glob("*.py"):
        text = file.read_text()
        facts = dict(REVISION.findall(text))
        title = text.removeprefix('"""').partition("\n")[0].removesuffix('"""')
        following[facts.get("down_revision")] = (facts["revision"], title)
    titles: list[str] = []
    while revision in following:
        revision, title = following[revision]
        titles.append(f"{revision} {title}")
    return titles


async def run_module(module: str, environment: Mapping[str, str], *arguments: str) -> str:
    """Runs a module in a separate process and returns its last line. Raises CliError with it on failure."""
    finished = await run_python(module, environment, *arguments)
    if finished.code != 0:
        reason = finished.complaint or "no output"
        raise CliError(f"The migrations failed: {reason}", "Try again with: altsports migrate")
    return finished.said or "no output"


def areas_behind(settings: MeshSettings, admin_dsn: str) -> list[str]:
    """The areas whose schema is not at the latest migration, or whose login does not work yet."""
    own = settings.model_copy(update={"database_url": SecretStr(admin_dsn)})
    new = _areas_without_role(settings, admin_dsn)
    return [
        area
        for area, folder in migration_folders().items()
        if area in new or not _is_current(own, area, folder)
    ]


def _areas_without_role(settings: MeshSettings, admin_dsn: str) -> set[str]:
    """A login that must fail would be a FATAL line in the log of the server, so roles are looked up first."""
    import psycopg  # noqa: PLC0415 - while the stores start, not before

    query = "SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)"
    roles = {role_name(area): area for area in AREAS if getattr(settings, f"{area}_database_url") is None}
    try:
        with psycopg.connect(admin_dsn, connect_timeout=10) as connection:
            found = {row[0] for row in connection.execute(query, [list(roles)])}
    except psycopg.Error:
        return set()  # without an administrator, the logins of the services decide
    return {area for role, area in roles.items() if role not in found}


def migration_folders() -> dict[str, Path]:
    """The migrations folder of each area that has one."""
    found: dict[str, Path] = {}
    for area in AREAS:
        spec = importlib.util.find_spec(f"{area}_service")
        if spec and spec.origin:
            folder = Path(spec.origin).parents[2] / "migrations"
            if (folder / "env.py").exists():
                found[area] = folder
    return found


def is_latest(stored: str | None, area: str, folder: Path) -> bool:
    """Whether the stored revision is the latest one. Raises CliError if newer code made the database."""
    revisions, head = revisions_of(folder)
    if stored is not None and stored not in revisions:
        raise CliError(
            f"The data of {area}-service is newer than this code: it does not know the migration {stored}.",
            "Use the version that made the data, or a newer one; or start with other data (ALTSPORTS_HOME).",
        )
    return stored == head


def revisions_of(folder: Path) -> tuple[set[str], str | None]:
    """All revisions of a migrations folder, and the latest, read from its files; None if there is none."""
    revisions: set[str] = set()
    parents: set[str] = set()
    for file in (folder / "versions").glob("*.py"):
        for kind, value in REVISION.findall(file.read_text()):
            (revisions if kind == "revision" else parents).add(value)
    heads = sorted(revisions - parents)
    if len(heads) > 1:
        raise CliError(
            f"{folder} has several latest migrations: {', '.join(heads)}.", "Put them into one sequence."
        )
    return revisions, heads[0] if heads else None


def _is_current(settings: MeshSettings, area: str, folder: Path) -> bool:
    import psycopg  # noqa: PLC0415 - while the stores start, not before
    from psycopg.sql import SQL, Identifier  # noqa: PLC0415

    query = SQL("SELECT version_num FROM {}.alembic_version").format(Identifier(area))
    try:
        with psycopg.connect(settings.area_dsn(area), connect_timeout=10) as connection:
            row = connection.execute(query).fetchone()
    except psycopg.Error:
        return False
    return is_latest(row[0] if row else None, area, folder)
