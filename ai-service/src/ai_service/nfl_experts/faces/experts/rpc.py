"""The gRPC face of the experts: opens the book, calls, answers."""

# ruff: noqa: ARG002 - the contract gives the signatures

from ai_service.nfl_experts.betting.risk import change_percent, status_of
from ai_service.nfl_experts.betting.statistics import statistics_of
from ai_service.nfl_experts.books.state import STARTING, ZERO, Bet
from ai_service.nfl_experts.experts.domain import Expert
from ai_service.nfl_experts.experts.roster import EXPERTS, find_expert
from ai_service.nfl_experts.faces.bets.repository import bets_by_id, statistics
from ai_service.nfl_experts.faces.bets.shapes import historic_to_pb
from ai_service.nfl_experts.faces.experts import operations, repository
from ai_service.nfl_experts.faces.experts.board import Row, board_of
from ai_service.nfl_experts.faces.experts.operations import Change
from ai_service.nfl_experts.faces.experts.repository import EntryRow, Standing
from ai_service.nfl_experts.faces.open_book import book_to_pb
from ai_service.nfl_experts.faces.shelf import Shelf
from ai_service.nfl_experts.predictions.calibration import Difference
from altsports.ai.v1 import experts_pb2 as pb
from altsports.ai.v1.experts_pb2_grpc import ExpertServiceServicer
from service_kit.rpc.incoming import Context
from service_kit.timestamps import time_to_pb


class ExpertRpc(ExpertServiceServicer):
    """Answers about the experts."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def ListExperts(self, request: pb.ListExpertsRequest, context: Context) -> pb.ListExpertsResponse:
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            standings = await repository.standings(opened.connection, opened.book.id)
        return pb.ListExpertsResponse(
            experts=[_expert_to_pb(expert, standings.get(expert.id)) for expert in EXPERTS],
            book=book_to_pb(opened),
            timestamp=time_to_pb(self._shelf.now()),
        )

    async def GetBankroll(self, request: pb.GetBankrollRequest, context: Context) -> pb.GetBankrollResponse:
        find_expert(request.expert_id)
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            entries = await repository.entries(opened.connection, opened.book.id, request.expert_id)
            sums = await statistics(opened.connection, opened.book.id, request.expert_id)
            history = operations.history_of(entries)
            changes = operations.since(history.changes, request.timeframe, opened.anchor)
            wanted = [change.bet_id for change in changes if change.bet_id and request.include_bets]
            bets = await bets_by_id(opened.connection, wanted)
        return pb.GetBankrollResponse(
            expert_id=request.expert_id,
            current_balance=float(history.current),
            starting_balance=float(STARTING),
            peak_balance=float(history.peak),
            lowest_balance=float(history.lowest),
            total_wagered=float(sums.wagered + history.at_stake),
            total_won=float(sums.won),
            total_lost=float(sums.lost),
            history=[_change_to_pb(change, bets) for change in changes],
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
            place = (opened.connection, opened.book.id, request.expert_id)
            rows = await repository.entries_part(
                *place, bet_id=bet_id, limit=request.limit, offset=request.offset
            )
            sums, count = await repository.entry_sums(*place, bet_id)
        return pb.ListLedgerEntriesResponse(
            expert_id=request.expert_id,
            entries=[_entry_to_pb(row) for row in rows],
            total_count=count,
            balances={name: float(sums.get(name, ZERO)) for name in ("bankroll", "open_stakes")},
            book=book_to_pb(opened),
        )

    async def GetCalibration(
        self, request: pb.GetCalibrationRequest, context: Context
    ) -> pb.GetCalibrationResponse:
        async with self._shelf.read(season=request.season, replay=request.replay) as opened:
            rows = await repository.graded(opened.connection, opened.book.id, request.category)
        board = board_of(rows, opened.facts, request.category)
        return pb.GetCalibrationResponse(
            category=request.category, rows=map(_row_to_pb, board), book=book_to_pb(opened)
        )


def _expert_to_pb(expert: Expert, standing: Standing | None) -> pb.Expert:
    found = standing or Standing(expert.id, STARTING, ZERO, False, 0, 0, statistics_of(()))
    return pb.Expert(
        expert_id=expert.id,
        name=expert.name,
        emoji=expert.emoji,
        archetype=expert.archetype,
        bankroll=pb.ExpertBankroll(
            current=float(found.bankroll),
            starting=float(STARTING),
            change_percent=round(change_percent(found.bankroll, STARTING), 4),
            status=status_of(found.bankroll + found.open_stakes, STARTING, eliminated=found.eliminated),
            at_risk=float(found.open_stakes),
        ),
        performance=pb.ExpertPerformance(
            accuracy=found.accuracy,
            win_rate=found.bets.win_rate,
            total_bets=found.bets.total_bets,
            roi=found.bets.roi,
            decided_bets=found.bets.decided_bets,
            graded_predictions=found.decided,
        ),
        specialization=pb.ExpertSpecialization(
            category=expert.specialization_category, weight=expert.specialization_weight
        ),
    )


def _change_to_pb(change: Change, bets: dict[str, Bet]) -> pb.BalanceChange:
    return pb.BalanceChange(
        balance=float(change.balance),
        change=float(change.change),
        reason=change.reason,
        timestamp=time_to_pb(change.at),
        bets=[historic_to_pb(bets[change.bet_id])] if change.bet_id in bets else [],
    )


def _entry_to_pb(row: EntryRow) -> pb.LedgerEntry:
    return pb.LedgerEntry(
        transaction_id=row.transaction_id,
        account=row.account,
        amount=float(row.amount),
        reason=row.reason,
        bet_id=row.bet_id,
        booked_at=time_to_pb(row.booked_at),
    )


def _row_to_pb(row: Row) -> pb.CalibrationRow:
    found = row.calibration
    return pb.CalibrationRow(
        expert_id=row.id,
        name=row.name,
        kind=row.kind,
        count=found.count,
        brier_score=found.brier_score,
        brier_low=found.brier_interval.low,
        brier_high=found.brier_interval.high,
        log_loss=found.log_loss,
        bins=[
            pb.ReliabilityBin(
                low=each.low,
                high=each.high,
                count=each.count,
                mean_probability=each.mean_probability,
                observed=each.observed,
                observed_low=each.interval.low,
                observed_high=each.interval.high,
            )
            for each in found.bins
        ],
        against_market=_comparison_to_pb(row.against_market),
        against_elo=_comparison_to_pb(row.against_elo),
    )


def _comparison_to_pb(found: Difference | None) -> pb.Comparison | None:
    if found is None:
        return None
    return pb.Comparison(
        count=found.count, mean_difference=found.mean, low=found.interval.low, high=found.interval.high
    )
