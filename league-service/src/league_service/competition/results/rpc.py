"""The gRPC face of results and standings."""

# ruff: noqa: ARG002 - the contract gives the signatures

from collections.abc import Iterable, Mapping

from altsports.league.v1 import results_pb2 as pb
from altsports.league.v1 import results_pb2_grpc
from league_service.competition.competitions.domain import read_moment
from league_service.competition.competitions.operations import get_season, locate_event
from league_service.competition.competitions.reading import CompetitorRow, competitors_of
from league_service.competition.results import repository
from league_service.competition.results.operations import ADMIN, Report, in_force, record_result
from league_service.competition.results.repository import Revision, SeasonTeam
from league_service.nfl.standings import Record, Standing, standings
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class ResultRpc(results_pb2_grpc.ResultServiceServicer):
    """Answers about results and records them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def ListResults(self, request: pb.ListResultsRequest, context: Context) -> pb.ListResultsResponse:
        at = read_moment(request.as_of, self._clock.now())
        async with self._database.read() as connection:
            place = await locate_event(connection, request.event_id)
            revisions = await repository.revisions_of(connection, place.id)
            competitors = (await competitors_of(connection, [place.id])).get(place.id, [])
        holding = in_force(revisions, at)
        return pb.ListResultsResponse(
            results=[
                _result_to_pb(revision, competitors, in_force=revision is holding)
                for revision in revisions
                if revision.effective_at <= at
            ]
        )

    async def RecordResult(
        self, request: pb.RecordResultRequest, context: Context
    ) -> pb.RecordResultResponse:
        report = Report(
            scores=(request.home_score, request.away_score),
            status=request.status,
            reason=request.reason,
            source=request.source or ADMIN,
            request_id=request.request_id or None,
        )
        now = self._clock.now()
        async with self._database.transaction() as connection:
            place, revision, recorded = await record_result(connection, request.event_id, report, now)
            revisions = await repository.revisions_of(connection, place.id)
            competitors = (await competitors_of(connection, [place.id])).get(place.id, [])
        holding = in_force(revisions, revision.effective_at)
        holds = holding is not None and holding.revision == revision.revision
        return pb.RecordResultResponse(
            result=_result_to_pb(revision, competitors, in_force=holds), recorded=recorded
        )

    async def GetStandings(
        self, request: pb.GetStandingsRequest, context: Context
    ) -> pb.GetStandingsResponse:
        at = read_moment(request.as_of, self._clock.now())
        async with self._database.read() as connection:
            competition = await get_season(connection, request.competition, request.season)
            teams = await repository.teams_of_season(connection, competition, request.season)
            scores = await repository.regular_scores(connection, competition, request.season, at)
        by_code = {team.placed.team: team for team in teams}
        lines = standings([team.placed for team in teams], scores)
        return pb.GetStandingsResponse(
            standings=[_line_to_pb(line, by_code) for line in lines],
            as_of_time=time_to_pb(at),
            result_count=len(scores),
        )


def _result_to_pb(
    revision: Revision, competitors: Iterable[CompetitorRow], *, in_force: bool
) -> pb.EventResult:
    by_position = {competitor.position: competitor for competitor in competitors}
    return pb.EventResult(
        revision=revision.revision,
        status=revision.status,
        source=revision.source,
        reason=revision.reason,
        observed_at=time_to_pb(revision.observed_at),
        effective_at=time_to_pb(revision.effective_at),
        scores=[
            pb.ResultScore(
                position=position,
                side=by_position[position].side or "",
                code=by_position[position].code,
                score=score,
            )
            for position, score in enumerate(revision.scores, start=1)
        ],
        in_force=in_force,
    )


def _line_to_pb(line: Standing, teams: Mapping[str, SeasonTeam]) -> pb.StandingLine:
    team = teams[line.team.team]
    return pb.StandingLine(
        team=line.team.team,
        name=team.name,
        team_id=team.team_id,
        conference=line.team.conference,
        division=line.team.division,
        rank=line.rank,
        wins=line.overall.wins,
        losses=line.overall.losses,
        ties=line.overall.ties,
        percentage=float(line.overall.percentage),
        points_for=line.points_for,
        points_against=line.points_against,
        home_record=_record(line.home),
        away_record=_record(line.away),
        division_record=_record(line.division),
        conference_record=_record(line.conference),
        streak=line.streak,
    )


def _record(record: Record) -> str:
    return f"{record.wins}-{record.losses}" + (f"-{record.ties}" if record.ties else "")
