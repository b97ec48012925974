"""Checks that teams belong to the club: league-service keeps them."""

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from altsports.league.v1 import club_references_pb2 as pb
from auth_service.errors import UnknownTeam
from service_kit.caller import service_caller
from service_kit.rpc.grpc_client import MeshClient

_FIND: str = "/altsports.league.v1.ClubReferenceService/FindOwnTeams"


class TeamBook(Protocol):
    """Knows the teams of clubs."""

    async def own_teams(self, organisation_id: UUID, team_ids: Sequence[str]) -> frozenset[str]:
        """Returns those of the ids that are teams of the organisation. Raises Unavailable."""
        ...


class LeagueTeams:
    """Asks league-service."""

    def __init__(self, client: MeshClient) -> None:
        self._client = client

    async def own_teams(self, organisation_id: UUID, team_ids: Sequence[str]) -> frozenset[str]:
        request = pb.FindOwnTeamsRequest(organisation_id=str(organisation_id), team_ids=team_ids)
        answer = await self._client.call(_FIND, request, caller=service_caller("auth-service"))
        return frozenset(answer.team_ids)


async def check_teams(book: TeamBook, organisation_id: UUID, named: Mapping[str, Sequence[str]]) -> None:
    """Raises UnknownTeam at the first field that names a team of another club, or none."""
    asked = sorted({team for teams in named.values() for team in teams})
    if not asked:
        return
    known = await book.own_teams(organisation_id, asked)
    for field, teams in named.items():
        for team in teams:
            if team not in known:
                raise UnknownTeam.at(
                    field, f"{team} is no team of your club: GET /api/teams?kind=own lists its teams"
                )
