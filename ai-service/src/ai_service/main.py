"""Assembles and runs the ai service."""

import asyncio
from functools import partial

from ai_service.analyses.facts.client import MeshLeagueFacts
from ai_service.analyses.registrations import Analyses
from ai_service.insights.following import InsightFollower
from ai_service.insights.rpc import TacticalInsightRpc
from ai_service.knowledge.assembly import library_of, running_knowledge
from ai_service.knowledge.demo import store_demo_documents
from ai_service.match_analyses.around import MeshAround
from ai_service.match_analyses.files.keeping import StoredFiles
from ai_service.match_analyses.registrations import MatchAnalyses
from ai_service.match_engine.choosing import engine_of
from ai_service.match_engine.embedded import EmbeddedEngine
from ai_service.match_engine.rpc import AnalysisRpc
from ai_service.models.accounting import Accounting
from ai_service.models.assembly import running_models
from ai_service.models.calls.model_calls import ModelCalls
from ai_service.models.configuration import configured_providers
from ai_service.models.diagnostics import providers_check
from ai_service.models.drills.drills import Drills
from ai_service.nfl_experts.books.writing import SCHEMA
from ai_service.nfl_experts.faces.battles.rpc import BattleRpc
from ai_service.nfl_experts.faces.bets.rpc import BetRpc
from ai_service.nfl_experts.faces.council.rpc import CouncilRpc
from ai_service.nfl_experts.faces.experts.rpc import ExpertRpc
from ai_service.nfl_experts.faces.games.rpc import GameRpc
from ai_service.nfl_experts.faces.memories.rpc import MemoryRpc
from ai_service.nfl_experts.faces.predictions.rpc import PredictionRpc
from ai_service.nfl_experts.faces.replays.formula1 import Formula1Replays
from ai_service.nfl_experts.faces.replays.rpc import ReplayRpc
from ai_service.nfl_experts.faces.shelf import Shelf
from ai_service.nfl_experts.facts.client import Facts, LeagueFacts
from ai_service.nfl_experts.keeping.keeper import Keeper, KeeperSettings
from ai_service.nfl_experts.keeping.watching import watch_facts
from ai_service.settings import AiSettings
from altsports.ai.v1.battles_pb2_grpc import add_BattleServiceServicer_to_server
from altsports.ai.v1.bets_pb2_grpc import add_BetServiceServicer_to_server
from altsports.ai.v1.council_pb2_grpc import add_CouncilServiceServicer_to_server
from altsports.ai.v1.experts_pb2_grpc import add_ExpertServiceServicer_to_server
from altsports.ai.v1.games_pb2_grpc import add_GameServiceServicer_to_server
from altsports.ai.v1.memories_pb2_grpc import add_MemoryServiceServicer_to_server
from altsports.ai.v1.predictions_pb2_grpc import add_PredictionServiceServicer_to_server
from altsports.ai.v1.replays_pb2_grpc import add_ReplayServiceServicer_to_server
from altsports.ai.v1.tactical_insights_pb2_grpc import add_TacticalInsightServiceServicer_to_server
from altsports.analysis.v1.analysis_pb2_grpc import add_AnalysisServiceServicer_to_server
from service_kit.clock.clocks import Clock
from service_kit.clock.mesh import running_clock
from service_kit.db.database import Database
from service_kit.db.settings import pool_settings
from service_kit.deliveries.courier import Courier
from service_kit.events.relay import Relay
from service_kit.files.links import FileLinks
from service_kit.files.opening import open_store
from service_kit.limits.quotas import UsageLedger
from service_kit.process.loops import Loop, running
from service_kit.process.starting import configured
from service_kit.redis.keys import RedisKeys
from service_kit.redis.mux import RedisMux
from service_kit.rpc import grpc_server
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_client import MeshClient
from service_kit.rpc.grpc_server import Registration
from service_kit.runs.rpc import work_registration
from service_kit.settings.files import SettingsError

SERVICE = "ai-service"


async def serve(stop: asyncio.Event) -> None:
    """Serves gRPC until `stop` is set. It starts without a database, a league service, or any key."""
    settings = configured(AiSettings, SERVICE)
    providers = configured_providers(settings)
    async with (
        Database(settings.area_dsn("ai"), pool_settings(settings), service="ai") as database,
        MeshClient.from_settings(settings) as client,
        running_clock(settings) as clock,
        RedisMux(settings.redis_dsn(), client_name=SERVICE) as redis,
    ):
        diagnostics = Diagnostics(SERVICE)
        diagnostics.add("database", database.check)
        facts = LeagueFacts(client)
        keeper = Keeper(database, facts, clock, keeper_settings(settings))
        accounting = accounting_of(settings, database, clock, client, redis)
        drills = None if settings.env == "production" else Drills(database, clock)
        check = MeshLeagueFacts(client).check
        async with (
            running_models(settings, accounting, clock, redis, drills) as models,
            running_knowledge(
                settings, database, client, clock, check_league=check, calls=models.embeddings
            ) as knowledge,
            Analyses.running(settings, database, client, clock, models, knowledge.embedder) as analyses,
        ):
            diagnostics.add("providers", providers_check(providers, models.calls.router.members))
            matches = match_analyses(settings, database, client, clock, models.calls)
            registrations = [
                *models.registrations(providers),
                *book_registrations(database, facts, clock, keeper, client),
                *accounting.registrations(database, clock, drills),
                *analyses.registrations(),
                knowledge.registration,
                *football_registrations(settings, database, clock, matches),
                work_registration(analyses.handlers() | knowledge.handlers | matches.handlers()),
            ]
            loops = [*loops_of(settings, database, client, keeper), *accounting.loops, *knowledge.loops]
            loops += [*analyses.loops(settings, client), *models.loops]
            loops += [*InsightFollower(database, client, clock).loops(settings), *matches.loops(settings)]
            async with running(loops):
                await grpc_server.serve(settings, "ai", registrations, stop=stop, diagnostics=diagnostics)


async def seed(stop: asyncio.Event) -> None:  # noqa: ARG001 - it finishes at once
    """Stores the documents of the demo; never in production."""
    settings = configured(AiSettings, SERVICE)
    if settings.env == "production":
        raise SettingsError("The demo did not really happen, so production must not contain it")
    async with (
        Database(settings.area_dsn("ai"), pool_settings(settings), service="ai") as database,
        MeshClient.from_settings(settings) as client,
        running_clock(settings) as clock,
    ):
        await store_demo_documents(database, library_of(open_store(settings), database, client, clock))


def accounting_of(
    settings: AiSettings, database: Database, clock: Clock, client: MeshClient, redis: RedisMux
) -> Accounting:
    """The accounts of model calls, on the ledger of all quotas."""
    ledger = UsageLedger(redis, clock, RedisKeys(settings.redis_prefix))
    return Accounting.of(settings, database, clock, client=client, ledger=ledger)


def football_registrations(
    settings: AiSettings, database: Database, clock: Clock, matches: MatchAnalyses
) -> list[Registration]:
    """Analyses and insights of matches, and the engine for others, which reads from the file store."""
    engine = AnalysisRpc(EmbeddedEngine(reads_locations=True), open_store(settings))
    return [
        *matches.registrations(),
        (add_TacticalInsightServiceServicer_to_server, TacticalInsightRpc(database, clock)),
        (add_AnalysisServiceServicer_to_server, engine),
    ]


def match_analyses(
    settings: AiSettings, database: Database, client: MeshClient, clock: Clock, calls: ModelCalls
) -> MatchAnalyses:
    """Analyses of matches, with the engine of the settings."""
    courier = Courier(database, client, SCHEMA)
    engine, store = engine_of(settings), open_store(settings)
    files, links = StoredFiles(client, store), FileLinks.from_settings(settings, store, clock)
    return MatchAnalyses(database, courier, clock, MeshAround(client), engine, store, calls, files, links)


def book_registrations(
    database: Database, facts: Facts, clock: Clock, keeper: Keeper, client: MeshClient
) -> list[Registration]:
    """The handlers of the experts."""
    shelf = Shelf(database, facts, clock)
    return [
        (add_ExpertServiceServicer_to_server, ExpertRpc(shelf)),
        (add_PredictionServiceServicer_to_server, PredictionRpc(shelf)),
        (add_MemoryServiceServicer_to_server, MemoryRpc(shelf)),
        (add_CouncilServiceServicer_to_server, CouncilRpc(shelf)),
        (add_BetServiceServicer_to_server, BetRpc(shelf, keeper)),
        (add_GameServiceServicer_to_server, GameRpc(shelf)),
        (add_BattleServiceServicer_to_server, BattleRpc(database, shelf)),
        (
            add_ReplayServiceServicer_to_server,
            ReplayRpc(database, facts, clock, keeper, Formula1Replays(client)),
        ),
    ]


def keeper_settings(settings: AiSettings) -> KeeperSettings:
    """The keeper's settings. Unless set, the demo's replay runs in development only.

    The replays of the examples are never created in production.
    """
    speed = settings.ai_demo_replay_speed
    if speed is None and settings.env == "development":
        speed = DEMO_SPEED
    return KeeperSettings(
        live_seasons=settings.ai_live_seasons,
        demo_speed=speed or None,
        examples=settings.env != "production",
    )


DEMO_SPEED = 900.0
"""Seconds of the season per second: a week takes about eleven minutes, because quiet days are skipped."""


def loops_of(settings: AiSettings, database: Database, client: MeshClient, keeper: Keeper) -> list[Loop]:
    """The loops beside the handlers: relay, courier, the keeper, and the reader of events that wakes it."""
    redis_url, prefix = settings.redis_dsn(), settings.redis_prefix
    relay = Relay(database, redis_url=redis_url, schema=SCHEMA, prefix=prefix)
    return [
        Loop("relay", relay.run),
        Loop("courier", Courier(database, client, SCHEMA).run),
        Loop("keeper", keeper.run),
        Loop("facts", partial(watch_facts, redis_url, prefix, keeper)),
    ]
