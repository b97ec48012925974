"""`altsports import`: brings files of the outside world in."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from altsports.league.v1 import imports_pb2 as pb
from altsports_cli.context import make_console, settings_of_running_mesh
from altsports_cli.errors import EXIT_PARTIAL, EXIT_USAGE, CliError
from altsports_cli.imports.competitions import (
    COMPETITION_KINDS,
    describe_games,
    import_competition,
    only_file,
)
from altsports_cli.imports.leagues import import_leagues
from altsports_cli.imports.sources import opened

KINDS = ("leagues", *COMPETITION_KINDS)
MOST_PROBLEMS_SHOWN = 50


def command(
    kind: Annotated[str, typer.Argument(help=f"What the files hold: {', '.join(KINDS)}.")],
    where: Annotated[str, typer.Argument(help="A file, a folder of files, or an http(s) URL.")],
    source: Annotated[str, typer.Option(help="Key of the source, where the format does not tell it.")] = "",
    season: Annotated[int, typer.Option(help="Only games of this season (nflverse, opening-lines).")] = 0,
    all_problems: Annotated[bool, typer.Option("--all-problems", help="Show every one of them.")] = False,
) -> None:
    """Import leagues, NFL games or opening lines.

    leagues: CSV, openfootball lists, or TheSportsDB-style JSON; the format is recognised.
    nflverse: games.csv of nflverse, with results and closing lines.
    opening-lines: JSON of sportsbookreview's archive, for games that are stored.

    One transaction for all files of the call; importing the same again changes nothing. Rows that cannot be
    used are told with the reason. Exit code 0 when every row was used, 6 when some were not.
    """
    if kind not in KINDS:
        raise CliError(f"Cannot import {kind}.", f"Known kinds: {', '.join(KINDS)}", exit_code=EXIT_USAGE)
    settings = settings_of_running_mesh()
    console = make_console()
    with opened(where) as files, ImportView(console, show_all=all_problems) as view:
        if kind == "leagues":
            summary = asyncio.run(import_leagues(settings, files, view, source=source))
        else:
            summary = asyncio.run(
                import_competition(settings, only_file(files), view, kind=kind, season=season)
            )
    view.print_problems()
    if isinstance(summary, pb.ImportSummary):
        print_summary(console, summary)
    else:
        console.print(describe_games(summary), markup=False, soft_wrap=True)
    if summary.refused:
        raise typer.Exit(EXIT_PARTIAL)


class ImportView:
    """A progress bar on a terminal, and the problems afterwards."""

    def __init__(self, console: Console, *, show_all: bool = False) -> None:
        self._console = console
        self._show_all = show_all
        self._problems: list[pb.ImportProblem] = []
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._task = self._bar.add_task("Reading", total=None)

    def __enter__(self) -> "ImportView":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def progress(self, done: int, total: int, file: str) -> None:
        self._bar.update(self._task, completed=done, total=total, description=file[-40:])

    def problem(self, problem: pb.ImportProblem) -> None:
        self._problems.append(problem)

    def print_problems(self) -> None:
        shown = self._problems if self._show_all else self._problems[:MOST_PROBLEMS_SHOWN]
        for problem in shown:
            self._console.print(describe(problem), markup=False, soft_wrap=True)
        hidden = len(self._problems) - len(shown)
        if hidden:
            self._console.print(f"... and {hidden} more; see them with --all-problems")


def describe(problem: pb.ImportProblem) -> str:
    """One line: where, what, and what to do."""
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    field = f" {problem.field}:" if problem.field else ""
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{place}:{field} {problem.message}{hint}"


def print_summary(console: Console, summary: pb.ImportSummary) -> None:
    """What was read and what it changed."""
    for file in summary.files:
        console.print(f"{file.name}: {file.rows} rows, format {file.format}", markup=False, soft_wrap=True)
    if summary.sports_added:
        console.print(f"New sports: {', '.join(summary.sports_added)}", markup=False)
    console.print(describe_summary(summary), markup=False)


def describe_summary(summary: pb.ImportSummary) -> str:
    return (
        f"{summary.rows} rows: {summary.created} leagues new, {summary.updated} changed, "
        f"{summary.unchanged} unchanged, {summary.refused} refused"
    )
