"""The folder that contains a mesh's data, secrets and logs, and the folder of its sockets."""

import contextlib
import errno
import os
import secrets
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

from altsports_cli.errors import EXIT_STORAGE, CliError
from service_kit.settings.files import read_or_create_secret, read_text, run_directory

NEEDED_BYTES = 200 * 1024 * 1024
PRIVATE = 0o700
EASY_TO_READ = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Home:
    """Paths under ALTSPORTS_HOME; nothing exists before `prepare()`."""

    path: Path

    @property
    def postgres_data(self) -> Path:
        return self.path / "postgres"

    @property
    def redis_data(self) -> Path:
        return self.path / "redis"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def secrets(self) -> Path:
        return self.path / "secrets"

    @property
    def state_file(self) -> Path:
        return self.path / "state.json"

    @property
    def lock_file(self) -> Path:
        return self.path / "supervisor.lock"

    @property
    def run(self) -> Path:
        """The folder of the sockets: `<home>/run`, or a shorter path elsewhere if that is too long."""
        return run_directory(self.path)

    @property
    def postgres_sockets(self) -> Path:
        return self.run / "pg"

    def log_of(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def make_folders(self) -> None:
        """Creates the folders. Raises CliError if that is not possible."""
        try:
            self._make_folders()
        except OSError as error:
            raise storage_error(error, self.path) from error

    def check_space(self) -> None:
        """Raises CliError if the home is not writable or its disk is (nearly) full."""
        probe = self.path / ".write-probe"
        try:
            probe.write_bytes(b"\0" * 65536)
            probe.unlink()
        except OSError as error:
            probe.unlink(missing_ok=True)
            raise storage_error(error, self.path) from error
        free = shutil.disk_usage(self.path).free
        if free < NEEDED_BYTES:
            raise disk_full(self.path, free)

    def _make_folders(self) -> None:
        # If root starts the mesh, another account runs PostgreSQL: it must enter the folder, not list it.
        self.path.mkdir(mode=0o711 if os.geteuid() == 0 else PRIVATE, parents=True, exist_ok=True)
        for folder in (self.logs, self.secrets, self.redis_data):
            folder.mkdir(mode=PRIVATE, exist_ok=True)
        self._make_run_folder()

    def _make_run_folder(self) -> None:
        self.run.mkdir(mode=0o711 if os.geteuid() == 0 else PRIVATE, exist_ok=True)
        found = self.run.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise CliError(
                f"{self.run} belongs to another account, so sockets there would not be private.",
                "Run as that account, or choose your own folder: ALTSPORTS_HOME=/path/to/folder",
                exit_code=EXIT_STORAGE,
            )

    def secret(self, name: str) -> str:
        """A secret of this home, created at first use."""
        return read_or_create_secret(self.secrets / name)

    def password(self, name: str) -> str:
        """A password of this home, created at first use."""
        path = self.secrets / name
        while (found := read_text(path)) is None:
            with contextlib.suppress(FileExistsError):
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(handle, "w") as file:
                    file.write(easy_password() + "\n")
        return found


def easy_password() -> str:
    """A new password that is easy to copy by hand, such as "k7mq-w3fz-p9dn-x4ct"."""
    return "-".join("".join(secrets.choice(EASY_TO_READ) for _ in range(4)) for _ in range(4))


def storage_error(error: OSError, path: Path) -> CliError:
    """Describes in one line why a folder cannot be used."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full(path, 0)
    return CliError(
        f"Cannot write to {path}: {error.strerror or error}.",
        "Choose your own folder: ALTSPORTS_HOME=/path/to/folder altsports up",
        exit_code=EXIT_STORAGE,
    )


def disk_full(path: Path, free_bytes: int) -> CliError:
    mebibyte = 1024 * 1024
    return CliError(
        f"The disk of {path} is full: {free_bytes // mebibyte} MB free, {NEEDED_BYTES // mebibyte} needed.",
        "Free some space, or choose another disk: ALTSPORTS_HOME=/path/to/folder altsports up",
        exit_code=EXIT_STORAGE,
    )
