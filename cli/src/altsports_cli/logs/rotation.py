"""Keeps log files small: a large one is copied and truncated, so that writers keep their open file."""

import contextlib
import shutil
from pathlib import Path

LARGEST_LOG = 10 * 1024 * 1024
KEPT_COPIES = 3


def rotate_logs(folder: Path, *, largest: int = LARGEST_LOG) -> None:
    """Rotates every log of the folder that is too large; on a full disk, only truncates them."""
    for log in folder.glob("*.log"):
        with contextlib.suppress(FileNotFoundError):
            if log.stat().st_size > largest:
                _rotate(log)


def _rotate(log: Path) -> None:
    with contextlib.suppress(OSError):
        for number in range(KEPT_COPIES - 1, 0, -1):
            older = log.with_name(f"{log.name}.{number}")
            if older.exists():
                older.replace(log.with_name(f"{log.name}.{number + 1}"))
        shutil.copy2(log, log.with_name(f"{log.name}.1"))
    with log.open("r+b") as file:
        file.truncate(0)
