"""Sends a file of games or lines to the league-service and tells what it changed."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

from altsports.league.v1 import competition_imports_pb2 as pb
from altsports_cli.errors import EXIT_USAGE, CliError
from altsports_cli.imports.sources import SourceFile
from altsports_cli.imports.stream import Listener, stream_import
from service_kit.settings.mesh import MeshSettings

METHOD: Final = "/altsports.league.v1.CompetitionImportService/ImportCompetition"
COMPETITION_KINDS: Final = ("nflverse", "opening-lines")
_MOST_SEASONS_SHOWN: Final = 3


def only_file(files: Sequence[SourceFile]) -> SourceFile:
    """The one file of a path. Raises CliError for a folder of several."""
    if len(files) != 1:
        raise CliError(
            f"There are {len(files)} files; games and lines are imported file by file.",
            "Give the path of one file.",
            exit_code=EXIT_USAGE,
        )
    return files[0]


async def import_competition(
    settings: MeshSettings, file: SourceFile, listener: Listener, *, kind: str, season: int = 0
) -> pb.CompetitionImportSummary:
    """Imports the file in one transaction. Raises CliError when nothing of it could be used."""
    requests = _messages(file, kind, season)
    return await stream_import(settings, METHOD, requests=requests, listener=listener)


async def _messages(file: SourceFile, kind: str, season: int) -> AsyncIterator[pb.ImportCompetitionRequest]:
    start = pb.CompetitionFileStart(name=file.name, kind=kind, season=season)
    yield pb.ImportCompetitionRequest(start=start)
    for chunk in file.chunks():
        yield pb.ImportCompetitionRequest(chunk=chunk)


def describe_games(summary: pb.CompetitionImportSummary) -> str:
    """One line: what was read and what it changed."""
    seasons = sorted(summary.seasons)
    shown = (
        f"{seasons[0]}-{seasons[-1]}" if len(seasons) > _MOST_SEASONS_SHOWN else ", ".join(map(str, seasons))
    )
    return (
        f"{summary.rows} rows{f' of {shown}' if shown else ''}: {summary.events_created} games new,"
        f" {summary.events_updated} changed; {summary.results_recorded} results new,"
        f" {summary.results_corrected} corrected; {summary.quotes_recorded} lines new;"
        f" {summary.unchanged} rows unchanged, {summary.refused} refused"
    )
