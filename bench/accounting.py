"""The CPU time that process trees have used, including members that have ended."""

import os
import time
from collections.abc import Mapping
from pathlib import Path

import psutil

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_ATTEMPTS = 20
_PROCESS_CLOCK = 2  # the kernel's CPUCLOCK_SCHED of a whole process


def tree_seconds(pid: int) -> float:
    """User and system time of a process and all its descendants, in seconds.

    A member that has ended is counted by the parent that waited for it, so the sum never falls. A member
    that ends while the tree is read could be counted twice or not at all, so the tree is then read again.
    Returns 0.0 if the process does not exist.
    """
    before = _ended(pid)
    for _ in range(_ATTEMPTS):
        living = sum(map(_clock_seconds, before))
        after = _ended(pid)
        if after == before:
            break
        before = after
    return living + sum(after.values())


def _ended(pid: int) -> dict[int, float]:
    """Each member of the tree with the time of the children that ended and that it waited for."""
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return {}
    found: dict[int, float] = {}
    for member in family:
        times = _times(member)
        if times is not None:
            found[member.pid] = times.children_user + times.children_system
    return found


def _times(member: psutil.Process):
    try:
        return member.cpu_times()
    except psutil.NoSuchProcess:
        return None


def _clock_seconds(pid: int) -> float:
    """The time of one process with all its threads, in nanoseconds on Linux and otherwise in ticks."""
    try:
        return time.clock_gettime_ns((~pid << 3) | _PROCESS_CLOCK) / 1e9
    except (OSError, AttributeError):  # it has just ended, or the system has no such clocks
        times = _times(psutil.Process(pid)) if psutil.pid_exists(pid) else None
        return times.user + times.system if times is not None else 0.0


def machine_seconds() -> float:
    """The time that all CPUs were busy since the start of the machine, including time stolen by its host."""
    if (stat := Path("/proc/stat")).exists():
        user, nice, system, _idle, _iowait, irq, softirq, steal = map(int, stat.read_text().split()[1:9])
        return (user + nice + system + irq + softirq + steal) / _TICKS_PER_S
    times = psutil.cpu_times()
    return times.user + times.nice + times.system


class Meter:
    """Measures what trees use from its creation on, and what everything else on the machine uses."""

    def __init__(self, pids: Mapping[str, int]) -> None:
        self._pids = dict(pids)
        self._own = tree_seconds(os.getpid())
        self._machine, self._started = machine_seconds(), time.perf_counter()
        self._before = {name: tree_seconds(pid) for name, pid in self._pids.items()}

    def used(self) -> dict[str, float]:
        """CPU seconds by name."""
        return {name: tree_seconds(pid) - self._before[name] for name, pid in self._pids.items()}

    def elapsed(self) -> float:
        return time.perf_counter() - self._started

    def foreign_cores(self, used: Mapping[str, float]) -> float:
        """The cores that others used meanwhile: neither these trees nor the benchmark itself.

        The trees may be descendants of the benchmark. Their time is then part of its own.
        """
        own = tree_seconds(os.getpid()) - self._own
        family = {os.getpid(), *(child.pid for child in psutil.Process().children(recursive=True))}
        others = sum(used[name] for name, pid in self._pids.items() if pid not in family)
        return max(0.0, (machine_seconds() - self._machine - own - others) / self.elapsed())
