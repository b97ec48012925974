"""`altsports logs`: the logs of all processes in one view, ordered by time."""

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from altsports_cli.context import make_console, read_settings
from altsports_cli.errors import EXIT_USAGE, CliError
from altsports_cli.logs.lines import LEVELS, LogLine, Reader, merged
from altsports_cli.machine.home import Home

PAUSE = 0.25  # seconds between two checks for new lines
STYLES = {"DEBUG": "dim", "WARNING": "yellow", "ERROR": "red", "CRITICAL": "bold red"}


def command(
    services: Annotated[
        list[str] | None, typer.Argument(help="Only these: gateway, league, redis ...")
    ] = None,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Keep printing new lines.")] = False,
    lines: Annotated[
        int, typer.Option("--lines", "-n", min=0, help="The number of lines to start with.")
    ] = 100,
    level: Annotated[str, typer.Option(help="The lowest level to show.")] = "DEBUG",
    raw: Annotated[
        bool, typer.Option("--raw", help="Print lines as written (JSON), for other programs.")
    ] = False,
) -> None:
    """Show the logs of all processes, or some of them, merged by time."""
    if level.upper() not in LEVELS:
        raise CliError(f"Unknown level {level}.", f"Use one of: {', '.join(LEVELS)}", exit_code=EXIT_USAGE)
    least = LEVELS.index(level.upper())
    view = View(make_console(), least, raw=raw)
    folder = Home(read_settings().home).logs
    logs = _logs_of(folder, services or [])
    ends = {log: log.stat().st_size for log in logs}
    for line in merged(logs, lines, least=least):
        view.show(line)
    if follow:
        _follow(folder, services or [], ends, view)


class View:
    """Prints lines."""

    def __init__(self, console: Console, least: int, *, raw: bool) -> None:
        self._console = console
        self._least = least
        self._raw = raw

    def show(self, line: LogLine) -> None:
        if line.rank < self._least:
            return
        if self._raw:
            print(line.raw, flush=True)
            return
        text = Text(f"{line.time.astimezone():%H:%M:%S.%f}"[:-3] + " ", style="dim")
        text.append(f"{line.name:<10} ", style="cyan")
        text.append(f"{line.level:<8} {line.message}", style=STYLES.get(line.level, ""))
        for key, value in line.extra.items():
            text.append(f" {key}={value}", style="dim")
        self._console.print(text, soft_wrap=True)


def _logs_of(folder: Path, names: list[str]) -> list[Path]:
    found = sorted(folder.glob("*.log"))
    known = [log.stem for log in found]
    for name in names:
        if name not in known:
            hint = f"Use one of: {', '.join(known)}" if known else "AltSports has not run on this home yet."
            raise CliError(f"{name} has no log.", hint, exit_code=EXIT_USAGE)
    return [log for log in found if not names or log.stem in names]


def _follow(folder: Path, names: list[str], ends: dict[Path, int], view: View) -> None:
    readers: dict[Path, Reader] = {}
    while True:
        fresh: list[LogLine] = []
        for log in _logs_of(folder, names):
            reader = readers.setdefault(log, Reader(log.stem))
            text, ends[log] = _new_lines(log, ends.get(log, 0))
            fresh += [reader.read(raw) for raw in text if raw.strip()]
        for line in sorted(fresh):
            view.show(line)
        time.sleep(PAUSE)


def _new_lines(log: Path, start: int) -> tuple[list[str], int]:
    """Complete lines after `start`, and the next position; a log that became shorter was rotated."""
    size = log.stat().st_size
    start = 0 if size < start else start
    with log.open("rb") as file:
        file.seek(start)
        content = file.read(size - start)
    whole = content[: content.rfind(b"\n") + 1]
    return whole.decode(errors="replace").splitlines(), start + len(whole)
