"""The gRPC handlers of bets."""

# ruff: noqa: ARG002 - the contract gives the signatures

from typing import cast

from ai_service.nfl_experts.betting.markets import Market, Side
from ai_service.nfl_experts.experts.roster import find_expert
from ai_service.nfl_experts.faces.bets import operations, repository
from ai_service.nfl_experts.faces.bets.messages import bet_to_pb, historic_bet_to_pb
from ai_service.nfl_experts.faces.bets.operations import Order
from ai_service.nfl_experts.faces.open_book import book_to_pb
from ai_service.nfl_experts.faces.shelf import Shelf
from ai_service.nfl_experts.keeping.keeper import Keeper
from altsports.ai.v1 import bets_pb2 as pb
from altsports.ai.v1.bets_pb2_grpc import BetServiceServicer
from service_kit.rpc.incoming import Context

_PLAIN_REASON = "Placed by an operator."


class BetRpc(BetServiceServicer):
    """Lists bets, and places and settles them for operators."""

    def __init__(self, shelf: Shelf, keeper: Keeper) -> None:
        self._shelf = shelf
        self._keeper = keeper

    async def ListLiveBets(
        self, request: pb.ListLiveBetsRequest, context: Context
    ) -> pb.ListLiveBetsResponse:
        if request.expert_id:
            find_expert(request.expert_id)
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            game = opened.game(request.game_id) if request.game_id else None
            bets = await repository.newest_bets(
                opened.reader,
                opened.book.id,
                status=request.status,
                game_id=game and game.game_id,
                expert_id=request.expert_id or None,
                limit=request.limit,
            )
        pending = [bet for bet in bets if not bet.is_settled]
        summary = pb.BetSummary(
            total_at_risk=float(sum(bet.stake for bet in pending)),
            potential_payout=float(sum(bet.potential_payout for bet in pending)),
            avg_confidence=round(sum(bet.confidence for bet in bets) / len(bets), 6) if bets else 0.0,
        )
        return pb.ListLiveBetsResponse(bets=map(bet_to_pb, bets), summary=summary, book=book_to_pb(opened))

    async def GetBetHistory(
        self, request: pb.GetBetHistoryRequest, context: Context
    ) -> pb.GetBetHistoryResponse:
        find_expert(request.expert_id)
        statuses = repository.SETTLED if request.result == "all" else (request.result,)
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            bets = await repository.settled_bets(
                opened.reader,
                opened.book.id,
                request.expert_id,
                statuses=statuses,
                limit=request.limit,
                offset=request.offset,
            )
            sums = await repository.statistics(opened.reader, opened.book.id, request.expert_id)
        return pb.GetBetHistoryResponse(
            expert_id=request.expert_id,
            bet_history=map(historic_bet_to_pb, bets),
            statistics=pb.BetStatistics(
                total_bets=sums.total_bets,
                wins=sums.wins,
                losses=sums.losses,
                pushes=sums.pushes,
                win_rate=sums.win_rate,
                roi=sums.roi,
                avg_bet_size=sums.avg_bet_size,
                decided_bets=sums.decided_bets,
            ),
            book=book_to_pb(opened),
        )

    async def PlaceBet(self, request: pb.PlaceBetRequest, context: Context) -> pb.PlaceBetResponse:
        find_expert(request.expert_id)
        order = Order(
            expert_id=request.expert_id,
            game_id=request.game_id,
            bet_type=cast("Market", request.bet_type),
            side=cast("Side", request.side),
            amount=operations.amount_of(request.bet_amount),
            request_id=request.request_id,
            reasoning=request.reasoning or _PLAIN_REASON,
            confidence=request.confidence,
        )
        async with self._shelf.hold_of_game(request.game_id, replay=request.replay) as held:
            bet = await operations.place_bet(held, order)
        return pb.PlaceBetResponse(bet=bet_to_pb(bet))

    async def SettleGame(self, request: pb.SettleGameRequest, context: Context) -> pb.SettleGameResponse:
        self._keeper.facts_changed()
        async with self._shelf.hold_of_game(request.game_id, replay=request.replay) as held:
            done = await operations.settle_now(held)
        return pb.SettleGameResponse(
            game_id=request.game_id,
            revision=done.revision,
            settled=done.settled,
            resettled=done.resettled,
            already_settled=done.already_settled,
        )
