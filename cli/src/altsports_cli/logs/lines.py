"""Log lines of all processes of the mesh, read into one format and ordered by time."""

import heapq
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

POSTGRES_LINE = re.compile(r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+) UTC \[\d+\] (\w+):\s+(.*)$")
REDIS_LINE = re.compile(r"^\d+:\w (\d\d \w{3} \d{4} \d\d:\d\d:\d\d\.\d+) ([.\-*#]) (.*)$")
REDIS_LEVELS = {".": "DEBUG", "-": "DEBUG", "*": "INFO", "#": "WARNING"}
POSTGRES_LEVELS = {"LOG": "INFO", "FATAL": "ERROR", "PANIC": "CRITICAL", "STATEMENT": "INFO", "HINT": "INFO"}
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
SHOWN_ELSEWHERE = {
    "timestamp",
    "level",
    "severity",
    "service",
    "message",
    "trace_id",
    "user_id",
    "request_id",
}
SEARCHED_PER_LINE = 100  # how many lines to search for each important line
BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, order=True)
class LogLine:
    """One line. raw: as the process wrote it. extra: its other fields, by name."""

    time: datetime
    name: str
    level: str = field(compare=False)
    message: str = field(compare=False)
    raw: str = field(compare=False)
    extra: dict[str, Any] = field(compare=False, default_factory=dict[str, Any])

    @property
    def rank(self) -> int:
        return LEVELS.index(self.level) if self.level in LEVELS else 1


class Reader:
    """Reads the lines of one log; a line without a time gets that of the previous line."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._time = BEGINNING

    def read(self, raw: str) -> LogLine:
        line = _from_json(self._name, raw) or _from_stores(self._name, raw)
        if line is None:
            return LogLine(self._time, self._name, "INFO", raw, raw)
        self._time = line.time
        return line


def last_lines(log: Path, count: int) -> list[LogLine]:
    """The latest lines of a log, oldest first."""
    reader = Reader(log.stem)
    return [reader.read(raw) for raw in _tail(log, count)]


def merged(logs: Iterable[Path], count: int, *, least: int = 0) -> list[LogLine]:
    """The latest lines of several logs, ordered by time; only those with at least the given rank."""
    looked_at = count if least == 0 else count * SEARCHED_PER_LINE
    together = heapq.merge(*(last_lines(log, looked_at) for log in logs))
    fitting = [line for line in together if line.rank >= least]
    return fitting[-count:] if count else []


def last_words(log: Path) -> str:
    """The last message of a program: its latest error, or its latest line, or nothing."""
    lines = [line for line in last_lines(log, 30) if not line.message.startswith("Task exception was never")]
    errors = [line for line in lines if line.rank >= LEVELS.index("ERROR")]
    telling = (errors or lines)[-1:]
    words = [word.strip(" |") for line in telling for word in line.message.splitlines() if word.strip(" |+-")]
    return f"Last message: {words[-1][:300]}" if words else ""


def _tail(log: Path, count: int, *, block: int = 256 * 1024) -> Iterator[str]:
    with log.open("rb") as file:
        size = file.seek(0, 2)
        wanted = block
        while True:
            start = max(0, size - wanted)
            file.seek(start)
            lines = file.read(size - start).decode(errors="replace").splitlines()
            if start == 0 or len(lines) > count:
                break
            wanted *= 4
    yield from (line for line in (lines[-count:] if count else []) if line.strip())


def _from_json(name: str, raw: str) -> LogLine | None:
    if not raw.startswith("{"):
        return None
    try:
        content: dict[str, Any] = json.loads(raw)
        time = datetime.fromisoformat(content["timestamp"])
    except (ValueError, KeyError, TypeError):
        return None
    extra = {key: value for key, value in content.items() if key not in SHOWN_ELSEWHERE and value is not None}
    context = extra.pop("context", None)
    if isinstance(context, dict):
        extra |= context
    return LogLine(time, name, str(content.get("level", "INFO")), str(content.get("message", "")), raw, extra)


def _from_stores(name: str, raw: str) -> LogLine | None:
    if found := POSTGRES_LINE.match(raw):
        time = datetime.fromisoformat(found[1]).replace(tzinfo=UTC)
        return LogLine(time, name, POSTGRES_LEVELS.get(found[2], found[2]), found[3], raw)
    if found := REDIS_LINE.match(raw):
        # Redis writes the local time of the machine.
        time = datetime.strptime(found[1], "%d %b %Y %H:%M:%S.%f").astimezone(UTC)
        return LogLine(time, name, REDIS_LEVELS[found[2]], found[3], raw)
    return None
