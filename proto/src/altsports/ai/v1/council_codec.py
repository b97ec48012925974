"""Generated from altsports/ai/v1/council.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.ai.v1 import council_pb2 as pb
from altsports.ai.v1.books_codec import book_to_json


def get_current_council_request_to_json(message: pb.GetCurrentCouncilRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "week": message.week if has("week") else None,
        "season": message.season if has("season") else None,
        "replay": message.replay,
    }


def get_current_council_response_to_json(message: pb.GetCurrentCouncilResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "week": message.week,
        "council_members": [council_member_to_json(item) for item in message.council_members] if message.council_members else [],
        "selection_criteria": selection_criteria_to_json(message.selection_criteria) if has("selection_criteria") else None,
        "book": book_to_json(message.book) if has("book") else None,
    }


def council_member_to_json(message: pb.CouncilMember) -> dict[str, Any]:
    return {
        "expert_id": message.expert_id,
        "rank": message.rank,
        "selection_score": message.selection_score,
        "vote_weight": message.vote_weight,
        "reason_selected": message.reason_selected,
        "components": dict(sorted(message.components.items())),
    }


def selection_criteria_to_json(message: pb.SelectionCriteria) -> dict[str, Any]:
    return {
        "accuracy_weight": message.accuracy_weight,
        "recent_performance_weight": message.recent_performance_weight,
        "consistency_weight": message.consistency_weight,
        "calibration_weight": message.calibration_weight,
        "specialization_weight": message.specialization_weight,
    }


def get_consensus_request_to_json(message: pb.GetConsensusRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "game_id": message.game_id,
        "without": message.without if has("without") else None,
        "replay": message.replay,
    }


def get_consensus_response_to_json(message: pb.GetConsensusResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "game_id": message.game_id,
        "consensus": consensus_by_category_to_json(message.consensus) if has("consensus") else None,
        "expert_votes": [expert_vote_to_json(item) for item in message.expert_votes] if message.expert_votes else [],
        "disagreements": [disagreement_to_json(item) for item in message.disagreements] if message.disagreements else [],
        "without": message.without if has("without") else None,
        "book": book_to_json(message.book) if has("book") else None,
    }


def consensus_by_category_to_json(message: pb.ConsensusByCategory) -> dict[str, Any]:
    has = message.HasField
    return {
        **({"spread": category_consensus_to_json(message.spread)} if has("spread") else {}),
        **({"winner": category_consensus_to_json(message.winner)} if has("winner") else {}),
        **({"total": category_consensus_to_json(message.total)} if has("total") else {}),
    }


def category_consensus_to_json(message: pb.CategoryConsensus) -> dict[str, Any]:
    has = message.HasField
    return {
        "prediction": message.prediction,
        "confidence": message.confidence,
        "agreement_level": message.agreement_level,
        "vote_breakdown": dict(sorted(message.vote_breakdown.items())),
        "line": message.line if has("line") else None,
        "estimated": message.estimated,
        "provisional": message.provisional,
    }


def expert_vote_to_json(message: pb.ExpertVote) -> dict[str, Any]:
    has = message.HasField
    return {
        "expert_id": message.expert_id,
        "vote_weight": message.vote_weight,
        "prediction": message.prediction,
        "confidence": message.confidence,
        "provisional": message.provisional,
        "estimated": message.estimated,
        "sealed_prediction": message.sealed_prediction if has("sealed_prediction") else None,
    }


def disagreement_to_json(message: pb.Disagreement) -> dict[str, Any]:
    return {
        "expert_a": message.expert_a,
        "expert_b": message.expert_b,
        "category": message.category,
        "difference": message.difference,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "GetCurrentCouncilRequest": get_current_council_request_to_json,
    "GetCurrentCouncilResponse": get_current_council_response_to_json,
    "CouncilMember": council_member_to_json,
    "SelectionCriteria": selection_criteria_to_json,
    "GetConsensusRequest": get_consensus_request_to_json,
    "GetConsensusResponse": get_consensus_response_to_json,
    "ConsensusByCategory": consensus_by_category_to_json,
    "CategoryConsensus": category_consensus_to_json,
    "ExpertVote": expert_vote_to_json,
    "Disagreement": disagreement_to_json,
}
