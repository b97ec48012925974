"""Assembles the league service."""

import asyncio
from functools import partial

from league_service.clubs.members import member_finder
from league_service.clubs.people.leaving import Leaving
from league_service.core.schema import SCHEMA
from league_service.demo.clubs import keep_demo_club
from league_service.demo.game import keep_demo_game
from league_service.demo.rovers.storing import keep_rovers
from league_service.demo.seed import load_demo_data, restore_deleted_example
from league_service.demo.simulated import CATCH_UP_EVERY_S, catch_up, store_simulated_seasons
from league_service.demo.simulated_f1 import begin_season, store_simulated_races
from league_service.f1.upstream.diagnostics import upstream_check
from league_service.fantasy.replays.player import ReplayPlayer
from league_service.fantasy.scoring.reminding import Reminders
from league_service.fantasy.scoring.rescoring import Rescoring
from league_service.fantasy.teams.leaving import leaving_teams
from league_service.fantasy.teams.naming import Naming
from league_service.registrations import registrations_of, rule_book, schedules
from league_service.settings import LeagueSettings
from service_kit.clock.clocks import Clock, SystemClock
from service_kit.clock.mesh import running_clock
from service_kit.db.database import Database
from service_kit.db.settings import pool_settings
from service_kit.deliveries.courier import Courier
from service_kit.events.relay import Relay
from service_kit.logging import logs
from service_kit.process.loops import Loop, once, running
from service_kit.process.starting import configured
from service_kit.rpc import grpc_server
from service_kit.rpc.diagnostics import Diagnostics
from service_kit.rpc.grpc_client import MeshClient
from service_kit.runs.schedules import declared_schedules

SERVICE = "league-service"
_SCORES_EVERY_S = 30.0
_REPLAYS_EVERY_S = 0.3
_REMINDED_EVERY_S = 300.0
log = logs.get_logger(__name__)


async def serve(stop: asyncio.Event) -> None:
    """Serves gRPC until `stop` is set. Starts without a database, and answers 503 until it is available."""
    settings = configured(LeagueSettings, SERVICE)
    async with (
        _database(settings) as database,
        MeshClient.from_settings(settings) as client,
        running_clock(settings) as clock,
    ):
        diagnostics = Diagnostics(SERVICE)
        diagnostics.add("database", database.check)
        diagnostics.add("feeds", upstream_check(settings.f1_results_url))
        registrations = registrations_of(
            database, clock, settings, rule_book(settings.soccer_deductions_file), member_finder(client)
        )
        async with running(loops_of(settings, database, client, clock)):
            await grpc_server.serve(settings, "league", registrations, stop=stop, diagnostics=diagnostics)


def loops_of(settings: LeagueSettings, database: Database, client: MeshClient, clock: Clock) -> list[Loop]:
    """The loops that run in the background."""
    redis: dict[str, str] = {"redis_url": settings.redis_dsn(), "prefix": settings.redis_prefix}
    relay = Relay(database, schema=SCHEMA, **redis)
    loops = [
        Loop("relay", relay.run),
        Loop("courier", Courier(database, client, SCHEMA).run),
        declared_schedules(client, "league", schedules()),
        Loop("simulated season", lambda: catch_up(database, clock.now()), every_s=CATCH_UP_EVERY_S),
        Loop("simulated races", lambda: begin_season(database, clock.now()), every_s=CATCH_UP_EVERY_S),
        Loop("due scores", Rescoring(database, clock).ask_for_due, every_s=_SCORES_EVERY_S),
        Loop("replays", ReplayPlayer(database, clock).play_due, every_s=_REPLAYS_EVERY_S),
        Loop("reminders of line-ups", Reminders(database, clock).remind, every_s=_REMINDED_EVERY_S),
        *leaving_teams(database, client, clock, **redis).loops(),
        *Naming(database, client, clock, **redis).loops(),
        *Leaving(database, client, **redis).loops(),
    ]
    if settings.env != "production":
        loops.append(once("deleted example", partial(restore_deleted_example, database, clock)))
        loops.append(once("demo game", partial(keep_demo_game, database, clock)))
        loops.append(once("demo club", partial(keep_demo_club, database, clock)))
        loops.append(
            Loop("demo matches", lambda: keep_rovers(database, clock.now()), every_s=CATCH_UP_EVERY_S)
        )
    return loops


async def seed(stop: asyncio.Event) -> None:  # noqa: ARG001 - a short import is not interrupted
    """Loads the demo data and logs what changed."""
    settings = configured(LeagueSettings, SERVICE)
    async with _database(settings) as database:
        now = SystemClock().now()
        log.info(await load_demo_data(database, now))
        stored = await store_simulated_seasons(database, now) + await store_simulated_races(database, now)
        log.info("Simulated seasons", facts_stored=stored)
        if settings.env != "production":
            await keep_demo_game(database, SystemClock())
            await keep_demo_club(database, SystemClock())
            log.info("Harbour Rovers", matches_played=await keep_rovers(database, now))


def _database(settings: LeagueSettings) -> Database:
    return Database(settings.area_dsn("league"), pool_settings(settings), service="league")
