"""Reads the facts of seasons from the league service, and reads them again only if their version changed."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from time import monotonic
from typing import Final, Protocol

from ai_service.nfl_experts.errors import FactsUnavailable, SeasonNotFound
from ai_service.nfl_experts.facts.messages import facts_from_pb, season_info_from_pb
from ai_service.nfl_experts.facts.season import SeasonFacts, SeasonInfo
from altsports.league.v1 import facts_pb2 as pb
from service_kit.caller import service_caller
from service_kit.db.held import check_nothing_held
from service_kit.errors import NO_ANSWER, NotFound
from service_kit.lru import Lru
from service_kit.rpc.grpc_client import MeshClient

_LIST: Final = "/altsports.league.v1.FactService/ListSeasonFacts"
_GET: Final = "/altsports.league.v1.FactService/GetSeasonFacts"
_TRUSTED_S: Final = 5.0
"""How long the list of versions is trusted, unless an event says that it changed."""

_SEASONS: Final = 16
"""The number of seasons whose facts are kept: less than a megabyte each."""

_KNOWN: Final = ("nfl", "nfl-simulated")
"""The competitions that the experts know; the league service stores others too."""


class Facts(Protocol):
    """The source of the facts of seasons."""

    async def seasons(self) -> list[SeasonInfo]:
        """Every stored season, newest first, real before simulated. Raises FactsUnavailable."""
        ...

    async def season(self, competition: str, season: int) -> SeasonFacts:
        """The facts of one season. Raises SeasonNotFound, FactsUnavailable."""
        ...

    def expire(self) -> None:
        """Reads the versions again at the next call, because something changed."""
        ...


class LeagueFacts:
    """The facts of the league service. While it does not answer, the last ones are used."""

    def __init__(self, client: MeshClient) -> None:
        self._client = client
        self._caller = service_caller("ai-service")
        self._listed: list[SeasonInfo] | None = None
        self._listed_until = 0.0
        self._kept: Lru[tuple[str, int], SeasonFacts] = Lru(_SEASONS)
        self._asking = asyncio.Lock()

    def expire(self) -> None:
        """Reads the versions again at the next call, because something changed."""
        self._listed_until = 0.0

    async def seasons(self) -> list[SeasonInfo]:
        """Every stored season, newest first, real before simulated. Raises FactsUnavailable."""
        check_nothing_held("A call to the league service")  # also if the answer is cached
        if self._listed is None or monotonic() >= self._listed_until:
            async with self._asking:
                if self._listed is None or monotonic() >= self._listed_until:
                    await self._list()
        return self._listed or []

    async def season(self, competition: str, season: int) -> SeasonFacts:
        """The facts of one season. Raises SeasonNotFound, FactsUnavailable."""
        info = find_season(await self.seasons(), season, competition)
        key = (competition, season)
        kept = self._kept.get(key)
        if kept is not None and kept.version == info.version:
            return kept
        async with self._asking:
            kept = self._kept.get(key)
            if kept is None or kept.version != info.version:
                kept = await self._get(competition, season, kept)
                self._kept.put(key, kept)
        return kept

    async def _list(self) -> None:
        try:
            answer = await self._client.call(_LIST, pb.ListSeasonFactsRequest(), caller=self._caller)
        except NO_ANSWER as error:
            if self._listed is None:
                raise FactsUnavailable(error.message) from error
        else:
            known = (found for found in answer.seasons if found.competition in _KNOWN)
            self._listed = ordered(map(season_info_from_pb, known))
        self._listed_until = monotonic() + _TRUSTED_S

    async def _get(self, competition: str, season: int, kept: SeasonFacts | None) -> SeasonFacts:
        request = pb.GetSeasonFactsRequest(competition=competition, season=season)
        try:
            return facts_from_pb(await self._client.call(_GET, request, caller=self._caller))
        except NotFound as error:
            raise SeasonNotFound(season) from error
        except NO_ANSWER as error:
            if kept is None:
                raise FactsUnavailable(error.message) from error
            return kept


def ordered(seasons: Iterable[SeasonInfo]) -> list[SeasonInfo]:
    """The seasons, newest first; of one year, the real one first."""
    return sorted(seasons, key=lambda info: (-info.season, info.simulated, info.competition))


def find_season(seasons: Iterable[SeasonInfo], season: int, competition: str = "") -> SeasonInfo:
    """A season by its year; the real one if there are two. Raises SeasonNotFound."""
    for info in seasons:
        if info.season == season and competition in ("", info.competition):
            return info
    raise SeasonNotFound(season)


def current_season(seasons: Iterable[SeasonInfo], at: datetime) -> SeasonInfo | None:
    """The newest season whose first week has opened at a time; the oldest if none has."""
    listed = list(seasons)
    begun = [info for info in listed if (info.first_kickoff - at).days < 7]
    return begun[0] if begun else (listed[-1] if listed else None)


async def is_current(facts: Facts, competition: str, season: int, *, at: datetime) -> bool:
    """Whether a request that names no season means this one."""
    current = current_season(await facts.seasons(), at)
    return current is not None and (current.competition, current.season) == (competition, season)
