"""`altsports import`: imports files."""

import asyncio
import contextlib
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from altsports.league.v1 import imports_pb2 as pb
from altsports_cli.context import make_console, settings_of_running_mesh
from altsports_cli.errors import EXIT_PARTIAL, EXIT_USAGE, CliError
from altsports_cli.imports.pages import download_pages, has_pages
from altsports_cli.imports.sending import describe, send_files
from altsports_cli.imports.sources import SourceFile, is_address, opened
from league_service.core.importing.domain import Importer
from league_service.importers import IMPORTERS

KINDS = {importer.kind: importer for importer in IMPORTERS}
DATED = [importer.kind for importer in IMPORTERS if importer.dated]
OF_CLUB = [importer.kind for importer in IMPORTERS if importer.takes_club]
BY_SEASON = [importer.kind for importer in IMPORTERS if importer.by_season]
MOST_PROBLEMS_SHOWN = 50

AsOf = Annotated[
    str,
    typer.Option(
        help=f"When the facts were known, such as 2025-01-31 ({', '.join(DATED)}). Newer facts are kept."
        " For matches of a club, when they were played, if the files do not say it."
    ),
]
Organisation = Annotated[
    str, typer.Option(help=f"The id of the club that the rows belong to ({', '.join(OF_CLUB)}).")
]
Team = Annotated[str, typer.Option(help=f"The id of the club's team that plays ({', '.join(OF_CLUB)}).")]
OwnSide = Annotated[
    str,
    typer.Option(
        help="Which side of the matches the team is: home, away, its name in the files, or none."
        " Not needed if it has the name of a team of the club."
    ),
]


def command(
    kind: Annotated[str, typer.Argument(help=f"What the files contain: {', '.join(KINDS)}.")],
    where: Annotated[
        str,
        typer.Argument(help="A file, a folder of files, or an http(s) URL; for ergast, also that of an API."),
    ],
    source: Annotated[str, typer.Option(help="Key of the source, if the format does not imply it.")] = "",
    season: Annotated[int, typer.Option(help=f"Only rows of this season ({', '.join(BY_SEASON)}).")] = 0,
    as_of: AsOf = "",
    organisation: Organisation = "",
    team: Team = "",
    own_side: OwnSide = "",
    all_problems: Annotated[bool, typer.Option("--all-problems", help="Show every problem.")] = False,
) -> None:
    importer = _importer(kind, season, as_of)
    _check_club(importer, organisation, team or own_side)
    settings = settings_of_running_mesh()
    console = make_console()
    with (
        ImportView(console, show_all=all_problems) as view,
        _files(importer, where, season, view) as files,
    ):
        if len(files) > 1 and not importer.many_files:
            raise CliError(
                f"{kind} imports one file at a time, but {len(files)} were found.",
                "Use the path of one file.",
                exit_code=EXIT_USAGE,
            )
        about = pb.FileStart(
            kind=kind, source=source, season=season, as_of=as_of, organisation_id=organisation, team_id=team,
            own_side=own_side, team_access=["*"],
        )  # fmt: skip
        summary = asyncio.run(send_files(settings, files, view, about))
    view.print_problems()
    print_summary(console, summary)
    if summary.refused:
        raise typer.Exit(EXIT_PARTIAL)


def _importer(kind: str, season: int, as_of: str) -> Importer:
    """The importer of a kind. Raises CliError if there is none, or if it does not take the options."""
    importer = KINDS.get(kind)
    if importer is None:
        raise CliError(f"Cannot import {kind}.", f"Known kinds: {', '.join(KINDS)}", exit_code=EXIT_USAGE)
    if season and not importer.by_season:
        raise CliError(f"{kind} cannot be limited to a season.", "Omit --season.", exit_code=EXIT_USAGE)
    if as_of and not importer.dated:
        raise CliError(f"{kind} does not take a date.", "Omit --as-of.", exit_code=EXIT_USAGE)
    return importer


def _check_club(importer: Importer, organisation: str, team: str) -> None:
    """Raises CliError if the importer needs a club, or takes none."""
    if importer.of_club and not organisation:
        hint = "State the club: --organisation ID. GET /api/v1/organisations lists yours."
        raise CliError(f"{importer.kind} imports rows into one club.", hint, exit_code=EXIT_USAGE)
    if not importer.takes_club and (organisation or team):
        hint = "Omit --organisation, --team and --own-side."
        raise CliError(f"{importer.kind} does not belong to a club.", hint, exit_code=EXIT_USAGE)
    if team and not organisation:
        hint = "State the club: --organisation ID."
        raise CliError("--team and --own-side are about a club.", hint, exit_code=EXIT_USAGE)


@contextlib.contextmanager
def _files(importer: Importer, where: str, season: int, view: "ImportView") -> Generator[list[SourceFile]]:
    """The files of a path or an address; all pages if the address is that of an API."""
    if not (importer.paged and is_address(where) and has_pages(where)):
        with opened(where, importer.suffixes) as files:
            yield files
        return
    with tempfile.TemporaryDirectory() as folder:
        yield asyncio.run(download_pages(where, season, Path(folder), view.progress))


command.__doc__ = "\n\n".join(
    [
        "Import files with leagues, games, betting lines or matches of a club.",
        *(f"{importer.kind}: {importer.holds}." for importer in IMPORTERS),
        "All files of one call are imported in one transaction. Importing the same files again changes"
        " nothing. Rows that cannot be used are reported with the reason. The exit code is 0 if every row was"
        " used, and 6 if some were not.",
    ]
)


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
            self._console.print(describe_problem(problem), markup=False, soft_wrap=True)
        hidden = len(self._problems) - len(shown)
        if hidden:
            self._console.print(f"... and {hidden} more; show all with --all-problems")


def describe_problem(problem: pb.ImportProblem) -> str:
    """One line: the position, the problem and the hint."""
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    field = f" {problem.field}:" if problem.field else ""
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{place}:{field} {problem.message}{hint}"


def print_summary(console: Console, summary: pb.ImportSummary) -> None:
    """Prints the rows read and the changes."""
    for file in summary.files:
        console.print(f"{file.name}: {file.rows} rows, format {file.format}", markup=False, soft_wrap=True)
    for note in summary.notes:
        console.print(note, markup=False, soft_wrap=True)
    console.print(describe(summary), markup=False, soft_wrap=True)
