"""ResultService: opens the connection, calls the operation, answers."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from altsports.league.v1 import results_pb2 as pb
from altsports.league.v1 import results_pb2_grpc
from league_service.competition.competitions.domain import ADMIN
from league_service.competition.competitions.operations import get_season, locate_event
from league_service.competition.competitions.reading import CompetitorRow, competitors_of_event
from league_service.competition.errors import InvalidResult
from league_service.competition.ledger.domain import LineStatus, ResultLine, Revision, exact, in_force
from league_service.competition.ledger.messages import line_to_pb
from league_service.competition.ledger.repository import revisions_of
from league_service.competition.results import repository
from league_service.competition.results.domain import Report
from league_service.competition.results.operations import record_result
from league_service.competition.rules.book import RuleBook
from league_service.competition.rules.standings import Standing
from league_service.core.moments import read_moment
from service_kit.clock.clocks import Clock
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class ResultRpc(results_pb2_grpc.ResultServiceServicer):
    """Reads and records results."""

    def __init__(self, database: Database, clock: Clock, rules: RuleBook) -> None:
        self._database = database
        self._clock = clock
        self._rules = rules

    async def ListResults(self, request: pb.ListResultsRequest, context: Context) -> pb.ListResultsResponse:
        at = read_moment(request.as_of, self._clock.now())
        reader = self._database.pipelined
        place = await locate_event(reader, request.event_id)
        revisions = await revisions_of(reader, place.id)
        competitors = await competitors_of_event(reader, place.id)
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
        report, now = _report_from_pb(request), self._clock.now()
        async with self._database.transaction() as connection:
            recorded = await record_result(connection, request.event_id, report, self._rules, now)
            revisions = await revisions_of(connection, recorded.place.id)
        holding = in_force(revisions, recorded.revision.effective_at)
        holds = holding is not None and holding.revision == recorded.revision.revision
        return pb.RecordResultResponse(
            result=_result_to_pb(recorded.revision, recorded.competitors, in_force=holds),
            recorded=recorded.is_new,
        )

    async def GetStandings(
        self, request: pb.GetStandingsRequest, context: Context
    ) -> pb.GetStandingsResponse:
        at = read_moment(request.as_of, self._clock.now())
        async with self._database.read() as connection:
            competition = await get_season(connection, request.competition, request.season)
            rule = self._rules.of(competition.sport).must_have_standings()
            entrants = await repository.entrants_of(connection, competition, request.season)
            outcomes = await repository.outcomes_of(
                connection, competition, request.season, stages=rule.stages, at=at
            )
        entrants = rule.deducted(entrants, competition.key, request.season, at)
        return pb.GetStandingsResponse(
            standings=map(_standing_to_pb, rule.rank(entrants, outcomes)),
            as_of_time=time_to_pb(at),
            result_count=len(outcomes),
        )


def _report_from_pb(request: pb.RecordResultRequest) -> Report:
    """Raises InvalidResult for one score without the other."""
    has_home, has_away = request.HasField("home_score"), request.HasField("away_score")
    if has_home != has_away:
        raise InvalidResult("one of the two scores is missing", recovery=["Give home_score and away_score"])
    return Report(
        scores=(request.home_score, request.away_score) if has_home else None,
        status=request.status,
        reason=request.reason,
        source=request.source or ADMIN,
        request_id=request.request_id or None,
        lines=tuple((line.code, _line_from_pb(line)) for line in request.lines),
    )


def _line_from_pb(line: pb.ReportedLine) -> ResultLine:
    return ResultLine(
        position=0,
        score=line.score if line.HasField("score") else None,
        rank=line.rank if line.HasField("rank") else None,
        status=cast(LineStatus, line.status or "finished"),
        laps=line.laps if line.HasField("laps") else None,
        time_s=Decimal(line.time_s) if line.HasField("time_s") else None,
        points=Decimal(line.points) if line.HasField("points") else None,
        attributes=dict(line.attributes),
    )


def _result_to_pb(
    revision: Revision, competitors: Sequence[CompetitorRow], *, in_force: bool
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
                position=line.position,
                side=by_position[line.position].side or "",
                code=by_position[line.position].code,
                score=line.score,
            )
            for line in revision.lines
            if line.score is not None
        ],
        in_force=in_force,
        lines=[line_to_pb(line, by_position[line.position].code) for line in revision.lines],
    )


def _standing_to_pb(line: Standing) -> pb.StandingLine:
    entrant = line.entrant
    return pb.StandingLine(
        team=entrant.code,
        name=entrant.name,
        team_id=entrant.team_id,
        conference=entrant.conference,
        division=entrant.division,
        rank=line.rank,
        wins=line.wins,
        losses=line.losses,
        ties=line.ties,
        percentage=line.percentage,
        points_for=line.points_for,
        points_against=line.points_against,
        home_record=line.home_record,
        away_record=line.away_record,
        division_record=line.division_record,
        conference_record=line.conference_record,
        streak=line.streak,
        person_id=entrant.person_id,
        points=exact(line.points),
        attributes=line.attributes,
    )
