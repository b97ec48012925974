"""Generated from altsports/football/v1/analytics.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.football.v1 import analytics_pb2 as pb


def football_rank_improving_players_request_to_json(message: pb.RankImprovingPlayersRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id if has("team_id") else None,
        "since": message.since if has("since") else None,
        "until": message.until if has("until") else None,
        "limit": message.limit if has("limit") else None,
    }


def football_rank_improving_players_response_to_json(message: pb.RankImprovingPlayersResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "ranking": football_ranking_to_json(message.ranking) if has("ranking") else None,
    }


def football_rank_player_ratings_request_to_json(message: pb.RankPlayerRatingsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id if has("team_id") else None,
        "since": message.since if has("since") else None,
        "until": message.until if has("until") else None,
        "limit": message.limit if has("limit") else None,
        "matches": message.matches if has("matches") else None,
    }


def football_rank_player_ratings_response_to_json(message: pb.RankPlayerRatingsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "ranking": football_ranking_to_json(message.ranking) if has("ranking") else None,
    }


def football_rank_pressing_formations_request_to_json(message: pb.RankPressingFormationsRequest) -> dict[str, Any]:
    has = message.HasField
    return {
        "team_id": message.team_id if has("team_id") else None,
        "since": message.since if has("since") else None,
        "until": message.until if has("until") else None,
        "limit": message.limit if has("limit") else None,
    }


def football_rank_pressing_formations_response_to_json(message: pb.RankPressingFormationsResponse) -> dict[str, Any]:
    has = message.HasField
    return {
        "ranking": football_ranking_to_json(message.ranking) if has("ranking") else None,
    }


def football_ranking_to_json(message: pb.Ranking) -> dict[str, Any]:
    has = message.HasField
    return {
        "kind": message.kind,
        "rule": message.rule,
        "ties": message.ties,
        "unit": message.unit,
        "team_ids": list(message.team_ids),
        "since": message.since if has("since") else None,
        "until": message.until if has("until") else None,
        "matches": message.matches if has("matches") else None,
        "limit": message.limit,
        "data_version": message.data_version,
        "rows": [football_ranking_row_to_json(item) for item in message.rows] if message.rows else [],
        "total_rows": message.total_rows,
        "excluded": [football_ranking_exclusion_to_json(item) for item in message.excluded] if message.excluded else [],
    }


def football_ranking_row_to_json(message: pb.RankingRow) -> dict[str, Any]:
    has = message.HasField
    return {
        "rank": message.rank,
        "subject": message.subject,
        "name": message.name,
        "value": message.value,
        "n": message.n,
        "minutes": message.minutes,
        "interval": football_ranking_interval_to_json(message.interval) if has("interval") else None,
        "match_ids": list(message.match_ids),
        "first_match_at": timestamp_to_json(message.first_match_at) if has("first_match_at") else None,
        "last_match_at": timestamp_to_json(message.last_match_at) if has("last_match_at") else None,
        "excluded": [football_ranking_exclusion_to_json(item) for item in message.excluded] if message.excluded else [],
    }


def football_ranking_interval_to_json(message: pb.RankingInterval) -> dict[str, Any]:
    return {
        "low": message.low,
        "high": message.high,
    }


def football_ranking_exclusion_to_json(message: pb.RankingExclusion) -> dict[str, Any]:
    has = message.HasField
    return {
        "subject": message.subject,
        "match_id": message.match_id if has("match_id") else None,
        "reason": message.reason,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "RankImprovingPlayersRequest": football_rank_improving_players_request_to_json,
    "RankImprovingPlayersResponse": football_rank_improving_players_response_to_json,
    "RankPlayerRatingsRequest": football_rank_player_ratings_request_to_json,
    "RankPlayerRatingsResponse": football_rank_player_ratings_response_to_json,
    "RankPressingFormationsRequest": football_rank_pressing_formations_request_to_json,
    "RankPressingFormationsResponse": football_rank_pressing_formations_response_to_json,
    "Ranking": football_ranking_to_json,
    "RankingRow": football_ranking_row_to_json,
    "RankingInterval": football_ranking_interval_to_json,
    "RankingExclusion": football_ranking_exclusion_to_json,
}
