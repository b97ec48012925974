"""What the supervisor tells every other command about a running mesh: one private JSON file in the home."""

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
    """One supervised process. started: epoch seconds; stop_signal: what it understands as 'please end'."""

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
    """The whole mesh. environment: what other commands need to reach it. reload: restarts what changes."""

    supervisor: ProcessId
    phase: Phase = "starting"
    links: dict[str, str] = field(default_factory=dict[str, str])
    environment: dict[str, str] = field(default_factory=dict[str, str])
    processes: list[ProcessState] = field(default_factory=list[ProcessState])
    reload: bool = False


def write_state(path: Path, state: MeshState) -> None:
    """Replaces the file in one step; readers see the old or the new state, never half of one."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".state-", delete=False) as file:
        json.dump(asdict(state), file, indent=1)
    Path(file.name).replace(path)


def read_state(path: Path) -> MeshState | None:
    """Reads the file; None when there is none or when it makes no sense."""
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
    """Another supervisor holds this home."""


@contextlib.contextmanager
def supervisor_lock(path: Path) -> Generator[None]:
    """Holds the home for one supervisor; the kernel lets go of it when that process ends, however it ends."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyLocked(str(path)) from error
        yield
    finally:
        os.close(handle)
