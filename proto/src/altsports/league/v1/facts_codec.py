"""Generated from altsports/league/v1/facts.proto: edit the proto and run `make proto`."""

from collections.abc import Callable
from typing import Any

from altsports.contract.values import timestamp_to_json
from altsports.league.v1 import facts_pb2 as pb


def get_season_facts_request_to_json(message: pb.GetSeasonFactsRequest) -> dict[str, Any]:
    return {
        "competition": message.competition,
        "season": message.season,
    }


def get_season_facts_response_to_json(message: pb.GetSeasonFactsResponse) -> dict[str, Any]:
    return {
        "competition": message.competition,
        "season": message.season,
        "simulated": message.simulated,
        "version": message.version,
        "events": [event_facts_to_json(item) for item in message.events] if message.events else [],
    }


def list_season_facts_request_to_json(message: pb.ListSeasonFactsRequest) -> dict[str, Any]:
    return {
        "competition": message.competition,
    }


def list_season_facts_response_to_json(message: pb.ListSeasonFactsResponse) -> dict[str, Any]:
    return {
        "seasons": [season_version_to_json(item) for item in message.seasons] if message.seasons else [],
    }


def season_version_to_json(message: pb.SeasonVersion) -> dict[str, Any]:
    has = message.HasField
    return {
        "competition": message.competition,
        "season": message.season,
        "simulated": message.simulated,
        "version": message.version,
        "first_kickoff_at": timestamp_to_json(message.first_kickoff_at) if has("first_kickoff_at") else None,
        "last_kickoff_at": timestamp_to_json(message.last_kickoff_at) if has("last_kickoff_at") else None,
        "game_count": message.game_count,
    }


def event_facts_to_json(message: pb.EventFacts) -> dict[str, Any]:
    has = message.HasField
    return {
        "game_id": message.game_id,
        "week": message.week,
        "game_type": message.game_type,
        "kickoff_at": timestamp_to_json(message.kickoff_at) if has("kickoff_at") else None,
        "home": message.home,
        "away": message.away,
        "home_name": message.home_name,
        "away_name": message.away_name,
        "neutral": message.neutral,
        "venue": message.venue,
        "roof": message.roof,
        "surface": message.surface,
        "temperature_f": message.temperature_f if has("temperature_f") else None,
        "wind_mph": message.wind_mph if has("wind_mph") else None,
        "conditions": message.conditions,
        "home_rest": message.home_rest,
        "away_rest": message.away_rest,
        "divisional": message.divisional,
        "home_qb": message.home_qb if has("home_qb") else None,
        "away_qb": message.away_qb if has("away_qb") else None,
        "home_elo": message.home_elo,
        "away_elo": message.away_elo,
        "quotes": [quote_to_json(item) for item in message.quotes] if message.quotes else [],
        "results": [result_revision_to_json(item) for item in message.results] if message.results else [],
        "status": message.status,
        "home_team_key": message.home_team_key,
        "away_team_key": message.away_team_key,
        "event_id": message.event_id,
        "statuses": [status_period_to_json(item) for item in message.statuses] if message.statuses else [],
        "other_ids": list(message.other_ids),
    }


def status_period_to_json(message: pb.StatusPeriod) -> dict[str, Any]:
    has = message.HasField
    return {
        "status": message.status,
        "reason": message.reason,
        "since_time": timestamp_to_json(message.since_time) if has("since_time") else None,
    }


def quote_to_json(message: pb.Quote) -> dict[str, Any]:
    has = message.HasField
    return {
        "market": message.market,
        "taken_at": timestamp_to_json(message.taken_at) if has("taken_at") else None,
        "source": message.source,
        "book": message.book,
        "point": message.point if has("point") else None,
        "home_price": message.home_price if has("home_price") else None,
        "away_price": message.away_price if has("away_price") else None,
    }


def result_revision_to_json(message: pb.ResultRevision) -> dict[str, Any]:
    has = message.HasField
    return {
        "revision": message.revision,
        "home_score": message.home_score,
        "away_score": message.away_score,
        "status": message.status,
        "source": message.source,
        "observed_at": timestamp_to_json(message.observed_at) if has("observed_at") else None,
        "effective_at": timestamp_to_json(message.effective_at) if has("effective_at") else None,
    }


TO_JSON: dict[str, Callable[[Any], dict[str, Any]]] = {
    "GetSeasonFactsRequest": get_season_facts_request_to_json,
    "GetSeasonFactsResponse": get_season_facts_response_to_json,
    "ListSeasonFactsRequest": list_season_facts_request_to_json,
    "ListSeasonFactsResponse": list_season_facts_response_to_json,
    "SeasonVersion": season_version_to_json,
    "EventFacts": event_facts_to_json,
    "StatusPeriod": status_period_to_json,
    "Quote": quote_to_json,
    "ResultRevision": result_revision_to_json,
}
