"""The gRPC handlers of the council."""

# ruff: noqa: ARG002 - the contract gives the signatures

from ai_service.nfl_experts.council.consensus import Verdict, Vote, consensus_of, disagreements_of, without
from ai_service.nfl_experts.council.domain import WEIGHTS, Seat
from ai_service.nfl_experts.errors import CouncilNotFound
from ai_service.nfl_experts.experts.roster import find_expert
from ai_service.nfl_experts.faces.council.repository import council_of_week, said_by
from ai_service.nfl_experts.faces.council.voting import votes_on
from ai_service.nfl_experts.faces.open_book import book_to_pb
from ai_service.nfl_experts.faces.shelf import Shelf
from altsports.ai.v1 import council_pb2 as pb
from altsports.ai.v1.council_pb2_grpc import CouncilServiceServicer
from service_kit.rpc.incoming import Context


class CouncilRpc(CouncilServiceServicer):
    """Returns the council of a week and its consensus on games."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def GetCurrentCouncil(
        self, request: pb.GetCurrentCouncilRequest, context: Context
    ) -> pb.GetCurrentCouncilResponse:
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            week = opened.week(request.week)
            council = await council_of_week(opened.reader, opened.book.id, week)
        if not council:
            raise CouncilNotFound(week)
        return pb.GetCurrentCouncilResponse(
            week=week,
            council_members=map(_seat_to_pb, council),
            selection_criteria=pb.SelectionCriteria(
                **{f"{name}_weight": weight for name, weight in WEIGHTS.items()}
            ),
            book=book_to_pb(opened),
        )

    async def GetConsensus(
        self, request: pb.GetConsensusRequest, context: Context
    ) -> pb.GetConsensusResponse:
        if request.without:
            find_expert(request.without)
        async with self._shelf.read_of_game(request.game_id, replay=request.replay) as opened:
            game = opened.game(request.game_id)
            council = await council_of_week(opened.reader, opened.book.id, opened.week(game.week))
            if not council:
                raise CouncilNotFound(game.week)
            members = [seat.expert_id for seat in council]
            said = await said_by(opened.reader, opened.book.id, [game.game_id], members)
        votes = votes_on(game, council, said, opened.history, now=opened.now)
        if request.without:
            votes = list(without(votes, request.without))
        verdicts = consensus_of(votes)
        return pb.GetConsensusResponse(
            game_id=game.game_id,
            consensus=pb.ConsensusByCategory(
                **{category: _verdict_to_pb(verdict) for category, verdict in verdicts.items()}
            ),
            expert_votes=[_vote_to_pb(vote) for vote in votes if vote.stance.category == "spread"],
            disagreements=[
                pb.Disagreement(
                    expert_a=each.expert_a,
                    expert_b=each.expert_b,
                    category=each.category,
                    difference=each.difference,
                )
                for each in disagreements_of(votes)
            ],
            without=request.without or None,
            book=book_to_pb(opened),
        )


def _seat_to_pb(seat: Seat) -> pb.CouncilMember:
    return pb.CouncilMember(
        expert_id=seat.expert_id,
        rank=seat.rank,
        selection_score=seat.selection_score,
        vote_weight=float(seat.vote_weight),
        reason_selected=seat.reason_selected,
        components=seat.components,
    )


def _verdict_to_pb(verdict: Verdict) -> pb.CategoryConsensus:
    return pb.CategoryConsensus(
        prediction=verdict.prediction,
        confidence=verdict.confidence,
        agreement_level=verdict.agreement_level,
        vote_breakdown={pick: float(share) for pick, share in verdict.vote_breakdown.items()},
        line=verdict.line,
        estimated=verdict.estimated,
        provisional=verdict.provisional,
    )


def _vote_to_pb(vote: Vote) -> pb.ExpertVote:
    return pb.ExpertVote(
        expert_id=vote.stance.expert_id,
        vote_weight=float(vote.weight),
        prediction=vote.stance.pick,
        confidence=vote.stance.confidence,
        provisional=vote.is_provisional,
        estimated=vote.stance.estimated,
        sealed_prediction=vote.sealed,
    )
