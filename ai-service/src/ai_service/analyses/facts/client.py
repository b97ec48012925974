"""Reads the facts of a league from the league service."""

from collections.abc import Sequence
from typing import Final, Protocol

from ai_service.analyses.facts.domain import Facts
from ai_service.analyses.facts.messages import facts_from_pb
from altsports.league.v1 import leagues_pb2
from altsports.league.v1 import partnerships_pb2 as pb
from service_kit.caller import service_caller
from service_kit.rpc.grpc_client import MeshClient

_SCORE: Final = "/altsports.league.v1.PartnershipService/ScorePartnerships"
_GET: Final = "/altsports.league.v1.LeagueService/GetLeague"


class LeagueFacts(Protocol):
    """The source of the facts of leagues. All methods raise NotFound with the reason LEAGUE_NOT_FOUND."""

    async def score(
        self, league_id: str, *, partner_types: Sequence[str] = (), min_probability: float = 0.0
    ) -> pb.PartnershipAnalysis:
        """The estimates of a league."""
        ...

    async def check(self, league_id: str) -> None:
        """Returns if the league exists."""
        ...


class MeshLeagueFacts:
    """The facts of the league service."""

    def __init__(self, client: MeshClient) -> None:
        self._client = client
        self._caller = service_caller("ai-service")

    async def score(
        self, league_id: str, *, partner_types: Sequence[str] = (), min_probability: float = 0.0
    ) -> pb.PartnershipAnalysis:
        """The estimates of a league."""
        request = pb.ScorePartnershipsRequest(
            league_id=league_id, partner_types=partner_types, min_probability=min_probability
        )
        return (await self._client.call(_SCORE, request, caller=self._caller)).analysis

    async def check(self, league_id: str) -> None:
        """Returns if the league exists."""
        request = leagues_pb2.GetLeagueRequest(league_id=league_id)
        await self._client.call(_GET, request, caller=self._caller)


async def gather(leagues: LeagueFacts, league_id: str) -> Facts:
    """The facts of a league."""
    return facts_from_pb(await leagues.score(league_id))
