"""What analyses ask of other services: the match, the files, and the task of the same id."""

from collections.abc import AsyncIterator, Sequence
from typing import Final, Protocol
from uuid import UUID

from ai_service.match_analyses.errors import UnknownFile
from ai_service.match_analyses.runs.domain import InputFile
from altsports.analysis.v1 import analysis_pb2
from altsports.league.v1 import club_references_pb2 as clubs
from altsports.task.v1 import files_pb2, tasks_pb2
from service_kit.caller import Caller, service_caller
from service_kit.errors import NotFound
from service_kit.owners import Owner, Owners
from service_kit.rpc.grpc_client import MeshClient

_AI: Final = service_caller("ai-service")
_FACTS: Final = "/altsports.league.v1.ClubReferenceService/GetMatchFacts"
_FILE: Final = "/altsports.task.v1.FileService/GetFile"
_TASKS: Final = "/altsports.task.v1.TaskService"
_LENGTHS: Final = (80.0, 130.0)
_WIDTHS: Final = (40.0, 100.0)


class Around(Protocol):
    """The other services. Tests stand in for them."""

    async def facts(self, caller: Caller, match_id: str) -> clubs.GetMatchFactsResponse:
        """The match. Raises NotFound with the reason RECORD_NOT_FOUND if the caller may not see it."""
        ...

    async def file(self, caller: Caller, file_id: str, loc: tuple[str, int]) -> InputFile:
        """A file that the caller can read. Raises UnknownFile at the place in the request."""
        ...

    async def task(self, task_id: UUID) -> tasks_pb2.Task | None:
        """The task; None if it is not known."""
        ...

    async def cancel(self, task_id: UUID) -> None:
        """Raises NotFound, and FailedPrecondition if it has ended."""
        ...

    async def retry(self, task_id: UUID) -> None:
        """Raises NotFound, and FailedPrecondition if it neither failed nor was cancelled."""
        ...

    def gone(self, owners: Sequence[Owner]) -> AsyncIterator[Owner]:
        """Those owners that no longer exist."""
        ...


class MeshAround:
    """The services of the mesh."""

    def __init__(self, client: MeshClient) -> None:
        self._client = client
        self._owners = Owners(client, service="ai-service")

    def gone(self, owners: Sequence[Owner]) -> AsyncIterator[Owner]:
        return self._owners.gone(owners)

    async def facts(self, caller: Caller, match_id: str) -> clubs.GetMatchFactsResponse:
        request = clubs.GetMatchFactsRequest(
            match_id=match_id,
            organisation_id=caller.organisation_id,
            user_id=caller.user_id,
            club_role=caller.club_role,
            team_access=sorted(caller.team_access),
        )
        return await self._client.call(_FACTS, request, caller=_AI)

    async def file(self, caller: Caller, file_id: str, loc: tuple[str, int]) -> InputFile:
        request = files_pb2.GetFileRequest(file_id=file_id)
        try:
            file = (await self._client.call(_FILE, request, caller=caller)).file
        except NotFound:
            message = "There is no such file, or you may not read it: GET /api/v1/files lists yours"
            raise UnknownFile.at(loc, message) from None
        return InputFile(file.id, file.name, file.size, file.sha256, file.key)

    async def task(self, task_id: UUID) -> tasks_pb2.Task | None:
        request = tasks_pb2.GetTaskStatusRequest(task_id=str(task_id))
        try:
            return (await self._client.call(f"{_TASKS}/GetTaskStatus", request, caller=_AI)).task
        except NotFound:
            return None

    async def cancel(self, task_id: UUID) -> None:
        request = tasks_pb2.CancelTaskRequest(task_id=str(task_id))
        await self._client.call(f"{_TASKS}/CancelTask", request, caller=_AI)

    async def retry(self, task_id: UUID) -> None:
        request = tasks_pb2.RetryTaskRequest(task_id=str(task_id))
        await self._client.call(f"{_TASKS}/RetryTask", request, caller=_AI)


def facts_to_engine(
    match: clubs.GetMatchFactsResponse, sync_points: "list[analysis_pb2.SyncPoint]"
) -> analysis_pb2.MatchFacts:
    """The facts as an engine takes them. A pitch that is too small for eleven a side is left to the files."""
    facts = analysis_pb2.MatchFacts(
        match_id=match.match_id, home=_side(match.home), away=_side(match.away), sync_points=sync_points
    )
    if _LENGTHS[0] <= match.pitch_length_m <= _LENGTHS[1]:
        facts.pitch_length_m = match.pitch_length_m
    if _WIDTHS[0] <= match.pitch_width_m <= _WIDTHS[1]:
        facts.pitch_width_m = match.pitch_width_m
    return facts


def _side(side: clubs.FactSide) -> analysis_pb2.MatchSide:
    players = [
        analysis_pb2.SidePlayer(player_id=each.player_id, name=each.name, shirt_number=each.shirt_number)
        for each in side.players[:60]
    ]
    return analysis_pb2.MatchSide(team_id=side.team_id, name=side.name, players=players)


def own_teams(match: clubs.GetMatchFactsResponse) -> list[str]:
    """The teams of the club that play."""
    return [side.team_id for side in (match.home, match.away) if side.own]
