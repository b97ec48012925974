"""The sports and the handlers of this service: one line registers each."""

from altsports.fantasy.v1.championships_pb2_grpc import add_ChampionshipServiceServicer_to_server
from altsports.fantasy.v1.drivers_pb2_grpc import add_DriverServiceServicer_to_server
from altsports.fantasy.v1.races_pb2_grpc import add_RaceServiceServicer_to_server
from altsports.fantasy.v1.teams_pb2_grpc import (
    add_TeamServiceServicer_to_server as add_FantasyTeamServiceServicer_to_server,
)
from altsports.league.v1.competitions_pb2_grpc import add_CompetitionServiceServicer_to_server
from altsports.league.v1.facts_pb2_grpc import add_FactServiceServicer_to_server
from altsports.league.v1.imports_pb2_grpc import add_ImportServiceServicer_to_server
from altsports.league.v1.leagues_pb2_grpc import add_LeagueServiceServicer_to_server
from altsports.league.v1.lines_pb2_grpc import add_LineServiceServicer_to_server
from altsports.league.v1.partnerships_pb2_grpc import add_PartnershipServiceServicer_to_server
from altsports.league.v1.results_pb2_grpc import add_ResultServiceServicer_to_server
from altsports.league.v1.schedules_pb2_grpc import add_ScheduleServiceServicer_to_server
from altsports.league.v1.sources_pb2_grpc import add_SourceServiceServicer_to_server
from altsports.league.v1.teams_pb2_grpc import add_TeamServiceServicer_to_server
from league_service.catalogue.leagues.rpc import LeagueRpc
from league_service.catalogue.partnerships.rpc import PartnershipRpc
from league_service.catalogue.sources.rpc import SourceRpc
from league_service.competition.competitions.rpc import CompetitionRpc
from league_service.competition.facts.rpc import FactRpc
from league_service.competition.lines.rpc import LineRpc
from league_service.competition.results.rpc import ResultRpc
from league_service.competition.rules.book import RuleBook
from league_service.competition.schedules.rpc import ScheduleRpc
from league_service.competition.teams.rpc import TeamRpc
from league_service.core.importing.rpc import ImportRpc
from league_service.core.vocabulary.repository import SportBook
from league_service.f1.championships.rpc import ChampionshipRpc
from league_service.f1.drivers.rpc import DriverRpc
from league_service.f1.races.rpc import RaceRpc
from league_service.f1.rules import f1_rules
from league_service.fantasy.teams.rpc import TeamRpc as FantasyTeamRpc
from league_service.importers import IMPORTERS
from league_service.nfl.rules import nfl_rules
from league_service.settings import LeagueSettings
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.grpc_server import Registration


def rule_book() -> RuleBook:
    """The rules of every sport that this service knows."""
    return RuleBook([nfl_rules(), f1_rules()])


def registrations_of(
    database: Database, clock: Clock, settings: LeagueSettings, rules: RuleBook
) -> list[Registration]:
    """The handlers of this service."""
    book = SportBook()
    max_bytes = settings.league_import_max_mib * 1024 * 1024
    return [
        (add_LeagueServiceServicer_to_server, LeagueRpc(database, book, clock)),
        (add_PartnershipServiceServicer_to_server, PartnershipRpc(database, book, clock)),
        (add_SourceServiceServicer_to_server, SourceRpc(database)),
        (add_CompetitionServiceServicer_to_server, CompetitionRpc(database, clock, rules)),
        (add_ResultServiceServicer_to_server, ResultRpc(database, clock, rules)),
        (add_ScheduleServiceServicer_to_server, ScheduleRpc(database, clock)),
        (add_LineServiceServicer_to_server, LineRpc(database, clock)),
        (add_TeamServiceServicer_to_server, TeamRpc(database, clock, rules)),
        (add_FactServiceServicer_to_server, FactRpc(database, rules)),
        (add_ChampionshipServiceServicer_to_server, ChampionshipRpc(database, clock)),
        (add_DriverServiceServicer_to_server, DriverRpc(database, clock)),
        (add_RaceServiceServicer_to_server, RaceRpc(database, clock)),
        (add_FantasyTeamServiceServicer_to_server, FantasyTeamRpc(database, clock)),
        (add_ImportServiceServicer_to_server, ImportRpc(database, clock, IMPORTERS, max_bytes=max_bytes)),
    ]
