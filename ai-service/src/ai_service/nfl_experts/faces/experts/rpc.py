"""The gRPC handlers of the experts."""

# ruff: noqa: ARG002 - the contract gives the signatures

from ai_service.nfl_experts.books.state import STARTING, ZERO
from ai_service.nfl_experts.errors import BetNotFound
from ai_service.nfl_experts.experts.roster import EXPERTS, find_expert
from ai_service.nfl_experts.faces.bets.repository import bets_by_id, statistics
from ai_service.nfl_experts.faces.experts import operations, repository
from ai_service.nfl_experts.faces.experts.board import board_of
from ai_service.nfl_experts.faces.experts.messages import change_to_pb, entry_to_pb, expert_to_pb, row_to_pb
from ai_service.nfl_experts.faces.open_book import book_to_pb
from ai_service.nfl_experts.faces.shelf import Shelf
from altsports.ai.v1 import experts_pb2 as pb
from altsports.ai.v1.experts_pb2_grpc import ExpertServiceServicer
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class ExpertRpc(ExpertServiceServicer):
    """Lists the experts with their bankrolls, ledgers and calibration."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def ListExperts(self, request: pb.ListExpertsRequest, context: Context) -> pb.ListExpertsResponse:
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            standings = await repository.standings(opened.reader, opened.book.id)
        return pb.ListExpertsResponse(
            experts=[expert_to_pb(expert, standings.get(expert.id)) for expert in EXPERTS],
            book=book_to_pb(opened),
            timestamp=time_to_pb(self._shelf.now()),
        )

    async def GetBankroll(self, request: pb.GetBankrollRequest, context: Context) -> pb.GetBankrollResponse:
        find_expert(request.expert_id)
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            entries = await repository.entries(opened.reader, opened.book.id, request.expert_id)
            sums = await statistics(opened.reader, opened.book.id, request.expert_id)
            history = operations.history_of(entries)
            changes = operations.since(history.changes, request.timeframe, opened.anchor)
            wanted = [change.bet_id for change in changes if change.bet_id and request.include_bets]
            bets = await bets_by_id(opened.reader, wanted)
        return pb.GetBankrollResponse(
            expert_id=request.expert_id,
            current_balance=float(history.current),
            available=float(history.available),
            at_risk=float(history.at_risk),
            starting_balance=float(STARTING),
            peak_balance=float(history.peak),
            lowest_balance=float(history.lowest),
            total_wagered=float(sums.wagered + history.at_risk),
            total_won=float(sums.won),
            total_lost=float(sums.lost),
            history=[change_to_pb(change, bets) for change in changes],
            risk_metrics=pb.RiskMetrics(
                volatility=history.risk.volatility,
                sharpe_ratio=history.risk.sharpe_ratio,
                max_drawdown=history.risk.max_drawdown,
            ),
            book=book_to_pb(opened),
        )

    async def ListLedgerEntries(
        self, request: pb.ListLedgerEntriesRequest, context: Context
    ) -> pb.ListLedgerEntriesResponse:
        find_expert(request.expert_id)
        bet_id = request.bet_id or None
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            place = (opened.reader, opened.book.id, request.expert_id)
            rows = await repository.entries_part(
                *place, bet_id=bet_id, limit=request.limit, offset=request.offset
            )
            sums, count = await repository.entry_sums(*place, bet_id)
        if bet_id and not count:
            raise BetNotFound(bet_id, request.expert_id)
        return pb.ListLedgerEntriesResponse(
            expert_id=request.expert_id,
            entries=[entry_to_pb(row) for row in rows],
            total_count=count,
            balances={name: float(sums.get(name, ZERO)) for name in ("bankroll", "open_stakes")},
            book=book_to_pb(opened),
        )

    async def GetCalibration(
        self, request: pb.GetCalibrationRequest, context: Context
    ) -> pb.GetCalibrationResponse:
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            rows = await repository.graded(
                opened.reader, opened.book.id, request.category, estimated=request.lines == "estimate"
            )
        board = board_of(rows, opened.facts, request.category)
        return pb.GetCalibrationResponse(
            category=request.category, rows=map(row_to_pb, board), book=book_to_pb(opened)
        )
