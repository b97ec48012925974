"""The sports and the handlers of this service: one line registers each."""

from collections.abc import Mapping

from altsports.fantasy.v1.championships_pb2_grpc import add_ChampionshipServiceServicer_to_server
from altsports.fantasy.v1.drivers_pb2_grpc import add_DriverServiceServicer_to_server
from altsports.fantasy.v1.f1_leagues_pb2_grpc import add_F1LeagueServiceServicer_to_server
from altsports.fantasy.v1.f1_replays_pb2_grpc import add_F1ReplayServiceServicer_to_server
from altsports.fantasy.v1.leaderboards_pb2_grpc import add_LeaderboardServiceServicer_to_server
from altsports.fantasy.v1.prices_pb2_grpc import add_PriceServiceServicer_to_server
from altsports.fantasy.v1.races_pb2_grpc import add_RaceServiceServicer_to_server
from altsports.fantasy.v1.scoring_pb2_grpc import add_ScoringServiceServicer_to_server
from altsports.fantasy.v1.teams_pb2_grpc import (
    add_TeamServiceServicer_to_server as add_FantasyTeamServiceServicer_to_server,
)
from altsports.football.v1.analytics_pb2_grpc import add_AnalyticsServiceServicer_to_server
from altsports.football.v1.calendar_pb2_grpc import add_CalendarServiceServicer_to_server
from altsports.football.v1.consents_pb2_grpc import add_ConsentServiceServicer_to_server
from altsports.football.v1.lineups_pb2_grpc import add_LineupServiceServicer_to_server
from altsports.football.v1.match_notes_pb2_grpc import add_MatchNoteServiceServicer_to_server
from altsports.football.v1.match_reports_pb2_grpc import add_MatchReportServiceServicer_to_server
from altsports.football.v1.personal_data_pb2_grpc import add_PersonalDataServiceServicer_to_server
from altsports.football.v1.responses_pb2_grpc import add_ResponseServiceServicer_to_server
from altsports.football.v1.summaries_pb2_grpc import add_SummaryServiceServicer_to_server
from altsports.league.v1.club_references_pb2_grpc import add_ClubReferenceServiceServicer_to_server
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
from league_service.clubs.analytics.rpc import AnalyticsRpc
from league_service.clubs.calendar.rpc import CalendarRpc
from league_service.clubs.engine.registry import plans_of, registrations_of_nouns
from league_service.clubs.match_lineups.contradictions import of_lineups
from league_service.clubs.match_lineups.rpc import LineupRpc
from league_service.clubs.match_notes.rpc import MatchNoteRpc
from league_service.clubs.matches.rpc import MatchReportRpc
from league_service.clubs.members import FindMember, nobody_answers
from league_service.clubs.nouns import HOOKS
from league_service.clubs.people.rpc import ConsentRpc, PersonalDataRpc
from league_service.clubs.people.rules import with_consents
from league_service.clubs.references.rpc import ClubReferenceRpc
from league_service.clubs.responses.rpc import ResponseRpc
from league_service.clubs.summaries.rpc import SummaryRpc
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
from league_service.f1.checks.operations import WATCH
from league_service.f1.drivers.rpc import DriverRpc
from league_service.f1.races.rpc import RaceRpc
from league_service.f1.rules import f1_rules
from league_service.f1.upstream.client import Upstream
from league_service.f1.upstream.housekeeping import HOUSEKEEPING, OldAnswers
from league_service.f1.upstream.pacing import SharedPace
from league_service.f1.watch.operations import Watcher
from league_service.f1.worlds import Worlds
from league_service.fantasy.leaderboards.rpc import LeaderboardRpc
from league_service.fantasy.leagues.rpc import F1LeagueRpc
from league_service.fantasy.prices.operations import prices_for
from league_service.fantasy.prices.rpc import PriceRpc
from league_service.fantasy.replays.operations import world_of_replay
from league_service.fantasy.replays.rpc import F1ReplayRpc
from league_service.fantasy.scoring.rescoring import KIND as RESCORE
from league_service.fantasy.scoring.rescoring import Rescoring
from league_service.fantasy.scoring.rpc import ScoringRpc
from league_service.fantasy.teams.rpc import TeamRpc as FantasyTeamRpc
from league_service.importers import IMPORTERS
from league_service.nfl.rules import nfl_rules
from league_service.settings import LeagueSettings
from league_service.soccer.rules import soccer_rules
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.grpc_server import Registration
from service_kit.runs.rpc import work_registration
from service_kit.runs.schedules import Scheduled
from service_kit.runs.work import Handler


def rule_book(deductions_file: str = "") -> RuleBook:
    """The rules of every sport that this service knows."""
    return RuleBook([nfl_rules(), f1_rules(), soccer_rules(deductions_file)])


def registrations_of(
    database: Database,
    clock: Clock,
    settings: LeagueSettings,
    rules: RuleBook,
    find_member: FindMember = nobody_answers,
) -> list[Registration]:
    """The handlers of this service. `find_member` asks auth-service who is a member."""
    book = SportBook()
    limits = {
        "max_bytes": settings.league_import_max_mib * 1024 * 1024,
        "consent_age": settings.club_consent_age,
    }
    watcher = make_watcher(settings, database, clock)
    worlds = Worlds(clock, world_of_replay)
    return [
        (add_LeagueServiceServicer_to_server, LeagueRpc(database, book, clock)),
        (add_PartnershipServiceServicer_to_server, PartnershipRpc(database, book, clock)),
        (add_SourceServiceServicer_to_server, SourceRpc(database)),
        (add_CompetitionServiceServicer_to_server, CompetitionRpc(database, clock, rules)),
        (add_ResultServiceServicer_to_server, ResultRpc(database, clock, rules)),
        (add_ScheduleServiceServicer_to_server, ScheduleRpc(database, clock, rules)),
        (add_LineServiceServicer_to_server, LineRpc(database, clock)),
        (add_TeamServiceServicer_to_server, TeamRpc(database, clock, rules)),
        (add_FactServiceServicer_to_server, FactRpc(database, rules)),
        (add_ChampionshipServiceServicer_to_server, ChampionshipRpc(database, worlds)),
        (add_DriverServiceServicer_to_server, DriverRpc(database, clock, worlds, prices_for)),
        (add_RaceServiceServicer_to_server, RaceRpc(database, clock, worlds, watcher)),
        (add_F1LeagueServiceServicer_to_server, F1LeagueRpc(database, clock, worlds)),
        (add_F1ReplayServiceServicer_to_server, F1ReplayRpc(database, clock)),
        (add_LeaderboardServiceServicer_to_server, LeaderboardRpc(database, clock, worlds)),
        (add_FantasyTeamServiceServicer_to_server, FantasyTeamRpc(database, clock, worlds)),
        (add_PriceServiceServicer_to_server, PriceRpc(database, clock)),
        (add_ScoringServiceServicer_to_server, ScoringRpc(database, worlds)),
        (add_ImportServiceServicer_to_server, ImportRpc(database, clock, IMPORTERS, **limits)),
        *_of_clubs(database, clock, settings, find_member),
        work_registration(handlers_of(settings, database, clock, watcher)),
    ]


def _of_clubs(
    database: Database, clock: Clock, settings: LeagueSettings, find_member: FindMember
) -> list[Registration]:
    plans = plans_of(with_consents(HOOKS, settings.club_consent_age))
    base_url = settings.public_url or f"http://127.0.0.1:{settings.port}"
    return [
        (add_AnalyticsServiceServicer_to_server, AnalyticsRpc(database, clock)),
        (add_MatchNoteServiceServicer_to_server, MatchNoteRpc(database, clock)),
        (add_ResponseServiceServicer_to_server, ResponseRpc(database, clock)),
        (add_CalendarServiceServicer_to_server, CalendarRpc(database, find_member, clock, base_url=base_url)),
        *registrations_of_nouns(plans, database, clock, find_member),
        (add_LineupServiceServicer_to_server, LineupRpc(plans, database, clock)),
        (add_MatchReportServiceServicer_to_server, MatchReportRpc(plans, database, clock, of_lineups)),
        (add_SummaryServiceServicer_to_server, SummaryRpc(plans, database, clock)),
        (add_ClubReferenceServiceServicer_to_server, ClubReferenceRpc(database, clock)),
        (add_ConsentServiceServicer_to_server, ConsentRpc(plans["players"], database, clock)),
        (add_PersonalDataServiceServicer_to_server, PersonalDataRpc(plans["players"], database, clock)),
    ]


def handlers_of(
    settings: LeagueSettings, database: Database, clock: Clock, watcher: Watcher
) -> Mapping[str, Handler]:
    """The handlers of the runs that this service carries out, by kind."""
    answers = OldAnswers(database, clock, days=settings.f1_answer_retention_days)
    return {
        WATCH: watcher.watch,
        HOUSEKEEPING: answers.delete,
        RESCORE: Rescoring(database, clock).handle,
    }


def schedules() -> list[Scheduled]:
    """When runs of this service start by themselves.

    A look at results starts at its date; the schedule makes sure that the chain of these runs never breaks.
    """
    return [
        Scheduled("f1 results", WATCH, interval_s=3600),
        Scheduled("f1 housekeeping", HOUSEKEEPING, cron="40 3 * * *"),
    ]


def make_watcher(settings: LeagueSettings, database: Database, clock: Clock) -> Watcher:
    """What compares results of Formula 1 with the upstream, if there is one."""
    upstream = None
    if settings.f1_results_url:
        pace = SharedPace(database, clock)
        upstream = Upstream(settings.f1_results_url, pace, clock, timeout_s=settings.f1_results_timeout)
    return Watcher(database, clock, upstream)
