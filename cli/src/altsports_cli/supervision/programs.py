"""Describes a program to the supervisor: how to start it, when it is ready, how to stop it."""

import json
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Probe = Callable[[], Awaitable[bool]]
LAUNCHER = Path(__file__).with_name("launch.py")


@dataclass(frozen=True)
class Account:
    """The system account for a program that refuses to run as root.

    reach_private_folders: it can pass through folders that only root may enter.
    """

    name: str
    uid: int
    gid: int
    reach_private_folders: bool


async def is_running() -> bool:
    """The probe of a program that is ready as soon as it runs."""
    return True


def nothing() -> None:
    """The preparation of programs that need none."""


@dataclass(frozen=True)
class Program:
    """One program of the mesh.

    probe: returns whether it is ready, polled until it is. prepare: runs before each start.
    ready_seconds: the time limit of the first start. stop_seconds: from the stop signal to SIGKILL.
    """

    name: str
    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    probe: Probe = is_running
    prepare: Callable[[], None] = nothing
    account: Account | None = None
    stop_signal: int = signal.SIGTERM
    ready_seconds: float = 120
    stop_seconds: float = 20
    watched: tuple[Path, ...] = ()

    def command(self) -> list[str]:
        """The command line: the launcher, which executes the program and ties its lifetime to ours."""
        options: dict[str, Any] = {"parent_pid": os.getpid(), "death_signal": int(self.stop_signal)}
        if self.account is not None:
            options |= {
                "uid": self.account.uid,
                "gid": self.account.gid,
                "reach_private_folders": self.account.reach_private_folders,
            }
        return [sys.executable, "-I", "-S", str(LAUNCHER), json.dumps(options), *self.argv]
