"""Sends league files to the league-service and shows what comes back: progress, problems, the summary."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, Protocol

from altsports.league.v1 import imports_pb2 as pb
from altsports_cli.errors import CliError
from altsports_cli.import_sources import SourceFile
from service_kit.caller import service_caller
from service_kit.errors import DomainError
from service_kit.grpc_client import MeshClient
from service_kit.settings import MeshSettings

METHOD = "/altsports.league.v1.ImportService/ImportLeagues"


class Listener(Protocol):
    """Is told what happens during an import."""

    def progress(self, done: int, total: int, file: str) -> None: ...

    def problem(self, problem: pb.ImportProblem) -> None: ...


async def import_leagues(
    settings: MeshSettings, files: Sequence[SourceFile], listener: Listener, *, source: str = ""
) -> pb.ImportSummary:
    """Imports the files in one transaction. Raises CliError when nothing of them could be used."""
    try:
        async with MeshClient.from_settings(settings) as client:
            caller = service_caller("altsports-cli")
            async for message in client.stream(METHOD, _messages(files, source), caller=caller):
                summary = _hear(message, listener)
                if summary is not None:
                    return summary
    except DomainError as error:
        raise CliError(f"{error.reason}: {error}", " ".join(error.recovery)) from error
    raise CliError("The league-service ended the import without a summary.", "See: altsports logs league")


async def _messages(files: Sequence[SourceFile], source: str) -> AsyncIterator[pb.ImportLeaguesRequest]:
    for file in files:
        yield pb.ImportLeaguesRequest(start=pb.FileStart(name=file.name, source=source))
        for chunk in file.chunks():
            yield pb.ImportLeaguesRequest(chunk=chunk)


def _hear(message: Any, listener: Listener) -> pb.ImportSummary | None:
    match message.WhichOneof("event"):
        case "progress":
            listener.progress(message.progress.done, message.progress.total, message.progress.file)
        case "problem":
            listener.problem(message.problem)
        case "summary":
            return message.summary
        case _:
            pass
    return None
