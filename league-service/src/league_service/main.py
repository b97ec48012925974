"""How the league service is put together."""

import asyncio

from altsports.league.v1.competition_imports_pb2_grpc import add_CompetitionImportServiceServicer_to_server
from altsports.league.v1.competitions_pb2_grpc import add_CompetitionServiceServicer_to_server
from altsports.league.v1.facts_pb2_grpc import add_FactServiceServicer_to_server
from altsports.league.v1.imports_pb2_grpc import add_ImportServiceServicer_to_server
from altsports.league.v1.leagues_pb2_grpc import add_LeagueServiceServicer_to_server
from altsports.league.v1.lines_pb2_grpc import add_LineServiceServicer_to_server
from altsports.league.v1.partnerships_pb2_grpc import add_PartnershipServiceServicer_to_server
from altsports.league.v1.results_pb2_grpc import add_ResultServiceServicer_to_server
from altsports.league.v1.sources_pb2_grpc import add_SourceServiceServicer_to_server
from altsports.league.v1.teams_pb2_grpc import add_TeamServiceServicer_to_server
from league_service.catalogue.imports.rpc import ImportRpc
from league_service.catalogue.leagues.events import SCHEMA
from league_service.catalogue.leagues.rpc import LeagueRpc
from league_service.catalogue.partnerships.rpc import PartnershipRpc
from league_service.catalogue.sources.rpc import SourceRpc
from league_service.competition.competitions.rpc import CompetitionRpc
from league_service.competition.facts.rpc import FactRpc
from league_service.competition.lines.rpc import LineRpc
from league_service.competition.results.rpc import ResultRpc
from league_service.competition.teams.rpc import TeamRpc
from league_service.core.vocabulary.repository import SportBook
from league_service.demo.seed import load_demo_data, restore_deleted_example
from league_service.demo.simulated import keep_current, store_simulated_seasons
from league_service.nfl.imports.rpc import CompetitionImportRpc
from league_service.settings import LeagueSettings
from service_kit.clock.clocks import Clock, SystemClock
from service_kit.clock.mesh import running_clock
from service_kit.db.database import Database
from service_kit.db.settings import pool_settings
from service_kit.events.relay import Relay
from service_kit.logging import logs
from service_kit.rpc import grpc_server
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_server import Registration
from service_kit.telemetry import tracing

SERVICE = "league-service"
log = logs.get_logger(__name__)


async def serve(stop: asyncio.Event) -> None:
    """Answers gRPC until `stop` is set. Starts without a database, and answers 503 until it is there."""
    settings = _configured()
    async with _database(settings) as database, running_clock(settings) as clock:
        diagnostics = Diagnostics(SERVICE)
        diagnostics.add("database", database.check)
        relay = Relay(database, redis_url=settings.redis_dsn(), schema=SCHEMA, prefix=settings.redis_prefix)
        tasks = [asyncio.create_task(relay.run()), asyncio.create_task(keep_current(database, clock))]
        if settings.env != "production":
            tasks.append(asyncio.create_task(restore_deleted_example(database, clock)))
        try:
            registrations = registrations_of(database, clock, settings)
            await grpc_server.serve(settings, "league", registrations, stop=stop, diagnostics=diagnostics)
        finally:
            for task in tasks:
                task.cancel()


async def seed(stop: asyncio.Event) -> None:  # noqa: ARG001 - an import is short: it is not stopped half-way
    """Loads the demo data and says what it did."""
    settings = _configured()
    async with _database(settings) as database:
        now = SystemClock().now()
        log.info(await load_demo_data(database, now))
        log.info("Simulated seasons", facts_stored=await store_simulated_seasons(database, now))


def registrations_of(database: Database, clock: Clock, settings: LeagueSettings) -> list[Registration]:
    """The handlers of this service."""
    book = SportBook()
    max_bytes = settings.league_import_max_mib * 1024 * 1024
    return [
        (add_LeagueServiceServicer_to_server, LeagueRpc(database, book, clock)),
        (add_PartnershipServiceServicer_to_server, PartnershipRpc(database, book, clock)),
        (add_SourceServiceServicer_to_server, SourceRpc(database)),
        (add_CompetitionServiceServicer_to_server, CompetitionRpc(database, clock)),
        (add_ResultServiceServicer_to_server, ResultRpc(database, clock)),
        (add_LineServiceServicer_to_server, LineRpc(database, clock)),
        (add_TeamServiceServicer_to_server, TeamRpc(database, clock)),
        (add_FactServiceServicer_to_server, FactRpc(database)),
        (add_ImportServiceServicer_to_server, ImportRpc(database, clock, max_bytes=max_bytes)),
        (
            add_CompetitionImportServiceServicer_to_server,
            CompetitionImportRpc(database, clock, max_bytes=max_bytes),
        ),
    ]


def _configured() -> LeagueSettings:
    settings = LeagueSettings.model_validate({})
    logs.configure(settings, SERVICE)
    tracing.configure(settings, SERVICE)
    return settings


def _database(settings: LeagueSettings) -> Database:
    return Database(settings.area_dsn("league"), pool_settings(settings), service="league")
