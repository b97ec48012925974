"""Processes of the operating system, identified so that a reused pid is never mistaken for one of ours."""

import contextlib
import os
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

START_TIME_TOLERANCE = 1.5  # seconds; the clock may be adjusted after the start was recorded


@dataclass(frozen=True)
class ProcessId:
    """A pid and the start time of its process (epoch seconds)."""

    pid: int
    started: float

    @classmethod
    def of(cls, pid: int) -> "ProcessId | None":
        """Identifies a living process, or returns None."""
        try:
            return cls(pid, psutil.Process(pid).create_time())
        except psutil.Error:
            return None

    def find(self) -> psutil.Process | None:
        """Returns the process if it is alive and still the same one."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.started) < START_TIME_TOLERANCE
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.Error:
            return None

    @property
    def alive(self) -> bool:
        return self.find() is not None


def stop_processes(ids: Iterable[ProcessId], *, with_signal: int = signal.SIGTERM, seconds: float) -> None:
    """Asks the processes to stop, waits up to `seconds`, then kills the remaining ones and their groups."""
    found = {process.pid: process for process in (identity.find() for identity in ids) if process is not None}
    for process in found.values():
        with contextlib.suppress(psutil.Error):
            process.send_signal(with_signal)
    _, stubborn = psutil.wait_procs(list(found.values()), timeout=seconds)
    for process in stubborn:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(stubborn, timeout=5)
    for pid in found:
        kill_group(pid)


def kill_group(leader: int) -> None:
    """Kills the remaining processes of a stopped program's process group."""
    if leader in (0, 1, os.getpgrp()):
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


def processes_in(folder: Path, name: str) -> list[ProcessId]:
    """Processes named `name` whose working folder is `folder` (PostgreSQL's is always its data folder)."""
    found: list[ProcessId] = []
    for process in psutil.process_iter(["name"]):
        with contextlib.suppress(psutil.Error, OSError):
            if process.name() == name and Path(process.cwd()) == folder:
                found.append(ProcessId(process.pid, process.create_time()))
    return found


def describe_exit(code: int) -> str:
    """Describes how a process ended, from its return code."""
    if code >= 0:
        return f"exited with code {code}"
    try:
        return f"was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"was killed by signal {-code}"
