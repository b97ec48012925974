"""Analyses on a real database, with the facts of two leagues and without a language model."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

import pytest
import pytest_asyncio

from ai_service.analyses.facts.domain import Facts
from ai_service.analyses.facts.messages import facts_from_pb
from ai_service.analyses.registrations import Analyses
from ai_service.analyses.store.postgres import PostgresAnalyses
from ai_service.analyses.writing.models import Models, WithoutModels
from altsports.league.v1 import leagues_pb2
from altsports.league.v1 import partnerships_pb2 as pb
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.deliveries.courier import Courier
from service_kit.errors import NotFound
from service_kit.testing.in_process import Serve, ServiceCalls

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PLL = "05428cae-aeaa-57dd-926a-cb7710ce1a48"
ANN = Caller(kind="user", user_id="ann", role="user", permissions=frozenset({"ai:use", "partnerships:read"}))
BEN = Caller(kind="user", user_id="ben", role="user", permissions=frozenset({"ai:use", "partnerships:read"}))
KINDS = {
    "broadcaster": (3_000_000.0, 0.4, 0.62),
    "sponsor": (1_200_000.0, 0.6, 0.74),
    "venue": (240_000.0, 0.7, 0.81),
}


def scored(*, status: str = "active", kinds: Sequence[str] = tuple(KINDS)) -> pb.PartnershipAnalysis:
    """What the league service answers about the league."""
    message = pb.PartnershipAnalysis(
        league=leagues_pb2.League(
            id=PLL,
            name="Premier Lacrosse League",
            sport="lacrosse",
            level="professional",
            location="United States",
            country="United States",
            founded_year=2018,
            member_count=8,
            status=status,
        ),
        opportunities=[_opportunity(kind) for kind in kinds],
        summary="Premier Lacrosse League could win 3 kinds of partners worth about $4,440,000 a year.",
        total_potential_value=sum(KINDS[kind][0] for kind in kinds),
        risk_factors=["The league is young (8 years): it may end before a contract does"],
        recommendations=["Start with broadcasters: highest expected value (40% likely)"],
    )
    message.ai_metadata.update(
        {
            "provider": "none",
            "model_version": "partnerships-3",
            "figures": ["average attendance of 6,000 (2024)."],
        }
    )
    return message


def _opportunity(kind: str) -> pb.PartnershipOpportunity:
    value, probability, confidence = KINDS[kind]
    message = pb.PartnershipOpportunity(
        league_id=PLL,
        partner_type=kind,
        estimated_value=value,
        probability=probability,
        timeline="Q1 2027",
        key_contacts=["Head of partnerships of the league", "Brand director of the partner"],
        ai_confidence=confidence,
        value_range=pb.ValueRange(low=value / 2, high=value * 2),
        drivers=[pb.ValueDriver(name="level", detail="level: professional", factor=1)],
        what_would_change_it=["Publishing the revenue would narrow the range"],
    )
    message.competitive_landscape.update(
        {
            "same_sport_leagues": 3,
            "same_country_leagues": 40,
            "best_known_rivals": ["National Lacrosse League"],
            "market_growth": "growing",
        }
    )
    return message


class KnownLeagues:
    """The league service, which knows one league."""

    async def score(
        self, league_id: str, *, partner_types: Sequence[str] = (), min_probability: float = 0.0
    ) -> pb.PartnershipAnalysis:
        await self.check(league_id)
        return scored(kinds=[kind for kind in KINDS if not partner_types or kind in partner_types])

    async def check(self, league_id: str) -> None:
        if league_id != PLL:
            raise NotFound(f"league {league_id} not found", reason="LEAGUE_NOT_FOUND")


@pytest.fixture
def facts() -> Facts:
    return facts_from_pb(scored())


@pytest_asyncio.fixture
async def database(migrated: Callable[..., Any]) -> Database:
    return await migrated("ai")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


def put_together(database: Database, clock: FixedClock, models: Models | None = None) -> Analyses:
    """Analyses of the known league. What they post to other services is never delivered."""
    store, courier = PostgresAnalyses(database), cast("Courier", NoCourier())
    return Analyses(database, clock, KnownLeagues(), models or WithoutModels(), store, courier)


class NoCourier:
    """Nobody delivers what is posted."""

    async def delivered(self, id: UUID) -> bool:
        return False


Start = Callable[..., Awaitable[ServiceCalls]]


@pytest.fixture
def start(serve: Serve, database: Database, clock: FixedClock) -> Start:
    """`await start(models)`: the handlers of analyses and memories behind a server."""

    async def started(models: Models | None = None) -> ServiceCalls:
        return await serve("ai", put_together(database, clock, models).registrations())

    return started
