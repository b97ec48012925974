"""Builds the messages of the experts."""

from ai_service.nfl_experts.betting.risk import change_percent, status_of
from ai_service.nfl_experts.betting.statistics import statistics_of
from ai_service.nfl_experts.books.state import STARTING, ZERO, Bet
from ai_service.nfl_experts.experts.domain import Expert
from ai_service.nfl_experts.faces.bets.messages import historic_bet_to_pb
from ai_service.nfl_experts.faces.experts.board import Row
from ai_service.nfl_experts.faces.experts.operations import Change
from ai_service.nfl_experts.faces.experts.repository import EntryRow, Standing
from ai_service.nfl_experts.predictions.calibration import Difference
from altsports.ai.v1 import experts_pb2 as pb
from service_kit.timestamps import time_to_pb


def expert_to_pb(expert: Expert, standing: Standing | None) -> pb.Expert:
    """An expert and its numbers in a book; those of the first day if the book has none."""
    found = standing or Standing(expert.id, STARTING, ZERO, False, 0, 0, statistics_of(()))
    return pb.Expert(
        expert_id=expert.id,
        name=expert.name,
        emoji=expert.emoji,
        archetype=expert.archetype,
        bankroll=pb.ExpertBankroll(
            current=float(found.worth),
            starting=float(STARTING),
            change_percent=round(change_percent(found.worth, STARTING), 4),
            status=status_of(found.worth, STARTING, eliminated=found.eliminated),
            at_risk=float(found.open_stakes),
            available=float(found.bankroll),
        ),
        performance=pb.ExpertPerformance(
            accuracy=found.accuracy,
            win_rate=found.bets.win_rate,
            total_bets=found.bets.total_bets,
            roi=found.bets.roi,
            decided_bets=found.bets.decided_bets,
            graded_predictions=found.decided,
            estimated_accuracy=found.estimated_accuracy,
            estimated_predictions=found.estimated_decided,
        ),
        specialization=pb.ExpertSpecialization(
            category=expert.specialization_category, weight=expert.specialization_weight
        ),
        strategy=expert.creed,
        limits=pb.ExpertLimits(
            most_per_bet=expert.risk.ceiling,
            most_at_once=expert.risk.at_once,
            most_amount=float(expert.risk.amount) if expert.risk.style == "flat" else None,
            least_amount=float(expert.risk.habit),
        ),
    )


def change_to_pb(change: Change, bets: dict[str, Bet]) -> pb.BalanceChange:
    """A transaction of a bankroll, with its bet if that is in `bets`."""
    return pb.BalanceChange(
        balance=float(change.worth),
        available=float(change.available),
        at_risk=float(change.at_risk),
        change=float(change.change),
        reason=change.reason,
        timestamp=time_to_pb(change.at),
        bets=[historic_bet_to_pb(bets[change.bet_id])] if change.bet_id in bets else [],
    )


def entry_to_pb(row: EntryRow) -> pb.LedgerEntry:
    """One side of a transaction."""
    return pb.LedgerEntry(
        transaction_id=row.transaction_id,
        account=row.account,
        amount=float(row.amount),
        reason=row.reason,
        bet_id=row.bet_id,
        booked_at=time_to_pb(row.booked_at),
    )


def row_to_pb(row: Row) -> pb.CalibrationRow:
    """One row of the calibration board."""
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
