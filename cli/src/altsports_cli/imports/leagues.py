"""Sends league files to the league-service."""

from collections.abc import AsyncIterator, Sequence

from altsports.league.v1 import imports_pb2 as pb
from altsports_cli.imports.sources import SourceFile
from altsports_cli.imports.stream import Listener, stream_import
from service_kit.settings.mesh import MeshSettings

METHOD = "/altsports.league.v1.ImportService/ImportLeagues"


async def import_leagues(
    settings: MeshSettings, files: Sequence[SourceFile], listener: Listener, *, source: str = ""
) -> pb.ImportSummary:
    """Imports the files in one transaction. Raises CliError when nothing of them could be used."""
    return await stream_import(settings, METHOD, requests=_messages(files, source), listener=listener)


async def _messages(files: Sequence[SourceFile], source: str) -> AsyncIterator[pb.ImportLeaguesRequest]:
    for file in files:
        yield pb.ImportLeaguesRequest(start=pb.FileStart(name=file.name, source=source))
        for chunk in file.chunks():
            yield pb.ImportLeaguesRequest(chunk=chunk)
