"""Shows the events of the mesh: a live table on a terminal, one line per event elsewhere."""

import time
from typing import Protocol

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from altsports_cli.supervision.events import Event, describe


class Display(Protocol):
    """Shows events."""

    def show(self, event: Event) -> None: ...

    def close(self) -> None: ...


def display_for(console: Console) -> Display:
    """The live display on a terminal, the plain one in pipes and logs."""
    return LiveDisplay(console) if console.is_terminal else PlainDisplay(console)


class PlainDisplay:
    """One line per event."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def show(self, event: Event) -> None:
        line = describe(event)
        if line:
            self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def close(self) -> None:
        """Does nothing."""


class LiveDisplay:
    """A table while the mesh starts; afterwards one line per event."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._lines: dict[str, Event] = {}
        self._began: dict[str, float] = {}
        self._spinner = Spinner("dots")
        self._live = Live(get_renderable=self._table, console=console, refresh_per_second=10, transient=False)
        self._is_live = False
        self._plain = PlainDisplay(console)

    def show(self, event: Event) -> None:
        if event.kind in ("up", "failed", "stopping"):
            self.close()
        if event.kind in ("starting", "ready") and not self._is_closed:
            self._start()
            self._began.setdefault(event.name, time.monotonic())
            self._lines[event.name] = event
        else:
            self._plain.show(event)

    def close(self) -> None:
        self._is_closed = True
        if self._is_live:
            self._live.stop()
            self._is_live = False

    _is_closed = False

    def _start(self) -> None:
        if not self._is_live:
            self._live.start()
            self._is_live = True

    def _table(self) -> RenderableType:
        table = Table.grid(padding=(0, 2))
        for name, event in self._lines.items():
            if event.kind == "ready":
                mark: RenderableType = Text("✓", style="green")
                seconds = event.seconds
            else:
                mark = self._spinner
                seconds = time.monotonic() - self._began[name]
            table.add_row(
                mark,
                name,
                Text(f"{seconds:5.1f} s", style="dim"),
                Text(event.detail, style="dim", no_wrap=True, overflow="ellipsis"),
            )
        return Group(table)
