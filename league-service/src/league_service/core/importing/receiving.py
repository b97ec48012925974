"""Collects the files of an import from the request stream."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from altsports.league.v1 import imports_pb2 as pb
from league_service.core.errors import ImportTooLarge, UnreadableFile
from league_service.core.importing.domain import Upload
from service_kit.errors import InvalidArgument


@dataclass(frozen=True, slots=True)
class Received:
    """The files of one import, with what is stated about all of them at the first one."""

    kind: str
    season: int
    as_of: str
    organisation: str
    team: str
    own_side: str
    team_access: frozenset[str]
    uploads: list[Upload]


async def receive(requests: AsyncIterator[pb.ImportFilesRequest], max_bytes: int) -> Received:
    """Assembles the files from a stream of chunks. Raises InvalidArgument, UnreadableFile, ImportTooLarge.

    A stream that is too large is read to its end and discarded, because gRPC hides the reason of a refusal
    from a client that is still sending.
    """
    starts: list[pb.FileStart] = []
    parts: list[bytearray] = []
    size = 0
    async for request in requests:
        size += len(request.chunk)
        if size > max_bytes:
            parts.clear()
        elif request.HasField("start"):
            starts.append(request.start)
            parts.append(bytearray())
        elif not starts:
            raise InvalidArgument("The first message must name a file")
        else:
            parts[-1] += request.chunk
    if size > max_bytes:
        limit = max_bytes // (1024 * 1024)
        raise ImportTooLarge(f"the files exceed {limit} MiB in total; import them one by one")
    if not starts:
        raise UnreadableFile("no file was sent")
    uploads = [
        Upload(start.name, start.source, bytes(data)) for start, data in zip(starts, parts, strict=True)
    ]
    first = starts[0]
    return Received(
        kind=first.kind,
        season=first.season,
        as_of=first.as_of,
        organisation=first.organisation_id.lower(),
        team=first.team_id.lower(),
        own_side=first.own_side.strip(),
        team_access=frozenset(team.lower() for team in first.team_access),
        uploads=uploads,
    )
