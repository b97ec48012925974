"""Facts come from the league service over the mesh: once per version, and the last known while it is away."""

import gc
from collections.abc import AsyncGenerator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from ai_service.nfl_experts.books.live import live_seasons
from ai_service.nfl_experts.errors import FactsUnavailable, SeasonNotFound
from ai_service.nfl_experts.facts.client import LeagueFacts, current_season, ordered
from ai_service.nfl_experts.facts.season import SeasonFacts, SeasonInfo
from altsports.league.v1 import facts_pb2 as pb
from altsports.league.v1.facts_pb2_grpc import (
    FactServiceServicer,
    add_FactServiceServicer_to_server,
)
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Server

KICKOFF = datetime(2025, 9, 7, 17, tzinfo=UTC)


class League(FactServiceServicer):
    """Stands for the league service, which is not installed beside this one."""

    def __init__(self) -> None:
        self.version = "1"
        self.asked = 0
        self.competitions = ["nfl"]
        self.seasons = [2025]

    async def ListSeasonFacts(self, request, context) -> pb.ListSeasonFactsResponse:
        seasons = [
            pb.SeasonVersion(competition=competition, season=season, version=self.version, game_count=1)
            for competition in self.competitions
            for season in self.seasons
        ]
        for info in seasons:
            info.first_kickoff_at.FromDatetime(KICKOFF)
            info.last_kickoff_at.FromDatetime(KICKOFF)
        return pb.ListSeasonFactsResponse(seasons=seasons)

    async def GetSeasonFacts(self, request, context) -> pb.GetSeasonFactsResponse:
        self.asked += 1
        answer = pb.GetSeasonFactsResponse(competition="nfl", season=request.season, version=self.version)
        game = answer.events.add(game_id="2025_01_KC_BUF", week=1, home="BUF", away="KC")
        game.kickoff_at.FromDatetime(KICKOFF)
        quote = game.quotes.add(market="spread", source="test", point=-2.5, home_price=-110)
        quote.taken_at.FromDatetime(KICKOFF)
        return answer


@pytest_asyncio.fixture
async def league(tmp_path, mesh_secret) -> AsyncGenerator[tuple[League, Server, LeagueFacts]]:
    league = League()
    server = Server(mesh_secret, Diagnostics("league-service"))
    server.add(add_FactServiceServicer_to_server, league)
    address = f"unix:{tmp_path}/league.sock"
    await server.start(address)
    async with MeshClient({"league": address}, mesh_secret, patience_s=0.2) as client:
        yield league, server, LeagueFacts(client)
    await server.stop(0)


async def test_a_season_is_read_once_for_each_version(league):
    service, _, facts = league
    first = await facts.season("nfl", 2025)
    facts.expire()
    assert await facts.season("nfl", 2025) is first
    service.version = "2"
    facts.expire()
    assert (await facts.season("nfl", 2025)).version == "2"
    assert service.asked == 2
    quote = first.games[0].quotes[0]
    assert (quote.point, quote.home_price, quote.away_price) == (-2.5, -110, None)


async def test_the_facts_of_the_sixteen_seasons_read_last_are_kept(league):
    service, _, facts = league
    service.seasons = list(range(1970, 2010))
    for season in service.seasons:
        read = await facts.season("nfl", season)
        assert read is await facts.season("nfl", season)
    gc.collect()
    kept = [each.season for each in gc.get_objects() if isinstance(each, SeasonFacts) and each.season < 2010]
    assert sorted(kept) == service.seasons[-16:]


async def test_seasons_of_other_competitions_are_not_the_experts_business(league):
    service, _, facts = league
    service.competitions = ["khl", "nfl", "nfl-simulated"]
    assert [info.competition for info in await facts.seasons()] == ["nfl", "nfl-simulated"]


async def test_the_last_known_facts_are_served_while_the_league_service_is_away(league):
    _, server, facts = league
    known = await facts.season("nfl", 2025)
    await server.stop(0)
    facts.expire()
    assert await facts.season("nfl", 2025) is known


async def test_without_anything_known_the_outage_is_told(league):
    _, server, facts = league
    await server.stop(0)
    with pytest.raises(FactsUnavailable):
        await facts.season("nfl", 2025)


async def test_a_season_that_is_not_stored_is_not_found(league):
    _, _, facts = league
    with pytest.raises(SeasonNotFound):
        await facts.season("nfl", 1999)


def _info(competition: str, season: int) -> SeasonInfo:
    first = datetime(season, 9, 7, tzinfo=UTC)
    last = datetime(season + 1, 2, 9, tzinfo=UTC)
    return SeasonInfo(competition, season, competition != "nfl", "1", first, last)


@pytest.mark.parametrize(
    ("at", "current"),
    [
        (datetime(2026, 11, 21, tzinfo=UTC), ("nfl-simulated", 2026)),
        (datetime(2026, 9, 2, tzinfo=UTC), ("nfl-simulated", 2026)),
        (datetime(2026, 8, 1, tzinfo=UTC), ("nfl", 2025)),
        (datetime(2020, 1, 1, tzinfo=UTC), ("nfl-simulated", 2024)),
    ],
)
def test_the_current_season_is_the_newest_that_has_opened_and_the_real_one_first(at, current):
    stored = [("nfl-simulated", 2026), ("nfl-simulated", 2025), ("nfl", 2025), ("nfl-simulated", 2024)]
    found = current_season(ordered(_info(*each) for each in stored), at)
    assert (found.competition, found.season) == current


def test_live_books_are_kept_of_each_year_once():
    stored = [("nfl-simulated", 2025), ("nfl", 2025), ("nfl-simulated", 2024), ("nfl-simulated", 2026)]
    seasons = ordered(_info(*each) for each in stored)
    kept = live_seasons(seasons, datetime(2025, 11, 1, tzinfo=UTC), 2)
    assert [(info.competition, info.season) for info in kept] == [("nfl", 2025), ("nfl-simulated", 2024)]
