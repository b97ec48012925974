"""Streams a file to an import of the league-service and tells what comes back until its summary."""

from collections.abc import AsyncIterator
from typing import Any, Protocol

from google.protobuf.message import Message

from altsports_cli.errors import CliError
from service_kit.caller import service_caller
from service_kit.errors import DomainError
from service_kit.rpc.grpc_client import MeshClient
from service_kit.settings.mesh import MeshSettings


class Listener(Protocol):
    """Is told what happens during an import."""

    def progress(self, done: int, total: int, file: str) -> None: ...

    def problem(self, problem: Any) -> None: ...


async def stream_import(
    settings: MeshSettings, method: str, *, requests: AsyncIterator[Message], listener: Listener
) -> Any:
    """The summary of the import. Raises CliError when nothing of the files could be used."""
    try:
        async with MeshClient.from_settings(settings) as client:
            caller = service_caller("altsports-cli")
            async for message in client.stream(method, requests, caller=caller):
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
        raise CliError(f"{error.reason}: {error}", " ".join(error.recovery)) from error
    raise CliError("The league-service ended the import without a summary.", "See: altsports logs league")
