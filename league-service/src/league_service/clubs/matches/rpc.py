"""MatchReportService: results with their revisions, figures of both sides, contradictions."""

# ruff: noqa: ARG002 - the contract defines the signatures

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from altsports.football.v1 import match_pb2, match_reports_pb2_grpc
from altsports.football.v1 import match_reports_pb2 as pb
from league_service.clubs.engine.access import Access, access_of
from league_service.clubs.engine.hooks import Row, Write
from league_service.clubs.engine.plan import Plan
from league_service.clubs.engine.reading import get_row
from league_service.clubs.engine.writing import Change, Writer
from league_service.clubs.matches import repository
from league_service.clubs.matches.inconsistencies import Inconsistency
from league_service.clubs.matches.reports import Facts, inconsistencies_of, load_facts, statistics_of
from league_service.clubs.matches.repository import Match, Team
from league_service.clubs.matches.statistics import Figure, SideStatistics
from service_kit.caller import current_caller
from service_kit.clock.clocks import Clock
from service_kit.db.connection import Connection
from service_kit.db.database import Database
from service_kit.db.reader import Reader
from service_kit.rpc.incoming import Context
from service_kit.rpc.plain import plain
from service_kit.rpc.versions import expected_version
from service_kit.timestamps import time_to_pb

OfLineups = Callable[[Reader, Access, Match], Coroutine[Any, Any, list[Inconsistency]]]
"""Lists what is impossible about the line-ups of a match."""

_FIGURES = (
    "goals",
    "shots",
    "xg",
    "passes",
    "accuracy",
    "pressures",
    "ppda",
    "field_tilt",
    "fouls",
    "cards",
    "yellow_cards",
    "red_cards",
)


class MatchReportRpc(match_reports_pb2_grpc.MatchReportServiceServicer):
    """Reports about matches."""

    def __init__(
        self, plans: Mapping[str, Plan], database: Database, clock: Clock, of_lineups: OfLineups
    ) -> None:
        self._of_lineups = of_lineups
        self._matches = plans["matches"]
        self._writer = Writer(plans)
        self._database = database
        self._clock = clock

    async def GetMatchTeamStatistics(
        self, request: pb.GetMatchTeamStatisticsRequest, context: Context
    ) -> pb.GetMatchTeamStatisticsResponse:
        facts = await self._facts(request.match_id)
        sides = statistics_of(facts)
        match = facts.match
        statistics = pb.MatchTeamStatistics(
            match_id=match.id,
            home=_side_to_pb(match.home, sides[match.home.id]),
            away=_side_to_pb(match.away, sides[match.away.id]),
        )
        return pb.GetMatchTeamStatisticsResponse(team_statistics=statistics)

    async def ListMatchInconsistencies(
        self, request: pb.ListMatchInconsistenciesRequest, context: Context
    ) -> pb.ListMatchInconsistenciesResponse:
        async with self._database.read() as connection:
            access, facts = await self._facts_in(connection, request.match_id)
            found = inconsistencies_of(facts) + await self._of_lineups(connection, access, facts.match)
        return pb.ListMatchInconsistenciesResponse(inconsistencies=map(_inconsistency_to_pb, found))

    async def ListMatchResults(
        self, request: pb.ListMatchResultsRequest, context: Context
    ) -> pb.ListMatchResultsResponse:
        async with self._database.read() as connection:
            access = access_of(current_caller(), self._clock.now())
            await get_row(connection, self._matches, access, request.match_id)
            rows = await repository.results_of(connection, access.organisation, request.match_id)
        return pb.ListMatchResultsResponse(results=map(_result_to_pb, rows))

    async def RecordMatchResult(
        self, request: pb.RecordMatchResultRequest, context: Context
    ) -> pb.RecordMatchResultResponse:
        expected = expected_version(request)
        versions = [] if expected is None else [expected]
        score = {field.name: value for field, value in request.score.ListFields()}

        def scored(before: Row) -> Row:
            return before | {"score": score}

        async with self._database.transaction() as connection:
            write = Write(connection, current_caller(), self._clock.now())
            asked = Change(request.match_id, versions, {}, scored)
            row, _ = await self._writer.change(write, self._matches, asked)
        return plain(pb.RecordMatchResultResponse, match=row)

    async def _facts(self, match_id: str) -> Facts:
        async with self._database.read() as connection:
            return (await self._facts_in(connection, match_id))[1]

    async def _facts_in(self, connection: Connection, match_id: str) -> tuple[Access, Facts]:
        """The caller's access and the facts of a match that the caller may see. Raises RecordNotFound."""
        access = access_of(current_caller(), self._clock.now())
        row = self._matches.row(await get_row(connection, self._matches, access, match_id))
        return access, await load_facts(connection, access.organisation, row["id"])


def _side_to_pb(team: Team, side: SideStatistics) -> pb.SideFigures:
    found = pb.SideFigures(
        team_id=team.id,
        team_name=team.name,
        formations_source=side.formations_figure.source,
        formations_reason=side.formations_figure.reason or None,
    )
    for name in _FIGURES:
        getattr(found, name).CopyFrom(_figure_to_pb(side.figures[name]))
    for spell in side.formations:
        found.formations.add(
            formation=spell.formation,
            from_minute=spell.from_minute,
            minutes=spell.minutes,
            seconds=spell.seconds,
        )
    return found


def _figure_to_pb(figure: Figure) -> pb.Figure:
    return pb.Figure(value=figure.value, source=figure.source, reason=figure.reason or None)


def _inconsistency_to_pb(found: Inconsistency) -> pb.MatchInconsistency:
    return pb.MatchInconsistency(
        code=found.code,
        message=found.message,
        team_id=found.team_id or None,
        player_id=found.player_id or None,
        event_id=found.event_id or None,
    )


def _result_to_pb(row: tuple[Any, ...]) -> pb.MatchResult:
    revision, home, away, home_penalties, away_penalties, source, reason, by, at = row
    return pb.MatchResult(
        revision=revision,
        score=match_pb2.MatchScore(
            home=home,
            away=away,
            home_penalties=home_penalties,
            away_penalties=away_penalties,
            source=source,
            reason=reason,
        ),
        recorded_by=by,
        recorded_at=time_to_pb(at),
    )
