"""ScoringService: lists and explains scores."""

# ruff: noqa: ARG002 - the contract defines the signatures

from datetime import datetime
from decimal import Decimal

from altsports.fantasy.v1 import scoring_pb2 as pb
from altsports.fantasy.v1 import scoring_pb2_grpc
from league_service.core.decimals import plain
from league_service.f1.worlds import Worlds
from league_service.fantasy.scoring import operations
from league_service.fantasy.scoring.domain import Changed, ScoreLine
from league_service.fantasy.scoring.operations import Computed, Explained
from league_service.fantasy.teams.messages import lineup_race_to_pb, lineup_to_pb
from league_service.fantasy.teams.operations import read_team
from league_service.fantasy.teams.repository import DriverName
from service_kit.db.database import Database
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb

Names = dict[str, DriverName]


class ScoringRpc(scoring_pb2_grpc.ScoringServiceServicer):
    """Reads scores."""

    def __init__(self, database: Database, worlds: Worlds) -> None:
        self._database = database
        self._worlds = worlds

    async def ListScores(self, request: pb.ListScoresRequest, context: Context) -> pb.ListScoresResponse:
        async with self._database.read() as connection:
            team, world = await read_team(connection, self._worlds, request)
            found = await operations.scores_of(connection, team, world.at)
        at = world.at
        scores = [(race, found.scores[race.id]) for race in found.races if race.id in found.scores]
        return pb.ListScoresResponse(
            scores=[
                pb.RaceScore(
                    race=lineup_race_to_pb(race, at),
                    points=plain(score.points or Decimal(0)),
                    state=race.scored_state(at),
                    published_at=time_to_pb(score.published_at),
                    corrections=score.corrections,
                    corrected_by=plain(score.corrected_by),
                    had_lineup=score.points is not None,
                )
                for race, score in scores
            ],
            total=plain(sum((score.points or Decimal(0) for _, score in scores), Decimal(0))),
        )

    async def ExplainScore(
        self, request: pb.ExplainScoreRequest, context: Context
    ) -> pb.ExplainScoreResponse:
        compare_to = request.compare_to.strip()
        async with self._database.read() as connection:
            team, world = await read_team(connection, self._worlds, request)
            found = await operations.explain(
                connection, team, request.race, as_of=world.at, compare_to=compare_to
            )
        return pb.ExplainScoreResponse(score=_explained_to_pb(found, world.at))


def _explained_to_pb(found: Explained, at: datetime) -> pb.ExplainedScore:
    now = found.now
    names = {} if now.shown is None else dict(now.shown.drivers)
    return pb.ExplainedScore(
        team_id=found.team.id,
        team=found.team.name,
        lineup=None if now.shown is None else lineup_to_pb(now.shown, at),
        points=plain(now.score.total),
        counted_captain_id=now.score.captain,
        captain_rule=now.score.captain_rule,
        lines=[_line_to_pb(line, names) for line in now.score.lines],
        sessions=_stated_to_pb(now),
        published_at=time_to_pb(now.publication.published_at),
        change=_change_to_pb(found, names) if found.is_compared else None,
    )


def _change_to_pb(found: Explained, names: Names) -> pb.ScoreChange:
    before = found.before
    return pb.ScoreChange(
        points_before=None if before is None else plain(before.score.total),
        difference=plain(found.difference),
        rank_before=None if before is None else before.rank,
        rank_after=found.now.rank,
        lines=[_changed_to_pb(each, names) for each in found.changes],
        sessions_before=() if before is None else _stated_to_pb(before),
        before_published_at=None if before is None else time_to_pb(before.publication.published_at),
    )


def _changed_to_pb(changed: Changed, names: Names) -> pb.ChangedLine:
    return pb.ChangedLine(
        before=None if changed.before is None else _line_to_pb(changed.before, names),
        after=_line_to_pb(changed.after, names),
        difference=plain(changed.difference),
        reason=changed.reason,
    )


def _line_to_pb(line: ScoreLine, names: Names) -> pb.ScoreLine:
    return pb.ScoreLine(
        driver_id=line.driver_id,
        code=names[line.driver_id].code,
        name=names[line.driver_id].name,
        session=line.session,
        position=line.rank,
        status=line.status,
        rule=line.rule,
        points=plain(line.points),
        multiplier=plain(line.multiplier),
        result=plain(line.result),
    )


def _stated_to_pb(computed: Computed) -> list[pb.ScoredSession]:
    return [
        pb.ScoredSession(
            session=each.session,
            revision=each.revision,
            state=computed.states[each.session],
            source=each.source,
            reason=each.reason,
            effective_at=time_to_pb(each.effective_at),
        )
        for each in computed.stated
    ]
