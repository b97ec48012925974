"""Backups: one file, checked before it is used, and restored whole or not at all."""

import asyncio
import contextlib
import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from altsports_cli.backups import database
from altsports_cli.backups.archive import Facts, new_archive, opened_archive
from altsports_cli.backups.restoring import restore
from altsports_cli.backups.taking import fingerprint
from altsports_cli.errors import CliError
from altsports_cli.mesh.mesh import Mesh
from altsports_cli.migrations.pending import migration_folders, titles_after
from altsports_cli.settings import CommandSettings
from altsports_cli.stores.given import forget_keys
from service_kit.db import migrate
from service_kit.redis.mux import RedisMux
from service_kit.settings.areas import AREAS
from service_kit.testing.clones import Clone

Altsports = Callable[..., "subprocess.CompletedProcess[str]"]
SECRET = "a secret that is long enough for production"
PERSON = (
    "WITH u AS (INSERT INTO auth.users (id, email, username, username_key, user_type, role, tier, created_at,"
    " updated_at) VALUES (gen_random_uuid(), 'pia@altsports.example', 'pia', 'pia', 'owner', 'user', 'basic',"
    " now(), now()) RETURNING id) INSERT INTO auth.sessions (id, user_id, rotated_at, token_issued_at,"
    " created_at, last_used_at) SELECT gen_random_uuid(), id, now(), 0, now(), now() FROM u"
)
STATE = (
    "SELECT (SELECT array_agg(email) FROM auth.users),"
    " (SELECT count(*) FROM auth.sessions WHERE ended_at IS NULL),"
    " (SELECT count(*) FROM auth.revocations WHERE kind = 'user')"
)


def archive_at(path: Path, *, migrations: dict[str, str], **secret_files: bytes) -> Path:
    with new_archive(path) as draft:
        with draft.database() as file:
            file.write(b"a dump" * 100)
        draft.finish(
            Facts("2026-11-30T06:40:00+00:00", "9.9.9", migrations, fingerprint(SECRET.encode())),
            secret_files,
        )
    return path


def state_of(clone: Clone) -> tuple[list[str], int, int]:
    with psycopg.connect(clone.admin_dsn) as connection:
        row = connection.execute(STATE).fetchone()
    assert row is not None
    return row


@pytest.fixture
def settings(redis_url: str, redis_prefix: str) -> dict[str, str]:
    return {"REDIS_URL": redis_url, "ALTSPORTS_REDIS_PREFIX": redis_prefix}


@pytest.fixture
def home_at(tmp_path: Path, mesh_secret: bytes) -> Callable[[str], Path]:
    """A home with the secret from which the roles of the test server have their passwords."""

    def make(name: str) -> Path:
        (tmp_path / name / "secrets").mkdir(parents=True)
        (tmp_path / name / "secrets" / "mesh_secret").write_bytes(mesh_secret)
        return tmp_path / name

    return make


def test_a_backup_restores_data_and_secrets_into_a_fresh_home_without_sessions(
    altsports: Altsports,
    cloned: Callable[..., Clone],
    settings: dict[str, str],
    home_at: Callable[[str], Path],
) -> None:
    old, new, home = cloned(*AREAS), cloned(), home_at("old")
    (home / "secrets" / "certs").mkdir()
    (home / "secrets" / "certs" / "ca.pem").write_text("a certificate")
    (home / "secrets" / "postgres_password").write_text("of another server")
    with psycopg.connect(old.admin_dsn) as connection:
        connection.execute(PERSON)
    here = settings | {"ALTSPORTS_HOME": str(home), "DATABASE_URL": old.admin_dsn}
    there = settings | {"ALTSPORTS_HOME": str(home.parent / "new"), "DATABASE_URL": new.admin_dsn}

    done = altsports("backup", "all.backup", **here)
    assert done.returncode == 0, done.stderr
    assert "Uploaded files are not in it" in done.stdout
    assert (home / "files").as_uri() in done.stdout.replace("\n", "")
    assert (home.parent / "all.backup").stat().st_mode & 0o077 == 0
    done = altsports("restore", "all.backup", **there)
    assert done.returncode == 0, done.stderr

    assert state_of(new) == (["pia@altsports.example"], 0, 1)
    restored = home.parent / "new" / "secrets"
    for name in ("mesh_secret", "certs/ca.pem"):
        assert (restored / name).read_bytes() == (home / "secrets" / name).read_bytes()
        assert (restored / name).stat().st_mode & 0o077 == 0
    assert not (restored / "postgres_password").exists()
    done = altsports("restore", "all.backup", **there)
    assert (done.returncode, "has data" in done.stderr, "--force" in done.stderr) == (1, True, True)


def test_an_upgrade_backs_up_what_a_restore_migrates_again_and_can_be_repeated(
    altsports: Altsports,
    cloned: Callable[..., Clone],
    settings: dict[str, str],
    home_at: Callable[[str], Path],
) -> None:
    clone, home = cloned(*AREAS), home_at("home")
    migrate.downgrade(clone.dsn("auth"), migration_folders()["auth"])
    before = database.stored_migrations(clone.admin_dsn)["auth"]
    here = settings | {"ALTSPORTS_HOME": str(home), "DATABASE_URL": clone.admin_dsn}

    first, second = altsports("upgrade", **here), altsports("upgrade", **here)

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    [backup] = (home / "backups").glob("before-upgrade-*.backup")
    assert str(backup) in first.stdout
    [applied] = titles_after("auth", before)
    assert f"  auth    {applied}\n" in first.stdout
    assert "Nothing to do" in second.stdout
    latest = applied.partition(" ")[0]
    assert database.stored_migrations(clone.admin_dsn)["auth"] == latest
    empty = cloned()
    restored = altsports("restore", str(backup), **here | {"DATABASE_URL": empty.admin_dsn})
    assert restored.returncode == 0, restored.stderr
    assert database.stored_migrations(empty.admin_dsn)["auth"] == latest


async def test_a_load_that_ends_early_changes_nothing(cloned: Callable[..., Clone]) -> None:
    clone = cloned("auth")
    with psycopg.connect(clone.admin_dsn) as connection:
        connection.execute(PERSON)
    dump = io.BytesIO()
    await database.dump(clone.admin_dsn, dump)

    for broken in (dump.getvalue()[: len(dump.getvalue()) // 2], b"", b"no dump at all"):
        with pytest.raises(CliError, match="nothing was changed"):
            await database.load(clone.admin_dsn, io.BytesIO(broken))
        assert state_of(clone) == (["pia@altsports.example"], 1, 0)

    await database.load(clone.admin_dsn, io.BytesIO(dump.getvalue()))
    assert state_of(clone) == (["pia@altsports.example"], 1, 0)


async def test_a_database_that_refuses_a_dump_is_explained(cloned: Callable[..., Clone]) -> None:
    clone = cloned("auth")
    password = clone.dsn("league").replace("altsports_league", "altsports_nobody")
    with pytest.raises(CliError, match="could not be dumped"):
        await database.dump(password, io.BytesIO())


@pytest.mark.parametrize("place", [0, 20, 60, 100, 117, 118, 200, 700, -200, -30, -1])
def test_a_file_with_one_wrong_byte_is_refused(tmp_path: Path, place: int) -> None:
    path = archive_at(tmp_path / "whole", migrations={"auth": "0001"}, mesh_secret=SECRET.encode())
    with opened_archive(path) as whole:
        assert whole.secret_files == {"mesh_secret": SECRET.encode()}
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(CliError, match=r"damaged|incomplete|format"), opened_archive(path):
        pass


@pytest.mark.parametrize("kept", [0, 50, 118, 119, 500, -1])
def test_a_file_that_was_cut_off_is_refused(tmp_path: Path, kept: int) -> None:
    path = archive_at(tmp_path / "whole", migrations={"auth": "0001"})
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(CliError, match=r"damaged|incomplete"), opened_archive(path):
        pass


def test_a_failed_backup_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), new_archive(tmp_path / "part"):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "a/../../b", ".hidden", "a//b"])
def test_a_secret_cannot_leave_its_folder(tmp_path: Path, name: str) -> None:
    path = archive_at(tmp_path / "whole", migrations={}, **{name: b"x"})
    with opened_archive(path) as archive, pytest.raises(CliError, match="impossible name"):
        _ = archive.secret_files


@pytest.mark.parametrize(
    ("migrations", "secret", "carried", "said"),
    [
        ({"auth": "9999"}, SECRET, {}, "newer than this code"),
        ({"golf": "0001"}, SECRET, {}, "newer than this code"),
        ({"auth": "0001"}, "another secret that is long enough", {}, "does not contain its mesh secret"),
        (
            {"auth": "0001"},
            "another secret that is long enough",
            {"mesh_secret": SECRET.encode()},
            "is not the secret",
        ),
    ],
)
async def test_a_backup_that_does_not_fit_is_refused_before_anything_is_touched(
    tmp_path: Path, migrations: dict[str, str], secret: str, carried: dict[str, bytes], said: str
) -> None:
    path = archive_at(tmp_path / "whole", migrations=migrations, **carried)
    mesh = Mesh(CommandSettings(home=tmp_path / "home", mesh_secret=SecretStr(secret)))
    with opened_archive(path) as archive, pytest.raises(CliError, match=said) as refused:
        await restore(mesh, archive, lambda: True)
    assert refused.value.hint
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("is_used", [True, False])
async def test_a_restore_that_cannot_be_done_leaves_data_and_secrets_alone(
    cloned: Callable[..., Clone],
    home_at: Callable[[str], Path],
    redis_url: str,
    mesh_secret: bytes,
    is_used: bool,
) -> None:
    clone, home = cloned("auth"), home_at("home")
    path = archive_at(home.parent / "whole", migrations={"auth": "0001"}, mesh_secret=mesh_secret, other=b"x")
    mesh = Mesh(
        CommandSettings(home=home, database_url=SecretStr(clone.admin_dsn), redis_url=SecretStr(redis_url))
    )
    with psycopg.connect(clone.admin_dsn) as connection:
        connection.execute(PERSON)
    said = "Services use this database" if is_used else "nothing was changed"
    with contextlib.ExitStack() as opened:
        if is_used:
            opened.enter_context(psycopg.connect(clone.dsn("auth")))
        archive = opened.enter_context(opened_archive(path))
        with pytest.raises(CliError, match=said):
            await restore(mesh, archive, lambda: True)
    assert state_of(clone) == (["pia@altsports.example"], 1, 0)
    assert [file.name for file in (home / "secrets").iterdir()] == ["mesh_secret"]


async def test_only_the_keys_of_the_mesh_are_forgotten(redis_url: str, redis_prefix: str) -> None:
    mine, others = f"{redis_prefix}[a]*", f"{redis_prefix}a-b"
    async with RedisMux(redis_url) as redis:
        await asyncio.gather(
            *(redis.execute("SET", f"{mine}:{number}", "x", "EX", 60) for number in range(50))
        )
        await redis.execute("SET", f"{others}:1", "x", "EX", 60)
        await forget_keys(redis_url, mine)
        assert [await redis.execute("EXISTS", f"{prefix}:1") for prefix in (mine, others)] == [0, 1]
