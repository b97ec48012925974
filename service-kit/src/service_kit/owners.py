"""Users, organisations and leagues as owners of something: whether they exist, and when they are deleted."""

from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any, Final, NamedTuple

from altsports.auth.v1 import directory_pb2
from altsports.auth.v1.events_models import OrganisationDeleted, UserDeleted
from altsports.contract.events import load_events
from altsports.league.v1 import leagues_pb2
from altsports.league.v1.events_models import LeagueDeleted
from service_kit.caller import service_caller
from service_kit.errors import NotFound
from service_kit.events.stream import Event
from service_kit.rpc.grpc_client import MeshClient

USER: Final = "user"
ORGANISATION: Final = "organisation"
LEAGUE: Final = "league"
OWNER_KINDS: Final = (USER, ORGANISATION, LEAGUE)
_DELETIONS: Final = {USER: UserDeleted, ORGANISATION: OrganisationDeleted, LEAGUE: LeagueDeleted}
_DIRECTORY: Final = "/altsports.auth.v1.DirectoryService"
_GET_LEAGUE: Final = "/altsports.league.v1.LeagueService/GetLeague"
_PAGE: Final = 1000


class Owner(NamedTuple):
    """`kind` is user, organisation or league."""

    kind: str
    id: str


def deleted_owner(event: Event) -> Owner | None:
    """The owner whose deletion an event reports."""
    for kind, model in _DELETIONS.items():
        if event.type in load_events().types(model):
            return Owner(kind, event.subject)
    return None


class Owners:
    """Asks the services that know the owners."""

    def __init__(self, client: MeshClient, *, service: str) -> None:
        self._client = client
        self._caller = service_caller(service)

    async def check_league(self, league_id: str) -> None:
        """Raises NotFound, with the reason of the league service."""
        request = leagues_pb2.GetLeagueRequest(league_id=league_id)
        await self._client.call(_GET_LEAGUE, request, caller=self._caller)

    async def gone(self, owners: Iterable[Owner]) -> AsyncIterator[Owner]:
        """Those that do not exist any more."""
        ids: dict[str, list[str]] = {kind: [] for kind in OWNER_KINDS}
        for kind, owner_id in owners:
            ids[kind].append(owner_id)
        for page in _pages(ids[USER]):
            users = directory_pb2.FindDeletedAccountsRequest(user_ids=page)
            for user_id in (await self._find("FindDeletedAccounts", users)).user_ids:
                yield Owner(USER, user_id)
        for page in _pages(ids[ORGANISATION]):
            asked = directory_pb2.FindDeletedOrganisationsRequest(organisation_ids=page)
            for organisation_id in (await self._find("FindDeletedOrganisations", asked)).organisation_ids:
                yield Owner(ORGANISATION, organisation_id)
        for league_id in ids[LEAGUE]:
            try:
                await self.check_league(league_id)
            except NotFound:
                yield Owner(LEAGUE, league_id)

    async def _find(self, method: str, request: Any) -> Any:
        return await self._client.call(f"{_DIRECTORY}/{method}", request, caller=self._caller)


def _pages(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[at : at + _PAGE] for at in range(0, len(ids), _PAGE)]
