"""Migrations: upgraded, downgraded, compared and written, one runner at a time, in one schema only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from service_kit.db import migrate
from service_kit.db.bootstrap import bootstrap, service_dsn

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'sample' ORDER BY tablename"
ALL = ["alembic_version", "clubs", "deliveries", "outbox", "players"]


@pytest.fixture
def dsn(cloned, mesh_secret) -> str:
    """A service's view of a database with its empty schema."""
    empty = cloned()
    bootstrap(empty.admin_dsn, mesh_secret, ["sample"])
    return service_dsn(empty.admin_dsn, "sample", mesh_secret)


@pytest.fixture
def own_migrations(sample_migrations: Path, tmp_path: Path) -> Path:
    """A copy that a test can change."""
    folder = tmp_path / "own" / "migrations"
    shutil.copytree(sample_migrations.parent, folder.parent)
    return folder


def tables(dsn: str) -> list[str]:
    with psycopg.connect(dsn) as connection:
        return [row[0] for row in connection.execute(TABLES)]


def test_upgrade_makes_the_tables_and_remembers_the_revision(dsn, sample_migrations):
    assert migrate.current(dsn, "sample") is None
    migrate.upgrade(dsn, sample_migrations)
    assert tables(dsn) == ALL
    assert migrate.current(dsn, "sample") == "0001"


def test_a_folder_may_have_a_percent_sign_in_its_name(dsn, sample_migrations, tmp_path):
    folder = shutil.copytree(sample_migrations.parent, tmp_path / "100% ours")
    migrate.upgrade(dsn, folder / "migrations")
    assert tables(dsn) == ALL


def test_a_second_upgrade_changes_nothing(dsn, sample_migrations):
    migrate.upgrade(dsn, sample_migrations)
    migrate.upgrade(dsn, sample_migrations)
    assert tables(dsn) == ALL


def test_downgrade_takes_back_and_upgrade_brings_again(dsn, sample_migrations):
    migrate.upgrade(dsn, sample_migrations)
    migrate.downgrade(dsn, sample_migrations)
    assert tables(dsn) == ["alembic_version"]
    migrate.upgrade(dsn, sample_migrations)
    assert tables(dsn) == ALL


def test_check_is_silent_when_tables_and_metadata_are_equal(dsn, sample_migrations, capfd):
    migrate.upgrade(dsn, sample_migrations)
    assert migrate.check(dsn, sample_migrations) == []
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE sample.clubs ADD COLUMN extra2 text",
        "ALTER TABLE sample.clubs ALTER COLUMN city DROP NOT NULL",
        "ALTER TABLE sample.clubs ALTER COLUMN city SET DEFAULT 'nowhere'",
        "ALTER TABLE sample.clubs DROP CONSTRAINT uq_clubs_name_city",
        "ALTER TABLE sample.players ALTER COLUMN number TYPE bigint",
        "DROP INDEX sample.ix_players_club_id",
        "CREATE TABLE sample.forgotten (id int)",
    ],
)
def test_check_tells_what_differs(dsn, sample_migrations, change):
    migrate.upgrade(dsn, sample_migrations)
    with psycopg.connect(dsn) as connection:
        connection.execute(change)
    assert len(migrate.check(dsn, sample_migrations)) == 1


def test_tables_of_other_services_are_none_of_our_business(cloned, mesh_secret, sample_migrations):
    shared = cloned()
    bootstrap(shared.admin_dsn, mesh_secret, ["sample", "other"])
    with psycopg.connect(shared.admin_dsn) as connection:
        connection.execute("CREATE TABLE other.things (id int); CREATE TABLE public.things (id int)")
    dsn = service_dsn(shared.admin_dsn, "sample", mesh_secret)
    migrate.upgrade(dsn, sample_migrations)
    assert migrate.check(dsn, sample_migrations) == []
    assert migrate.check(shared.admin_dsn, sample_migrations) == []


def test_revision_writes_the_difference_as_a_numbered_migration_that_runs(dsn, own_migrations):
    migrate.upgrade(dsn, own_migrations)
    described = own_migrations.parent / "tables.py"
    described.write_text(
        described.read_text() + 'clubs.append_column(Column("motto", Text, server_default=text("\'-\'")))\n'
    )
    path = migrate.revision(dsn, own_migrations, "add motto")
    assert path.name == "0002_add_motto.py"
    assert path.parent == own_migrations / "versions"
    assert path.read_text().startswith('"""add motto."""\n\nfrom')
    assert "###" not in path.read_text()
    migrate.upgrade(dsn, own_migrations)
    assert migrate.check(dsn, own_migrations) == []
    assert migrate.current(dsn, "sample") == "0002"


def test_a_failing_migration_leaves_nothing_of_itself(dsn, own_migrations):
    broken = own_migrations / "versions" / "0002_broken.py"
    broken.write_text(
        "from alembic import op\nrevision = '0002'\ndown_revision = '0001'\n"
        "def upgrade():\n    op.execute('CREATE TABLE sample.half (id int)')\n    op.execute('SELECT 1/0')\n"
        "def downgrade():\n    pass\n"
    )
    with pytest.raises(Exception, match="division by zero"):
        migrate.upgrade(dsn, own_migrations)
    assert tables(dsn) == ALL
    assert migrate.current(dsn, "sample") == "0001"


def test_runners_at_the_same_time_take_turns(dsn, sample_migrations):
    """As processes, because Alembic keeps its context in a global of the process."""
    code = (
        "import sys; from pathlib import Path; from service_kit.db import migrate;"
        "migrate.upgrade(sys.argv[1], Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", code, dsn, str(sample_migrations)]
    runners = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    errors = [runner.communicate(timeout=60)[1] for runner in runners]
    assert [runner.returncode for runner in runners] == [0, 0, 0], errors
    assert tables(dsn) == ALL


def test_a_migration_does_not_queue_behind_a_locked_table_for_long(dsn, sample_migrations):
    migrate.upgrade(dsn, sample_migrations)
    with psycopg.connect(dsn) as connection:
        connection.execute("SELECT * FROM sample.clubs")  # the transaction holds the table
        with pytest.raises(OperationalError, match="lock timeout"):
            migrate.downgrade(dsn, sample_migrations)
    assert tables(dsn) == ALL


def test_the_command_alembic_works_in_the_folder_of_a_service(cloned, mesh_secret, own_migrations):
    for path in own_migrations.parent.rglob("*.py"):  # the settings know the four areas, not "sample"
        path.write_text(path.read_text().replace("sample", "task"))
    empty = cloned()
    bootstrap(empty.admin_dsn, mesh_secret, ["task"])
    ini = own_migrations.parent / "alembic.ini"
    ini.write_text("[alembic]\nscript_location = %(here)s/migrations\npath_separator = os\n")
    dsn = service_dsn(empty.admin_dsn, "task", mesh_secret)
    environment = {**os.environ, "TASK_DATABASE_URL": dsn}
    for arguments in (["upgrade", "head"], ["check"], ["downgrade", "-1"], ["upgrade", "head"]):
        command = [sys.executable, "-m", "alembic", *arguments]
        subprocess.run(command, cwd=ini.parent, env=environment, check=True, capture_output=True)
    assert migrate.current(dsn, "task") == "0001"
