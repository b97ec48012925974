"""Generated from altsports/ai/v1/experts.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.ai.v1 import experts_pb2 as pb
from altsports.ai.v1.books_codec import book_to_json, historic_bet_to_json


def list_experts_request_to_json(message: pb.ListExpertsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "season": message.season if has("season") else None,
        "replay": message.replay,
    }


def list_experts_response_to_json(message: pb.ListExpertsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "experts": [expert_to_json(item) for item in message.experts] if message.experts else [],
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
        "book": book_to_json(message.book) if has("book") else None,
    }


def expert_to_json(message: pb.Expert) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "name": message.name,
        "emoji": message.emoji,
        "archetype": message.archetype,
        "bankroll": expert_bankroll_to_json(message.bankroll) if has("bankroll") else None,
        "performance": expert_performance_to_json(message.performance) if has("performance") else None,
        "specialization": expert_specialization_to_json(message.specialization) if has("specialization") else None,
        "strategy": message.strategy,
        "limits": expert_limits_to_json(message.limits) if has("limits") else None,
    }


def expert_limits_to_json(message: pb.ExpertLimits) -> dict[str, Any]:
    has = message.HasField
    return {
        "most_per_bet": message.most_per_bet,
        "most_at_once": message.most_at_once,
        "most_amount": message.most_amount if has("most_amount") else None,
        "least_amount": message.least_amount,
    }


def expert_bankroll_to_json(message: pb.ExpertBankroll) -> dict[str, Any]:
    return {
        "current": message.current,
        "starting": message.starting,
        "change_percent": message.change_percent,
        "status": message.status,
        "at_risk": message.at_risk,
        "available": message.available,
    }


def expert_performance_to_json(message: pb.ExpertPerformance) -> dict[str, Any]:
    return {
        "accuracy": message.accuracy,
        "win_rate": message.win_rate,
        "total_bets": message.total_bets,
        "roi": message.roi,
        "decided_bets": message.decided_bets,
        "graded_predictions": message.graded_predictions,
        "estimated_accuracy": message.estimated_accuracy,
        "estimated_predictions": message.estimated_predictions,
    }


def expert_specialization_to_json(message: pb.ExpertSpecialization) -> dict[str, Any]:
    return {
        "category": message.category,
        "weight": message.weight,
    }


def get_bankroll_request_to_json(message: pb.GetBankrollRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "timeframe": message.timeframe if has("timeframe") else None,
        "include_bets": message.include_bets if has("include_bets") else None,
        "season": message.season if has("season") else None,
        "replay": message.replay,
    }


def get_bankroll_response_to_json(message: pb.GetBankrollResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "current_balance": message.current_balance,
        "starting_balance": message.starting_balance,
        "peak_balance": message.peak_balance,
        "lowest_balance": message.lowest_balance,
        "total_wagered": message.total_wagered,
        "total_won": message.total_won,
        "total_lost": message.total_lost,
        "history": [balance_change_to_json(item) for item in message.history] if message.history else [],
        "risk_metrics": risk_metrics_to_json(message.risk_metrics) if has("risk_metrics") else None,
        "book": book_to_json(message.book) if has("book") else None,
        "available": message.available,
        "at_risk": message.at_risk,
    }


def balance_change_to_json(message: pb.BalanceChange) -> dict[str, Any]:
    has = message.HasField
    return {
        "timestamp": timestamp_to_json(message.timestamp) if has("timestamp") else None,
        "balance": message.balance,
        "change": message.change,
        "reason": message.reason,
        **({"bets": [historic_bet_to_json(item) for item in message.bets]} if message.bets else {}),
        "available": message.available,
        "at_risk": message.at_risk,
    }


def risk_metrics_to_json(message: pb.RiskMetrics) -> dict[str, Any]:
    return {
        "volatility": message.volatility,
        "sharpe_ratio": message.sharpe_ratio,
        "max_drawdown": message.max_drawdown,
    }


def list_ledger_entries_request_to_json(message: pb.ListLedgerEntriesRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "bet_id": message.bet_id if has("bet_id") else None,
        "limit": message.limit if has("limit") else None,
        "offset": message.offset if has("offset") else None,
        "season": message.season if has("season") else None,
        "replay": message.replay,
    }


def list_ledger_entries_response_to_json(message: pb.ListLedgerEntriesResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "entries": [ledger_entry_to_json(item) for item in message.entries] if message.entries else [],
        "total_count": message.total_count,
        "balances": dict(sorted(message.balances.items())),
        "book": book_to_json(message.book) if has("book") else None,
    }


def ledger_entry_to_json(message: pb.LedgerEntry) -> dict[str, Any]:
    has = message.HasField
    return {
        "transaction_id": message.transaction_id,
        "account": message.account,
        "amount": message.amount,
        "reason": message.reason,
        "bet_id": message.bet_id if has("bet_id") else None,
        "booked_at": timestamp_to_json(message.booked_at) if has("booked_at") else None,
    }


def get_calibration_request_to_json(message: pb.GetCalibrationRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "season": message.season if has("season") else None,
        "replay": message.replay,
        "category": message.category if has("category") else None,
        "lines": message.lines if has("lines") else None,
    }


def get_calibration_response_to_json(message: pb.GetCalibrationResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "category": message.category,
        "rows": [calibration_row_to_json(item) for item in message.rows] if message.rows else [],
        "book": book_to_json(message.book) if has("book") else None,
    }


def calibration_row_to_json(message: pb.CalibrationRow) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "name": message.name,
        "kind": message.kind,
        "count": message.count,
        "brier_score": message.brier_score,
        "brier_low": message.brier_low,
        "brier_high": message.brier_high,
        "log_loss": message.log_loss,
        "bins": [reliability_bin_to_json(item) for item in message.bins] if message.bins else [],
        "against_market": comparison_to_json(message.against_market) if has("against_market") else None,
        "against_elo": comparison_to_json(message.against_elo) if has("against_elo") else None,
    }


def comparison_to_json(message: pb.Comparison) -> dict[str, Any]:
    return {
        "count": message.count,
        "mean_difference": message.mean_difference,
        "low": message.low,
        "high": message.high,
    }


def reliability_bin_to_json(message: pb.ReliabilityBin) -> dict[str, Any]:
    return {
        "low": message.low,
        "high": message.high,
        "count": message.count,
        "mean_probability": message.mean_probability,
        "observed": message.observed,
        "observed_low": message.observed_low,
        "observed_high": message.observed_high,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "ListExpertsRequest": list_experts_request_to_json,
    "ListExpertsResponse": list_experts_response_to_json,
    "Expert": expert_to_json,
    "ExpertLimits": expert_limits_to_json,
    "ExpertBankroll": expert_bankroll_to_json,
    "ExpertPerformance": expert_performance_to_json,
    "ExpertSpecialization": expert_specialization_to_json,
    "GetBankrollRequest": get_bankroll_request_to_json,
    "GetBankrollResponse": get_bankroll_response_to_json,
    "BalanceChange": balance_change_to_json,
    "RiskMetrics": risk_metrics_to_json,
    "ListLedgerEntriesRequest": list_ledger_entries_request_to_json,
    "ListLedgerEntriesResponse": list_ledger_entries_response_to_json,
    "LedgerEntry": ledger_entry_to_json,
    "GetCalibrationRequest": get_calibration_request_to_json,
    "GetCalibrationResponse": get_calibration_response_to_json,
    "CalibrationRow": calibration_row_to_json,
    "Comparison": comparison_to_json,
    "ReliabilityBin": reliability_bin_to_json,
}
