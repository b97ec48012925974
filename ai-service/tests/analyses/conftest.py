"""Analyses on a real database, with the facts of two leagues and without a language model."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

import pytest
import pytest_asyncio

from ai_service.analyses.facts.domain import Facts
from ai_service.analyses.facts.messages import facts_from_pb
from ai_service.analyses.registrations import Analyses
from ai_service.analyses.reports.files import Kept
from ai_service.analyses.store.postgres import PostgresAnalyses
from ai_service.analyses.writing.models import Calls, Models
from ai_service.models.calls.accounts import Attempt, Purpose, Settlement, WorstCase
from ai_service.models.calls.model_calls import ModelCalls
from ai_service.models.calls.values import Completion, ModelRequest, StreamEvent
from ai_service.models.domain import LOCAL
from ai_service.models.providers.local import LocalProvider
from ai_service.models.providers.port import Answer, Usage
from ai_service.models.routing.router import Member, Router
from ai_service.models.streams.store import StreamStore
from ai_service.models.streams.streams import Streams
from altsports.league.v1 import leagues_pb2
from altsports.league.v1 import partnerships_pb2 as pb
from service_kit.caller import Caller
from service_kit.clock.clocks import FixedClock
from service_kit.db.database import Database
from service_kit.deliveries.courier import Courier
from service_kit.errors import NotFound
from service_kit.redis.mux import RedisMux
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


@dataclass
class Layer:
    """The model layer: these calls, and streams that nobody stores."""

    calls: Calls
    streams: Streams


class OneAnswer:
    """Calls that stream nothing."""

    def stream(self, request: ModelRequest) -> AsyncGenerator[StreamEvent]:
        raise NotImplementedError


async def completed(text: str) -> Completion:
    """What a model wrote, for 30 tokens and a quarter of a dollar."""
    settlement = Settlement(Decimal("0.25"), Decimal(0), 30)
    return Completion(Answer(text, "claude-x", Usage(20, 10)), "anthropic", settlement, ())


class Free:
    """Accounts that cost nothing."""

    async def reserve(self, purpose: Purpose, worst: WorstCase) -> "Free":
        return self

    async def settle(self, attempts: Sequence[Attempt]) -> Settlement:
        paid = sum(each.usage.total for each in attempts if each.payer == "user" and each.provider != "local")
        return Settlement(Decimal(paid) / 1000, Decimal(0), paid)

    async def release(self) -> None:
        pass


def calls_of(*members: Member, timeout_s: float = 5.0) -> ModelCalls:
    """Calls of these providers; of none without a name, so that texts are computed."""
    local = Member(LocalProvider(), {"default": LOCAL.model})
    router = Router(members, local=local, price_of=lambda *_: Decimal(1), first="")
    return ModelCalls(router, Free(), timeout_s=timeout_s)


def put_together(database: Database, clock: FixedClock, models: Models) -> Analyses:
    """Analyses of the known league. What they post to other services is never delivered."""
    store, courier = PostgresAnalyses(database), cast("Courier", NoCourier())
    return Analyses(database, clock, KnownLeagues(), models, store, NoFiles(), courier)


class NoFiles:
    """A file store that is full."""

    async def keep(self, owner: str, report_id: str, files: Mapping[str, bytes]) -> Kept:
        return Kept((), "full")


class NoCourier:
    """Nobody delivers what is posted."""

    async def delivered(self, id: UUID) -> bool:
        return False


Start = Callable[..., Awaitable[ServiceCalls]]


@pytest_asyncio.fixture
async def streams(redis_url: str, redis_prefix: str) -> AsyncGenerator[Streams]:
    async with RedisMux(redis_url) as redis:
        made = Streams(StreamStore(redis, redis_prefix))
        yield made
        await made.close()


@pytest.fixture
def start(serve: Serve, database: Database, clock: FixedClock, streams: Streams) -> Start:
    """`await start(calls)`: the handlers of analyses and memories behind a server."""

    async def started(calls: Calls | None = None) -> ServiceCalls:
        layer = Layer(calls or calls_of(), streams)
        return await serve("ai", put_together(database, clock, layer).registrations())

    return started
