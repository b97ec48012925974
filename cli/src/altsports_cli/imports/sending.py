"""Sends files to the importers of the league-service, and reports progress and problems until the summary."""

from collections.abc import AsyncIterator, Sequence
from typing import Final, Protocol

from altsports.league.v1 import imports_pb2 as pb
from altsports_cli.errors import CliError
from altsports_cli.imports.sources import SourceFile
from service_kit.caller import service_caller
from service_kit.errors import DomainError
from service_kit.rpc.field_paths import field_path
from service_kit.rpc.grpc_client import MeshClient
from service_kit.settings.mesh import MeshSettings

METHOD: Final = "/altsports.league.v1.ImportService/ImportFiles"


class Listener(Protocol):
    """Receives the progress and the problems of an import."""

    def progress(self, done: int, total: int, file: str) -> None: ...

    def problem(self, problem: pb.ImportProblem) -> None: ...


async def send_files(
    settings: MeshSettings,
    files: Sequence[SourceFile],
    listener: Listener,
    about: pb.FileStart,
) -> pb.ImportSummary:
    """Imports the files in one transaction. Raises CliError if none of them can be used.

    `about` states what holds for all of them: the kind, the source, the season, the date.
    """
    requests = _messages(files, about)
    try:
        async with MeshClient.from_settings(settings) as client:
            caller = service_caller("altsports-cli")
            async for message in client.stream(METHOD, requests, caller=caller):
                match message.WhichOneof("event"):
                    case "progress":
                        progress = message.progress
                        listener.progress(progress.done, progress.total, progress.file)
                    case "problem":
                        listener.problem(message.problem)
                    case "summary":
                        return message.summary
                    case _:
                        pass
    except DomainError as error:
        wrong = [f"{field_path(item['loc'])}: {item['msg']}" for item in error.violations]
        raise CliError(f"{error.reason}: {error}", "\n  ".join([*wrong, *error.recovery])) from error
    raise CliError("The league-service ended the import without a summary.", "See: altsports logs league")


async def _messages(files: Sequence[SourceFile], about: pb.FileStart) -> AsyncIterator[pb.ImportFilesRequest]:
    for file in files:
        start = pb.FileStart()
        start.MergeFrom(about)
        start.name = file.name
        yield pb.ImportFilesRequest(start=start)
        for chunk in file.chunks():
            yield pb.ImportFilesRequest(chunk=chunk)


def describe(summary: pb.ImportSummary) -> str:
    """One line: the rows read and the changes."""
    counts = [f"{each.count} {each.label}" for each in summary.counts]
    return f"{summary.rows} rows: {', '.join([*counts, f'{summary.refused} refused'])}"
