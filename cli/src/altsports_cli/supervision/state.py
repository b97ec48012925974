"""The state of a running mesh, which the supervisor writes for other commands: a private JSON file."""

import contextlib
import fcntl
import json
import os
import tempfile
from collections.abc import Generator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from altsports_cli.machine.processes import ProcessId

Phase = Literal["starting", "ready", "stopping"]


@dataclass
class ProcessState:
    """One supervised process. started: epoch seconds; stop_signal: the signal that ends it cleanly."""

    name: str
    pid: int
    started: float
    stop_signal: int
    status: str = "starting"
    restarts: int = 0

    @property
    def identity(self) -> ProcessId:
        return ProcessId(self.pid, self.started)


@dataclass
class MeshState:
    """The whole mesh. environment: the settings that reach it. reload: it restarts changed programs."""

    supervisor: ProcessId
    phase: Phase = "starting"
    links: dict[str, str] = field(default_factory=dict[str, str])
    environment: dict[str, str] = field(default_factory=dict[str, str])
    processes: list[ProcessState] = field(default_factory=list[ProcessState])
    reload: bool = False


def write_state(path: Path, state: MeshState) -> None:
    """Replaces the file atomically; readers see the old or the new state."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".state-", delete=False) as file:
        json.dump(asdict(state), file, indent=1)
    Path(file.name).replace(path)


def read_state(path: Path) -> MeshState | None:
    """Reads the file; returns None if it is missing or invalid."""
    try:
        raw: dict[str, Any] = json.loads(path.read_text())
        return MeshState(
            supervisor=ProcessId(**raw["supervisor"]),
            phase=raw["phase"],
            links=raw["links"],
            environment=raw["environment"],
            processes=[ProcessState(**entry) for entry in raw["processes"]],
            reload=raw.get("reload", False),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


class AlreadyLocked(Exception):
    """Another supervisor has locked this home."""


@contextlib.contextmanager
def supervisor_lock(path: Path) -> Generator[None]:
    """Locks the home for one supervisor; the kernel releases the lock when that process ends in any way."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyLocked(str(path)) from error
        yield
    finally:
        os.close(handle)
