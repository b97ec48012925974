"""The data folder: private, short sockets, and clear errors if it cannot be used."""

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from altsports_cli.errors import EXIT_STORAGE, CliError
from altsports_cli.machine.home import Home


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = os.geteuid() == 0 and shutil.which("mount")
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if not mounted or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small file system is not allowed here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_sockets_live_in_the_home_when_its_path_is_short() -> None:
    assert Home(Path("/srv/altsports")).run == Path("/srv/altsports/run")


def test_sockets_of_a_long_home_live_in_a_short_folder_of_its_own(tmp_path: Path) -> None:
    one = Home(tmp_path / ("long" * 30) / "one")
    two = Home(tmp_path / ("long" * 30) / "two")

    assert len(os.fsencode(one.postgres_sockets / ".s.PGSQL.5432")) < 104
    assert one.run != two.run
    assert Home(one.path).run == one.run


def test_nobody_else_reads_secrets_logs_or_sockets(home: Home) -> None:
    for folder in (home.logs, home.secrets, home.redis_data):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not stat.S_IMODE(home.run.stat().st_mode) & 0o066


def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CliError) as caught:
        Home(tmp_path / "file" / "home").make_folders()

    assert caught.value.message.startswith("Cannot write to ")
    assert "ALTSPORTS_HOME=" in caught.value.hint
    assert caught.value.exit_code == EXIT_STORAGE


def test_a_run_folder_of_someone_else_is_refused(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.path.mkdir()
    (tmp_path / "elsewhere").mkdir()
    home.run.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(CliError, match="belongs to another account"):
        home.make_folders()


def test_a_full_disk_is_told_with_what_is_needed(small_disk: Path) -> None:
    home = Home(small_disk / "home")
    home.make_folders()

    with pytest.raises(CliError, match=r"is full: \d MB free, 200 needed") as caught:
        home.check_space()
    assert caught.value.exit_code == EXIT_STORAGE

    (small_disk / "rest").write_bytes(b"\0" * shutil.disk_usage(small_disk).free)
    with pytest.raises(CliError, match="is full: 0 MB free"):
        home.check_space()
